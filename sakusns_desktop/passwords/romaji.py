"""3(5): Japanese words in Latin letters, folded so that every common romanisation meets in one key.

``koho``, ``kouhou``, ``kohou`` and ``kôhô`` have one key, as have ``syoubou`` and ``shobo``, ``tuti`` and ``tsuchi``,
``shimbun`` and ``sinbun``. A key is Kunrei-shiki without long vowels, doubled letters and apostrophes.
"""

import re
from collections.abc import Iterable, Sequence, Set

MAXIMUM_KEY = 40
"""Longest key that is looked up, in letters; no word of the lists is longer."""

_SMALL_Y, _SMALL_VOWEL = "\ue000", "\ue001"


def _rows() -> dict[str, str]:
    table: dict[str, str] = {}
    rows = {
        "": "あいうえお", "k": "かきくけこ", "g": "がぎぐげご", "s": "さしすせそ", "z": "ざじずぜぞ",
        "t": "たちつてと", "n": "なにぬねの", "h": "はひふへほ", "b": "ばびぶべぼ", "p": "ぱぴぷぺぽ",
        "m": "まみむめも", "r": "らりるれろ", _SMALL_VOWEL: "ぁぃぅぇぉ",
    }  # fmt: skip
    for consonant, kana in rows.items():
        table.update((sign, consonant + vowel) for sign, vowel in zip(kana, "aiueo", strict=True))
    table.update(zip("だぢづでど", ("da", "zi", "zu", "de", "do"), strict=True))
    table.update(zip("やゆよわゐゑをんゔゎ", ("ya", "yu", "yo", "wa", "i", "e", "o", "n", "bu", "wa"), strict=True))
    table.update(zip("ゃゅょ", (_SMALL_Y + vowel for vowel in "auo"), strict=True))
    table.update({"っ": "", "ー": "", "ゕ": "ka", "ゖ": "ka", "゛": "", "゜": ""})
    return table


_KANA = str.maketrans(_rows())
_HIRAGANA = str.maketrans({code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)})
_SMALL = (
    ("i" + _SMALL_Y, "y"), ("e" + _SMALL_Y, "y"), ("u" + _SMALL_Y, "y"), (_SMALL_Y, "y"),
    ("hu" + _SMALL_VOWEL, "f"), ("te" + _SMALL_VOWEL, "t"), ("de" + _SMALL_VOWEL + "i", "zi"),
    ("do" + _SMALL_VOWEL + "u", "zu"), ("to" + _SMALL_VOWEL, "t"), ("tu" + _SMALL_VOWEL, "ts"),
    ("si" + _SMALL_VOWEL, "sy"), ("zi" + _SMALL_VOWEL, "zy"), ("ti" + _SMALL_VOWEL, "ty"),
    ("bu" + _SMALL_VOWEL, "b"), ("ku" + _SMALL_VOWEL, "kw"), ("u" + _SMALL_VOWEL + "o", "o"),
    ("u" + _SMALL_VOWEL, "w"), (_SMALL_VOWEL, ""),
)  # fmt: skip
"""Small kana after the sign before them: しゃ -> sya, ふぁ -> fa, てぃ -> ti."""
_LONG_O = re.compile("o[ou]")
_DOUBLED = re.compile(r"([aeiun])\1")


def hiragana(text: str) -> str:
    """Katakana as hiragana; everything else stays."""
    return text.translate(_HIRAGANA)


def romaji(text: str) -> str:
    """Kana in Kunrei letters without the small tsu and long marks; everything that is not kana stays."""
    text = hiragana(text).translate(_KANA)
    for old, new in _SMALL:
        text = text.replace(old, new)
    return text


def kana_keys(readings: Sequence[str]) -> list[str]:
    """The key of each kana word; all in one pass over one string, as there are tens of thousands."""
    if not readings:
        return []
    letters = romaji("\n".join(readings))
    return _DOUBLED.sub(r"\1", _LONG_O.sub("o", letters)).split("\n")


