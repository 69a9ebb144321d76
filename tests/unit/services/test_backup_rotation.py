"""Which backups stay: seven days, eight weeks, and never the newest one lost."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakusns_desktop.services.backup_rotation import backup_name, is_due, read_backup_name, to_keep

MONDAY = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).map(lambda moment: moment.replace(tzinfo=UTC))  # noqa: DTZ001


def test_a_name_says_which_register_and_when() -> None:
    name = backup_name("0123abcd" * 4, MONDAY.replace(microsecond=999))
    assert name == "sakusns-0123abcd-20261123T170000Z.zip"
    read = read_backup_name(Path("x") / name)
    assert read is not None
    assert (read.register, read.made_at) == ("0123abcd", MONDAY)


@pytest.mark.parametrize(
    "name",
    [
        "sakusns-0123abcd-20261123T170000Z.zip.part",
        "sakusns-0123abcd-20261323T170000Z.zip",
        "sakusns-0123ABCD-20261123T170000Z.zip",
        "控え.zip",
        "",
    ],
)
def test_other_names_are_not_taken_for_backups(name: str) -> None:
    assert read_backup_name(Path(name)) is None


def test_one_is_due_on_each_day_that_has_none() -> None:
    assert is_due([], MONDAY)
    assert not is_due([MONDAY - timedelta(hours=16)], MONDAY)
    assert is_due([MONDAY - timedelta(hours=18)], MONDAY)
    assert is_due([MONDAY + timedelta(days=3)], MONDAY)  # the clock was wrong then


def test_seven_days_and_the_first_of_eight_weeks_stay() -> None:
    made = [MONDAY - timedelta(days=days) for days in range(100)]
    kept = to_keep(made, MONDAY, daily=7, weekly=8)
    days = {(MONDAY - moment).days for moment in kept}
    assert days == {*range(7), *range(0, 56, 7)}


def test_of_several_on_one_day_the_newest_stays() -> None:
    made = [MONDAY - timedelta(hours=hours) for hours in (0, 1, 2)]
    assert to_keep(made, MONDAY, daily=7, weekly=0) == {MONDAY}


def test_weeks_without_the_app_push_nothing_out() -> None:
    made = [MONDAY - timedelta(days=400 + days) for days in range(5)]
    assert to_keep(made, MONDAY, daily=7, weekly=8) == set(made)


def test_rotating_every_day_for_a_year_always_leaves_eight_weeks() -> None:
    kept: set[datetime] = set()
    for day in range(365):
        now = MONDAY + timedelta(days=day)
        kept = set(to_keep([*kept, now], now, daily=7, weekly=8))
        assert now in kept
    ages = sorted((now - moment).days for moment in kept)
    assert ages[:7] == list(range(7))
    assert ages[-1] >= 49
    assert len(kept) in {14, 13}


@given(st.lists(moments, max_size=60, unique=True), moments, st.integers(0, 9), st.integers(0, 9))
def test_what_is_kept_is_bounded_and_holds_the_newest_and_what_is_to_come(
    made: list[datetime], now: datetime, daily: int, weekly: int
) -> None:
    kept = to_keep(made, now, daily=daily, weekly=weekly)
    past = [moment for moment in made if moment.date() <= now.date()]
    to_come = set(made) - set(past)
    assert kept <= set(made)
    assert to_come <= kept
    assert not past or max(past) in kept
    assert len(kept - to_come) <= max(daily, 1) + weekly
    assert to_keep(sorted(kept), now, daily=daily, weekly=weekly) == kept  # doing it twice removes nothing more
