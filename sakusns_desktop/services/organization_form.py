"""4(1): what a person typed about a unit, a staff member or a role, read into the register's own values.

Bad input is told at its field and stays as typed. Pure: no clock, no storage.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sakusns_desktop.domain.dates import parse_day
from sakusns_desktop.domain.errors import InputError
from sakusns_desktop.domain.organization import Role, RoleAssignment, Staff, Unit, UnitKind
from sakusns_desktop.domain.text import clean_line
from sakusns_desktop.services.account_form import FieldProblem

NAME_LIMIT = 200
Problems = tuple[FieldProblem, ...]


class _Reader:
    def __init__(self, values: Mapping[str, object]) -> None:
        self.values = values
        self.problems: list[FieldProblem] = []

    def tell(self, name: str, message: str, *, blocking: bool = True) -> None:
        self.problems.append(FieldProblem(name, message, blocking))

    def choice(self, name: str, before: str) -> str:
        return str(self.values.get(name, before))

    def kind(self, before: UnitKind) -> UnitKind:
        try:
            return UnitKind(self.choice("kind", before.value))
        except ValueError:
            self.tell("kind", "一覧から選んでください。")
            return before

    def flag(self, name: str, *, before: bool) -> bool:
        return bool(self.values[name]) if name in self.values else before

    def text(self, name: str, before: str, required: str = "") -> str:
        text = clean_line(str(self.values[name])) if name in self.values else before
        if required and not text:
            self.tell(name, required)
        if len(text) > NAME_LIMIT:
            self.tell(name, f"{NAME_LIMIT}文字までです（いま{len(text)}文字）。")
        return text

    def mail(self, before: str) -> str:
        text = self.text("mail", before)
        local, _at, host = text.partition("@")
        if text and (not local or "." not in host or "@" in host or " " in text):
            self.tell("mail", "メールアドレスの形と違うようです。", blocking=False)
        return text

    def day(self, name: str, before: date | None) -> date | None:
        if name not in self.values:
            return before
        try:
            return parse_day(str(self.values[name]), name)
        except InputError as error:
            self.tell(name, str(error))
            return before

    def days(self, from_before: date | None, until_before: date | None) -> tuple[date | None, date | None]:
        told = len(self.problems)
        from_day, until_day = self.day("from_day", from_before), self.day("until_day", until_before)
        if len(self.problems) == told and from_day and until_day and until_day < from_day:
            self.tell("until_day", "終わりの日が始まりの日より前です。")
        return from_day, until_day


def read_unit(before: Unit, values: Mapping[str, object]) -> tuple[Unit, Problems]:
    """Read the form of a department or division over ``before``; fields that are missing keep what they were.

    Args:
        values: ``kind``, ``parent_id``, ``name``, ``kana``, ``equivalent`` ("1" or ""), ``phone``, ``mail``,
            ``address``, ``from_day``, ``until_day``.
    """
    reader = _Reader(values)
    kind = reader.kind(before.kind)
    from_day, until_day = reader.days(before.from_day, before.until_day)
    unit = replace(
        before,
        kind=kind,
        parent_id=reader.choice("parent_id", before.parent_id) if kind is UnitKind.DIVISION else "",
        name=reader.text("name", before.name, "名前を書いてください。"),
        kana=reader.text("kana", before.kana),
        equivalent=reader.flag("equivalent", before=before.equivalent),
        phone=reader.text("phone", before.phone),
        mail=reader.mail(before.mail),
        address=reader.text("address", before.address),
        from_day=from_day,
        until_day=until_day,
    )
    if kind is UnitKind.DIVISION and not unit.parent_id:
        reader.tell("parent_id", "どこに属するかを選んでください。")
    return unit, tuple(reader.problems)


def read_staff(before: Staff, values: Mapping[str, object]) -> tuple[Staff, Problems]:
    """Read the form of a staff member over ``before``; fields that are missing keep what they were.

    Args:
        values: ``post``, ``name``, ``unit_id``, ``mail``, ``phone``, ``os_sign_in``, ``from_day``, ``until_day``.
    """
    reader = _Reader(values)
    from_day, until_day = reader.days(before.from_day, before.until_day)
    person = replace(
        before,
        post=reader.text("post", before.post, "職名を書いてください。"),
        name=reader.text("name", before.name),
        unit_id=reader.choice("unit_id", before.unit_id),
        mail=reader.mail(before.mail),
        phone=reader.text("phone", before.phone),
        os_sign_in=reader.text("os_sign_in", before.os_sign_in),
        from_day=from_day,
        until_day=until_day,
    )
    if not person.unit_id:
        reader.tell("unit_id", "所属を選んでください。")
    return person, tuple(reader.problems)


def read_assignment(before: RoleAssignment, values: Mapping[str, object]) -> tuple[RoleAssignment, Problems]:
    """Read the form of a role over ``before``; fields that are missing keep what they were.

    Args:
        values: ``role``, ``deputy`` ("1" or ""), ``staff_id``, ``unit_id`` or ``account_id``, days.
    """
    reader = _Reader(values)
    from_day, until_day = reader.days(before.from_day, before.until_day)
    assignment = replace(
        before,
        role=Role(reader.choice("role", before.role)),
        deputy=reader.flag("deputy", before=before.deputy),
        staff_id=reader.choice("staff_id", before.staff_id),
        unit_id=reader.choice("unit_id", before.unit_id),
        account_id=reader.choice("account_id", before.account_id),
        from_day=from_day,
        until_day=until_day,
    )
    if not assignment.staff_id:
        reader.tell("staff_id", "担当する人を選んでください。")
    if bool(assignment.unit_id) == bool(assignment.account_id):
        reader.tell("unit_id", "所属か、アカウントのどちらか一つを選んでください。")
    return assignment, tuple(reader.problems)


def raise_first(problems: Problems) -> None:
    """Refuse input that cannot be kept.

    Raises:
        InputError: the first problem that keeps it from being saved, at its field.
    """
    for problem in problems:
        if problem.blocking:
            raise InputError(problem.field, problem.message)
