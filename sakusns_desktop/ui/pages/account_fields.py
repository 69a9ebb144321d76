"""The account form: what the register asks about an account, in the order of the guideline."""

from collections.abc import Mapping, Sequence
from typing import Any

from sakusns_desktop.domain.organization import Organization, UnitKind
from sakusns_desktop.domain.platform import Platform
from sakusns_desktop.ui.labels import (
    FIELD_LABELS,
    HANDLE_AT_CLOSURE_WORDS,
    OWNERSHIP_WORDS,
    SECOND_FACTOR_WORDS,
    VERIFIED_BADGE_WORDS,
    state_choices,
)
from sakusns_desktop.ui.widgets.form_fields import FieldSpec, GroupSpec


def _field(name: str, kind: str = "line", **rest: Any) -> FieldSpec:
    return FieldSpec(name, FIELD_LABELS[name], kind, **rest)


def _choices(words: Mapping[Any, str]) -> tuple[tuple[str, str], ...]:
    return tuple((str(key), text) for key, text in words.items())


def account_groups(platforms: Sequence[Platform]) -> tuple[GroupSpec, ...]:
    """The groups of the form; the divisions are offered when it is opened."""
    kinds = (("", "選んでください"), *((platform.key, platform.label) for platform in platforms))
    ownership = _choices(OWNERSHIP_WORDS)
    return (
        GroupSpec(
            "アカウント 3(2)ウ",
            (
                _field("url", help="アカウントのページのURLを貼ると、種類とIDを読み取ります。"),
                _field("platform", "choice", choices=kinds, required=True),
                _field("display_name", required=True, placeholder="例：佐久市立図書館"),
                _field("handle", placeholder="例：saku_library"),
                _field("numeric_id", help="IDを変えても変わらない番号です。なりすましと見分ける手がかりになります。"),
                _field("division_id", "choice", choices=(("", "決めていない"),)),
                _field("state", "choice", choices=state_choices()),
            ),
        ),
        GroupSpec(
            "目的と相手 3(2)ア・エ",
            (
                _field("purpose", "block"),
                _field("audience"),
                _field("outage_channel", placeholder="例：市ホームページ、防災行政無線"),
            ),
        ),
        GroupSpec(
            "日付",
            (_field("opened_on", "day"), _field("last_post_on", "day"), _field("next_review_on", "day")),
        ),
        GroupSpec(
            "ログイン 3(5)",
            (
                _field("login_id", help="パスワードはここに書かないでください。台帳には保管しません。"),
                _field("registered_mail"),
                _field("registered_phone"),
                _field(
                    "registered_birth_date", "day", help="市制の日などを入れると、年齢制限で止められることがあります。"
                ),
                _field("second_factor", "choice", choices=tuple((k.value, w) for k, w in SECOND_FACTOR_WORDS.items())),
                _field("second_factor_phone", placeholder="例：広報広聴課の公用携帯"),
                _field("second_factor_phone_ownership", "choice", choices=ownership),
                _field("backup_codes_place", placeholder="例：課の金庫の封筒"),
                _field("verified_badge", "choice", choices=_choices(VERIFIED_BADGE_WORDS)),
            ),
        ),
        GroupSpec(
            "端末とつながるもの",
            (
                _field(
                    "devices",
                    "rows",
                    columns=("端末", "公用か私物か"),
                    choices=ownership,
                    placeholder="例：課の公用スマートフォン",
                ),
                _field("linked_apps", "rows", columns=("名前", "使いみち"), placeholder="例：予約投稿サービス"),
                _field("contractor", placeholder="例：運用を手伝う会社の名前"),
                _field("contractor_scope"),
            ),
        ),
        GroupSpec(
            "閉鎖するとき",
            (
                _field("closed_on", "day"),
                _field(
                    "handle_at_closure",
                    "choice",
                    choices=_choices(HANDLE_AT_CLOSURE_WORDS),
                    help="手放したIDは、知らない人が使えるようになります。",
                ),
            ),
        ),
        GroupSpec("そのほか", (_field("notes", "block", help="個人の情報は書かないでください。"),)),
    )


def division_choices(organization: Organization) -> list[tuple[str, str]]:
    """(id, department and division) of every division, in the office's order."""
    names = {unit.id: unit.name for unit in organization.units}
    position = {unit.id: unit.position for unit in organization.units}
    divisions = [unit for unit in organization.units if unit.kind is UnitKind.DIVISION]
    divisions.sort(key=lambda unit: (position.get(unit.parent_id, 0), unit.position, unit.name))
    return [
        ("", "決めていない"),
        *((unit.id, f"{names.get(unit.parent_id, '')} {unit.name}".strip()) for unit in divisions),
    ]
