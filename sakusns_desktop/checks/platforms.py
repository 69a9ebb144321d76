"""5(1)オ: what a platform takes: length, hashtags, signs, and mentions."""

import unicodedata
from collections.abc import Iterator

from sakusns_desktop.checks.lazy import LazyPattern
from sakusns_desktop.checks.subject import LONGEST_EXAMINED, Subject
from sakusns_desktop.checks.x_tags import find_hashtags
from sakusns_desktop.domain.post import Finding, Length, Outcome

_LEADING_HANDLES = LazyPattern(r"(?:[@＠]\w{1,20}\s+)+")
_UNITS = {"x_weighted": "（Xの数え方）", "characters": "字", "utf16": "字（UTF-16）", "bytes": "バイト"}


def measure(subject: Subject) -> Length:
    """How long the draft is as its platform counts, against the platform's limit."""
    draft = subject.draft
    platform = draft.platform
    if (
        subject.account is not None
        and subject.account.use_api_limit
        and ("line_api", draft.field) in subject.data.limits
    ):
        platform = "line_api" if platform == "line" else platform
    row = subject.data.limits.get((platform, draft.field))
    if row is None:
        return Length(len(draft.text), 0, "characters")
    return Length(_count(subject, row.unit, row.limit), row.limit, row.unit)


def _count(subject: Subject, unit: str, limit: int) -> int:
    text = subject.draft.text
    if unit == "x_weighted":
        from sakusns_desktop.checks.x_length import character_weight, weigh

        if subject.draft.reply:
            text = _LEADING_HANDLES.sub("", text, count=1) if _LEADING_HANDLES.match(text) else text
        head, rest = text[:LONGEST_EXAMINED], text[LONGEST_EXAMINED:]
        return weigh(head, subject.data.top_level_domains, limit).weight + character_weight(rest)
    if unit == "utf16":
        return len(text) + sum(1 for character in text if character > "\uffff")
    if unit == "bytes":
        return len(text.encode("utf-8", "replace"))
    return len(text)


def check_length(subject: Subject, length: Length) -> Iterator[Finding]:
    """Too long for the platform, or longer than one source says."""
    if length.limit and length.used > length.limit:
        over = length.used - length.limit
        message = f"{length.used}{_UNITS[length.unit]}で、上限の{length.limit}を{over}超えています。"
        if len(subject.draft.text) > LONGEST_EXAMINED:
            message += f"長いため、先頭の{LONGEST_EXAMINED}字だけを調べました。"
        yield subject.whole("platforms.length", "length_over", message)
        return
    row = subject.data.limits.get((subject.draft.platform, subject.draft.field))
    if row is not None and row.warn and length.used > row.warn:
        message = f"{length.used}{_UNITS[length.unit]}です。{row.warn}を超えると、切れるか断られることがあります。"
        yield subject.whole("platforms.length_warn", "length_over", message, outcome=Outcome.HINT)


def check_hashtag_count(subject: Subject) -> Iterator[Finding]:
    """More hashtags than the platform takes."""
    row = subject.data.limits.get((subject.draft.platform, subject.draft.field))
    if row is None or not row.hashtags:
        return
    tags = find_hashtags(subject.text, tuple((url.start, url.end) for url in subject.urls))
    if len(tags) > row.hashtags:
        yield subject.whole(
            "platforms.hashtags",
            "hashtag_too_many",
            f"ハッシュタグが{len(tags)}個あります。上限は{row.hashtags}個です。",
            tags[row.hashtags].text,
        )


def check_hashtag_case(subject: Subject) -> Iterator[Finding]:
    """A long tag of small letters, in which a screen reader finds no words."""
    for tag in find_hashtags(subject.text, tuple((url.start, url.end) for url in subject.urls)):
        letters = [character for character in tag.text if character.isalpha()]
        if len(letters) >= 14 and all(character.isascii() and character.islower() for character in letters):
            yield subject.whole("platforms.hashtag_case", "hashtag_case", surface=f"#{tag.text}")
            return


def check_angle_brackets(subject: Subject) -> Iterator[Finding]:
    """YouTube refuses < and > in titles and descriptions."""
    if subject.draft.platform != "youtube" or subject.draft.field == "alt":
        return
    for position, character in enumerate(subject.text):
        if character in "<>":
            wide = "＜" if character == "<" else "＞"
            yield subject.source_finding(
                "platforms.angle_bracket", "angle_bracket", position, position + 1, suggestions=(wide,)
            )


def composed_length(text: str) -> int:
    """Characters after composition, for previews."""
    return len(unicodedata.normalize("NFC", text))
