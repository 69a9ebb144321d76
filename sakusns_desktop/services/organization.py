"""4 運用体制: departments, divisions, staff and roles over time."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sakusns_desktop.domain.errors import ConflictError, InputError
from sakusns_desktop.domain.organization import (
    Organization,
    Role,
    RoleAssignment,
    Staff,
    Unit,
    UnitKind,
    in_force,
)
from sakusns_desktop.domain.text import clean_line
from sakusns_desktop.services.accounts import SEARCH_DAY_KEY, AccountService
from sakusns_desktop.services.organization_chart import Band, structure
from sakusns_desktop.services.organization_form import raise_first, read_assignment, read_staff, read_unit
from sakusns_desktop.services.register import Change, Register, difference, new_id

UNIT_FORM = "unit"
STAFF_FORM = "staff"
ASSIGNMENT_FORM = "assignment"
_DONE = {
    "added": "追加しました。",
    "updated": "直しました。",
    "deleted": "削除しました。",
    "reverted": "元に戻しました。",
}


@dataclass(frozen=True, slots=True)
class OrganizationSight:
    """The organisation with its structure on a day.

    Args:
        account_names: account id -> name, for roles that are held for one account alone.
    """

    day: date
    organization: Organization
    bands: tuple[Band, ...]
    account_names: Mapping[str, str]


class OrganizationService:
    """The mutations of the organisation. Each is one transaction with one audit entry.

    Args:
        register: the open register.
        accounts: keeps the inventory's search in step with new names.
    """

    def __init__(self, register: Register, accounts: AccountService) -> None:
        self._register = register
        self._accounts = accounts

    def load(self) -> Organization:
        """The organisation as it stands, past holders included."""
        return self._register.organization.load()

    def follow_calendar(self) -> None:
        """Bring the inventory's search in step with what began or ended by its date since this was last done.

        A transfer is entered in March and holds from 1 April: nobody changes anything on that day.
        """
        register = self._register
        told, today = register.settings.values().get(SEARCH_DAY_KEY), register.today()
        if told is None:
            return  # nothing has been written for any day yet
        organization = self.load()
        since, until = sorted((date.fromisoformat(json.loads(told)), today))
        entities: tuple[Unit | Staff | RoleAssignment, ...] = (
            *organization.units,
            *organization.staff,
            *organization.assignments,
        )
        turned = [entity for entity in entities if _turns(entity, since, until)]
        if turned:
            with register.transaction():
                self._accounts.refresh_search(self._touched_divisions(*turned))
                self._accounts.keep_search_day()

    def sight(self, day: date) -> OrganizationSight:
        """What the page shows: the whole organisation, and how it stands on a day."""
        organization = self.load()
        accounts = {row.account_id for row in organization.assignments if row.account_id}
        names = {account_id: self._register.accounts.get(account_id).display_name for account_id in accounts}
        return OrganizationSight(day, organization, structure(organization, day), names)

    def save_unit(self, base: Unit | None, values: Mapping[str, object], *, draft: str | None = None) -> Change:
        """Keep a department or division.

        Args:
            values: as ``organization_form.read_unit`` takes them.
            draft: subject of the draft that is settled by this; the unit's own id where it is ``None``.

        Raises:
            InputError: at the field. ConflictError: changed meanwhile.
        """
        before = base or Unit(new_id(), revision=0)
        unit, problems = read_unit(before, values)
        raise_first(problems)
        organization = self.load()
        if unit.kind is UnitKind.DIVISION:
            parent = organization.unit(unit.parent_id)
            if parent is None or parent.kind is not UnitKind.DEPARTMENT:
                raise InputError("parent_id", "どこに属するかを選んでください。")
        if unit.kind is UnitKind.DEPARTMENT and before.kind is UnitKind.DIVISION and base is not None:
            raise InputError(
                "kind", "下の組織を上の組織に変えることはできません。", next_step="新しく追加してください。"
            )
        if any(
            other.name == unit.name and other.parent_id == unit.parent_id and other.id != unit.id
            for other in organization.units
            if in_force(other.from_day, other.until_day, self._register.today())
        ):
            raise InputError("name", f"「{unit.name}」はもうあります。")
        if base is None:
            unit = replace(unit, position=max((other.position for other in organization.units), default=0) + 1)
        return self._write("unit", base, unit, UNIT_FORM, f"「{unit.name}」を", draft=draft)

    def save_staff(self, base: Staff | None, values: Mapping[str, object], *, draft: str | None = None) -> Change:
        """Keep a staff member.

        Args:
            values: as ``organization_form.read_staff`` takes them.
            draft: subject of the draft that is settled by this; the person's own id where it is ``None``.

        Raises:
            InputError: at the field. ConflictError: changed meanwhile, or the sign-in is another person's.
        """
        person, problems = read_staff(base or Staff(new_id(), revision=0), values)
        raise_first(problems)
        organization = self.load()
        if organization.unit(person.unit_id) is None:
            raise InputError("unit_id", "所属を選んでください。")
        taken = next(
            (
                other
                for other in organization.staff
                if person.os_sign_in and other.os_sign_in == person.os_sign_in and other.id != person.id
            ),
            None,
        )
        if taken is not None:
            raise InputError("os_sign_in", f"このサインイン名は「{taken.post}」のものです。")
        return self._write("staff", base, person, STAFF_FORM, f"「{person.post}」を", draft=draft)

    def save_assignment(
        self, base: RoleAssignment | None, values: Mapping[str, object], *, draft: str | None = None
    ) -> Change:
        """Keep who holds a role, from when until when.

        Args:
            values: as ``organization_form.read_assignment`` takes them.
            draft: subject of the draft that is settled by this; the role's own id where it is ``None``.

        Raises:
            InputError: at the field; also where the same person holds the same role on the same days already.
        """
        assignment, problems = read_assignment(base or RoleAssignment(new_id(), revision=0), values)
        raise_first(problems)
        organization = self.load()
        person = organization.person(assignment.staff_id)
        if person is None:
            raise InputError("staff_id", "担当する人を選んでください。")
        self._check_place(organization, assignment)
        if any(_same_and_overlapping(assignment, other) for other in organization.assignments):
            raise InputError("staff_id", f"「{person.post}」は、その期間にもうこの役割です。")
        return self._write("assignment", base, assignment, ASSIGNMENT_FORM, f"「{person.post}」の役割を", draft=draft)

    @staticmethod
    def _check_place(organization: Organization, assignment: RoleAssignment) -> None:
        """4(1): the owner leads a department, manager and operator stand in a division."""
        if not assignment.unit_id:
            return
        unit = organization.unit(assignment.unit_id)
        if unit is None:
            raise InputError("unit_id", "所属を選んでください。")
        wanted = UnitKind.DEPARTMENT if assignment.role is Role.OWNER else UnitKind.DIVISION
        if unit.kind is not wanted:
            where = "上" if wanted is UnitKind.DEPARTMENT else "下"
            raise InputError("unit_id", f"この役割は{where}の組織ごとに決めます。所属を選び直してください。")

    def end_assignment(self, assignment_id: str, last_day: str, *, draft: str | None = None) -> Change:
        """Let a role end on a day (included); who held it until then stays known.

        Args:
            last_day: as a person wrote it.

        Raises:
            InputError: (``until_day``) it is not a day, or lies before the role began.
        """
        if not clean_line(last_day):
            raise InputError("until_day", "終わりの日を書いてください。")
        before = self._register.organization.assignment(assignment_id)
        return self.save_assignment(before, {"until_day": last_day}, draft=draft)

    def delete(self, entity: Unit | Staff | RoleAssignment) -> Change:
        """Take something off the organisation that was entered by mistake; it can be brought back.

        Raises:
            ConflictError: something that exists still hangs on it; the message names what.
        """
        organization = self.load()
        if isinstance(entity, Unit):
            self._refuse_used_unit(organization, entity)
        elif isinstance(entity, Staff):
            held = [row for row in organization.assignments if row.staff_id == entity.id]
            if held:
                raise ConflictError(
                    f"「{entity.post}」には役割の記録が{len(held)}件あります。",
                    next_step="異動や退職のときは、削除せずに「いつまで」を書いてください。",
                )
        kind, form, label = _kind_of(entity)
        gone = replace(entity, deleted_at=self._register.clock().isoformat())
        return self._write(kind, entity, gone, form, label, action="deleted")

    def _refuse_used_unit(self, organization: Organization, unit: Unit) -> None:
        children = [other for other in organization.units if other.parent_id == unit.id]
        people = [person for person in organization.staff if person.unit_id == unit.id]
        accounts = self._register.accounts.accounts_of_division(unit.id)
        parts = [
            f"{word}{len(rows)}件"
            for word, rows in (("属する組織", children), ("職員", people), ("アカウント", accounts))
            if rows
        ]
        if parts:
            raise ConflictError(
                f"「{unit.name}」には{'、'.join(parts)}があります。",
                next_step="廃止したときは、削除せずに「いつまで」を書いてください。",
            )

    def revert(self, change: Change) -> Change:
        """Take a change back, as a new change of its own.

        Raises:
            ConflictError: it was changed again since.
        """
        done = change.after
        if not isinstance(done, Unit | Staff | RoleAssignment):
            raise TypeError(type(done).__name__)
        kind, form, label = _kind_of(done)
        repository = self._register.organization
        current: Unit | Staff | RoleAssignment
        match done:
            case Unit():
                current = repository.unit(done.id)
            case Staff():
                current = repository.staff(done.id)
            case RoleAssignment():
                current = repository.assignment(done.id)
        if current.revision != done.revision:
            raise ConflictError("そのあとで変わったため、元に戻せません。", safe="いまの内容はそのままです。")
        target: Unit | Staff | RoleAssignment = replace(current, deleted_at=self._register.clock().isoformat())
        if isinstance(change.before, Unit | Staff | RoleAssignment):
            target = change.before
        return self._write(kind, current, target, form, label, action="reverted")

    def _write(
        self,
        kind: str,
        before: Unit | Staff | RoleAssignment | None,
        after: Unit | Staff | RoleAssignment,
        form: str,
        label: str,
        *,
        action: str = "",
        draft: str | None = None,
    ) -> Change:
        register = self._register
        action = action or ("added" if before is None else "updated")
        after = replace(after, revision=1 if before is None else before.revision + 1)
        repository = register.organization
        with register.transaction():
            match after:
                case Unit():
                    (repository.add_unit if before is None else repository.update_unit)(after)
                case Staff():
                    (repository.add_staff if before is None else repository.update_staff)(after)
                case RoleAssignment():
                    (repository.add_assignment if before is None else repository.update_assignment)(after)
            old, new = difference(before, after)
            register.record(f"{kind}.{action}", kind, after.id, before=old, after=new)
            register.drafts.discard(form, after.id if draft is None else draft)
            self._accounts.refresh_search(self._touched_divisions(before, after))
        return Change(f"{kind}.{action}", before, after, label + _DONE[action])

    def _touched_divisions(self, *entities: Unit | Staff | RoleAssignment | None) -> list[str]:
        """Divisions whose accounts show a name that may have changed."""
        organization = self.load()
        units: set[str] = set()
        for entity in entities:
            match entity:
                case Unit():
                    units.add(entity.id)
                case Staff():
                    units.add(entity.unit_id)
                    units.update(row.unit_id for row in organization.assignments if row.staff_id == entity.id)
                    units.update(
                        self._division_of(row) for row in organization.assignments if row.staff_id == entity.id
                    )
                case RoleAssignment():
                    units.update((entity.unit_id, self._division_of(entity)))
                case None:
                    pass
        below = {unit.id for unit in organization.units if unit.parent_id in units}
        return sorted((units | below) - {""})

    def _division_of(self, assignment: RoleAssignment) -> str:
        return self._register.accounts.get(assignment.account_id).division_id if assignment.account_id else ""


def _kind_of(entity: Unit | Staff | RoleAssignment) -> tuple[str, str, str]:
    match entity:
        case Unit():
            return "unit", UNIT_FORM, f"「{entity.name}」を"
        case Staff():
            return "staff", STAFF_FORM, f"「{entity.post}」を"
        case RoleAssignment():
            return "assignment", ASSIGNMENT_FORM, "役割を"


def _turns(entity: Unit | Staff | RoleAssignment, since: date, until: date) -> bool:
    """True where something begins or has just ended on a day after ``since``, up to ``until``."""
    begins = entity.from_day is not None and since < entity.from_day <= until
    return begins or (entity.until_day is not None and since <= entity.until_day < until)


def _same_and_overlapping(one: RoleAssignment, other: RoleAssignment) -> bool:
    def place(row: RoleAssignment) -> tuple[object, ...]:
        return row.role, row.deputy, row.staff_id, row.unit_id, row.account_id

    if one.id == other.id or place(one) != place(other):
        return False
    starts_late = one.from_day and other.until_day and one.from_day > other.until_day
    ends_early = one.until_day and other.from_day and one.until_day < other.from_day
    return not (starts_late or ends_early)
