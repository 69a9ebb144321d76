"""5(1)オ: the year that a reader takes for a day written without one, and the day itself."""

import re
from bisect import bisect_left
from datetime import date, timedelta
from typing import NamedTuple

from sakusns_desktop.checks.date_mentions import DateMention
from sakusns_desktop.checks.lazy import LazyPattern

RECENT_DAYS = 120
"""A day so far back may be meant in the past even where nothing says so."""
_NEAR_YEAR = LazyPattern(r"(?P<word>(?:一昨年|昨年|去年|前年|本年|今年|来年|明年|翌年)(?!度))[^。\n]{0,12}\Z")
_NOTED_YEAR = LazyPattern(r"\((?:令和|平成|昭和)?(?P<year>(?:19|20)\d\d)年?\)\s?\Z")
_OFFSETS = {"一昨年": -2, "昨年": -1, "去年": -1, "前年": -1, "本年": 0, "今年": 0, "来年": 1, "明年": 1, "翌年": 1}
_FISCAL = LazyPattern(
    r"(?:(?P<era>令和|平成|r|h)(?P<number>元|\d{1,2})|(?P<year>20\d\d))年?度|(?P<word>昨年度|今年度|本年度|来年度)"
)
_STANDING_YEAR = LazyPattern(r"(?<!\d)(?:令和(?P<era>元|\d{1,2})|(?P<year>20\d\d))年(?!度|間|以|前|代)")
PAST = LazyPattern(
    r"(?:ました|ませんでした|でした|された|された|開催した|行った|行われた|実施した|終了し|終えま"
    r"|いたしました|だった|無事に|しており、|あった)"
)
MOST_DAYS = 4
_FISCAL_FIRST_MONTH = 4
_LONGEST_LOOK = 40


class Resolved(NamedTuple):
    """A mention with the days that a reader may take it for, the likeliest first.

    Args:
        mention: as written.
        days: possible days; empty where the day is in no calendar.
        is_written: the year stands in the text.
        invalid: the day is in no calendar.
    """

    mention: DateMention
    days: tuple[date, ...]
    is_written: bool
    invalid: bool


class _Standing(NamedTuple):
    """A year or fiscal year that stands in the text and is about now."""

    end: int
    year: int
    is_fiscal: bool


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or ``None`` where there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def resolve(text: str, mentions: list[DateMention], today: date) -> list[Resolved]:
    """Find the year of every mention.

    Args:
        text: the folded text.
        mentions: as ``find_dates`` returns them.
        today: the day that the post is checked for.
    """
    resolved: list[Resolved] = []
    standing = _find_standing(text, today) if "年" in text else []
    for mention in mentions:
        before = resolved[-1] if resolved else None
        if mention.month == 0:
            resolved.append(_day_only(text, mention, before, today))
        else:
            resolved.append(_with_month(text, mention, before, standing, today))
    return resolved


def _with_month(
    text: str, mention: DateMention, previous: Resolved | None, standing: list[_Standing], today: date
) -> Resolved:
    years, is_written = _years(text, mention, previous, standing, today)
    if years:
        days = [day for year in years if (day := make_day(year, mention.month, mention.day)) is not None]
        return Resolved(mention, tuple(days), is_written, not days)
    days = _nearest(mention.month, mention.day, today, _is_past(text, mention))
    impossible = make_day(2024, mention.month, mention.day) is None
    leap = (mention.month, mention.day) == (2, 29) and all(make_day(day.year, 2, 29) is None for day in days)
    return Resolved(mention, tuple(days), False, impossible or leap or not days)


def _years(
    text: str, mention: DateMention, previous: Resolved | None, standing: list[_Standing], today: date
) -> tuple[list[int], bool]:
    if mention.year:
        return [mention.year], True
    before = text[max(0, mention.start - _LONGEST_LOOK) : mention.start]
    noted = _NOTED_YEAR.search(before)
    if noted is not None:
        return [int(noted["year"])], True
    near = _NEAR_YEAR.search(before)
    if near is not None:
        return [today.year + _OFFSETS[near["word"]]], True
    if previous is not None and previous.days and previous.mention.month:
        turn = 1 if mention.month < previous.mention.month else 0
        gap = text[previous.mention.end : mention.start]
        carried = [day.year + turn for day in previous.days]
        if mention.link:
            return carried, previous.is_written
        if previous.is_written and "\n" not in gap and "。" not in gap:
            # a deadline before the event may still lie in the year before
            nearest = [day.year for day in _nearest(mention.month, mention.day, today, _is_past(text, mention))]
            return [*carried, *(year for year in nearest if year not in carried)], False
    return _standing_years(text, mention, standing, today), False


