"""5(1)オ: one form of a text for the checks to read, with the way back to the offsets that a person sees."""

import re
import unicodedata
from typing import NamedTuple

_EXPANDING = re.compile("[\u3099\u309a\uff66-\uff9f㈪-㈰㊊-㊐㋿㍻-㍾]")
_COMPOSING = "\u3099\u309a\uff9e\uff9f"
_MARKS = frozenset(_COMPOSING)
_ENCLOSED = dict(zip("㈪㈫㈬㈭㈮㈯㈰㊊㊋㊌㊍㊎㊏㊐", "月火水木金土日" * 2, strict=True))
_ERA_SIGNS = {"㋿": "令和", "㍻": "平成", "㍼": "昭和", "㍽": "大正", "㍾": "明治"}


_HYPHENS = frozenset("\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d")
"""Signs that people take for a hyphen in numbers and ranges."""


class _OneToOne(dict[int, str]):
    """Code point -> what the checks read; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = unicodedata.normalize("NFKC", character)
        # a circled number is a list mark, not a digit that could join the number behind it
        if len(folded) != 1 or unicodedata.category(character) == "No":
            folded = character
        if character in _HYPHENS:
            folded = "-"
        lower = folded.lower()
        folded = lower if len(lower) == 1 else folded
        self[code] = folded
        return folded


_TABLE = _OneToOne()


class Folded(NamedTuple):
    """Text as the checks read it.

    Args:
        text: narrow and lower-case ASCII, wide kana, composed marks, radicals as ideographs, ㈰ as ``(日)``.
        starts: for each folded code point where its source starts; ``None`` where the offsets are the same.
        ends: for each folded code point where its source ends; ``None`` with ``starts``.
    """

    text: str
    starts: list[int] | None
    ends: list[int] | None

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the draft of a span of the folded text."""
        if self.starts is None or self.ends is None or start >= end:
            return start, end
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """Fold a draft. Takes any code points, lone surrogates too."""
    if _EXPANDING.search(text) is None:
        return Folded(text.translate(_TABLE), None, None)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    for match in _EXPANDING.finditer(text):
        special = match.start()
        if special < position:
            continue
        # a mark joins the character before it
        begin = special - 1 if text[special] in _COMPOSING and special > position else special
        _append_plain(text, position, begin, pieces, starts, ends)
        position = _append_special(text, begin, pieces, starts, ends)
    _append_plain(text, position, len(text), pieces, starts, ends)
    return Folded("".join(pieces), starts, ends)


def _append_plain(text: str, begin: int, stop: int, pieces: list[str], starts: list[int], ends: list[int]) -> None:
    """A run that folds one to one."""
    if begin < stop:
        pieces.append(text[begin:stop].translate(_TABLE))
        starts.extend(range(begin, stop))
        ends.extend(range(begin + 1, stop + 1))


def _append_special(text: str, begin: int, pieces: list[str], starts: list[int], ends: list[int]) -> int:
    """One character with what belongs to it; returns the offset behind."""
    character, end = text[begin], begin + 1
    folded = ""
    if text[end : end + 1] in _MARKS:
        composed = unicodedata.normalize("NFKC", text[begin : end + 1])
        if len(composed) == 1:
            folded, end = composed, end + 1
    if not folded and character in _ENCLOSED:
        folded = f"({_ENCLOSED[character]})"
    folded = folded or _ERA_SIGNS.get(character) or _TABLE[ord(character)]
    pieces.append(folded)
    starts.extend([begin] * len(folded))
    ends.extend([end] * len(folded))
    return end
