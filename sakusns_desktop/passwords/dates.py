"""3(5): dates and years in a password, in wareki and western writing, with and without separators.

zxcvbn 4.5.0 knows years up to 2019 and no eras; here the years run from 1940 to 2039.
"""

import re
from collections.abc import Iterator

from sakusns_desktop.passwords.parts import Kind, Part

_DAYS = 366
_MONTHS = 12
_RECENT_YEARS = 15
_ALL_YEARS = 60
"""Guesses for a year: 2015 to 2035 come first, then the years in which staff were born."""
_SHORT_ERA_YEARS = 120
"""A letter and two digits are found in random texts too."""
_WRITINGS = 2
"""A separator, or year, month and day in words, is one more thing to guess."""

_SEPARATOR = r"[-/._ ]"
_YEAR = r"(?:19[4-9]\d|20[0-3]\d)"
_MM, _DD = r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01])"
_M, _D = r"(?:1[0-2]|0?[1-9])", r"(?:3[01]|[12]\d|0?[1-9])"
_ERA_NAME = (
    r"(?:令和|平成|昭和|大正|明治|reiwa|heisei|heise|sh?y?ou?wa|tais[hy]+ou?|mei[jz]i|[令平昭大明])"
    rf"{_SEPARATOR}?"
)
_ERA = rf"(?:{_ERA_NAME}|[rhstm]{_SEPARATOR}?)"
_NEN = r"(?:年|nen)(?:度|do)?"
_AFTER_YEAR = rf"(?:{_SEPARATOR}|年|nen)"
_GATSU = r"(?:月|ga?t?s?u)"
_NICHI = r"(?:日|nichi|niti|ka)?"
_ERA_YEAR = r"(?:[0-6]?\d|元|gan)"

_FULL = _DAYS * _ALL_YEARS
_FORMS: tuple[tuple[Kind, int, str], ...] = (
    (Kind.YEAR, _ALL_YEARS, rf"{_YEAR}(?:{_NEN})?"),
    (Kind.YEAR, _ALL_YEARS, r"fy(?:20)?[0-3]\d"),
    (Kind.DATE, _FULL, rf"{_YEAR}{_MM}{_DD}"),
    (Kind.DATE, _FULL, rf"{_MM}{_DD}{_YEAR}"),
    (Kind.DATE, _FULL, rf"{_DD}{_MM}{_YEAR}"),
    (Kind.DATE, _FULL, rf"\d\d{_MM}{_DD}"),
    (Kind.DATE, _FULL, rf"{_MM}{_DD}\d\d"),
    (Kind.DATE, _MONTHS * _ALL_YEARS, rf"{_YEAR}{_MM}"),
    (Kind.DATE, _MONTHS * _ALL_YEARS, rf"{_MM}{_YEAR}"),
    (Kind.DATE, _MONTHS * _ALL_YEARS * _WRITINGS, rf"{_YEAR}(?:{_SEPARATOR}|年|nen){_M}(?:{_GATSU})?"),
    (Kind.DATE, _DAYS, rf"{_MM}{_DD}"),
    (Kind.DATE, _DAYS * _WRITINGS, rf"{_M}(?:{_SEPARATOR}|{_GATSU}){_D}{_NICHI}"),
    (Kind.DATE, _FULL * _WRITINGS, rf"(?:{_YEAR}|\d\d){_AFTER_YEAR}{_M}(?:{_SEPARATOR}|{_GATSU}){_D}{_NICHI}"),
    (Kind.DATE, _FULL * _WRITINGS, rf"{_M}{_SEPARATOR}{_D}{_SEPARATOR}(?:{_YEAR}|\d\d)"),
    (Kind.ERA, _ALL_YEARS, rf"{_ERA_NAME}{_ERA_YEAR}(?:{_NEN})?"),
    (Kind.ERA, _ALL_YEARS, rf"[rhstm]{_SEPARATOR}?{_ERA_YEAR}{_NEN}"),
    (Kind.ERA, _SHORT_ERA_YEARS, rf"[rhstm]{_SEPARATOR}?{_ERA_YEAR}"),
    (Kind.ERA, _FULL, rf"{_ERA}\d\d{_MM}{_DD}"),
    (Kind.ERA, _MONTHS * _ALL_YEARS, rf"{_ERA}\d\d{_MM}"),
    (
        Kind.ERA,
        _FULL * _WRITINGS,
        rf"{_ERA}{_ERA_YEAR}(?:{_SEPARATOR}|年|nen){_M}(?:{_SEPARATOR}|{_GATSU}){_D}{_NICHI}",
    ),
    (Kind.PHONE, 10**7, r"0\d{1,4}-?\d{1,4}-?\d{4}"),
)  # fmt: skip
_PATTERNS = tuple((kind, guesses, re.compile(rf"(?=({form}))", re.ASCII)) for kind, guesses, form in _FORMS)
_RECENT = re.compile(r"20(?:1[5-9]|2\d|3[0-5])")
_DIGIT = re.compile(r"\d", re.ASCII)
_PHONE_DIGITS = (10, 11)


def date_parts(text: str) -> Iterator[Part]:
    """Every date, year, era year and telephone number in a text of ASCII lower case and kanji, overlapping ones too."""
    if not _DIGIT.search(text) and not any(sign in text for sign in ("元", "gan")):
        return
    for kind, guesses, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            token = match[1]
            if kind is Kind.PHONE and sum(map(str.isdigit, token)) not in _PHONE_DIGITS:
                continue
            cheaper = kind in (Kind.YEAR, Kind.DATE) and _RECENT.search(token) is not None
            yield Part(
                match.start(),
                match.start() + len(token),
                kind,
                guesses * _RECENT_YEARS // _ALL_YEARS if cheaper else guesses,
            )
