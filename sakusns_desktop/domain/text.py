"""Comparing Japanese text the way a person does: kana, case and width do not matter."""

import unicodedata

_LINE_ENDS = dict.fromkeys(map(ord, "\r\x0b\x0c\x85\u2028\u2029"), "\n")
"""Other characters that end a line; Word writes a line break within a paragraph as ``\\x0b``."""

_UNSEEN = frozenset("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff")
"""Zero-width space, direction marks and overrides, byte order mark; joiners stay, emoji need them."""

_KATAKANA_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}


def fold(text: str) -> str:
    """The form that is compared when people search: NFKC, lower case, katakana as hiragana.

    ``fold("ﾗｲﾝ") == fold("ライン") == fold("らいん")``. ASCII text takes a short way.
    """
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text).casefold().translate(_KATAKANA_TO_HIRAGANA)


def clean_line(text: str) -> str:
    """One line of a person's input: line feeds, tabs and control characters become blanks, ends are trimmed.

    Lone surrogates (a broken paste) are dropped, since no file could keep them; so are marks that nobody sees and
    that turn text around or keep a search from finding it.
    """
    kept = (
        " " if unicodedata.category(character) in {"Cc", "Zl", "Zp"} else character
        for character in text
        if not "\ud800" <= character <= "\udfff" and character not in _UNSEEN
    )
    return "".join(kept).strip()


def clean_block(text: str) -> str:
    """Several lines of a person's input: line ends as ``\\n``, other control characters dropped, ends trimmed."""
    unified = text.replace("\r\n", "\n").translate(_LINE_ENDS)
    kept = (
        character
        for character in unified
        if character in "\n\t" or (unicodedata.category(character) != "Cc" and not "\ud800" <= character <= "\udfff")
    )
    return "".join(kept).strip()
