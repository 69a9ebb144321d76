"""4 運用体制: departments, divisions, staff and the three roles, held over time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """The roles of 4(1): ア owner (部長), イ manager (課長), エ operator."""

    OWNER = "owner"
    MANAGER = "manager"
    OPERATOR = "operator"


class UnitKind(StrEnum):
    """部 or 課. A unit that is equal to one (教育委員会, 議会, 病院) has ``equivalent`` set."""

    DEPARTMENT = "department"
    DIVISION = "division"


@dataclass(frozen=True, slots=True)
class Unit:
    """A department or a division.

    Args:
        parent_id: the department of a division; empty for a department.
        equivalent: 部に準じる組織 or 課に準じる組織 (4(1)ア, イ).
        from_day, until_day: first and last day on which it exists; ``None`` where open.
        deleted_at: ISO time in UTC of a (soft) deletion, empty otherwise.
    """

    id: str
    revision: int = 1
    kind: UnitKind = UnitKind.DIVISION
    parent_id: str = ""
    name: str = ""
    kana: str = ""
    equivalent: bool = False
    phone: str = ""
    mail: str = ""
    address: str = ""
    position: int = 0
    from_day: date | None = None
    until_day: date | None = None
    deleted_at: str = ""


@dataclass(frozen=True, slots=True)
class Staff:
    """A person, named by post; the name itself may stay empty.

    Args:
        post: the title in the office (広報広聴課長).
        os_sign_in: the Windows sign-in by which the app knows who sits at the keyboard; empty where unknown.
    """

    id: str
    revision: int = 1
    post: str = ""
    name: str = ""
    unit_id: str = ""
    mail: str = ""
    phone: str = ""
    os_sign_in: str = ""
    from_day: date | None = None
    until_day: date | None = None
    deleted_at: str = ""


@dataclass(frozen=True, slots=True)
class RoleAssignment:
    """Who holds a role, for a unit or for one account, from a day until a day (both included).

    Args:
        deputy: stands in for the holder (代理・副担当).
        unit_id: the department (owner) or division (manager, operator); empty where ``account_id`` is set.
        account_id: set where the role is held for this account alone.
    """

    id: str
    revision: int = 1
    role: Role = Role.OPERATOR
    deputy: bool = False
    staff_id: str = ""
    unit_id: str = ""
    account_id: str = ""
    from_day: date | None = None
    until_day: date | None = None
    deleted_at: str = ""


def in_force(from_day: date | None, until_day: date | None, day: date) -> bool:
    """True where ``day`` lies between the two, both included; ``None`` is open."""
    return (from_day is None or from_day <= day) and (until_day is None or day <= until_day)


@dataclass(frozen=True, slots=True)
class Organization:
    """The structure of 4(1) as a whole, past and present, without what was deleted."""

    units: tuple[Unit, ...] = ()
    staff: tuple[Staff, ...] = ()
    assignments: tuple[RoleAssignment, ...] = ()

    def unit(self, unit_id: str) -> Unit | None:
        """The unit with this id, ``None`` where there is none."""
        return next((unit for unit in self.units if unit.id == unit_id), None)

    def person(self, staff_id: str) -> Staff | None:
        """The staff member with this id, ``None`` where there is none."""
        return next((person for person in self.staff if person.id == staff_id), None)

    def departments(self, day: date) -> Sequence[Unit]:
        """Departments that exist on a day, in the office's own order."""
        return self._ordered((unit for unit in self.units if unit.kind is UnitKind.DEPARTMENT), day=day)

    def divisions(self, department_id: str, day: date) -> Sequence[Unit]:
        """Divisions of a department that exist on a day, in the office's own order."""
        return self._ordered(
            (unit for unit in self.units if unit.kind is UnitKind.DIVISION and unit.parent_id == department_id),
            day=day,
        )

    @staticmethod
    def _ordered(units: Iterable[Unit], *, day: date) -> Sequence[Unit]:
        existing = (unit for unit in units if in_force(unit.from_day, unit.until_day, day))
        return sorted(existing, key=lambda unit: (unit.position, unit.kana or unit.name, unit.id))

    def holders(
        self, role: Role, day: date, *, unit_id: str = "", account_id: str = "", deputy: bool = False
    ) -> tuple[Staff, ...]:
        """Who holds a role on a day, for a unit or for one account; people who left by then do not count.

        Nobody stands there twice, even where two assignments overlap.
        """
        if not unit_id and not account_id:
            return ()
        people = {
            assignment.staff_id: self.person(assignment.staff_id)
            for assignment in self.assignments
            if assignment.role is role
            and assignment.deputy is deputy
            and assignment.unit_id == unit_id
            and assignment.account_id == account_id
            and in_force(assignment.from_day, assignment.until_day, day)
        }
        return tuple(
            person
            for person in people.values()
            if person is not None and in_force(person.from_day, person.until_day, day)
        )

    def responsible(
        self, role: Role, day: date, *, division_id: str, account_id: str = "", deputy: bool = False
    ) -> tuple[Staff, ...]:
        """Who answers for an account on a day (4(1)): its own holders, else its division's, for the owner its
        department's (部長), since the owner is the head of the department that the division belongs to.
        """
        if account_id:
            own = self.holders(role, day, account_id=account_id, deputy=deputy)
            if own:
                return own
        if not division_id:
            return ()
        if role is not Role.OWNER:
            return self.holders(role, day, unit_id=division_id, deputy=deputy)
        division = self.unit(division_id)
        if division is None:
            return ()
        department_id = division.parent_id if division.kind is UnitKind.DIVISION else division.id
        return self.holders(role, day, unit_id=department_id, deputy=deputy)
