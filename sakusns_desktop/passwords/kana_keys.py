"""3(5): the kana keys of a JIS keyboard: さくし is typed as ``xhd``."""

import unicodedata
from collections.abc import Sequence

from sakusns_desktop.passwords.romaji import hiragana
from sakusns_desktop.reference_data.wordlists import Board

_VOICED, _HALF_VOICED = "\u3099", "\u309a"


class KanaKeys:
    """Which key types which kana.

    Args:
        letters: the board as it types letters.
        kana: the same board in kana mode; the voicing marks are keys of their own.
    """

    __slots__ = ("_keys",)

    def __init__(self, letters: Board, kana: Board) -> None:
        self._keys: dict[int, str] = {}
        for kana_rows, key_rows in ((kana.plain, letters.plain), (kana.shifted, letters.shifted)):
            for sign, key in zip("".join(kana_rows), "".join(key_rows), strict=True):
                self._keys.setdefault(ord(sign), key.lower())

    def type(self, text: str) -> str:
        """The keys that type a text; what is not kana stays."""
        marks = unicodedata.normalize("NFD", hiragana(text)).replace(_VOICED, "゛").replace(_HALF_VOICED, "゜")
        return marks.translate(self._keys)

    def type_all(self, readings: Sequence[str]) -> list[str]:
        """The keys of each kana word, in one pass over all of them."""
        return self.type("\n".join(readings)).split("\n") if readings else []