def _morae() -> dict[str, str]:
    table = {vowel: vowel for vowel in "aiueo"}
    for consonant in "kgsztdnhbpmr":
        table.update((consonant + vowel, consonant + vowel) for vowel in "aiueo")
    for letters, key in {
        "y": "y", "w": "w", "f": "f", "v": "b", "l": "r", "ts": "ts", "kw": "kw", "j": "zy", "sh": "sy", "ch": "ty",
        "th": "t", "dh": "z",
    }.items():  # fmt: skip
        table.update((letters + vowel, key + vowel) for vowel in "aiueo")
    for consonant, key in {"c": "t", "j": "z", "d": "z", "f": "h", "v": "b", "l": "r"}.items():
        table.update((f"{consonant}y{vowel}", f"{key}y{vowel}") for vowel in "auoie")
    for consonant in "kgsztnhbpmr":
        table.update((f"{consonant}y{vowel}", f"{consonant}y{vowel}") for vowel in "auoie")
    table.update({"shi": "si", "chi": "ti", "tsu": "tu", "fu": "hu", "ji": "zi", "di": "zi", "du": "zu", "dzu": "zu"})
    table.update({"wo": "o", "n": "n", "nn": "n", "n'": "n"})
    return table


_MORAE = _morae()
_LONGEST_MORA = max(map(len, _MORAE))
_VOWELS = frozenset("aiueo")
_LENGTHENED = frozenset({"aa", "ii", "uu", "ee", "oo", "ou", "nn"})
"""Last letter of a key and first letter of the next mora, of which the key keeps the first only."""
OPENING = 5
"""Letters of a key by which a search is given up early."""

Mora = tuple[int, str]
"""Letters used up, and their part of the key (empty for the first letter of a doubled consonant)."""


def morae(text: str) -> list[Mora | None]:
    """For each place of a text in ASCII lower case, the mora that starts there, or None.

    Whether a vowel lengthens the one before it depends on where a word starts: ``keys_from`` decides that.
    """
    result: list[Mora | None] = []
    for start, letter in enumerate(text):
        following = text[start + 1 : start + 2]
        if (letter == following and letter in "kgsztdhbpmrfcj") or (letter == "t" and text.startswith("ch", start + 1)):
            result.append((1, ""))
            continue
        if letter == "m" and following in ("b", "p"):
            result.append((1, "n"))
            continue
        for length in range(_LONGEST_MORA, 0, -1):
            key = _MORAE.get(text[start : start + length])
            if key is not None:
                result.append((min(length, len(text) - start), key))
                break
        else:
            result.append(None)
    return result


def keys_from(text: str, table: Sequence[Mora | None], start: int, openings: Set[str] | None) -> list[tuple[int, str]]:
    """The keys of the pieces of ``text`` that start at ``start`` and can be read as kana.

    Args:
        text: ASCII lower case.
        table: ``morae(text)``.
        openings: first ``OPENING`` letters of all longer keys that are looked for; None for no limit.

    Returns:
        End of each piece (exclusive) and its key, growing; one key comes twice where a long vowel follows it.
    """
    found: list[tuple[int, str]] = []
    key = ""
    place = start
    end = len(text)
    lengthened = False
    while place < end:
        mora = table[place]
        last = key[-1:]
        if mora is None:
            # ohno, satoh; and the long mark as a hyphen: su-pa-
            if text[place] not in "h-" or last not in _VOWELS or lengthened:
                return found
            place += 1
            lengthened = True
        else:
            length, piece = mora
            if not piece:
                place += 1
                continue
            # A vowel is lengthened once: kanri-iinkai keeps one i of each word.
            if last and not lengthened and last + piece[0] in _LENGTHENED:
                piece = piece[1:]
                lengthened = True
            else:
                lengthened = False
            key += piece
            place += length
        found.append((place, key))
        if len(key) >= OPENING and (len(key) > MAXIMUM_KEY or (openings is not None and key[:OPENING] not in openings)):
            return found
    return found


def openings_of(keys: Iterable[str]) -> frozenset[str]:
    """What ``keys_from`` takes to give up early."""
    return frozenset(key[:OPENING] for key in keys if len(key) > OPENING)


def key_of(letters: str) -> str | None:
    """The key of a whole word in Latin letters; None where it cannot be read as kana from end to end."""
    found = keys_from(letters, morae(letters), 0, None)
    return found[-1][1] if found and found[-1][0] == len(letters) else None
