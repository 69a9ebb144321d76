"""7(3): hosts that look like a platform's without being it."""

import unicodedata
from collections.abc import Iterable

from sakusns_desktop.domain.platform import Platform

_TWINS = str.maketrans(
    {
        **dict(zip("аеорсухіјѕԁһӏԛԝмтвнк", "aeopcyxijsdhlqwmtbhk", strict=True)),  # Cyrillic
        **dict(zip("οανιρυχτκεη", "oavipuxtken", strict=True)),  # Greek
        **dict(zip("ıɩɑɡʟⅼօսոցհ", "iiaglloung" + "h", strict=True)),  # other Latin, Armenian
        "0": "o",
        "1": "l",
        "i": "l",
        "|": "l",
        "5": "s",
    }
)
"""Letters that a person takes for another one: a subset of the confusables of Unicode UTS #39, read 2026-11-22."""

_MINIMUM_FOR_DISTANCE = 6
"""Below this length nearly every word is one letter away from another."""


def skeleton(label: str) -> str:
    """The shape of a host label: look-alike letters and pairs folded into one."""
    plain = "".join(
        character for character in unicodedata.normalize("NFKD", label) if not unicodedata.combining(character)
    )
    once = plain.casefold().translate(_TWINS).translate(_TWINS)
    return once.replace("rn", "m").replace("vv", "w")


def decode_host(host: str) -> str:
    """The host as a browser would show it: ``xn--`` labels decoded, the others as they are."""
    return ".".join(_decode_label(label) for label in host.split("."))


def looks_like(host: str, platforms: Iterable[Platform]) -> str:
    """Key of the platform that an unknown host resembles, empty where it resembles none.

    Args:
        host: lower case, not one of the platforms' own hosts.
    """
    shown = decode_host(host)
    shape = skeleton(shown)
    parts = [part for label in shown.split(".") for part in label.split("-") if part]
    for platform in platforms:
        if any(_contains_host(shape, skeleton(known)) for known in platform.hosts):
            return platform.key
        if any(_is_brand(part, brand) for brand in platform.brands for part in parts):
            return platform.key
    return ""


def _decode_label(label: str) -> str:
    if not label.startswith("xn--") or len(label) > 63 or not label.isascii():
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return label


def _contains_host(shape: str, known: str) -> bool:
    """``x.com.example``, ``x.com-login.example`` and a twin of ``x.com`` itself, with or without a prefix."""
    if shape == known or shape.endswith("." + known):
        return True
    return any(shape.startswith(known + mark) or f".{known}{mark}" in shape for mark in ".-")


def _is_brand(part: str, brand: str) -> bool:
    shape, wanted = skeleton(part), skeleton(brand)
    if wanted in shape:
        return True
    return len(wanted) >= _MINIMUM_FOR_DISTANCE and _one_edit_apart(shape, wanted)


def _one_edit_apart(left: str, right: str) -> bool:
    """True where one letter more, less, other or swapped with its neighbour makes them equal."""
    if abs(len(left) - len(right)) > 1:
        return False
    start = _common(left, right)
    end = min(_common(left[::-1], right[::-1]), min(len(left), len(right)) - start)
    rest_left, rest_right = left[start : len(left) - end], right[start : len(right) - end]
    if len(rest_left) <= 1 and len(rest_right) <= 1:
        return True
    return len(rest_left) == 2 and rest_left == rest_right[::-1]


def _common(left: Iterable[str], right: Iterable[str]) -> int:
    length = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            return length
        length += 1
    return length
