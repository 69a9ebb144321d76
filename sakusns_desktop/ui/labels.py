"""The words of the window for the register's own values, in one place."""

from sakusns_desktop.domain.account import HandleAtClosure, LifeCycleState, Ownership, SecondFactor, VerifiedBadge
from sakusns_desktop.services.words import STATE_WORDS

LIFE_CYCLE_BADGES: dict[LifeCycleState, str] = {
    LifeCycleState.PREPARING: "owed",
    LifeCycleState.AWAITING_APPROVAL: "owed",
    LifeCycleState.APPROVED: "owed",
    LifeCycleState.ACQUIRED: "owed",
    LifeCycleState.POLICY_DECIDED: "owed",
    LifeCycleState.REPORTED: "owed",
    LifeCycleState.LISTED: "owed",
    LifeCycleState.OPERATING: "ok",
    LifeCycleState.SUSPENDED: "waived",
    LifeCycleState.CLOSED: "not_applicable",
}
"""Life-cycle state -> state of LOOK.md whose colour and shape its badge takes."""

SECOND_FACTOR_WORDS: dict[SecondFactor, str] = {
    SecondFactor.UNKNOWN: "わからない",
    SecondFactor.NONE: "使っていない",
    SecondFactor.AUTHENTICATOR_APP: "認証アプリ",
    SecondFactor.SMS: "SMS（電話番号）",
    SecondFactor.MAIL: "メール",
    SecondFactor.SECURITY_KEY: "セキュリティキー",
    SecondFactor.OTHER: "そのほか",
}

VERIFIED_BADGE_WORDS: dict[VerifiedBadge, str] = {
    VerifiedBadge.UNKNOWN: "わからない",
    VerifiedBadge.NONE: "なし",
    VerifiedBadge.VERIFIED: "あり",
}

HANDLE_AT_CLOSURE_WORDS: dict[HandleAtClosure, str] = {
    HandleAtClosure.UNDECIDED: "決めていない",
    HandleAtClosure.KEPT: "IDを持ち続ける",
    HandleAtClosure.RELEASED: "IDを手放す",
}

OWNERSHIP_WORDS: dict[Ownership, str] = {
    Ownership.UNKNOWN: "わからない",
    Ownership.OFFICE: "公用",
    Ownership.PRIVATE: "私物",
}

FIELD_LABELS: dict[str, str] = {
    "platform": "SNSの種類",
    "display_name": "アカウント名",
    "handle": "ID（ユーザー名）",
    "numeric_id": "変わらない数値ID",
    "url": "URL",
    "purpose": "目的",
    "audience": "対象者",
    "division_id": "担当課",
    "contractor": "委託先",
    "contractor_scope": "委託先ができること",
    "login_id": "ログインID",
    "registered_mail": "登録メール",
    "registered_phone": "登録電話",
    "registered_birth_date": "登録した生年月日",
    "second_factor": "二段階認証",
    "second_factor_phone": "認証を受ける電話・アプリの持ち主",
    "second_factor_phone_ownership": "その電話は",
    "backup_codes_place": "予備コードの置き場所",
    "verified_badge": "認証バッジ",
    "devices": "使う端末",
    "linked_apps": "連携アプリ",
    "outage_channel": "止まったときの代わりの手段",
    "opened_on": "開設日",
    "last_post_on": "最終投稿日",
    "next_review_on": "次の棚卸し",
    "closed_on": "閉鎖日",
    "state": "状態",
    "handle_at_closure": "閉鎖後のID",
    "notes": "備考",
    "deleted_at": "削除",
    "revision": "版",
    "name": "名前",
    "kana": "よみがな",
    "kind": "部か課か",
    "parent_id": "属する部",
    "equivalent": "準じる組織",
    "phone": "電話",
    "mail": "メール",
    "address": "所在地",
    "position": "並び順",
    "from_day": "いつから",
    "until_day": "いつまで",
    "post": "職名",
    "unit_id": "所属",
    "os_sign_in": "サインイン名",
    "role": "役割",
    "deputy": "代理",
    "staff_id": "担当する人",
    "account_id": "アカウント",
}
"""Field name -> its label, for forms, detail panes and the history."""

ACTION_WORDS: dict[str, str] = {
    "account.added": "アカウントを追加",
    "account.updated": "アカウントを修正",
    "account.deleted": "アカウントを削除",
    "account.restored": "アカウントを復元",
    "account.reverted": "アカウントの変更を取消し",
    "unit.added": "部・課を追加",
    "unit.updated": "部・課を修正",
    "unit.deleted": "部・課を削除",
    "unit.reverted": "部・課の変更を取消し",
    "staff.added": "職員を追加",
    "staff.updated": "職員を修正",
    "staff.deleted": "職員を削除",
    "staff.reverted": "職員の変更を取消し",
    "assignment.added": "役割を追加",
    "assignment.updated": "役割を修正",
    "assignment.deleted": "役割を削除",
    "assignment.reverted": "役割の変更を取消し",
    "guideline.loaded": "ガイドラインを読込み",
    "setting.changed": "設定を変更",
    "setting.reset": "設定を初期値に",
    "backup.saved": "控えを取得",
    "register.restored": "控えから復元",
    "retention.disposed": "記録を廃棄",
    "retention.copies": "控えの中の記録を廃棄",
    "retention.settled": "写しの処分を記録",
}
"""Audit action -> words of the history."""


def state_choices() -> tuple[tuple[str, str], ...]:
    """(key, words) of the life-cycle states, in order."""
    return tuple((state.value, STATE_WORDS[state]) for state in LifeCycleState)


def action_words(action: str) -> str:
    """Words of an audit action; one that has none yet is shown as it is named."""
    return ACTION_WORDS.get(action, action)


def value_words(field: str, value: str) -> str:
    """A stored value in words: enum values by their field; everything else as it is, ids as 「変更」."""
    words: dict[str, dict[str, str]] = {
        "state": {state.value: text for state, text in STATE_WORDS.items()},
        "second_factor": {key.value: text for key, text in SECOND_FACTOR_WORDS.items()},
        "verified_badge": {key.value: text for key, text in VERIFIED_BADGE_WORDS.items()},
        "handle_at_closure": {key.value: text for key, text in HANDLE_AT_CLOSURE_WORDS.items()},
        "second_factor_phone_ownership": {key.value: text for key, text in OWNERSHIP_WORDS.items()},
        "role": {"owner": "責任者", "manager": "管理者", "operator": "担当者"},
        "kind": {"department": "部", "division": "課"},
    }
    if field in {"division_id", "unit_id", "staff_id", "account_id", "parent_id"}:
        return "別のもの"
    return words.get(field, {}).get(value, value)
