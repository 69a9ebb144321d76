"""3(5): the ways in which a password can be read: width, kana and kanji, kana keys, separators."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from sakusns_desktop.passwords import romaji
from sakusns_desktop.passwords.dictionaries import Lexicon, read_kanji
from sakusns_desktop.passwords.kana_keys import KanaKeys

MAXIMUM = 128
"""Code points that are scored; what stands behind them can only add to the strength."""

SEPARATORS = frozenset(" -_./@#,:;+*=&~!?$%^|・、。")
"""Signs that people put between words or at the end."""

_DIGITS = {**{sign: value for value, sign in enumerate("〇一二三四五六七八九")}, "零": 0}
_NUMERAL = re.compile(r"[〇零一二三四五六七八九十]{2,}|[一二三四五六七八九十](?=[年月日号周])")
_COUNTED = str.maketrans({"年": "nen", "月": "gatsu", "日": "nichi"})
_COUNTER = re.compile(r"(?<=[0-9元])[年月日]度?")
_KANA = re.compile(r"[ぁ-ゖァ-ヺ]")
_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
_ACCENTS = {0x302: None, 0x304: None}


def normalise(password: str) -> str:
    """The first 128 code points in NFKC: full-width letters, half-width kana and circled digits become plain ones.

    A long mark over a vowel (ō, ô) goes. Lone surrogates and control characters stay as they are.
    """
    text = unicodedata.normalize("NFKD", password[:MAXIMUM]).translate(_ACCENTS)
    return unicodedata.normalize("NFKC", text)[:MAXIMUM]


def lower(text: str) -> str:
    """ASCII letters in lower case; unlike ``str.lower`` it never changes the length."""
    return text.translate(_LOWER)


def read_aloud(text: str, *lexicons: Lexicon) -> str:
    """Kanji words and kana in letters: 佐久市令和7年 -> sakusireiwa7nen."""
    text = _COUNTER.sub(lambda match: match[0].translate(_COUNTED).replace("度", "do"), text)
    return romaji.romaji("".join(read_kanji(text, *lexicons)))[:MAXIMUM]


def _number(numeral: str) -> str:
    if "十" not in numeral:
        return "".join(str(_DIGITS[sign]) for sign in numeral)
    tens, _, ones = numeral.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return numeral
    return str((_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0))


def without_separators(text: str) -> str:
    """The text without the signs that people put between words."""
    return "".join(sign for sign in text if sign not in SEPARATORS)


def strip_separators(text: str) -> str:
    """The text without such signs at its two ends."""
    return text.strip("".join(SEPARATORS))


def readings_of(text: str, lexicons: Iterable[Lexicon], kana_keys: KanaKeys) -> Iterator[str]:
    """Other ways to read a normalised text that is not all ASCII: aloud, and as the keys that type its kana."""
    if text.isascii():
        return
    in_digits = _NUMERAL.sub(lambda match: _number(match[0]), text)
    for writing in dict.fromkeys((text, in_digits)):
        spoken = read_aloud(writing, *lexicons)
        if spoken != text:
            yield spoken
    if _KANA.search(text):
        yield kana_keys.type(text)[:MAXIMUM]
