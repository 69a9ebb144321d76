"""3(5): how many guesses a whole text takes, from the cheapest pieces that make it up."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sakusns_desktop.passwords.cover import cheapest_cover
from sakusns_desktop.passwords.matching import Tables, find_parts, repeated
from sakusns_desktop.passwords.parts import NUMBER_KINDS, OTHER_KINDS, SIGN_GUESSES, Kind, Part
from sakusns_desktop.passwords.variants import strip_separators, without_separators

HOPELESS = 10**3
"""Guesses below which nothing is weaker: score 0."""
_COMMON_CAPITALS = 2
_HABITUAL_SEPARATORS = 2
"""More kinds of separators than this in one password are no habit."""
_REPEAT_DEPTH = 2


@dataclass(frozen=True, slots=True)
class Estimate:
    """Guesses for a text, and the pieces that they are counted from."""

    guesses: int
    parts: tuple[Part, ...]


def estimate(text: str, tables: Tables) -> Estimate:
    """The cheapest way to guess a text as it stands, or without the separators in it.

    ``text`` is normalised and at most 128 code points; '' costs one guess.
    """
    whole = _cover(text, tables, 0)
    stripped = without_separators(text)
    # A lower score than 0 there is not; signs at the ends alone have been taken in with the words already.
    if whole.guesses < HOPELESS or stripped == strip_separators(text):
        return whole
    bare = _cover(stripped, tables, 0)
    unguided = any(part.kind is Kind.RANDOM for part in bare.parts)
    # Signs inside a random password are part of its strength; between words they are one habit.
    kinds = len(set(text) - set(stripped))
    taken_out = len(text) - len(stripped) if unguided or kinds > _HABITUAL_SEPARATORS else kinds
    bare = replace(bare, guesses=bare.guesses * 10**taken_out)
    return min(whole, bare, key=lambda found: found.guesses)


def _cover(text: str, tables: Tables, depth: int) -> Estimate:
    if not text:
        return Estimate(1, ())
    parts = find_parts(text, tables)
    if depth < _REPEAT_DEPTH:
        for start, end, period in repeated(text):
            once = _cover(text[start : start + period], tables, depth + 1)
            parts.append(Part(start, end, Kind.REPEAT, once.guesses * ((end - start) // period)))
    cover = cheapest_cover(text, parts)
    return Estimate(joint_guesses(cover), cover)


def joint_guesses(parts: Sequence[Part]) -> int:
    """Guesses for pieces in a row.

    A habit is guessed once: ``Saku-Koho-2025`` takes one decision for capitals and one for its separators. The
    order counts only between different kinds of pieces, as words in another order are other words.
    """
    guesses = math.prod(part.guesses * part.changes for part in parts)
    habits = {part.capitals for part in parts}
    guesses *= _COMMON_CAPITALS if _COMMON_CAPITALS in habits else 1
    guesses *= math.prod(part.capitals for part in parts if part.capitals > _COMMON_CAPITALS)
    guesses *= SIGN_GUESSES ** len(frozenset().union(*(part.signs for part in parts)))
    return int(guesses * _orders(parts))


def _orders(parts: Sequence[Part]) -> int:
    groups = Counter(_group(part.kind) for part in parts)
    return math.factorial(len(parts)) // math.prod(map(math.factorial, groups.values()))


def _group(kind: Kind) -> str:
    if kind in NUMBER_KINDS:
        return "number"
    return "other" if kind in OTHER_KINDS else "word"
