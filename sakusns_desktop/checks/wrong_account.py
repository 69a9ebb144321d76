"""5(1)ア, 6(3): words, tone or name of another account than the one that was chosen."""

import re
from collections.abc import Iterator

from sakusns_desktop.checks.lazy import LazyPattern
from sakusns_desktop.checks.subject import Subject
from sakusns_desktop.domain.post import AccountContext, Finding

_SELF = (
    r"(?:公式(?:アカウント|x|line|インスタグラム|instagram|facebook|youtube)?(?:です|から|より)"
    r"|からのお知らせ|よりお知らせ|です。|がお届け|から(?:お届け|お伝え)|(?:では|は)、?(?:本日|今日|次"
    r"|下記)|の公式)"
)
_OPENING = 40
_INTRODUCTION = LazyPattern(
    r"(?:こちらは|こんにちは[、。!]?|\A|[【\[(])\s?(?P<name>[^\s、。!]{2,20}?)(?:公式(?:アカウント|x|line)"
    r"?|からのお知らせ|です[。!])"
)
_FEW_WORDS = 2


def check_wrong_account(subject: Subject) -> Iterator[Finding]:
    """Another body speaks, or another of the city's accounts. One finding at most."""
    foreign = _foreign_body(subject)
    if foreign:
        yield subject.whole(
            "account.other_body",
            "wrong_account",
            f"「{foreign}」が名のる文に見えます。出す先のアカウントを確かめてください。",
            foreign,
        )
        return
    if subject.account is None:
        return
    other = _other_account(subject, subject.account)
    if other:
        yield subject.whole(
            "account.other_account",
            "wrong_account",
            f"「{other}」の文に見えます。出す先のアカウントを確かめてください。",
            other,
        )


def _foreign_body(subject: Subject) -> str:
    """A neighbouring city that introduces itself."""
    text = subject.plain
    for body in subject.data.city.other_bodies:
        if body not in text:
            continue
        if re.search(rf"{body}(?:役所|役場)?(?:公式|{_SELF})", text):
            if re.search(rf"{body}(?:役所|役場)?の公式(?!アカウントです)", text) and subject.data.city.name in text:
                continue
            return body
        if re.search(rf"(?:[【\[]|\A){body}(?:役所|役場)?(?:[】\]]|です|からの)", text):
            return body
    return ""


def _other_account(subject: Subject, account: AccountContext) -> str:
    """One of the city's other accounts: its name in the opening, or its words and none of this account's."""
    text = subject.plain
    opening = text[:_OPENING]
    own = [word for word in (account.name, account.division) if word]
    for name, handle, words in account.other_accounts:
        if name and name not in own and name in opening and not any(word in opening for word in own):
            introduction = _INTRODUCTION.search(opening)
            if introduction is not None and name in introduction[0]:
                return name
        if handle and handle.lower() == account.handle.lower():
            continue
        theirs = sum(1 for word in words if word and word in text)
        if theirs >= _FEW_WORDS and account.purpose_words and not any(word in text for word in account.purpose_words):
            return name or handle
    return ""