def _find_standing(text: str, today: date) -> list[_Standing]:
    """``令和8年度``, ``2026年``: years that days without a year may belong to, in the text's order."""
    found = [_Standing(match.end(), _fiscal_year(match, today), is_fiscal=True) for match in _FISCAL.finditer(text)]
    for match in _STANDING_YEAR.finditer(text):
        year = int(match["year"]) if match["year"] else 2018 + (1 if match["era"] == "元" else int(match["era"]))
        found.append(_Standing(match.end(), year, is_fiscal=False))
    return sorted(found)


def _standing_years(text: str, mention: DateMention, standing: list[_Standing], today: date) -> list[int]:
    """The last year that stands before the mention and is near, and what a reader would take without it."""
    years: list[int] = []
    for last in reversed(standing[: bisect_left(standing, (mention.start + 1,))]):
        year = last.year
        if last.is_fiscal and mention.month < _FISCAL_FIRST_MONTH:
            year += 1
        if abs(year - today.year) <= 1 if last.is_fiscal else year in {today.year, today.year + 1}:
            years = [year]
            break
    if not years:
        return []
    # the year may belong to something else, so what a reader would take without it stays possible
    others = [day.year for day in _nearest(mention.month, mention.day, today, _is_past(text, mention))]
    return [*years, *(year for year in others if year not in years)]


def _fiscal_year(match: re.Match[str], today: date) -> int:
    if match["word"]:
        first = today.year if today.month >= _FISCAL_FIRST_MONTH else today.year - 1
        return first + {"昨年度": -1, "来年度": 1}.get(match["word"], 0)
    if match["year"]:
        return int(match["year"])
    number = 1 if match["number"] == "元" else int(match["number"])
    return number + (2018 if match["era"] in {"令和", "r"} else 1988)


def _is_past(text: str, mention: DateMention) -> bool:
    """The sentence that goes on after the mention tells of something that has been."""
    stop = min(
        (position for position in (text.find("。", mention.end), text.find("\n", mention.end)) if position >= 0),
        default=-1,
    )
    end = stop if stop >= 0 else len(text)
    return PAST.search(text, mention.end, min(end, mention.end + 200)) is not None


def _nearest(month: int, day: int, today: date, is_past: bool) -> list[date]:
    """The next such day, and the last one where it may be meant."""
    here = [found for year in range(today.year - 1, today.year + 2) if (found := make_day(year, month, day))]
    coming = [found for found in here if found >= today]
    gone = [found for found in here if found < today]
    days = coming[:1]
    if gone:
        last = gone[-1]
        if is_past:
            days = [last, *days]
        elif (today - last).days <= RECENT_DAYS:
            days.append(last)
    return days


def _day_only(text: str, mention: DateMention, before: Resolved | None, today: date) -> Resolved:
    """``23日(月・祝)``: the month of the mention before it, or the month that a reader takes."""
    if before is not None and before.days and (mention.link or mention.start - before.mention.end <= _LONGEST_LOOK):
        days = []
        for first in before.days[:MOST_DAYS]:
            turn = mention.day < first.day and mention.link == "~"
            year, month = (first.year + first.month // 12, first.month % 12 + 1) if turn else (first.year, first.month)
            day = make_day(year, month, mention.day)
            if day is not None:
                days.append(day)
        if mention.link:
            return Resolved(mention, tuple(days), before.is_written, not days)
        possible = dict.fromkeys([*days[:MOST_DAYS], *_around(mention.day, today)])
        return Resolved(mention, tuple(possible), before.is_written, invalid=False)
    return Resolved(mention, _around(mention.day, today), is_written=False, invalid=False)


def _around(day: int, today: date) -> tuple[date, ...]:
    """Such a day in this month, the next and the last."""
    first = today.replace(day=1)
    months = [first, (first + timedelta(days=32)).replace(day=1), (first - timedelta(days=1)).replace(day=1)]
    return tuple(found for month in months if (found := make_day(month.year, month.month, day)) is not None)
