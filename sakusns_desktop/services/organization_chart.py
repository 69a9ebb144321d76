"""4(1) as it stands on one day: departments over their divisions, who holds which role, and what is vacant."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from sakusns_desktop.domain.organization import Organization, Role, RoleAssignment, Staff, Unit, UnitKind, in_force

ROLES_OF: Mapping[UnitKind, tuple[Role, ...]] = {
    UnitKind.DEPARTMENT: (Role.OWNER,),
    UnitKind.DIVISION: (Role.MANAGER, Role.OPERATOR),
}
"""4(1)ア, イ, エ: which roles are held where."""


@dataclass(frozen=True, slots=True)
class RoleLine:
    """Who holds one role of a unit on the day; ``vacant`` where it must be held and is not."""

    role: Role
    deputy: bool
    people: tuple[Staff, ...]

    @property
    def vacant(self) -> bool:
        """Nobody holds the role; a deputy may be missing."""
        return not self.people and not self.deputy


@dataclass(frozen=True, slots=True)
class UnitNode:
    """One box: a unit and its roles; deputies stand there only where there are some."""

    unit: Unit
    lines: tuple[RoleLine, ...]

    @property
    def vacant(self) -> tuple[Role, ...]:
        """Roles that nobody holds."""
        return tuple(line.role for line in self.lines if line.vacant)


@dataclass(frozen=True, slots=True)
class Band:
    """A department over its divisions; ``None`` over divisions whose department does not exist on the day."""

    department: UnitNode | None
    divisions: tuple[UnitNode, ...]


def unit_node(organization: Organization, unit: Unit, day: date) -> UnitNode:
    """One unit with its roles on a day."""
    lines = []
    for role in ROLES_OF[unit.kind]:
        lines.append(RoleLine(role, False, organization.holders(role, day, unit_id=unit.id)))
        deputies = organization.holders(role, day, unit_id=unit.id, deputy=True)
        if deputies:
            lines.append(RoleLine(role, True, deputies))
    return UnitNode(unit, tuple(lines))


def structure(organization: Organization, day: date) -> tuple[Band, ...]:
    """Everything that exists on a day, in the office's order."""

    def nodes(units: Iterable[Unit]) -> tuple[UnitNode, ...]:
        return tuple(unit_node(organization, unit, day) for unit in units)

    departments = organization.departments(day)
    bands = [
        Band(unit_node(organization, department, day), nodes(organization.divisions(department.id, day)))
        for department in departments
    ]
    there = {department.id for department in departments}
    lost = [
        unit
        for unit in organization.units
        if unit.kind is UnitKind.DIVISION
        and unit.parent_id not in there
        and in_force(unit.from_day, unit.until_day, day)
    ]
    return (*bands, Band(None, nodes(lost))) if lost else tuple(bands)


class Tense(Enum):
    """Where a role stands, seen from a day."""

    NOW = "now"
    COMING = "coming"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Holding:
    """One role held by one person, seen from a day.

    Args:
        person: ``None`` where the record of the person is gone.
        until_day: last day on which it counts; the person's own last day where that comes first.
        person_left: it is that person's own last day that ends it, the role itself is still open.
    """

    assignment: RoleAssignment
    person: Staff | None
    until_day: date | None
    person_left: bool
    tense: Tense


def holdings(organization: Organization, unit_id: str, day: date) -> list[Holding]:
    """Every role of a unit, past and coming ones too: by role, holders before deputies, newest first."""
    found = [_holding(organization, row, day) for row in organization.assignments if row.unit_id == unit_id]
    order = list(Role)
    found.sort(key=lambda row: row.assignment.from_day or date.min, reverse=True)
    return sorted(found, key=lambda row: (order.index(row.assignment.role), row.assignment.deputy))


def _holding(organization: Organization, assignment: RoleAssignment, day: date) -> Holding:
    person = organization.person(assignment.staff_id)
    until, left = assignment.until_day, False
    if person is not None and person.until_day is not None and (until is None or person.until_day < until):
        until, left = person.until_day, True
    starts = max((at for at in (assignment.from_day, person.from_day if person else None) if at), default=None)
    tense = Tense.PAST if until is not None and until < day else Tense.NOW
    if tense is Tense.NOW and starts is not None and starts > day:
        tense = Tense.COMING
    return Holding(assignment, person, until, left, tense)


def members(organization: Organization, unit_id: str, day: date) -> tuple[list[Staff], list[Staff]]:
    """People who belong to a unit on a day, and those who do not any more or not yet."""
    people = sorted((person for person in organization.staff if person.unit_id == unit_id), key=lambda row: row.post)
    here = [person for person in people if in_force(person.from_day, person.until_day, day)]
    return here, [person for person in people if person not in here]


def roles_of(organization: Organization, staff_id: str, day: date) -> Sequence[RoleAssignment]:
    """Roles that a person holds on a day, those for single accounts included."""
    return [
        row
        for row in organization.assignments
        if row.staff_id == staff_id and in_force(row.from_day, row.until_day, day)
    ]
