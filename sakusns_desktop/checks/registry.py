"""5, 6: every check in one list, and the one way to run them.

Each check is loaded when a text first needs it: a short post without a digit never pays for dates or phone numbers.
"""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple

from sakusns_desktop.checks.lazy import LazyPattern
from sakusns_desktop.checks.platforms import (
    check_angle_brackets,
    check_hashtag_case,
    check_hashtag_count,
    check_length,
    measure,
)
from sakusns_desktop.checks.settling import settled
from sakusns_desktop.checks.subject import Subject
from sakusns_desktop.checks.tone import private_tone
from sakusns_desktop.domain.post import AccountContext, Draft, Finding, Outcome, Report
from sakusns_desktop.reference_data.checks import CheckData

_DIGITS = frozenset("0123456789")
_LOUD = frozenset({Outcome.VIOLATION, Outcome.REVIEW})


MOST_FINDINGS = 300
"""One check tells no more than this about one text: what is wrong three hundred times is not read further."""


class Check(NamedTuple):
    """A check: its name, whether a draft can have anything for it, and the check itself."""

    name: str
    may_apply: Callable[[Subject], bool]
    run: Callable[[Subject], Iterator[Finding]]


def _always(_: Subject) -> bool:
    return True


def _has_digits(subject: Subject) -> bool:
    return not _DIGITS.isdisjoint(subject.plain)


def _has_days(subject: Subject) -> bool:
    text = subject.plain
    return not _DIGITS.isdisjoint(text) or "年" in text or ("月" in text and "日" in text)


def _has_hash(subject: Subject) -> bool:
    return "#" in subject.text or "＃" in subject.text


def _has_at(subject: Subject) -> bool:
    return "@" in subject.text or "＠" in subject.text


def _has_link_marks(subject: Subject) -> bool:
    text = subject.read
    return ("." in text and not text.isspace()) or "://" in text or "ttp" in text


def _has_media(subject: Subject) -> bool:
    return bool(subject.draft.media)


def _is_alt(subject: Subject) -> bool:
    return subject.draft.field == "alt"


_SECRET_WORDS = (
    "パス", "pass", "pw", "暗証", "キー", "key", "token", "トークン", "鍵", "secret", "認証コード",
    "確認コード", "合言葉", "解錠", "開錠", "pin", "ドアの",
)  # fmt: skip
_KEY_LIKE = LazyPattern(r"[a-z0-9+/_-]{20}|bearer |-----begin|xox[abprs]-")


def _may_hold_secret(subject: Subject) -> bool:
    text = subject.read
    return any(word in text for word in _SECRET_WORDS) or _KEY_LIKE.search(subject.plain) is not None


def _personal(subject: Subject) -> Iterator[Finding]:
    from sakusns_desktop.checks.personal_information import check_personal_information

    return check_personal_information(subject)


def _dates(subject: Subject) -> Iterator[Finding]:
    from sakusns_desktop.checks.dates import check_dates

    return check_dates(subject)


def _times(subject: Subject) -> Iterator[Finding]:
    from sakusns_desktop.checks.times import check_times

    return check_times(subject)


def _relative_dates(subject: Subject) -> Iterator[Finding]:
    from sakusns_desktop.checks.relative_dates import check_relative_dates

    return check_relative_dates(subject)


def _links(subject: Subject) -> Iterator[Finding]:
    from sakusns_desktop.checks.links import check_links

    return check_links(subject)


def _characters(subject: Subject) -> Iterator[Finding]:
    from sakusns_desktop.checks.characters import check_characters

    return check_characters(subject)


def _emoji(subject: Subject) -> Iterator[Finding]:
    from sakusns_desktop.checks.characters import check_emoji

    return check_emoji(subject)


def _phrases(subject: Subject) -> Iterator[Finding]:
    from sakusns_desktop.checks.phrases import check_phrases

    return check_phrases(subject)


def _placeholders(subject: Subject) -> Iterator[Finding]:
    from sakusns_desktop.checks.placeholders import check_placeholders

    return check_placeholders(subject)


def _duplicates(subject: Subject) -> Iterator[Finding]:
    from sakusns_desktop.checks.wording import check_duplicates

    return check_duplicates(subject)


def _mixed_width(subject: Subject) -> Iterator[Finding]:
    from sakusns_desktop.checks.wording import check_mixed_width

    return check_mixed_width(subject)


def _postal(subject: Subject) -> Iterator[Finding]:
    from sakusns_desktop.checks.wording import check_postal

    return check_postal(subject)


def _secrets(subject: Subject) -> Iterator[Finding]:
    from sakusns_desktop.checks.confidentiality import check_secrets

    return check_secrets(subject)


def _hashtags(subject: Subject) -> Iterator[Finding]:
    from sakusns_desktop.checks.tags import check_hashtags

    return check_hashtags(subject)


def _mentions(subject: Subject) -> Iterator[Finding]:
    from sakusns_desktop.checks.tags import check_mentions

    return check_mentions(subject)


def _wrong_account(subject: Subject) -> Iterator[Finding]:
    from sakusns_desktop.checks.wrong_account import check_wrong_account

    return check_wrong_account(subject)


def _media(subject: Subject) -> Iterator[Finding]:
    from sakusns_desktop.checks.images import check_media

    return check_media(subject)


def _alt_text(subject: Subject) -> Iterator[Finding]:
    from sakusns_desktop.checks.images import check_alt_text

    return check_alt_text(subject)


def _has_postal(subject: Subject) -> bool:
    return "〒" in subject.text or "郵便番号" in subject.text


def _is_not_ascii(subject: Subject) -> bool:
    return not subject.text.isascii()


CHECKS: tuple[Check, ...] = (
    Check("personal_information", _always, _personal),
    Check("secrets", _may_hold_secret, _secrets),
    Check("phrases", _always, _phrases),
    Check("dates", _has_days, _dates),
    Check("times", _has_digits, _times),
    Check("relative_dates", _is_not_ascii, _relative_dates),
    Check("links", _has_link_marks, _links),
    Check("characters", _always, _characters),
    Check("emoji", _is_not_ascii, _emoji),
    Check("placeholders", _always, _placeholders),
    Check("duplicates", _is_not_ascii, _duplicates),
    Check("mixed_width", _is_not_ascii, _mixed_width),
    Check("postal", _has_postal, _postal),
    Check("hashtags", _has_hash, _hashtags),
    Check("hashtag_count", _has_hash, check_hashtag_count),
    Check("hashtag_case", _has_hash, check_hashtag_case),
    Check("mentions", _has_at, _mentions),
    Check("angle_brackets", _always, check_angle_brackets),
    Check("wrong_account", _is_not_ascii, _wrong_account),
    Check("alt_text", _is_alt, _alt_text),
    Check("media", _has_media, _media),
)
"""In an order that costs least; findings are sorted afterwards."""


def check_draft(draft: Draft, today: date, data: CheckData, account: AccountContext | None = None) -> Report:
    """Everything that the checks say about a draft.

    Args:
        draft: the draft; any code points.
        today: the day that it is checked for.
        data: word lists, limits, the city's own facts.
        account: the account that was chosen, where one was.
    """
    subject = Subject(draft, today, data, account)
    length = measure(subject)
    findings = [
        finding for check in CHECKS if check.may_apply(subject) for finding in islice(check.run(subject), MOST_FINDINGS)
    ]
    findings.extend(check_length(subject, length))
    findings.extend(private_tone(subject, findings))
    return Report(tuple(settled(findings, subject.text)), length, len(subject.text))


def is_loud(finding: Finding) -> bool:
    """A violation or a review."""
    return finding.outcome in _LOUD
