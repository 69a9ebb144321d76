"""5(1)オ: the weighted length of a post on X (docs.x.com "Counting characters", configuration v3)."""

import unicodedata
from typing import NamedTuple

from sakusns_desktop.checks.emoji import SEQUENCE, has_emoji
from sakusns_desktop.checks.lazy import LazyPattern
from sakusns_desktop.checks.x_urls import find_urls

LIMIT = 280
URL_WEIGHT = 23
_HEAVY = 2
_LIGHT = LazyPattern("[\0-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")
"""What weighs 1; all else weighs 2."""
_REFUSED = LazyPattern("[\ufffe\ufeff\uffff]")


class Weighed(NamedTuple):
    """A text as X counts it: weighted length, and whether X takes it (not empty, not too long, nothing refused)."""

    weight: int
    valid: bool


def weigh(text: str, top_level_domains: frozenset[str], limit: int = LIMIT) -> Weighed:
    """Count a text: composed first (NFC), 23 a link, 2 an emoji sequence, 1 or 2 a character."""
    text = unicodedata.normalize("NFC", text)
    if text.isascii() and "." not in text and "\u20e3" not in text:
        return Weighed(len(text), 0 < len(text) <= limit)
    pieces = [(url.start, url.end, URL_WEIGHT) for url in find_urls(text, top_level_domains)]
    if has_emoji(text):
        pieces.extend((match.start(), match.end(), _HEAVY) for match in SEQUENCE.finditer(text))
        pieces.sort()
    weight = position = 0
    for start, end, cost in pieces:
        if start < position:
            continue
        weight += character_weight(text[position:start]) + cost
        position = end
    weight += character_weight(text[position:])
    return Weighed(weight, bool(text) and weight <= limit and _REFUSED.search(text) is None)


def character_weight(text: str) -> int:
    """The weight of characters that stand for themselves."""
    return _HEAVY * len(text) - len(_LIGHT.findall(text))
