"""5(1)オ: what a bracket says about holidays, against the calendar (a table, and jpholiday for the years beyond)."""

import re
from datetime import date
from functools import lru_cache

from sakusns_desktop.checks.date_years import Resolved
from sakusns_desktop.checks.lazy import LazyPattern
from sakusns_desktop.checks.subject import Subject
from sakusns_desktop.domain.post import Finding
from sakusns_desktop.reference_data.checks import CheckData

_SUBSTITUTE = LazyPattern(r"振替|振休|(?<![^\W!-~ぁ-ヿ])休(?![館業園診講校日])|休日")
_NAMED = LazyPattern(r"[^\W!-~゠-ヿ]{1,6}の日|天皇誕生日|憲法記念日|元日|スポーツの日|体育の日")


def holiday_name(day: date, data: CheckData) -> str:
    """The holiday's name, with 振替休日 for a substitute; empty where it is none."""
    if day.year in data.holiday_years:
        return data.holidays.get(day.isoformat(), "")
    return _asked(day)


@lru_cache(maxsize=512)
def _asked(day: date) -> str:
    import jpholiday

    return str(jpholiday.is_holiday_name(day) or "")


def holiday_finding(subject: Subject, found: Resolved) -> Finding | None:
    """A label that the calendar does not know."""
    mention = found.mention
    if not mention.is_holiday_marked:
        return None
    weekday = mention.weekday
    days = [day for day in found.days if weekday < 0 or day.weekday() == weekday]
    if not days or days[0].year > 2099 or days[0].year < 1949:
        return None
    names = [holiday_name(day, subject.data) for day in days]
    named = _NAMED.search(mention.mark)
    if named is not None:
        return _named(subject, found, named[0], names)
    if any(names):
        return None
    if _SUBSTITUTE.search(mention.mark) and "祝" not in mention.mark and "振" not in mention.mark:
        # (月・休) may also mean that a place is closed
        near = any(holiday_name(date.fromordinal(days[0].toordinal() + step), subject.data) for step in (-1, 1))
        if not near:
            return None
    day = days[0]
    return subject.finding(
        "dates.holiday",
        "holiday_mismatch",
        mention.start,
        mention.end,
        f"{day.year}年{day.month}月{day.day}日は祝日ではありません。",
        _without_mark(subject, found),
    )


def _named(subject: Subject, found: Resolved, written: str, names: list[str]) -> Finding | None:
    known = subject.data.words("holiday_names")
    if written not in known and written != "体育の日":
        return None
    if any(written in name for name in names):
        return None
    day = found.days[0]
    real = names[0] if names else ""
    right = f"{real.split()[0]}です" if real else "祝日ではありません"
    return subject.finding(
        "dates.holiday",
        "holiday_mismatch",
        found.mention.start,
        found.mention.end,
        f"{day.year}年{day.month}月{day.day}日は{written}ではなく、{right}。"
        if real
        else f"{day.year}年{day.month}月{day.day}日は{written}ではありません。",
    )


def _without_mark(subject: Subject, found: Resolved) -> tuple[str, ...]:
    surface = subject.surface(found.mention.start, found.mention.end)
    plain = re.sub(r"[・･、,/\s]?(?:祝日?|振替休日|振休|休日?)(?=[)）\]〕】])", "", surface)
    plain = re.sub(r"[(（]\s*[)）]", "", plain)
    return (plain,) if plain != surface else ()
