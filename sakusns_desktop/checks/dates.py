"""5(1)オ: days against the calendar: weekdays, days that are not, holidays, and days gone by."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from sakusns_desktop.checks.date_mentions import WEEKDAYS, DateMention
from sakusns_desktop.checks.date_ranges import reversed_ranges
from sakusns_desktop.checks.date_years import PAST, Resolved, make_day, resolve
from sakusns_desktop.checks.eras import bad_eras
from sakusns_desktop.checks.lazy import LazyPattern
from sakusns_desktop.checks.subject import Subject
from sakusns_desktop.domain.post import Finding

_HISTORIC = LazyPattern(
    r"(?:に|から|より|付け?|現在|時点|以降|以来|生まれ?|撮影|発行|作成|施行|制定|改[正定]|公布|公表"
    r"|創[刊立業]|開館|開校|竣工|完成|設立|発生|掲載|更新|号|の)?"
    r"[^。\n、]{0,14}?(?:した|された|われた|った|られた|いたしました|ました)"
)
_NOT_AN_EVENT = LazyPattern(
    r"\s?(?:から|より|以降|以後|以来|現在|時点|付け?(?:で|の)|生まれ|生の|撮影|発行|作成|施行|制定"
    r"|改[正定]|公布|更新|創[刊立]|号|に続|を受け|ぶり|[~〜–—―−]|の(?:台風|地震|災害|豪雨|大雨))"
)
_BEGINS = LazyPattern(r"\s?(?:から|より)[^。\n]{0,20}(?:開始し|始め|始まり|スタートし|オープンし|受け付け|募集し)ます")
_LAST_TIME = LazyPattern(r"(?:昨年|去年|前年|前回|昨季|一昨年|過去|当時|創立|設立|誕生)[^。、\n]{0,8}\Z")
_DEADLINE = LazyPattern(r"\s?(?:\(?必着\)?|\(?消印有効\)?|まで|締切|締め切り|〆切|が締|を期限|が期限|必着)")
_DEADLINE_BEFORE = LazyPattern(r"(?:締切|締め切り|〆切|期限|申込期間|応募期間|受付期間|申込み?は)[^。\n]{0,8}\Z")
MOST_ERAS, MOST_LISTED = 100, 40
RECENT_PAST_DAYS = 60
"""A day without a year that is not longer gone than this is surely meant in the past."""


def check_dates(subject: Subject) -> Iterator[Finding]:
    """Every finding about days."""
    mentions = subject.dates
    era_findings = list(islice(bad_eras(subject, mentions), MOST_ERAS))
    yield from era_findings
    if not mentions:
        return
    troubled = {(finding.start, finding.end) for finding in era_findings}
    resolved = resolve(subject.plain, mentions, subject.today)
    ranges = list(reversed_ranges(subject, resolved))
    yield from (finding for finding, _ in ranges)
    backwards = [span for _, span in ranges]
    for position, found in enumerate(resolved):
        mention = found.mention
        start, end = subject.folded.source_span(mention.start, mention.end)
        if any(first is not None and last is not None and first < end and start < last for first, last in troubled):
            continue
        reversed_here = any(start <= mention.start < end for start, end in backwards)
        yield from _check_one(
            subject, found, resolved[position + 1 : position + 1 + MOST_LISTED], may_be_past=not reversed_here
        )


def _check_one(subject: Subject, found: Resolved, following: list[Resolved], *, may_be_past: bool) -> Iterator[Finding]:
    mention = found.mention
    if found.invalid:
        if mention.month and not (mention.slash and mention.weekday < 0):
            yield _impossible(subject, found)
        return
    mismatch = mention.weekday >= 0 and all(day.weekday() != mention.weekday for day in found.days)
    if mismatch and found.days:
        yield _weekday(subject, found)
    elif mention.mark and found.days:
        from sakusns_desktop.checks.holidays import holiday_finding

        holiday = holiday_finding(subject, found)
        if holiday is not None:
            yield holiday
    if may_be_past and (not mismatch or found.is_written):
        past = _past(subject, found, following)
        if past is not None:
            yield past


def _impossible(subject: Subject, found: Resolved) -> Finding:
    mention = found.mention
    surface = subject.surface(mention.start, mention.date_end)
    offers: list[str] = []
    if 1 <= mention.month <= 12:
        year = mention.year or (found.days[0].year if found.days else subject.today.year)
        last = _last_day(year, mention.month)
        if mention.day > last:
            digits = str(mention.day)
            at = surface.rfind(digits)
            if at >= 0:
                offers.append(surface[:at] + str(last) + surface[at + len(digits) :])
    return subject.finding(
        "dates.calendar",
        "impossible_date",
        mention.start,
        mention.date_end,
        f"{mention.month}月{mention.day}日という日は暦にありません。",
        tuple(offers),
    )


def _last_day(year: int, month: int) -> int:
    return next(day for day in (31, 30, 29, 28) if make_day(year, month, day) is not None)


def _weekday(subject: Subject, found: Resolved) -> Finding:
    mention, right = found.mention, found.days[0]
    written = WEEKDAYS[mention.weekday]
    message = (
        f"{right.year}年{right.month}月{right.day}日は{WEEKDAYS[right.weekday()]}曜日で、{written}曜日ではありません。"
    )
    before = make_day(right.year - 1, right.month, right.day)
    if before is not None and before.weekday() == mention.weekday:
        message += "昨年の曜日です。" if right.year == subject.today.year else f"前の年（{before.year}年）の曜日です。"
    return subject.finding(
        "dates.weekday", "weekday_mismatch", mention.start, mention.end, message, _offers(subject, mention, right)
    )


def _offers(subject: Subject, mention: DateMention, right: date) -> tuple[str, ...]:
    """The day with its own weekday; the next day that has the weekday written, within three days."""
    surface = subject.surface(mention.start, mention.end)
    start, _ = subject.folded.source_span(mention.start, mention.start + 1)
    at, _ = subject.folded.source_span(mention.weekday_at, mention.weekday_at + 1)
    inside = at - start
    if not 0 <= inside < len(surface) or surface[inside] != WEEKDAYS[mention.weekday]:
        return ()
    offers = [surface[:inside] + WEEKDAYS[right.weekday()] + surface[inside + 1 :]]
    distance = (mention.weekday - right.weekday() + 3) % 7 - 3
    near = right + timedelta(days=distance)
    digits = str(mention.day)
    place = surface[:inside].rfind(digits)
    if place >= 0 and near.month == right.month:
        offers.append(surface[:place] + str(near.day) + surface[place + len(digits) :])
    return tuple(offers)


def _past(subject: Subject, found: Resolved, following: list[Resolved]) -> Finding | None:
    """A day gone by that the sentence announces."""
    mention, today, text = found.mention, subject.today, subject.plain
    if not mention.month:
        return None
    fitting = [day for day in found.days if mention.weekday < 0 or day.weekday() == mention.weekday] or [*found.days]
    if not fitting or (any(day >= today for day in fitting) and not _is_recently_gone(found, today)):
        return None
    day = max(day for day in fitting if day < today)
    begin, stop = subject.sentence(mention.start, mention.end)
    after = text[mention.end : stop]
    if _LAST_TIME.search(text[max(begin, mention.start - 30) : mention.start]) or _is_range_start(following):
        return None
    if _is_followed_by_coming(following, today):
        return None
    sentence = text[begin:stop]
    is_deadline = _DEADLINE.match(after) or _DEADLINE_BEFORE.search(text[begin : mention.start])
    announcing = any(word in sentence for word in subject.data.words("announcing"))
    if is_deadline:
        asks = announcing or any(word in sentence for word in ("申込", "申し込", "応募", "募集", "受付", "提出", "締"))
        if not asks or PAST.search(after):
            return None
    elif (
        (_NOT_AN_EVENT.match(after) and not _BEGINS.match(after))
        or _HISTORIC.match(after)
        or not announcing
        or PAST.search(after)
    ):
        return None
    return subject.finding(
        "dates.past",
        "past_date",
        mention.start,
        mention.end,
        f"{day.year}年{day.month}月{day.day}日は、もう過ぎています。",
    )


def _is_recently_gone(found: Resolved, today: date) -> bool:
    """Without a year: gone some weeks ago, and not written with a weekday that fits the coming one."""
    gone = [day for day in found.days if day < today]
    if found.is_written or not gone or (today - gone[-1]).days > RECENT_PAST_DAYS:
        return False
    weekday = found.mention.weekday
    return weekday < 0 or all(day.weekday() != weekday for day in found.days if day >= today)


def _is_range_start(following: list[Resolved]) -> bool:
    """The mention begins a range; its end tells whether it is over."""
    return bool(following) and following[0].mention.link == "~"


def _is_followed_by_coming(following: list[Resolved], today: date) -> bool:
    """It stands in a list of days of which a later one is still to come."""
    for later in following:
        if later.mention.link != ",":
            return False
        if any(day >= today for day in later.days):
            return True
    return False
