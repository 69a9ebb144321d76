"""Days as Japanese offices write them."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakusns_desktop.domain.dates import ERAS, format_day, format_short_day, parse_day
from sakusns_desktop.domain.errors import InputError

DAYS = st.dates(min_value=date(1873, 1, 1), max_value=date(2200, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-22", date(2026, 11, 22)),
        ("2026/4/1", date(2026, 4, 1)),
        ("20261122", date(2026, 11, 22)),
        ("令和8年11月22日(日)", date(2026, 11, 22)),
        ("令和８年１１月２２日（日曜日）", date(2026, 11, 22)),
        ("R8.4.1", date(2026, 4, 1)),
        ("r8/4/1", date(2026, 4, 1)),
        ("令8.4.1", date(2026, 4, 1)),
        ("H元.1.8", date(1989, 1, 8)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("S1.12.25", date(1926, 12, 25)),
        ("大正元年7月30日", date(1912, 7, 30)),
        (" 令和 8年 4月 1日 ", date(2026, 4, 1)),
        ("2026年4月1日", date(2026, 4, 1)),
    ],
)
def test_a_day_is_read_in_every_usual_writing(text: str, day: date) -> None:
    assert parse_day(text) == day


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("きのう", "日付として読めません"),
        ("2026-13-01", "という日はありません"),
        ("令和8年2月30日", "という日はありません"),
        ("平成31年5月1日", "令和元年5月1日"),
        ("令和0年5月1日", "ありません"),
        ("昭和64年1月8日", "平成元年1月8日"),
        ("令和8年11月22日(月)", "(日)です"),
        ("4/1", "日付として読めません"),
        ("\ud800", "日付として読めません"),
    ],
)
def test_what_is_no_day_is_told_at_its_field(text: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_day(text, "opened_on")
    assert caught.value.field == "opened_on"
    assert told in str(caught.value)


def test_an_empty_field_is_no_day() -> None:
    assert parse_day(" 　") is None


@given(DAYS)
def test_what_is_written_is_read_again(day: date) -> None:
    assert parse_day(format_day(day)) == day
    assert parse_day(format_day(day, weekday=False)) == day
    assert parse_day(day.isoformat()) == day


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_refused(text: str) -> None:
    with suppress(InputError):
        assert parse_day(text) is None or date(1873, 1, 1) <= parse_day(text)  # type: ignore[operator]


@given(st.sampled_from(ERAS))
def test_an_era_begins_with_its_first_year(era: object) -> None:
    first = era.first_day  # type: ignore[attr-defined]
    assert "元年" in format_day(first) or first.year == 1873


def test_this_year_goes_without_saying() -> None:
    today = date(2026, 11, 22)
    assert format_short_day(date(2026, 11, 20), today) == "11月20日(金)"
    assert format_short_day(date(2025, 11, 20), today) == "令和7年11月20日"
