"""3(5): the cheapest way to put a text together from guessable pieces.

zxcvbn 4.5.0 has a search of its own. It multiplies by the number of orders of all pieces and adds 10,000 for each
further one, so that any three guessable words are called strong; and it takes time squared in the length (a fifth
of a second on 128 characters). Here the product alone is minimised, in one pass; ``estimate.py`` counts the orders.
"""

import math
from collections.abc import Sequence

from sakusns_desktop.passwords.parts import Kind, Part

UNGUIDED = 10
"""Guesses for a character that nothing is known about: zxcvbn's own figure."""
UNGUIDED_RARE = 20
"""The same for a capital or a sign, which people use less."""


def unguided_guesses(sign: str) -> int:
    """Guesses for one character that belongs to no piece."""
    return UNGUIDED_RARE if "!" <= sign <= "~" and not sign.islower() and not sign.isdigit() else UNGUIDED


def cheapest_cover(text: str, parts: Sequence[Part]) -> tuple[Part, ...]:
    """Pieces from left to right, without gaps, whose costs multiply to the least; what no part covers is RANDOM.

    Args:
        text: at least one code point.
        parts: candidates, overlapping or not.
    """
    ending: list[list[Part]] = [[] for _ in range(len(text) + 1)]
    for part in parts:
        ending[part.end].append(part)
    least = [0.0]
    last: list[Part | None] = [None]
    for end, sign in enumerate(text, 1):
        best = least[end - 1] + math.log(unguided_guesses(sign))
        chosen = None
        for part in ending[end]:
            cost = least[part.start] + math.log(part.cost)
            if cost < best:
                best, chosen = cost, part
        least.append(best)
        last.append(chosen)
    return tuple(reversed(_backwards(text, last)))


def _backwards(text: str, last: Sequence[Part | None]) -> list[Part]:
    found: list[Part] = []
    end = len(text)
    while end > 0:
        part = last[end]
        if part is None:
            start = end
            while start > 0 and last[start] is None:
                start -= 1
            part = Part(start, end, Kind.RANDOM, math.prod(map(unguided_guesses, text[start:end])))
        found.append(part)
        end = part.start
    return found
