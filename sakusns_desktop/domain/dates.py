"""Days as Japanese offices write them: wareki and western, read from what a person types and written back.

Era boundaries: 元号 by the cabinet orders of 1868, 1912, 1926, 1989 and 2019. Dates before Meiji 6 (1873, when
the Gregorian calendar came) are not read.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from sakusns_desktop.domain.errors import InputError

WEEKDAYS = "月火水木金土日"
"""One character a weekday, Monday first, as ``date.weekday()`` counts."""


@dataclass(frozen=True, slots=True)
class Era:
    """An era: its name, its letter in short writing, its first day."""

    name: str
    letter: str
    first_day: date


ERAS = (
    Era("令和", "R", date(2019, 5, 1)),
    Era("平成", "H", date(1989, 1, 8)),
    Era("昭和", "S", date(1926, 12, 25)),
    Era("大正", "T", date(1912, 7, 30)),
    Era("明治", "M", date(1873, 1, 1)),
)
"""Newest first."""

_MEIJI_OFFSET = 1867
_DAY = re.compile(
    r"(?:(?P<era>令和|平成|昭和|大正|明治|[令平昭大明RHSTMrhstm])\.?(?P<era_year>\d{1,3}|元)|(?P<year>\d{4}))"
    r"(?:年|[-/.])(?P<month>\d{1,2})(?:月|[-/.])(?P<day>\d{1,2})日?(?:\([月火水木金土日](?:曜日?)?\))?\Z"
)
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})\Z")


def era_of(day: date) -> Era:
    """The era that a day lies in; days before Meiji 6 count as Meiji."""
    return next((era for era in ERAS if day >= era.first_day), ERAS[-1])


def _first_year(era: Era) -> int:
    return _MEIJI_OFFSET + 1 if era.letter == "M" else era.first_day.year


def format_day(day: date, *, weekday: bool = True) -> str:
    """``令和8年11月22日(日)``; the first year of an era is 元年."""
    era = era_of(day)
    year = day.year - _first_year(era) + 1
    text = f"{era.name}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    return f"{text}({WEEKDAYS[day.weekday()]})" if weekday else text


def format_short_day(day: date, today: date) -> str:
    """``11月22日(日)`` within the same year, ``令和7年3月1日`` otherwise."""
    if day.year == today.year:
        return f"{day.month}月{day.day}日({WEEKDAYS[day.weekday()]})"
    return format_day(day, weekday=False)


def parse_day(text: str, field: str = "day") -> date | None:
    """Read a day that a person typed; ``None`` for an empty field.

    Takes ``2026-11-22``, ``2026/11/22``, ``20261122``, ``令和8年11月22日(日)``, ``R8.11.22``, in any width.

    Raises:
        InputError: (at ``field``) it is not a day, or the era does not reach it, or the weekday differs.
    """
    compact = "".join(unicodedata.normalize("NFKC", text).split())
    if not compact:
        return None
    hint = "「令和8年4月1日」か「2026/4/1」のように書いてください。"
    match = _DAY.match(compact) or _COMPACT.match(compact)
    if match is None or not compact.isprintable():
        raise InputError(field, f"「{text.strip()[:20]}」は日付として読めません。", next_step=hint)
    groups = match.groupdict()
    try:
        if groups.get("era"):
            day = _era_day(groups, field)
        else:
            day = date(int(groups["year"]), int(groups["month"]), int(groups["day"]))
    except ValueError:
        raise InputError(field, f"「{text.strip()[:20]}」という日はありません。", next_step=hint) from None
    written = re.search(r"\(([月火水木金土日])", compact)
    if written and WEEKDAYS[day.weekday()] != written[1]:
        actual = WEEKDAYS[day.weekday()]
        raise InputError(
            field, f"{format_day(day, weekday=False)}は({actual})です。", next_step="どちらかを直してください。"
        )
    return day


def _era_day(groups: dict[str, str | None], field: str) -> date:
    mark = (groups["era"] or "").upper()
    era = next(era for era in ERAS if mark in {era.name, era.name[0], era.letter})
    number = 1 if groups["era_year"] == "元" else int(groups["era_year"] or 0)
    day = date(_first_year(era) + number - 1, int(groups["month"] or 0), int(groups["day"] or 0))
    if number == 0 or era_of(day) is not era:
        western = f"{day.year}年{day.month}月{day.day}日"
        raise InputError(
            field,
            f"{era.name}に{number}年{day.month}月{day.day}日はありません。",
            next_step=f"{western}なら「{format_day(day, weekday=False)}」です。",
        )
    return day
