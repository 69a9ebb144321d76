"""5(1)オ: hashtags and mentions as X links them (twitter-text, configuration v3)."""

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from sakusns_desktop.checks.lazy import LazyPattern

_HASHES = LazyPattern("[#＃]")
_SPECIAL = frozenset(
    "_\u200c\u200d\ua67e\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003\u0f0b\u0f0c\u00b7"
)
_MENTION = LazyPattern(r"[@＠]([a-zA-Z0-9_]{1,20})")
_NOT_AFTER_MENTION = LazyPattern("[@＠À-ÖØ-öø-ÿĀ-ɏ̀-ͯ]|://")
_SLASHES = "://"


class Tag(NamedTuple):
    """A hashtag or mention: offsets with its sign, ``text`` without."""

    start: int
    end: int
    text: str


def is_tag_letter(character: str) -> bool:
    """Letters and marks of any script."""
    return unicodedata.category(character)[0] in "LM"


def is_tag_character(character: str) -> bool:
    """What a hashtag may consist of on X: letters, marks, digits and a few signs."""
    return (
        character in _SPECIAL
        or character.isalnum()
        or (unicodedata.category(character)[0] in "LM" or unicodedata.category(character) == "Nd")
    )


def find_hashtags(text: str, urls: tuple[tuple[int, int], ...] = ()) -> list[Tag]:
    """Every hashtag that X links.

    Args:
        text: any text.
        urls: (start, end) of the links; what stands in them is no hashtag.
    """
    found: list[Tag] = []
    reached = 0
    in_link = mask(len(text), urls)
    for match in _HASHES.finditer(text):
        start = match.start()
        if start < reached or in_link[start] or not _may_precede(text, start):
            continue
        end = tag_end(text, start + 1)
        body = text[start + 1 : end]
        if not any(is_tag_letter(character) for character in body):
            continue
        if text[end : end + 1] in {"#", "＃"} or text.startswith(_SLASHES, end):
            continue
        found.append(Tag(start, end, body))
        reached = end
    return found


def mask(size: int, spans: Iterable[tuple[int, int]]) -> bytearray:
    """1 for every offset that lies in one of the spans."""
    marked = bytearray(size)
    for start, end in spans:
        marked[start:end] = b"\x01" * (end - start)
    return marked


def tag_end(text: str, position: int) -> int:
    """Offset after the run of tag characters that begins at ``position``."""
    while position < len(text) and is_tag_character(text[position]):
        position += 1
    return position


def _may_precede(text: str, start: int) -> bool:
    if start == 0:
        return True
    before = text[start - 1]
    if before in "\ufe0e\ufe0f":
        return True
    return before != "&" and not is_tag_character(before)


def find_mentions(text: str) -> list[Tag]:
    """Every mention that X links."""
    found: list[Tag] = []
    for match in _MENTION.finditer(text):
        start, end = match.span()
        if start and not _may_precede_mention(text, start):
            continue
        if _NOT_AFTER_MENTION.match(text, end) or (text[end : end + 1].isascii() and text[end : end + 1].isalnum()):
            continue
        found.append(Tag(start, end, match[1]))
    return found


def _may_precede_mention(text: str, start: int) -> bool:
    before = text[start - 1]
    if before in "!#$%&*@＠_":
        return False
    if not (before.isascii() and before.isalnum()):
        return True
    # RT@name is an old way to quote
    return text[max(0, start - 2) : start].lower() == "rt" and (start == 2 or not text[start - 3].isalnum())
