"""5(1)オ: eras: years that an era does not have, and eras that do not fit the western year beside them.

Boundaries: 元号 by the cabinet orders of 1912, 1926, 1989 and 2019; the last day of an era is the first of the next
for 大正 and 昭和. Before Meiji 6 the calendar was another, so days there are not judged.
"""

from collections.abc import Iterator
from datetime import date

from sakusns_desktop.checks.date_mentions import ERA_FIRST_YEARS, DateMention, era_name, number
from sakusns_desktop.checks.date_years import make_day
from sakusns_desktop.checks.lazy import LazyPattern
from sakusns_desktop.checks.subject import Subject
from sakusns_desktop.domain.post import Finding

_FIRST = {
    "明治": date(1873, 1, 1),
    "大正": date(1912, 7, 30),
    "昭和": date(1926, 12, 25),
    "平成": date(1989, 1, 8),
    "令和": date(2019, 5, 1),
}
_LAST = {"明治": date(1912, 7, 30), "大正": date(1926, 12, 25), "昭和": date(1989, 1, 7), "平成": date(2019, 4, 30)}
_LAST_YEARS = {"明治": 45, "大正": 15, "昭和": 64, "平成": 31}
_PLANNING_YEARS = 10
"""A day so many years ahead is a slip; a bare year may be a plan."""

_ERA_TEXT = (
    r"(?P<era>明治|大正|昭和|平成|令和|(?<![a-z0-9])[mtshr](?=\d)|(?<![^\W!-~ぁ-ヿ])[令平昭](?=\d))"
    r"\s?(?P<era_year>元|\d{1,3}|[一二三四五六七八九十]{1,4})"
)
_ERA_MARKS = ("明治", "大正", "昭和", "平成", "令", "r", "h", "s", "t", "m", "平", "昭")
_ERA_YEAR = LazyPattern(rf"{_ERA_TEXT}\s?年(?P<fiscal>度)?(?:\s?(?P<month>\d{{1,2}})月(?!\s?\d{{1,2}}日))?", ("年",))
_ERA_THEN_WEST = LazyPattern(
    rf"{_ERA_TEXT}\s?年?(?:度)?(?P<date>\s?(?P<month>\d{{1,2}})月(?:\s?\d{{1,2}}日)?)?\s?[(=\[・/〔【、]\s?"
    rf"(?:西暦)?(?P<west>(?:1[89]|20|21)\d\d)\s?(?:年|[)\]〕】])",
    _ERA_MARKS,
)
_WEST_THEN_ERA = LazyPattern(
    r"(?<!\d)(?P<west>(?:1[89]|20|21)\d\d)\s?年?(?:度)?(?:\s?\d{1,2}月(?:\s?\d{1,2}日)?)?\s?[(=\[・/〔【、]\s?"
    + _ERA_TEXT
    + r"\s?(?:年|[)\]〕】])",
    _ERA_MARKS,
)
_CELEBRATED = 100


def bad_eras(subject: Subject, mentions: list[DateMention]) -> Iterator[Finding]:
    """Findings about eras; a place that is wrong twice is told once."""
    text = subject.plain
    told: list[tuple[int, int]] = []
    for mention in mentions:
        if mention.era:
            finding = _bad_day(subject, mention)
            if finding is not None:
                told.append((mention.start, mention.date_end))
                yield finding
    if not any(sign in text for sign in "治正和成令平昭rhstm"):
        return
    for match in _ERA_YEAR.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in told):
            continue
        fault = _bad_year(era_name(match["era"]), number(match["era_year"]), int(match["month"] or 0))
        if fault:
            told.append(match.span())
            yield subject.finding("eras.year", "era_invalid", match.start(), match.end(), fault)
    for pattern in (_ERA_THEN_WEST, _WEST_THEN_ERA):
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in told):
                continue
            era, year, west = era_name(match["era"]), number(match["era_year"]), int(match["west"])
            right = ERA_FIRST_YEARS[era] + year - 1
            if right != west:
                end = match.end() + (
                    1
                    if text[match.end() - 1] == "年" and text[match.end() : match.end() + 1] in {")", "]", "】", "〕"}
                    else 0
                )
                told.append((match.start(), end))
                yield subject.finding(
                    "eras.western",
                    "era_mismatch",
                    match.start(),
                    end,
                    f"{era}{'元' if year == 1 else year}年は{right}年で、{west}年ではありません。",
                )


def _bad_year(era: str, year: int, month: int) -> str:
    if year == 0:
        return f"{era}0年という年はありません。"
    last = _LAST_YEARS.get(era)
    if last is not None and year > last and year < _CELEBRATED:
        west = ERA_FIRST_YEARS[era] + year - 1
        return f"{era}は{last}年までです。{west}年は{_era_of_year(west)}です。"
    if month:
        first_day = make_day(ERA_FIRST_YEARS[era] + year - 1, month, 1)
        if first_day is None:
            return ""
        first, end = _FIRST[era], _LAST.get(era)
        if era != "明治" and (first_day.year, first_day.month) < (first.year, first.month):
            return f"{era}{'元' if year == 1 else year}年{month}月はまだ{era}ではありません。"
        if end is not None and (first_day.year, first_day.month) > (end.year, end.month):
            return f"{era}{year}年{month}月はもう{era}ではありません。"
    return ""


def _bad_day(subject: Subject, mention: DateMention) -> Finding | None:
    era, year = mention.era, mention.era_year
    fault = _bad_year(era, year, 0)
    day = make_day(mention.year, mention.month, mention.day)
    if not fault and day is not None:
        last = _LAST.get(era)
        if day < _FIRST[era] and era != "明治":
            fault = f"{era}{'元' if year == 1 else year}年{mention.month}月{mention.day}日はまだ{era}ではありません。"
        elif last is not None and day > last:
            fault = f"{era}{year}年{mention.month}月{mention.day}日はもう{era}ではありません。"
        elif day.year > subject.today.year + _PLANNING_YEARS:
            fault = f"{era}{year}年は{day.year}年です。年の書き誤りではありませんか。"
    if not fault:
        return None
    offers = _offers(subject, mention, day)
    return subject.finding("eras.day", "era_invalid", mention.start, mention.date_end, fault, offers)


def _offers(subject: Subject, mention: DateMention, day: date | None) -> tuple[str, ...]:
    if day is None:
        return ()
    era = next(name for name in reversed(_FIRST) if day >= _FIRST[name]) if day >= _FIRST["明治"] else ""
    if not era or era == mention.era:
        return ()
    year = day.year - ERA_FIRST_YEARS[era] + 1
    return (f"{era}{'元' if year == 1 else year}年{day.month}月{day.day}日",)


def _era_of_year(year: int) -> str:
    era = next(name for name in reversed(ERA_FIRST_YEARS) if year >= ERA_FIRST_YEARS[name])
    number_in_era = year - ERA_FIRST_YEARS[era] + 1
    return f"{era}{'元' if number_in_era == 1 else number_in_era}年"
