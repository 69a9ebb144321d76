"""5(1)オ: times of day that are not, that run backwards, or that leave morning and evening open."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from sakusns_desktop.checks.lazy import LazyPattern
from sakusns_desktop.checks.subject import Subject
from sakusns_desktop.domain.post import Finding

_TIME = LazyPattern(
    r"(?P<half>午前|午後|am|pm|深夜|夜|朝|夕方|昼|早朝|未明|正午|翌朝|翌日?|明朝|今夜|今晩|あさ|よる)?\s?"
    r"(?:(?<![\d:.,/第])(?P<hour>\d{1,2})\s?時(?!間|限|点|代|刻|期|給|事|制|短|空|差"
    r"|帯)(?:\s?(?P<minute>\d{1,2})\s?分(?!間)|(?P<and_half>半))?"
    r"|(?<![\d:.,/])(?P<hour2>\d{1,2}):(?P<minute2>\d{2})(?![\d:]))\s?(?P<after>am|pm)?"
)
_JOIN = LazyPattern(r"\s?(?:~|〜|-|–|—|―|−|から|より|→|ー)\s?\Z")
_NOT_A_TIME = LazyPattern(r"\s?(?:対|番|号|倍|分の|\d)")
_RATIO_BEFORE = LazyPattern(r"(?:比率?|縮尺|割合|スコア|得点|アスペクト|聖書|第)[^。\n]{0,6}\Z")
_MORNING = frozenset({"午前", "am", "朝", "早朝", "未明", "あさ", "明朝", "翌朝"})
_NEXT_DAY = frozenset({"翌", "翌日", "翌朝", "深夜", "未明", "明朝"})
_AFTERNOON = frozenset({"午後", "pm", "夜", "夕方", "よる", "今夜", "今晩", "昼"})
_OVERNIGHT_FROM, _OVERNIGHT_TO = 17, 12
_UNCLEAR_HOURS = range(1, 9)
_EVENT = LazyPattern(
    r"\s?(?:に|から|開始|開演|開場|集合|スタート|より|~|〜|-|まで|頃|ごろ|開催|受付|出発|点灯|終了|閉)"
)


class _Clock(NamedTuple):
    start: int
    end: int
    half: str
    hour: int
    minute: int
    has_colon: bool
    width: int
    is_bare_hour: bool


def check_times(subject: Subject) -> Iterator[Finding]:
    """Every finding about times of day."""
    text = subject.plain
    clocks = [clock for match in _TIME.finditer(text) if (clock := _clock(match, text)) is not None]
    reversed_ends: set[int] = set()
    for clock in clocks:
        fault = _fault(clock)
        if fault:
            reversed_ends.add(clock.start)
            yield subject.finding("times.clock", "time_invalid", clock.start, clock.end, fault, _offers(clock))
    for first, last in pairwise(clocks):
        gap = text[first.end : last.start]
        if len(gap) > 4 or not _JOIN.match(gap) or {first.start, last.start} & reversed_ends:
            continue
        if _runs_backwards(first, last):
            yield subject.finding(
                "times.range",
                "range_reversed",
                first.start,
                last.end,
                f"終わりの{last.hour}時が始まりの{first.hour}時より前です。",
            )
    yield from _unclear(subject, clocks)


def _clock(match: re.Match[str], text: str) -> _Clock | None:
    has_colon = match["hour2"] is not None
    hour = int(match["hour2"] if has_colon else match["hour"])
    minute_text = match["minute2"] if has_colon else match["minute"]
    minute = int(minute_text or 0) + (30 if match["and_half"] else 0)
    if has_colon and (_NOT_A_TIME.match(text, match.end()) or _RATIO_BEFORE.search(text[: match.start()][-12:])):
        return None
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    half = match["half"] or match["after"] or ""
    width = len(match["hour2"] if has_colon else match["hour"])
    return _Clock(
        start, match.end(), half, hour, minute, has_colon, width, minute_text is None and not match["and_half"]
    )


def _fault(clock: _Clock) -> str:
    if clock.minute > 59:
        return f"{clock.minute}分という時刻はありません。"
    if clock.hour > 24 or (clock.hour == 24 and clock.minute):
        return f"{clock.hour}時という時刻はありません。"
    if clock.half in {"午前", "午後", "am", "pm"} and clock.hour > 12:
        return f"「{clock.half}{clock.hour}時」は12時間と24時間の書き方が混じっています。"
    return ""


def _offers(clock: _Clock) -> tuple[str, ...]:
    minutes = "" if clock.is_bare_hour else f"{clock.minute}分"
    if clock.minute > 59:
        return ()
    if clock.half in {"午後", "pm"} and 12 < clock.hour < 24:
        return (f"午後{clock.hour - 12}時{minutes}", f"{clock.hour}時{minutes}")
    if 24 <= clock.hour < 30:
        return (f"翌日の午前{clock.hour - 24}時{minutes}",)
    return ()


def _minutes(clock: _Clock, half: str) -> int:
    hour = clock.hour
    if half in _AFTERNOON and hour < 12 and not (half == "夜" and hour < 5):
        hour += 12
    return hour * 60 + clock.minute


def _runs_backwards(first: _Clock, last: _Clock) -> bool:
    if last.half in _NEXT_DAY or first.half in {"深夜", "未明"}:
        return False
    twelve_hours = bool(first.half or last.half)
    half = last.half or (first.half if twelve_hours and first.half in _AFTERNOON else "")
    begin, end = _minutes(first, first.half), _minutes(last, half)
    if end >= begin:
        return False
    if not twelve_hours and first.hour <= 12 and last.hour < 12 and not (first.has_colon and first.width == 2):
        # 10時~3時 is the twelve-hour way; 10:00~09:00 is not
        return last.hour >= 6 and first.hour != 12
    if first.half in _MORNING and not last.half:
        # 午前9時~5時 goes on into the afternoon
        return False
    overnight = begin >= _OVERNIGHT_FROM * 60 and end <= _OVERNIGHT_TO * 60
    return not overnight


def _unclear(subject: Subject, clocks: list[_Clock]) -> Iterator[Finding]:
    """``7時に集合``: morning or evening? Quiet where anything in the post tells."""
    if any(clock.half or clock.hour > 12 or (clock.width == 2 and clock.hour < 10) for clock in clocks):
        return
    if any(clock.hour in {9, 10, 11, 12} for clock in clocks):
        return
    for clock in clocks:
        if clock.hour in _UNCLEAR_HOURS and not clock.has_colon and _EVENT.match(subject.plain, clock.end):
            yield subject.finding(
                "times.unclear",
                "ambiguous",
                clock.start,
                clock.end,
                "午前か午後か分かりません。",
                (f"午前{subject.surface(clock.start, clock.end)}", f"午後{subject.surface(clock.start, clock.end)}"),
            )
            return
