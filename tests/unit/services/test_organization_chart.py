"""4(1) on one day: what exists, who holds what, what was before and what is to come."""

from datetime import date

from sakusns_desktop.domain.organization import Organization, Role, RoleAssignment, Staff, Unit, UnitKind
from sakusns_desktop.services.organization_chart import Tense, holdings, members, roles_of, structure

DAY = date(2026, 11, 22)
APRIL = date(2026, 4, 1)
MARCH = date(2026, 3, 31)

DEPARTMENT = Unit("d", kind=UnitKind.DEPARTMENT, name="企画部")
DIVISION = Unit("c", kind=UnitKind.DIVISION, parent_id="d", name="広報広聴課")


def assigned(key: str, staff: str, role: Role = Role.OPERATOR, **rest: object) -> RoleAssignment:
    """A role in the division."""
    return RoleAssignment(key, role=role, staff_id=staff, unit_id="c", **rest)  # type: ignore[arg-type]


def test_a_division_stands_under_its_department_with_its_vacant_roles() -> None:
    (band,) = structure(Organization((DEPARTMENT, DIVISION)), DAY)
    assert band.department is not None
    assert band.department.vacant == (Role.OWNER,)
    assert [(node.unit, node.vacant) for node in band.divisions] == [(DIVISION, (Role.MANAGER, Role.OPERATOR))]


def test_a_division_whose_department_is_gone_is_not_lost() -> None:
    ended = Unit("d", kind=UnitKind.DEPARTMENT, name="企画部", until_day=MARCH)
    assert [band.department for band in structure(Organization((ended, DIVISION)), DAY)] == [None]
    assert structure(Organization((ended, DIVISION)), MARCH)[0].department is not None


def test_a_missing_deputy_is_no_vacancy_and_has_no_line() -> None:
    people = (Staff("s", post="課長", unit_id="c"),)
    rows = (assigned("a", "s", Role.MANAGER), assigned("b", "s"))
    (band,) = structure(Organization((DEPARTMENT, DIVISION), people, rows), DAY)
    assert band.divisions[0].vacant == ()
    assert [line.deputy for line in band.divisions[0].lines] == [False, False]


def test_holders_are_past_now_or_to_come_with_the_newest_first() -> None:
    people = tuple(Staff(key, post=key, unit_id="c") for key in "xyz")
    rows = (
        assigned("past", "x", until_day=MARCH),
        assigned("now", "y", from_day=APRIL),
        assigned("coming", "z", from_day=date(2027, 4, 1)),
    )
    found = holdings(Organization((DEPARTMENT, DIVISION), people, rows), "c", DAY)
    assert [(row.assignment.id, row.tense) for row in found] == [
        ("coming", Tense.COMING),
        ("now", Tense.NOW),
        ("past", Tense.PAST),
    ]


def test_who_left_holds_an_open_role_no_longer() -> None:
    people = (Staff("s", post="課長", unit_id="c", until_day=MARCH),)
    organization = Organization((DEPARTMENT, DIVISION), people, (assigned("a", "s", Role.MANAGER),))
    (row,) = holdings(organization, "c", DAY)
    assert (row.tense, row.until_day, row.person_left) == (Tense.PAST, MARCH, True)
    assert structure(organization, DAY)[0].divisions[0].vacant == (Role.MANAGER, Role.OPERATOR)
    assert holdings(organization, "c", MARCH)[0].tense is Tense.NOW


def test_people_of_a_unit_are_those_who_are_there_on_the_day() -> None:
    people = (Staff("a", post="主任", unit_id="c"), Staff("b", post="主事", unit_id="c", until_day=MARCH))
    here, away = members(Organization((DEPARTMENT, DIVISION), people), "c", DAY)
    assert ([row.id for row in here], [row.id for row in away]) == (["a"], ["b"])


def test_roles_of_a_person_are_those_of_the_day() -> None:
    rows = (assigned("a", "s", until_day=MARCH), assigned("b", "s", from_day=APRIL))
    organization = Organization((DEPARTMENT, DIVISION), (), rows)
    assert [row.id for row in roles_of(organization, "s", DAY)] == ["b"]
