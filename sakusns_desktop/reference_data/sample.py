"""A made-up city for ``--demo`` and ``tour``: ``resources/sample/``, its days counted from a given today (4, 3)."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from uuid import UUID, uuid5

from sakusns_desktop.domain.account import (
    Account,
    Device,
    HandleAtClosure,
    LifeCycleState,
    LinkedApp,
    Ownership,
    SecondFactor,
    VerifiedBadge,
)
from sakusns_desktop.domain.organization import Organization, Role, RoleAssignment, Staff, Unit, UnitKind
from sakusns_desktop.domain.platform import Platform, platform_of
from sakusns_desktop.paths import resource_directory
from sakusns_desktop.reference_data.platforms import load_platforms
from sakusns_desktop.reference_data.strict import Table, read_toml

_NAMESPACE = UUID("5a9b6a52-0d0e-5c1c-8a2e-6d1c0f5e7b11")
_DAY = r"(?:today|fy(?P<year>0|-[1-9][0-9]?))(?P<days>[+-][0-9]{1,4})?"
_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class SampleData:
    """The sample city as the register would hold it; ids are the same on every day."""

    units: tuple[Unit, ...]
    staff: tuple[Staff, ...]
    assignments: tuple[RoleAssignment, ...]
    accounts: tuple[Account, ...]

    @property
    def organization(self) -> Organization:
        """Units, staff and roles as one."""
        return Organization(self.units, self.staff, self.assignments)


def load_sample(today: date) -> SampleData:
    """The sample that the app comes with, as it would stand today.

    Raises:
        ResourceError: a file breaks its rules.
    """
    return read_sample(resource_directory() / "sample", today, load_platforms())


def read_sample(folder: Path, today: date, platforms: tuple[Platform, ...]) -> SampleData:
    """The sample of one folder.

    Raises:
        ResourceError: a file breaks its rules, or a key names nothing; file and key are named.
    """
    reader = _Reader(today, platforms)
    organization = _open(folder / "organization.toml")
    units = tuple(reader.unit(table, position) for position, table in enumerate(organization.tables("unit")))
    staff = tuple(reader.staff(table) for table in organization.tables("staff"))
    inventory = _open(folder / "accounts.toml")
    accounts = tuple(reader.account(table) for table in inventory.tables("account"))
    assignments = tuple(
        reader.assignment(table, number) for number, table in enumerate(organization.tables("assignment"))
    )
    organization.finish()
    inventory.finish()
    return SampleData(units, staff, assignments, accounts)


def _open(file: Path) -> Table:
    table = read_toml(file)
    table.text("source")
    table.day("checked_on")
    return table


class _Reader:
    """Reads rows in an order in which whatever they name has been read before."""

    def __init__(self, today: date, platforms: tuple[Platform, ...]) -> None:
        self._today = today
        self._platforms = platforms
        self._ids: dict[str, dict[str, str]] = {"unit": {}, "staff": {}, "account": {}}

    def unit(self, table: Table, position: int) -> Unit:
        unit = Unit(
            id=self._new_id(table, "unit"),
            kind=_choice(table, "kind", UnitKind, None),
            parent_id=self._named(table, "parent", "unit"),
            name=table.text("name"),
            kana=table.text("kana"),
            equivalent=table.boolean("equivalent", False),
            phone=table.text("phone", ""),
            mail=table.text("mail", ""),
            address=table.text("address", ""),
            position=position,
            from_day=self._day(table, "from"),
            until_day=self._day(table, "until"),
        )
        if (unit.kind is UnitKind.DIVISION) is not bool(unit.parent_id):
            table.fail("parent", "は課にだけ、かならず書きます")
        table.finish()
        return unit

    def staff(self, table: Table) -> Staff:
        person = Staff(
            id=self._new_id(table, "staff"),
            post=table.text("post"),
            unit_id=self._named(table, "unit", "unit"),
            from_day=self._day(table, "from"),
            until_day=self._day(table, "until"),
        )
        table.finish()
        return person

    def assignment(self, table: Table, number: int) -> RoleAssignment:
        assignment = RoleAssignment(
            id=str(uuid5(_NAMESPACE, f"assignment:{number}")),
            role=_choice(table, "role", Role, None),
            deputy=table.boolean("deputy", False),
            staff_id=self._named(table, "staff", "staff"),
            unit_id=self._named(table, "unit", "unit"),
            account_id=self._named(table, "account", "account"),
            from_day=self._day(table, "from"),
            until_day=self._day(table, "until"),
        )
        if bool(assignment.unit_id) is bool(assignment.account_id) or not assignment.staff_id:
            table.fail("staff", "と、部課かアカウントのどちらか1つを書きます")
        table.finish()
        return assignment

    def account(self, table: Table) -> Account:
        platform = platform_of(self._platforms, table.text("platform"))
        if platform is None:
            table.fail("platform", "の種類がありません")
        handle = table.text("handle", "")
        written = table.text("url", "")
        account = Account(
            id=self._new_id(table, "account"),
            platform=platform.key,
            display_name=table.text("display_name"),
            handle=handle,
            numeric_id=table.text("numeric_id", ""),
            url=written or (platform.canonical.replace("{handle}", handle) if handle else ""),
            purpose=table.text("purpose", ""),
            audience=table.text("audience", ""),
            division_id=self._named(table, "division", "unit"),
            contractor=table.text("contractor", ""),
            contractor_scope=table.text("contractor_scope", ""),
            login_id=table.text("login_id", ""),
            registered_mail=table.text("registered_mail", ""),
            registered_phone=table.text("registered_phone", ""),
            registered_birth_date=self._day(table, "registered_birth_date"),
            second_factor=_choice(table, "second_factor", SecondFactor, SecondFactor.UNKNOWN),
            second_factor_phone=table.text("second_factor_phone", ""),
            second_factor_phone_ownership=_choice(table, "second_factor_phone_ownership", Ownership, Ownership.UNKNOWN),
            backup_codes_place=table.text("backup_codes_place", ""),
            verified_badge=_choice(table, "verified_badge", VerifiedBadge, VerifiedBadge.UNKNOWN),
            devices=tuple(_device(row) for row in table.tables("devices", optional=True)),
            linked_apps=tuple(_linked_app(row) for row in table.tables("linked_apps", optional=True)),
            outage_channel=table.text("outage_channel", ""),
            opened_on=self._day(table, "opened_on"),
            last_post_on=self._day(table, "last_post_on"),
            next_review_on=self._day(table, "next_review_on"),
            closed_on=self._day(table, "closed_on"),
            state=_choice(table, "state", LifeCycleState, None),
            handle_at_closure=_choice(table, "handle_at_closure", HandleAtClosure, HandleAtClosure.UNDECIDED),
            notes=table.text("notes", ""),
        )
        table.finish()
        return account

    def _new_id(self, table: Table, kind: str) -> str:
        key = table.text("key")
        if key in self._ids[kind]:
            table.fail("key", f"の「{key}」は2度書かれています")
        new = str(uuid5(_NAMESPACE, f"{kind}:{key}"))
        self._ids[kind][key] = new
        return new

    def _named(self, table: Table, key: str, kind: str) -> str:
        name = table.text(key, "")
        if name and name not in self._ids[kind]:
            table.fail(key, f"の「{name}」がありません")
        return self._ids[kind][name] if name else ""

    def _day(self, table: Table, key: str) -> date | None:
        text = table.text(key, "")
        if not text:
            return None
        match = re.fullmatch(_DAY, text)
        if match is None:
            return table.day(key)
        start = self._today if match["year"] is None else self._fiscal_year_start(int(match["year"]))
        return start + timedelta(days=int(match["days"] or 0))

    def _fiscal_year_start(self, offset: int) -> date:
        year = self._today.year - (1 if self._today < date(self._today.year, 4, 1) else 0)
        return date(year + offset, 4, 1)


def _choice(table: Table, key: str, kind: type[_Choice], default: _Choice | None) -> _Choice:
    return kind(table.choice(key, tuple(member.value for member in kind), None if default is None else default.value))


def _device(table: Table) -> Device:
    device = Device(table.text("label"), _choice(table, "ownership", Ownership, Ownership.UNKNOWN))
    table.finish()
    return device


def _linked_app(table: Table) -> LinkedApp:
    app = LinkedApp(table.text("name"), table.text("purpose", ""))
    table.finish()
    return app
