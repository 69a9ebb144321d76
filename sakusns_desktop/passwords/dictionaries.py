"""3(5): the words that a password is taken apart with: a base for all accounts, and one account's own words.

A lexicon never changes once it is made, so threads share the base, and one account's words cannot reach another's.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sakusns_desktop.passwords import romaji
from sakusns_desktop.passwords.kana_keys import KanaKeys
from sakusns_desktop.passwords.parts import COMMON_KINDS, Kind
from sakusns_desktop.reference_data.wordlists import WordList, WordLists

_KIND_BITS = 5
_KIND_MASK = (1 << _KIND_BITS) - 1
_KINDS = tuple(Kind)

MINIMUM = 3
"""Shorter words are as quickly guessed letter by letter."""
_KANA_KEYS_MINIMUM, _KANA_KEYS_COMMON, _KANA_KEYS_LONGEST = 3, 4, 16
"""Fewest kana keys that are taken for a word; more where random texts would hold one by chance."""
_KANA_KEYS = 10
"""Times more guesses for typing a word on the kana keys: few people do."""
_OWN_GUESSES = 2
_CITY_WORD_GUESSES = 5
_OWN_LIMIT, _OWN_LENGTH = 200, 100
"""No account has more words, or longer ones; what is over is left out so that time stays bounded."""

_PIECES = re.compile(r"[a-z]+|[0-9]+|[ぁ-ゖァ-ヺー]+|[一-鿿々〆ヶ]+", re.IGNORECASE)
_WORDS = re.compile(r"[0-9a-zぁ-ゖァ-ヺー一-鿿々〆]+", re.IGNORECASE)
_CAMEL = re.compile(r"[A-Z][a-z]+|[a-z]+|[A-Z]+(?![a-z])")
_NO_OWN_WORDS = frozenset({
    "http", "https", "www", "com", "net", "org", "html", "htm", "php", "index", "jp", "co", "lg", "go", "ne", "or",
    "mail", "info", "user", "channel", "page", "about", "home",
})  # fmt: skip
"""Pieces of addresses that belong to nobody."""


def pack(guesses: int, kind: Kind) -> int:
    """Guesses and kind in one number; the smaller number is the cheaper word."""
    return guesses << _KIND_BITS | kind


def unpack(value: int) -> tuple[int, Kind]:
    """The opposite of ``pack``."""
    return value >> _KIND_BITS, _KINDS[value & _KIND_MASK]


@dataclass(frozen=True, slots=True, repr=False)
class Lexicon:
    """Words to look up; without a repr, as an account's own words can be close to its password.

    Args:
        plain: word in lower case -> packed guesses and kind.
        keys: romaji key -> packed guesses and kind.
        openings: of ``keys``, see ``romaji.openings_of``.
        surfaces: spelling with kanji -> its kana.
        shortest, longest: code points of the words in ``plain``; ``longest_surface`` likewise.
    """

    plain: Mapping[str, int]
    keys: Mapping[str, int]
    openings: frozenset[str]
    surfaces: Mapping[str, str]
    shortest: int
    longest: int
    longest_surface: int


def base_lexicon(
    wordlists: WordLists, frequencies: Iterable[tuple[Kind, Iterable[str]]], kana_keys: KanaKeys
) -> Lexicon:
    """The lexicon that all accounts share.

    Args:
        wordlists: the lists of this app.
        frequencies: zxcvbn's lists.
        kana_keys: each kana word counts as the keys that type it, too.
    """
    plain: dict[str, int] = {}
    for kind, words in frequencies:
        for rank, word in enumerate(words, 1):
            value = rank << _KIND_BITS | (Kind.NUMBER if word.isdigit() else kind)
            if len(word) >= MINIMUM and plain.get(word, value) >= value:
                plain[word] = value
    keys: dict[str, int] = {}
    surfaces: dict[str, str] = {}
    for wordlist in wordlists.lists:
        _add_list(wordlist, kana_keys, plain, keys, surfaces)
    return _lexicon(plain, keys, surfaces)


def _add_list(
    wordlist: WordList, kana_keys: KanaKeys, plain: dict[str, int], keys: dict[str, int], surfaces: dict[str, str]
) -> None:
    kind = Kind[wordlist.kind.upper()]
    rows = list(enumerate(zip(wordlist.readings, wordlist.surfaces, strict=True), wordlist.first_rank))
    kana: list[str] = []
    values: list[int] = []
    for guesses, (reading, surface) in rows:
        value = guesses << _KIND_BITS | kind
        if reading.isascii():
            if len(reading) >= MINIMUM and plain.get(reading, value) >= value:
                plain[reading] = value
            continue
        kana.append(reading)
        values.append(value)
        if surface:
            surfaces.setdefault(surface, reading)
    for suffix in wordlist.suffixes:
        for guesses, (reading, surface) in rows:
            if not reading.isascii() and not reading.endswith(suffix.reading):
                kana.append(reading + suffix.reading)
                values.append(guesses + 1 << _KIND_BITS | kind)
                if surface:
                    surfaces.setdefault(surface + suffix.surface, reading + suffix.reading)
    for key, value in zip(romaji.kana_keys(kana), values, strict=True):
        if len(key) >= MINIMUM and keys.get(key, value) >= value:
            keys[key] = value
    shortest = _KANA_KEYS_COMMON if kind in COMMON_KINDS else _KANA_KEYS_MINIMUM
    for typed, value in zip(kana_keys.type_all(kana), values, strict=True):
        if shortest <= len(typed) <= _KANA_KEYS_LONGEST:
            plain.setdefault(typed, value + ((value >> _KIND_BITS) * (_KANA_KEYS - 1) << _KIND_BITS))


def _lexicon(plain: dict[str, int], keys: dict[str, int], surfaces: dict[str, str]) -> Lexicon:
    return Lexicon(
        plain,
        keys,
        romaji.openings_of(keys),
        surfaces,
        shortest=min(map(len, plain), default=1),
        longest=max(map(len, plain), default=0),
        longest_surface=max(map(len, surfaces), default=0),
    )


def own_lexicon(context: Iterable[str], base: Lexicon, kana_keys: KanaKeys) -> Lexicon:
    """One account's own words: handle, display name, division, address, mail. Made anew for each call.

    Args:
        context: literal texts; each counts as a whole and in its pieces.
    """
    return _literal_lexicon(context, base, kana_keys, pack(_OWN_GUESSES, Kind.OWN))


def city_lexicon(words: Iterable[str], base: Lexicon, kana_keys: KanaKeys) -> Lexicon:
    """The city's own list (市の語): literal words that staff keep."""
    return _literal_lexicon(words, base, kana_keys, pack(_CITY_WORD_GUESSES, Kind.CITY_WORD))


