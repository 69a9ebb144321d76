"""5(1)オ: every day that a text names, in the spellings that Japanese offices use.

Reads folded text (``domain.folding``): digits and brackets are narrow, ㈰ is ``(日)``.
"""

import re
from typing import NamedTuple

from sakusns_desktop.checks.lazy import LazyPattern

WEEKDAYS = "月火水木金土日"
_ENGLISH_WEEKDAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
ERA_FIRST_YEARS = {"明治": 1868, "大正": 1912, "昭和": 1926, "平成": 1989, "令和": 2019}
_ERA_SHORT = {"m": "明治", "t": "大正", "s": "昭和", "h": "平成", "r": "令和"} | {
    name[0]: name for name in ERA_FIRST_YEARS
}
_DIGITS = {"〇": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}

_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十〇]{1,4})"
_ERA = (
    r"(?P<era>明治|大正|昭和|平成|令和|(?<![a-z0-9])[mtshr](?=\.?(?:\d|元))|(?<![^\W!-~ぁ-ヿ])[令平昭](?=\d))"
    r"[ .]?(?P<era_year>元|\d{1,3}|[一二三四五六七八九十]{1,4})"
)
_YEAR = rf"(?:{_ERA}|(?<!\d)(?P<year>(?:1[6-9]|20|21)\d\d))"
_NOTE = r"(?:\s?\((?:[^()\n]{1,9}年?)\))?"
_FULL_KANJI = LazyPattern(
    rf"(?:{_YEAR}{_NOTE} ?(?:年度?){_NOTE}[ の]?)?(?<![\d.])(?P<month>{_NUMBER}) ?月 ?(?P<day>{_NUMBER}) ?"
    rf"日(?![間目程])"
)
_FULL_SIGNS = LazyPattern(rf"{_YEAR} ?年?(?P<sign>[./\-]) ?(?P<month>\d{{1,2}})(?P=sign) ?(?P<day>\d{{1,2}})(?![\d./])")
_SHORT_SIGNS = LazyPattern(
    r"(?<![\d./\-:a-z~,])(?P<month>\d{1,2})(?P<sign>[/.\-])(?P<day>\d{1,2})(?!\d|[/.\-]\d|[a-z%])"
)
_DAY_ONLY = LazyPattern(
    r"(?<![\d月/.,:第])(?<!\d-)(?P<day>\d{1,2}) ?(?:日(?![間目程本曜付])"
    r"|(?=\s?[(\[〔【]\s?[月火水木金土日](?:曜日?)?[)\]〕】・、/, 祝休]))"
)
_ENGLISH = LazyPattern(
    r"(?:(?P<before>mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,? )?"
    r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? (?P<day>\d{1,2})(?:st|nd|rd"
    r"|th)?(?!\d)(?:,? (?P<year>20\d\d)\b)?",
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
)
_BRACKET = LazyPattern(r"\s?[(\[〔【〈《<「]\s?(?P<inside>[^()\[\]〔〕【】〈〉《》<>「」\n]{1,24})[)\]〕】〉》>」]")
_INSIDE = LazyPattern(
    r"(?:(?P<first>[^月火水木金土日]{0,6}?)(?P<weekday>[月火水木金土日])(?:曜日?)?(?P<rest>.{0,20}))\Z", flags=re.DOTALL
)
_BARE = LazyPattern(r"(?:は|、|,)? ?(?P<weekday>[月火水木金土日])曜日?")
_ENGLISH_BRACKET = LazyPattern(
    r"\s?\(?(?P<weekday>mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|s|rs|urday|r)?\.?(?:\)|(?![a-z]))"
)
_HOLIDAY_MARK = LazyPattern(r"祝|休|振替|の日|天皇誕生日|憲法記念日|元日")
_NOT_A_HOLIDAY_MARK = LazyPattern(r"休[館業園講診校場]|定休|代休|店休|休み|休止")
_CONNECTOR = LazyPattern(r"\s?(?:から|より|及び|および|または|又は|と|、|,|・|･|/|&|~|〜|–|—|―|−|-|→|⇒|ー|\+|;|\n)\s?")
RANGE_SIGNS = ("~", "〜", "–", "—", "―", "−", "-", "→", "⇒", "ー", "から", "より")


class DateMention(NamedTuple):
    """One day as written. Offsets count in the folded text.

    Args:
        start: where the day begins, its year included.
        end: after the day, its weekday included.
        date_end: after the day without its weekday.
        year: western year, written or by an era; 0 where none is written.
        era: the era as a full name, empty where none is written.
        era_year: the era's year; 0 where none is written.
        month: 0 where only a day is written.
        day: as written, may be impossible.
        weekday: 0 Monday to 6 Sunday; -1 where none is written.
        weekday_at: offset of the weekday's first character; -1 with ``weekday``.
        mark: what stands beside the weekday in the brackets (``・祝``).
        slash: written with signs, which may be no date at all.
        link: how it follows the mention before: ``~`` a range, ``,`` a list, empty: not.
    """

    start: int
    end: int
    date_end: int
    year: int
    era: str
    era_year: int
    month: int
    day: int
    weekday: int
    weekday_at: int
    mark: str
    slash: bool
    link: str

    @property
    def is_holiday_marked(self) -> bool:
        """The brackets call the day a holiday."""
        return bool(self.mark) and bool(_HOLIDAY_MARK.search(self.mark)) and not _NOT_A_HOLIDAY_MARK.search(self.mark)


def number(text: str) -> int:
    """An Arabic or kanji numeral up to 99 (``十二``, ``二十三``, ``一二``); 元 is 1."""
    if text == "元":
        return 1
    if text.isdecimal():
        return int(text)
    if "十" not in text:
        value = 0
        for sign in text:
            value = value * 10 + _DIGITS.get(sign, 0)
        return value
    tens, _, ones = text.partition("十")
    return (_DIGITS.get(tens[-1:], 0) if tens else 1) * 10 + (_DIGITS.get(ones[:1], 0) if ones else 0)


def era_name(text: str) -> str:
    """``令和`` for ``令和``, ``令``, ``r``."""
    return text if text in ERA_FIRST_YEARS else _ERA_SHORT.get(text, "")


def find_dates(text: str) -> list[DateMention]:
    """Every day that a folded text names, in order, none overlapping another."""
    found: dict[int, DateMention] = {}
    taken: list[tuple[int, int]] = []
    if "月" in text and "日" in text:
        _collect(_FULL_KANJI, text, found, taken, slash=False)
    if any(sign in text for sign in "/.-"):
        _collect(_FULL_SIGNS, text, found, taken, slash=False)
        _collect(_SHORT_SIGNS, text, found, taken, slash=True)
    if "日" in text or "曜" in text or any(f"({day}" in text for day in WEEKDAYS):
        _collect(_DAY_ONLY, text, found, taken, slash=False)
    for match in _ENGLISH.finditer(text):
        mention = _english(match, text)
        found.setdefault(mention.start, mention)
    return _link(text, [found[start] for start in sorted(found)])


def _collect(
    pattern: LazyPattern,
    text: str,
    found: dict[int, DateMention],
    taken: list[tuple[int, int]],
    *,
    slash: bool,
) -> None:
    fresh: list[tuple[int, int]] = []
    reached = [*taken]
    pointer = 0
    for match in pattern.finditer(text):
        start, end = match.span()
        while pointer < len(reached) and reached[pointer][1] <= start:
            pointer += 1
        if pointer < len(reached) and reached[pointer][0] < end:
            continue
        mention = _mention(match, text, slash=slash)
        if mention is not None:
            found[start] = mention
            fresh.append((start, mention.end))
    taken.extend(fresh)
    taken.sort()


def _mention(match: re.Match[str], text: str, *, slash: bool) -> DateMention | None:
    groups = match.groupdict()
    era = era_name(groups.get("era") or "")
    era_year = number(groups["era_year"]) if era and groups.get("era_year") else 0
    year = ERA_FIRST_YEARS[era] + era_year - 1 if era else int(groups.get("year") or 0)
    month = number(groups["month"]) if groups.get("month") else 0
    weekday, at, mark, end = _weekday(text, match.end())
    if slash and (weekday < 0 and not _may_be_short_date(match, text, month)):
        return None
    if slash and groups.get("sign") != "/" and weekday < 0:
        return None
    return DateMention(
        match.start(), end, match.end(), year, era, era_year, month, number(groups["day"]), weekday, at, mark, slash, ""
    )


def _may_be_short_date(match: re.Match[str], text: str, month: int) -> bool:
    """``12/6`` without a weekday is taken for a day only where the words around say so."""
    after = text[match.end() : match.end() + 3].lstrip()
    return (
        match["sign"] == "/"
        and 1 <= month <= 12
        and after.startswith(("~", "〜", "-", "から", "まで", "に", "開", "締", "は", "の"))
    )


def _weekday(text: str, position: int) -> tuple[int, int, str, int]:
    """Weekday, its offset, the mark beside it, and where the mention ends."""
    bracket = _BRACKET.match(text, position)
    if bracket is not None:
        inside = _INSIDE.match(bracket["inside"])
        if inside is not None and _is_weekday_note(inside):
            at = bracket.start("inside") + inside.start("weekday")
            mark = (inside["first"] + inside["rest"]).strip()
            return WEEKDAYS.index(inside["weekday"]), at, mark, bracket.end()
        if _HOLIDAY_MARK.search(bracket["inside"]) and len(bracket["inside"]) <= 10:
            return -1, -1, bracket["inside"], bracket.end()
    bare = _BARE.match(text, position)
    if bare is not None:
        return WEEKDAYS.index(bare["weekday"]), bare.start("weekday"), "", bare.end()
    english = _ENGLISH_BRACKET.match(text, position)
    if english is not None:
        return _ENGLISH_WEEKDAYS[english["weekday"]], english.start("weekday"), "", english.end()
    return -1, -1, "", position


_REST = LazyPattern(
    r"(?:曜日?)?(?:[\s・･、,/.+と·]*(?:祝日?|休日?|振替休日|振替|振休|国民の休日|代休"
    r"|[月火水木金土日](?:曜日?)?|[^\W!-~ぁ-ヿ]{1,5}の日|天皇誕生日|憲法記念日|元日|"
    r"午前|午後|[^\W!-~゠-ヿ]{0,4}[休開]館日?|定休日|友引|大安|仏滅|赤口|先勝|先負|雨天[^)]{0,8}|予備日"
    r"|予定|必着|消印有効|当日|夜|昼|朝|まで|から|\d{1,2}[:時][^)]{0,8}))*\s?\Z"
)


def _is_weekday_note(inside: re.Match[str]) -> bool:
    first = inside["first"].strip("・、,/ ")
    return (not first or bool(_HOLIDAY_MARK.search(first))) and _REST.match(inside["rest"]) is not None


def _english(match: re.Match[str], text: str) -> DateMention:
    before = match["before"]
    weekday, at = (_ENGLISH_WEEKDAYS[before], match.start("before")) if before else (-1, -1)
    mark, end = "", match.end()
    if before is None:
        weekday, at, mark, end = _weekday(text, match.end())
    return DateMention(
        match.start(), end, match.end(), int(match["year"] or 0), "", 0,
        _MONTHS[match["name"]], int(match["day"]), weekday, at, mark, False, "",
    )  # fmt: skip


def _link(text: str, mentions: list[DateMention]) -> list[DateMention]:
    """Tell ranges and lists, and share a list's brackets out: ``5日・6日(土・日)``."""
    linked: list[DateMention] = []
    for mention in mentions:
        link = ""
        if linked:
            gap = text[linked[-1].end : mention.start]
            if len(gap) <= 4 and _CONNECTOR.fullmatch(gap):
                link = "~" if gap.strip() in RANGE_SIGNS else ","
        mention = mention._replace(link=link)
        linked.append(mention)
        if mention.weekday >= 0 and link and linked[-2].weekday < 0:
            _share(linked)
    return linked


def _share(linked: list[DateMention]) -> None:
    last = linked[-1]
    more = [
        WEEKDAYS.index(sign)
        for sign in re.findall("(?<![祝休])[月火水木金土日](?!の)", last.mark.replace("祝日", "").replace("休日", ""))
    ]
    weekdays = [last.weekday, *more]
    first = len(linked) - len(weekdays)
    if len(weekdays) < 2 or first < 0:
        return
    group = linked[first:]
    if any(mention.weekday >= 0 for mention in group[:-1]) or not all(mention.link for mention in group[1:]):
        return
    for offset, (mention, weekday) in enumerate(zip(group, weekdays, strict=True)):
        linked[first + offset] = mention._replace(
            weekday=weekday, weekday_at=last.weekday_at, mark="" if mention is not last else last.mark
        )
