"""4(1): who holds a role on a given day, for a division, its department or one account."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakusns_desktop.domain.organization import (
    Organization,
    Role,
    RoleAssignment,
    Staff,
    Unit,
    UnitKind,
    in_force,
)

APRIL = date(2026, 4, 1)
MARCH = date(2026, 3, 31)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
open_days = st.none() | days

DEPARTMENT = Unit("d", kind=UnitKind.DEPARTMENT, name="企画部")
DIVISION = Unit("v", kind=UnitKind.DIVISION, parent_id="d", name="広報広聴課")
HEAD = Staff("head", post="企画部長")
OLD_CHIEF = Staff("old", post="広報広聴課長（前任）", until_day=MARCH)
CHIEF = Staff("chief", post="広報広聴課長")
CLERK = Staff("clerk", post="広報係 主任")
ASSIGNMENTS = (
    RoleAssignment("1", role=Role.OWNER, staff_id="head", unit_id="d"),
    RoleAssignment("2", role=Role.MANAGER, staff_id="old", unit_id="v", until_day=MARCH),
    RoleAssignment("3", role=Role.MANAGER, staff_id="chief", unit_id="v", from_day=APRIL),
    RoleAssignment("4", role=Role.OPERATOR, staff_id="clerk", unit_id="v"),
    RoleAssignment("5", role=Role.MANAGER, deputy=True, staff_id="clerk", unit_id="v"),
)
CITY = Organization((DEPARTMENT, DIVISION), (HEAD, OLD_CHIEF, CHIEF, CLERK), ASSIGNMENTS)


@pytest.mark.parametrize(
    ("day", "holder"), [(MARCH - timedelta(days=400), OLD_CHIEF), (MARCH, OLD_CHIEF), (APRIL, CHIEF)]
)
def test_the_manager_on_a_day_is_the_one_whose_time_covers_it(day: date, holder: Staff) -> None:
    assert CITY.responsible(Role.MANAGER, day, division_id="v") == (holder,)


def test_the_owner_of_a_division_is_the_head_of_its_department() -> None:
    assert CITY.responsible(Role.OWNER, APRIL, division_id="v") == (HEAD,)


def test_the_owner_of_an_account_that_a_department_runs_itself_is_its_head() -> None:
    assert CITY.responsible(Role.OWNER, APRIL, division_id="d") == (HEAD,)


def test_a_deputy_is_not_the_holder() -> None:
    assert CITY.responsible(Role.MANAGER, APRIL, division_id="v", deputy=True) == (CLERK,)
    assert CITY.responsible(Role.OPERATOR, APRIL, division_id="v", deputy=True) == ()


def test_holders_named_for_an_account_come_before_those_of_its_division() -> None:
    own = RoleAssignment("6", role=Role.OPERATOR, staff_id="chief", account_id="a", from_day=APRIL)
    city = replace(CITY, assignments=(*ASSIGNMENTS, own))
    assert city.responsible(Role.OPERATOR, APRIL, division_id="v", account_id="a") == (CHIEF,)
    assert city.responsible(Role.OPERATOR, MARCH, division_id="v", account_id="a") == (CLERK,)
    assert city.responsible(Role.OPERATOR, APRIL, division_id="v", account_id="b") == (CLERK,)


def test_a_holder_who_left_the_office_leaves_the_role_vacant() -> None:
    gone = replace(CLERK, until_day=MARCH)
    city = replace(CITY, staff=(HEAD, CHIEF, gone))
    assert city.responsible(Role.OPERATOR, MARCH, division_id="v") == (gone,)
    assert city.responsible(Role.OPERATOR, APRIL, division_id="v") == ()


def test_overlapping_assignments_of_one_person_count_once() -> None:
    again = RoleAssignment("7", role=Role.OPERATOR, staff_id="clerk", unit_id="v", from_day=APRIL)
    city = replace(CITY, assignments=(*ASSIGNMENTS, again))
    assert city.holders(Role.OPERATOR, APRIL, unit_id="v") == (CLERK,)


def test_an_assignment_of_nothing_answers_for_nothing() -> None:
    loose = RoleAssignment("8", role=Role.OWNER, staff_id="head")
    lone = Unit("lone", kind=UnitKind.DIVISION)
    city = replace(CITY, units=(*CITY.units, lone), assignments=(*ASSIGNMENTS, loose))
    assert city.responsible(Role.OWNER, APRIL, division_id="lone") == ()
    assert city.holders(Role.OWNER, APRIL) == ()


@pytest.mark.parametrize("division", ["", "unknown"])
def test_a_division_that_is_not_there_has_nobody(division: str) -> None:
    assert all(CITY.responsible(role, APRIL, division_id=division) == () for role in Role)


def test_units_stand_in_the_offices_own_order_and_only_while_they_exist() -> None:
    first = Unit("x", kind=UnitKind.DIVISION, parent_id="d", name="あ課", position=2)
    second = Unit("y", kind=UnitKind.DIVISION, parent_id="d", name="い課", position=1)
    new = Unit("z", kind=UnitKind.DIVISION, parent_id="d", name="う課", position=0, from_day=APRIL)
    city = Organization((DEPARTMENT, first, second, new))
    assert [unit.id for unit in city.divisions("d", MARCH)] == ["y", "x"]
    assert [unit.id for unit in city.divisions("d", APRIL)] == ["z", "y", "x"]
    assert [unit.id for unit in city.departments(APRIL)] == ["d"]


@given(open_days, open_days, days)
def test_a_time_covers_its_first_and_last_day_and_what_lies_between(
    first: date | None, last: date | None, day: date
) -> None:
    assert in_force(first, last, day) is ((first or date.min) <= day <= (last or date.max))


@given(st.lists(st.tuples(open_days, open_days, st.sampled_from(["head", "chief", "clerk"])), max_size=8), days)
def test_nobody_holds_a_role_outside_their_time(times: list[tuple[date | None, date | None, str]], day: date) -> None:
    assignments = tuple(
        RoleAssignment(str(number), role=Role.OPERATOR, staff_id=who, unit_id="v", from_day=first, until_day=last)
        for number, (first, last, who) in enumerate(times)
    )
    holders = Organization(CITY.units, CITY.staff, assignments).holders(Role.OPERATOR, day, unit_id="v")
    expected = {who for first, last, who in times if (first or date.min) <= day <= (last or date.max)}
    assert {person.id for person in holders} == expected
    assert len(holders) == len(expected)
