"""5(1)オ: ranges of days that end before they begin."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from sakusns_desktop.checks.date_years import Resolved, make_day
from sakusns_desktop.checks.subject import Subject
from sakusns_desktop.domain.post import Finding

LONGEST_TURN = 300
"""A range over the turn of the year that would be longer is a slip, unless it is a whole year."""


def reversed_ranges(subject: Subject, resolved: list[Resolved]) -> Iterator[tuple[Finding, tuple[int, int]]]:
    """Neighbours that are a range and run backwards, each with its span of the folded text."""
    for first, last in pairwise(resolved):
        if last.mention.link != "~" or not first.days or not last.days or not first.mention.month:
            continue
        if _is_reversed(first, last):
            start, end = first.mention.start, last.mention.end
            message = f"終わりの{last.mention.month or first.mention.month}月{last.mention.day}日が始まりより前です。"
            finding = subject.finding("dates.range", "range_reversed", start, end, message)
            yield finding, (start, end)


def _is_reversed(first: Resolved, last: Resolved) -> bool:
    begin, end = first.mention, last.mention
    if end.year and begin.year:
        return last.days[0] < first.days[0]
    if end.month == 0:
        return end.day < begin.day
    if end.year:
        return last.days[0] < (make_day(end.year, begin.month, begin.day) or date.min) and end.month >= begin.month
    if (end.month, end.day) >= (begin.month, begin.day):
        return False
    if end.month == begin.month:
        return (begin.day - end.day) != 1
    turned = make_day(first.days[0].year + 1, end.month, end.day)
    if turned is None:
        return False
    length = turned - first.days[0]
    return timedelta(days=LONGEST_TURN) < length and not _is_whole_year(first.days[0], turned)


def _is_whole_year(first: date, last: date) -> bool:
    after = last + timedelta(days=1)
    return (after.month, after.day) == (first.month, first.day)
