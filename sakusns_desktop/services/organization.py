"""4 運用体制: departments, divisions, staff and roles over time."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sakusns_desktop.domain.dates import parse_day
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
from sakusns_desktop.services.accounts import AccountService
from sakusns_desktop.services.register import Change, Register, difference, new_id

UNIT_FORM = "unit"
STAFF_FORM = "staff"
ASSIGNMENT_FORM = "assignment"
NAME_LIMIT = 200
_DONE = {
    "added": "追加しました。",
    "updated": "直しました。",
    "deleted": "削除しました。",
    "reverted": "元に戻しました。",
}


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A role that nobody holds today.

    Args:
        unit: the department (owner) or the division (manager, operator) that lacks it.
        deputy: the role has a holder, but nobody stands in for him.
    """

    role: Role
    unit: Unit
    deputy: bool = False


def vacancies(organization: Organization, day: date) -> list[Vacancy]:
    """Roles of 4(1) that nobody holds on a day, in the office's order; deputies are not counted."""
    found = []
    for department in organization.departments(day):
        if not organization.holders(Role.OWNER, day, unit_id=department.id):
            found.append(Vacancy(Role.OWNER, department))
        for division in organization.divisions(department.id, day):
            found.extend(
                Vacancy(role, division)
                for role in (Role.MANAGER, Role.OPERATOR)
                if not organization.holders(role, day, unit_id=division.id)
            )
    return found


def _text(values: Mapping[str, object], name: str, before: str, *, required: str = "") -> str:
    text = clean_line(str(values[name])) if name in values else before
    if required and not text:
        raise InputError(name, required)
    if len(text) > NAME_LIMIT:
        raise InputError(name, f"{NAME_LIMIT}文字までです（いま{len(text)}文字）。")
    return text


def _day(values: Mapping[str, object], name: str, before: date | None) -> date | None:
    return parse_day(str(values[name]), name) if name in values else before


