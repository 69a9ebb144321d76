"""Any order of changes, refusals, undos, reopenings and backups leaves the register as a plain model says."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from storage_samples import NOW, register_path

from sakusns_desktop.domain.account import Account, Device, LifeCycleState, LinkedApp, Ownership, SecondFactor
from sakusns_desktop.domain.errors import ConflictError, NotFoundError
from sakusns_desktop.domain.organization import Role, RoleAssignment, Staff, Unit
from sakusns_desktop.storage.accounts import AccountRepository
from sakusns_desktop.storage.archive import make_archive
from sakusns_desktop.storage.audit_log import AuditLog
from sakusns_desktop.storage.database import Database, open_database
from sakusns_desktop.storage.inspection import inspect
from sakusns_desktop.storage.organization import OrganizationRepository
from sakusns_desktop.storage.restore import restore_archive

texts = st.text(st.characters(codec="utf-8"), max_size=30)
days = st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31))
urls = st.sampled_from(["", "https://x.com/a", "https://x.com/b", "https://x.com/c"])
sign_ins = st.sampled_from(["", "CITY\\a", "CITY\\b"])
numbers = st.integers(0, 5)
devices = st.lists(st.builds(Device, texts, st.sampled_from(Ownership)), max_size=3).map(tuple)
apps = st.lists(st.builds(LinkedApp, texts, texts), max_size=3).map(tuple)


def uuid(kind: int, number: int) -> str:
    return f"{kind}0000000-0000-4000-8000-{number:012d}"


class TakenBackError(Exception):
    """The transaction is to be taken back."""


class RegisterMachine(RuleBasedStateMachine):
    """The register beside dictionaries that do the same."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.db: Database = open_database(register_path(self.folder / "data"))
        self.accounts: dict[str, Account] = {}
        self.search: dict[str, str] = {}
        self.units: dict[str, Unit] = {}
        self.staff: dict[str, Staff] = {}
        self.assignments: dict[str, RoleAssignment] = {}
        self.history: list[tuple[Account, Account]] = []
        self.entries = 0

    def teardown(self) -> None:
        self.db.close()
        shutil.rmtree(self.folder)

    @contextmanager
    def change(self, what: str) -> Iterator[None]:
        """One mutation with its audit entry, as services make it."""
        with self.db.transaction():
            yield
            AuditLog(self.db).append(
                at=NOW,
                actor="a",
                actor_staff_id="",
                action=what,
                subject_kind="x",
                subject_id="y",
                after={"what": what},
            )
        self.entries += 1

    def expected_fault(self, account: Account, known: bool) -> type[Exception] | None:
        taken = any(
            other.url == account.url and not other.deleted_at and other.id != account.id
            for other in self.accounts.values()
        )
        if account.url and not account.deleted_at and taken:
            return ConflictError
        if not known and account.id in self.accounts:
            return ConflictError
        if known and account.id not in self.accounts:
            return NotFoundError
        if known and self.accounts[account.id].revision != account.revision - 1:
            return ConflictError
        return NotFoundError if account.division_id and account.division_id not in self.units else None

    def keep(self, account: Account, text: str, *, known: bool) -> None:
        repository = AccountRepository(self.db)
        fault = self.expected_fault(account, known)
        if fault is not None:
            with pytest.raises(fault), self.change("refused"):
                (repository.update if known else repository.add)(account, text)
            return
        with self.change("kept"):
            (repository.update if known else repository.add)(account, text)
        if known:
            self.history.append((self.accounts[account.id], account))
        self.accounts[account.id], self.search[account.id] = account, text

    @rule(
        number=numbers,
        name=texts,
        url=urls,
        division=st.none() | numbers,
        own_devices=devices,
        own_apps=apps,
        text=texts,
    )
    def add_account(
        self,
        number: int,
        name: str,
        url: str,
        division: int | None,
        own_devices: tuple[Device, ...],
        own_apps: tuple[LinkedApp, ...],
        text: str,
    ) -> None:
        division_id = "" if division is None else uuid(1, division)
        account = Account(
            uuid(3, number),
            display_name=name,
            url=url,
            division_id=division_id,
            devices=own_devices,
            linked_apps=own_apps,
        )
        self.keep(account, text, known=False)

    @rule(
        number=numbers, stale=st.booleans(), url=urls, notes=texts, state=st.sampled_from(LifeCycleState),
        factor=st.sampled_from(SecondFactor), day=days, own_devices=devices, text=texts,
    )  # fmt: skip
    def update_account(
        self, number: int, stale: bool, url: str, notes: str, state: LifeCycleState, factor: SecondFactor,
        day: date | None, own_devices: tuple[Device, ...], text: str,
    ) -> None:  # fmt: skip
        base = self.accounts.get(uuid(3, number), Account(uuid(3, number)))
        revision = base.revision + (0 if stale else 1)
        changed = replace(
            base, revision=revision, url=url, notes=notes, state=state, second_factor=factor, opened_on=day,
            devices=own_devices,
        )  # fmt: skip
        self.keep(changed, text, known=True)

    @rule(number=numbers, deleted=st.booleans())
    def delete_or_bring_back(self, number: int, deleted: bool) -> None:
        base = self.accounts.get(uuid(3, number), Account(uuid(3, number)))
        changed = replace(base, revision=base.revision + 1, deleted_at=NOW.isoformat() if deleted else "")
        self.keep(changed, self.search.get(base.id, ""), known=True)

    @rule()
    def undo(self) -> None:
        """Take the newest change back, as a change of its own."""
        if not self.history:
            return
        before, after = self.history.pop()
        if self.accounts.get(after.id) == after:
            self.keep(replace(before, revision=after.revision + 1), "", known=True)

    @rule(number=numbers, name=texts)
    def fail_in_the_middle(self, number: int, name: str) -> None:
        """A service that fails after its first write leaves nothing behind."""
        account = self.accounts.get(uuid(3, number))

        def go_wrong() -> None:
            with self.change("never"):
                if account is not None:
                    renamed = replace(account, revision=account.revision + 1, display_name=name, devices=())
                    AccountRepository(self.db).update(renamed, "")
                OrganizationRepository(self.db).add_unit(Unit(uuid(9, number)))
                raise TakenBackError

        with pytest.raises(TakenBackError):
            go_wrong()

    @rule(number=numbers, name=texts, day=days)
    def put_unit(self, number: int, name: str, day: date | None) -> None:
        repository, unit_id = OrganizationRepository(self.db), uuid(1, number)
        old = self.units.get(unit_id)
        unit = Unit(unit_id, revision=old.revision + 1 if old else 1, name=name, from_day=day)
        with self.change("unit"):
            (repository.update_unit if old else repository.add_unit)(unit)
        self.units[unit_id] = unit

    @rule(number=numbers, post=texts, sign_in=sign_ins)
    def put_person(self, number: int, post: str, sign_in: str) -> None:
        repository, staff_id = OrganizationRepository(self.db), uuid(2, number)
        old = self.staff.get(staff_id)
        person = Staff(staff_id, revision=old.revision + 1 if old else 1, post=post, os_sign_in=sign_in)
        put = repository.update_staff if old else repository.add_staff
        if sign_in and any(other.os_sign_in == sign_in and other.id != staff_id for other in self.staff.values()):
            with pytest.raises(ConflictError), self.change("refused"):
                put(person)
            return
        with self.change("person"):
            put(person)
        self.staff[staff_id] = person

    @rule(number=numbers, staff=numbers, unit=numbers, role=st.sampled_from(Role), day=days)
    def put_assignment(self, number: int, staff: int, unit: int, role: Role, day: date | None) -> None:
        repository, assignment_id = OrganizationRepository(self.db), uuid(4, number)
        old = self.assignments.get(assignment_id)
        assignment = RoleAssignment(
            assignment_id,
            old.revision + 1 if old else 1,
            role,
            staff_id=uuid(2, staff),
            unit_id=uuid(1, unit),
            until_day=day,
        )
        put = repository.update_assignment if old else repository.add_assignment
        if uuid(2, staff) not in self.staff or uuid(1, unit) not in self.units:
            with pytest.raises(NotFoundError), self.change("refused"):
                put(assignment)
            return
        with self.change("assignment"):
            put(assignment)
        self.assignments[assignment_id] = assignment

    @rule()
    def open_again(self) -> None:
        self.db.close()
        self.db = open_database(register_path(self.folder / "data"))

    @rule()
    def back_up_and_restore(self) -> None:
        archive = self.folder / "a.zip"
        make_archive(self.db, self.folder / "data", archive, now=NOW)
        self.db.close()
        restore_archive(archive, self.folder / "data", now=NOW, actor="a")
        shutil.rmtree(self.folder / "data" / "replaced")
        self.entries += 1
        self.db = open_database(register_path(self.folder / "data"))

    @invariant()
    def the_register_says_what_the_model_says(self) -> None:
        repository = AccountRepository(self.db)
        assert {account.id: account for account in repository.all(include_deleted=True)} == self.accounts
        assert {row.id: row.search_text for row in repository.rows(include_deleted=True)} == self.search
        alive = {account.id for account in self.accounts.values() if not account.deleted_at}
        assert {account.id for account in repository.all()} == {row.id for row in repository.rows()} == alive
        assert sum(repository.count_by_state().values()) == len(alive)
        for account in self.accounts.values():
            if account.url and not account.deleted_at:
                assert repository.find_by_url(account.url) == account
        organization = OrganizationRepository(self.db).load(include_deleted=True)
        assert {unit.id: unit for unit in organization.units} == self.units
        assert {person.id: person for person in organization.staff} == self.staff
        assert {row.id: row for row in organization.assignments} == self.assignments

    @invariant()
    def the_log_is_whole_and_as_long_as_the_changes(self) -> None:
        verdict = AuditLog(self.db).verify()
        assert (verdict.first_broken, verdict.count) == (None, self.entries)

    @invariant()
    def nothing_is_found_wrong(self) -> None:
        assert inspect(self.db) == []


