"""3(5): every guessable piece of one text: words forwards, backwards, with signs for letters; dates, keys, runs.

The time is bounded by the length alone: two tables of sign-for-letter changes at most, where zxcvbn tries all.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sakusns_desktop.passwords import engine, romaji
from sakusns_desktop.passwords.dates import date_parts
from sakusns_desktop.passwords.dictionaries import MINIMUM, Lexicon, unpack
from sakusns_desktop.passwords.kana_keys import KanaKeys
from sakusns_desktop.passwords.parts import COMMON_KINDS, NUMBER_KINDS, OTHER_KINDS, Kind, Part
from sakusns_desktop.passwords.variants import SEPARATORS, lower

_LEET = {
    "4": "a", "@": "a", "8": "b", "(": "c", "{": "c", "[": "c", "<": "c", "3": "e", "6": "g", "9": "g",
    "1": "i", "!": "i", "|": "i", "0": "o", "$": "s", "5": "s", "+": "t", "7": "t", "%": "x", "2": "z",
}  # fmt: skip
_LEET_TABLES = (_LEET, {**_LEET, "1": "l", "|": "l", "7": "l"})
_DIGIT_BLOCK = re.compile(r"[0-9]{3,}")
"""As many digits in a row are a number, not letters."""
_TWO_READINGS = frozenset("1|7")
_LEET_CHANGES = 2
"""Guesses for each kind of sign that stands for a letter."""
_BACKWARDS = 2
_REVERSED_MINIMUM = 4
_MANGLED_SURE = 6
"""Letters from which a common word hardly stands in a random text backwards or with signs for letters by chance."""
_MANGLED_RARE = 5
"""Times more guesses for a shorter one."""
_LEAST_GUESSES = {3: 150, 4: 150, 5: 100, 6: 50}
"""A random text holds short common words by chance: they never cost less than this. Words that are looked for here
(the city, its office, platforms, own words) do not fall under it."""
_WALK_MINIMUM = 4
_WALK_GUESSES = 1500
"""About thirty paths, forty places to start or to end."""
_SIGNS_TAKEN_IN = 3
_SIGNS_COMMON_MINIMUM = 4
_PARTICLE_GUESSES = 10
_PARTICLE_COMMON_MINIMUM = 5
_LONGEST_PARTICLE = 6
_CLOSING = {**{str(digit): 5 for digit in range(10)}, **{f"{number:02}": 50 for number in range(100)}}
"""Closing digits -> guesses: half of what they cost on their own."""
_JAPANESE_KINDS = frozenset(
    {
        Kind.OWN,
        Kind.CITY_WORD,
        Kind.CITY,
        Kind.LOCAL_PLACE,
        Kind.OFFICE,
        Kind.SIGHT,
        Kind.PLACE,
        Kind.SURNAME,
        Kind.GIVEN_NAME,
        Kind.WORD,
    }
)
_WORD_KINDS = frozenset(set(Kind) - NUMBER_KINDS - OTHER_KINDS)
_REPEAT_MINIMUM = 3
_REPEATS = 8
"""Repeated pieces that are looked at, the longest first."""


@dataclass(frozen=True, slots=True, repr=False)
class Tables:
    """What all texts are matched with.

    Args:
        lexicons: base first, then the city's words, then one account's own.
        graphs: keyboards.
        particles: what follows a Japanese word, in lower-case letters.
        walks: paths over the keyboard in unshifted keys, each bordered by line breaks.
        unshift: code point of a shifted key -> the key.
        kana_keys: the JIS kana keys, for texts in kana.
    """

    lexicons: tuple[Lexicon, ...]
    graphs: Mapping[str, engine.Graph]
    particles: frozenset[str]
    walks: str
    unshift: Mapping[int, str]
    kana_keys: KanaKeys


def find_parts(text: str, tables: Tables) -> list[Part]:
    """The cheapest part for each stretch of a text that anything is known about, with signs at its ends taken in."""
    low = lower(text)
    best: dict[tuple[int, int], Part] = {}
    for part in _candidates(text, low, tables):
        _keep(best, part)
    for widen in (_with_particle, _with_closing_digits, _with_signs):
        for part in list(best.values()):
            for wider in widen(part, low, tables):
                _keep(best, wider)
    return list(best.values())


def _keep(best: dict[tuple[int, int], Part], part: Part) -> None:
    place = part.start, part.end
    known = best.get(place)
    if known is None or part.cost < known.cost:
        best[place] = part


def _candidates(text: str, low: str, tables: Tables) -> Iterator[Part]:
    for part in _word_parts(low, tables.lexicons):
        yield replace(part, capitals=capitals) if (capitals := _capitals(text, part)) > 1 else part
    for part in (*_backward_parts(low, tables.lexicons), *_leet_parts(low, tables.lexicons)):
        yield replace(part, capitals=_capitals(text, part), mangled=True)
    yield from date_parts(low)
    yield from engine.keyboard_parts(text, tables.graphs)
    yield from _walk_parts(text, tables)
    yield from engine.sequence_parts(text)


def _capitals(text: str, part: Part) -> int:
    token = text[part.start : part.end]
    return 1 if token.islower() or token.isdigit() else engine.capital_variations(token)


def _word_parts(low: str, lexicons: Iterable[Lexicon]) -> Iterator[Part]:
    """Words of any list, as they stand or in any romanisation."""
    table = romaji.morae(low)
    for lexicon in lexicons:
        yield from _plain_parts(low, lexicon)
        if lexicon.keys:
            yield from _key_parts(low, table, lexicon)


def _plain_parts(low: str, lexicon: Lexicon) -> Iterator[Part]:
    words = lexicon.plain
    for start in range(len(low) - lexicon.shortest + 1):
        for end in range(start + lexicon.shortest, min(start + lexicon.longest, len(low)) + 1):
            value = words.get(low[start:end])
            if value is not None:
                yield _word_part(start, end, value)


def _key_parts(low: str, table: Sequence[romaji.Mora | None], lexicon: Lexicon) -> Iterator[Part]:
    keys = lexicon.keys
    for start in range(len(low) - MINIMUM + 1):
        if table[start] is not None:
            for end, key in romaji.keys_from(low, table, start, lexicon.openings):
                value = keys.get(key)
                if value is not None:
                    yield _word_part(start, end, value)


def _word_part(start: int, end: int, value: int) -> Part:
    guesses, kind = unpack(value)
    if kind in COMMON_KINDS:
        guesses = max(guesses, _LEAST_GUESSES.get(end - start, 1))
    return Part(start, end, kind, guesses)


def _backward_parts(low: str, lexicons: Iterable[Lexicon]) -> Iterator[Part]:
    length = len(low)
    for part in _word_parts(low[::-1], lexicons):
        if part.end - part.start >= _REVERSED_MINIMUM:
            changes = _BACKWARDS * _rareness(part)
            yield Part(length - part.end, length - part.start, part.kind, part.guesses, changes=changes)


def _rareness(part: Part) -> int:
    return _MANGLED_RARE if part.kind in COMMON_KINDS and part.end - part.start < _MANGLED_SURE else 1


def _leet_parts(low: str, lexicons: Sequence[Lexicon]) -> Iterator[Part]:
    """Words in which signs or digits stand for letters; at least half of the word must be letters."""
    signs = [sign in _LEET for sign in low]
    for block in _DIGIT_BLOCK.finditer(low):
        signs[block.start() : block.end()] = [False] * (block.end() - block.start())
    if not any(signs):
        return
    for table in _LEET_TABLES if _TWO_READINGS & set(low) else _LEET_TABLES[:1]:
        changed_text = "".join(
            table.get(sign, sign) if changes else sign for sign, changes in zip(low, signs, strict=True)
        )
        for part in _word_parts(changed_text, lexicons):
            changed = {low[place] for place in range(part.start, part.end) if signs[place]}
            if changed and 2 * sum(signs[part.start : part.end]) <= part.end - part.start:
                yield replace(part, changes=_LEET_CHANGES ** len(changed) * _rareness(part))


def _walk_parts(text: str, tables: Tables) -> Iterator[Part]:
    """Longest pieces of well-known keyboard paths, whatever the Shift key."""
    keys = text.translate(tables.unshift)
    start = 0
    while start + _WALK_MINIMUM <= len(keys):
        end = start + _WALK_MINIMUM
        if "\n" in keys[start:end] or keys[start:end] not in tables.walks:
            start += 1
            continue
        while end < len(keys) and keys[end] != "\n" and keys[start : end + 1] in tables.walks:
            end += 1
        shifted = text[start:end] != keys[start:end]
        yield Part(start, end, Kind.KEYBOARD, _WALK_GUESSES, capitals=2 if shifted else 1)
        start += 1


def _with_particle(part: Part, low: str, tables: Tables) -> Iterator[Part]:
    """The word with の, を, さん ... behind it."""
    shortest = _PARTICLE_COMMON_MINIMUM if part.kind in COMMON_KINDS else _SIGNS_COMMON_MINIMUM
    if part.kind not in _JAPANESE_KINDS or part.end - part.start < shortest:
        return
    for end in range(part.end + 1, min(part.end + _LONGEST_PARTICLE, len(low)) + 1):
        if low[part.end : end] in tables.particles:
            yield replace(part, end=end, changes=part.changes * _PARTICLE_GUESSES)


def _with_closing_digits(part: Part, low: str, tables: Tables) -> Iterator[Part]:
    """The word with the one or two digits that close the password: 1 is what people add first."""
    rest = low[part.end :]
    if part.kind in _WORD_KINDS and part.end - part.start >= _SIGNS_COMMON_MINIMUM and rest in _CLOSING:
        yield replace(part, end=len(low), changes=part.changes * _CLOSING[rest])


def _with_signs(part: Part, text: str, tables: Tables) -> Iterator[Part]:
    """The part with the separator or closing signs behind it, and at the start of the text with those before it."""
    if part.end - part.start < (_SIGNS_COMMON_MINIMUM if part.kind in COMMON_KINDS else MINIMUM):
        return
    end = part.end
    while (
        end < len(text) and end - part.end < _SIGNS_TAKEN_IN and text[end] in SEPARATORS and text[end] == text[part.end]
    ):
        end += 1
        yield replace(part, end=end, signs=frozenset({ord(text[part.end])}))
    if 0 < part.start <= 2 and all(sign in SEPARATORS for sign in text[: part.start]):
        yield replace(part, start=0, signs=frozenset(map(ord, text[: part.start])))


def repeated(text: str) -> list[tuple[int, int, int]]:
    """Pieces that stand twice or more in a row: start, end and the length of the piece; the longest stretches first."""
    found: list[tuple[int, int, int]] = []
    length = len(text)
    for period in range(1, length // 2 + 1):
        start = 0
        for place in range(length - period + 1):
            if place < length - period and text[place] == text[place + period]:
                continue
            run = place - start
            if run + period >= _REPEAT_MINIMUM and run >= period:
                end = start + period + run - run % period
                if not any(s <= start and end <= e and period % p == 0 for s, e, p in found):
                    found.append((start, end, period))
            start = place + 1
    return sorted(found, key=lambda item: item[0] - item[1])[:_REPEATS]