def _literal_lexicon(texts: Iterable[str], base: Lexicon, kana_keys: KanaKeys, value: int) -> Lexicon:
    plain: dict[str, int] = {}
    keys: dict[str, int] = {}
    for number, text in enumerate(texts):
        if number >= _OWN_LIMIT:
            break
        for word in _literal_words(unicodedata.normalize("NFKC", text[:_OWN_LENGTH])):
            _add_literal(word, value, base, plain, keys)
    typed = kana_keys.type_all([word for word in plain if not word.isascii()])
    plain.update((keys_typed, value) for keys_typed in typed if len(keys_typed) >= _KANA_KEYS_MINIMUM)
    return _lexicon(plain, keys, {})


def _literal_words(text: str) -> Iterator[str]:
    """The whole without separators, and each piece; pieces that say nothing about the account are left out."""
    words = _WORDS.findall(text)
    yield "".join(words).lower()
    for word in words:
        yield word.lower()
        for piece in (*_PIECES.findall(word), *_CAMEL.findall(word)):
            if piece.lower() not in _NO_OWN_WORDS:
                yield piece.lower()


def _add_literal(word: str, value: int, base: Lexicon, plain: dict[str, int], keys: dict[str, int]) -> None:
    if word.isascii():
        if len(word) >= MINIMUM and word not in _NO_OWN_WORDS:
            plain[word] = value
            key = romaji.key_of(word)
            if key is not None and len(key) >= MINIMUM:
                keys[key] = value
        return
    if len(word) >= 2:
        plain[word] = value
    chunks = list(read_kanji(word, base))
    for reading in ("".join(chunks), *(chunk for chunk in chunks if len(chunk) > 1)):
        key = romaji.kana_keys([reading])[0]
        if key.isascii() and len(key) > MINIMUM:
            keys[key] = value


def read_kanji(text: str, *lexicons: Lexicon) -> Iterator[str]:
    """A text with the kanji words that the lexicons know read in kana, longest first; the rest sign by sign."""
    start = 0
    rest = ""
    while start < len(text):
        found = _longest_surface(text, start, lexicons) if text[start] >= "々" else None
        if found is None:
            rest += text[start]
            start += 1
            continue
        if rest:
            yield rest
            rest = ""
        length, reading = found
        yield reading
        start += length
    if rest:
        yield rest


def _longest_surface(text: str, start: int, lexicons: Iterable[Lexicon]) -> tuple[int, str] | None:
    for lexicon in lexicons:
        for length in range(min(lexicon.longest_surface, len(text) - start), 0, -1):
            reading = lexicon.surfaces.get(text[start : start + length])
            if reading is not None:
                return length, reading
    return None