def _ordered_days(from_day: date | None, until_day: date | None) -> None:
    if from_day and until_day and until_day < from_day:
        raise InputError("until_day", "終わりの日が始まりの日より前です。")


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

    def save_unit(self, base: Unit | None, values: Mapping[str, object]) -> Change:
        """Keep a department or division.

        Args:
            values: ``kind``, ``parent_id``, ``name``, ``kana``, ``equivalent`` ("1" or ""), ``phone``, ``mail``,
                ``address``, ``from_day``, ``until_day``; fields that are missing keep what they were.

        Raises:
            InputError: at the field. ConflictError: changed meanwhile.
        """
        before = base or Unit(new_id(), revision=0)
        kind = UnitKind(str(values.get("kind", before.kind)))
        parent_id = str(values.get("parent_id", before.parent_id)) if kind is UnitKind.DIVISION else ""
        unit = replace(
            before,
            kind=kind,
            parent_id=parent_id,
            name=_text(values, "name", before.name, required="名前を書いてください。"),
            kana=_text(values, "kana", before.kana),
            equivalent=bool(values["equivalent"]) if "equivalent" in values else before.equivalent,
            phone=_text(values, "phone", before.phone),
            mail=_text(values, "mail", before.mail),
            address=_text(values, "address", before.address),
            from_day=_day(values, "from_day", before.from_day),
            until_day=_day(values, "until_day", before.until_day),
        )
        _ordered_days(unit.from_day, unit.until_day)
        organization = self.load()
        if kind is UnitKind.DIVISION:
            parent = organization.unit(parent_id)
            if parent is None or parent.kind is not UnitKind.DEPARTMENT:
                raise InputError("parent_id", "どの部に属するかを選んでください。")
        if kind is UnitKind.DEPARTMENT and before.kind is UnitKind.DIVISION and base is not None:
            raise InputError("kind", "課を部に変えることはできません。", next_step="新しい部を追加してください。")
        if any(
            other.name == unit.name and other.parent_id == unit.parent_id and other.id != unit.id
            for other in organization.units
            if in_force(other.from_day, other.until_day, self._register.today())
        ):
            raise InputError("name", f"「{unit.name}」はもうあります。")
        if base is None:
            unit = replace(unit, position=max((other.position for other in organization.units), default=0) + 1)
        return self._write("unit", base, unit, UNIT_FORM, f"「{unit.name}」を")

    def save_staff(self, base: Staff | None, values: Mapping[str, object]) -> Change:
        """Keep a staff member: ``post``, ``name``, ``unit_id``, ``mail``, ``phone``, ``os_sign_in``, days.

        Raises:
            InputError: at the field. ConflictError: changed meanwhile, or the sign-in is another person's.
        """
        before = base or Staff(new_id(), revision=0)
        person = replace(
            before,
            post=_text(values, "post", before.post, required="職名を書いてください。"),
            name=_text(values, "name", before.name),
            unit_id=str(values.get("unit_id", before.unit_id)),
            mail=_text(values, "mail", before.mail),
            phone=_text(values, "phone", before.phone),
            os_sign_in=_text(values, "os_sign_in", before.os_sign_in),
            from_day=_day(values, "from_day", before.from_day),
            until_day=_day(values, "until_day", before.until_day),
        )
        _ordered_days(person.from_day, person.until_day)
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
        return self._write("staff", base, person, STAFF_FORM, f"「{person.post}」を")

    def save_assignment(self, base: RoleAssignment | None, values: Mapping[str, object]) -> Change:
        """Keep who holds a role: ``role``, ``deputy`` ("1" or ""), ``staff_id``, ``unit_id`` or ``account_id``, days.

        Raises:
            InputError: at the field; also where the same person holds the same role on the same days already.
        """
        before = base or RoleAssignment(new_id(), revision=0)
        assignment = replace(
            before,
            role=Role(str(values.get("role", before.role))),
            deputy=bool(values["deputy"]) if "deputy" in values else before.deputy,
            staff_id=str(values.get("staff_id", before.staff_id)),
            unit_id=str(values.get("unit_id", before.unit_id)),
            account_id=str(values.get("account_id", before.account_id)),
            from_day=_day(values, "from_day", before.from_day),
            until_day=_day(values, "until_day", before.until_day),
        )
        _ordered_days(assignment.from_day, assignment.until_day)
        organization = self.load()
        person = organization.person(assignment.staff_id)
        if person is None:
            raise InputError("staff_id", "担当する人を選んでください。")
        if bool(assignment.unit_id) == bool(assignment.account_id):
            raise InputError("unit_id", "部・課か、アカウントのどちらか一つを選んでください。")
        self._check_place(organization, assignment)
        if any(_same_and_overlapping(assignment, other) for other in organization.assignments):
            raise InputError("staff_id", f"「{person.post}」は、その期間にもうこの役割です。")
        return self._write("assignment", base, assignment, ASSIGNMENT_FORM, f"「{person.post}」の役割を")

    @staticmethod
    def _check_place(organization: Organization, assignment: RoleAssignment) -> None:
        """4(1): the owner leads a department, manager and operator stand in a division."""
        if not assignment.unit_id:
            return
        unit = organization.unit(assignment.unit_id)
        if unit is None:
            raise InputError("unit_id", "部か課を選んでください。")
        wanted = UnitKind.DEPARTMENT if assignment.role is Role.OWNER else UnitKind.DIVISION
        if unit.kind is not wanted:
            word = "部" if wanted is UnitKind.DEPARTMENT else "課"
            raise InputError("unit_id", f"この役割は{word}ごとに決めます。{word}を選んでください。")

    def end_assignment(self, assignment_id: str, last_day: date) -> Change:
        """Let a role end on a day (included); who held it until then stays known."""
        before = self._register.organization.assignment(assignment_id)
        return self.save_assignment(before, {"until_day": last_day.isoformat()})

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
            for word, rows in (("課", children), ("職員", people), ("アカウント", accounts))
            if rows
        ]
        if parts:
            raise ConflictError(
                f"「{unit.name}」には{'、'.join(parts)}があります。",
                next_step="廃止した部や課は、削除せずに「いつまで」を書いてください。",
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
            register.drafts.discard(form, "" if before is None else before.id)
            self._accounts.refresh_search(self._touched_divisions(before, after))
        words = {
            "added": "追加しました。",
            "updated": "直しました。",
            "deleted": "削除しました。",
            "reverted": "元に戻しました。",
        }
        return Change(f"{kind}.{action}", before, after, label + words[action])

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


def _same_and_overlapping(one: RoleAssignment, other: RoleAssignment) -> bool:
    def place(row: RoleAssignment) -> tuple[object, ...]:
        return row.role, row.deputy, row.staff_id, row.unit_id, row.account_id

    if one.id == other.id or place(one) != place(other):
        return False
    starts_late = one.from_day and other.until_day and one.from_day > other.until_day
    ends_early = one.until_day and other.from_day and one.until_day < other.from_day
    return not (starts_late or ends_early)