TestRegister = RegisterMachine.TestCase
TestRegister.settings = settings(
    max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@pytest.mark.slow
def test_many_more_orders_of_changes() -> None:
    many = settings(
        max_examples=400, stateful_step_count=50, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    run_state_machine_as_test(RegisterMachine, settings=many)


def test_a_form_whose_tables_were_changed_by_hand_is_told(tmp_path: Path) -> None:
    import sqlite3

    path = register_path(tmp_path)
    open_database(path).close()
    for statement, name in (
        ("DROP TRIGGER audit_log_keeps_entries", "audit_log_keeps_entries"),
        ("DROP INDEX accounts_by_url", "accounts_by_url"),
        ("CREATE TRIGGER spy AFTER INSERT ON accounts BEGIN DELETE FROM drafts; END", "spy"),
    ):
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute(statement)
        with closing(open_database(path)) as db:
            assert [name in finding.text for finding in inspect(db)].count(True) == 1


def test_a_reference_to_nothing_is_told(tmp_path: Path) -> None:
    import sqlite3

    path = register_path(tmp_path)
    with closing(open_database(path)) as db:
        OrganizationRepository(db).add_unit(Unit("u"))
        AccountRepository(db).add(Account("a", division_id="u"), "")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DELETE FROM units")
    with closing(open_database(path)) as db:
        assert ["accounts" in finding.text for finding in inspect(db)] == [True]
