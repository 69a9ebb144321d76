"""保存年限 and 廃棄: due in time, approved, gone everywhere, and on record."""

import shutil
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from storage_samples import ASSIGNMENTS, DIVISION, FULL, MANAGER, NOW, OPERATOR, PLAIN, UNITS, register_path

from sakusns_desktop.composition import open_services
from sakusns_desktop.domain.account import Account, LifeCycleState
from sakusns_desktop.domain.errors import InputError
from sakusns_desktop.domain.organization import Organization, RoleAssignment
from sakusns_desktop.services.backup_places import BACKUPS_FOLDER, backups_in
from sakusns_desktop.services.backups import BackupService
from sakusns_desktop.services.recovery import restore_backup
from sakusns_desktop.services.register import Register, as_mapping
from sakusns_desktop.services.retention import RetentionService
from sakusns_desktop.services.retention_rules import closed_accounts, keep_until, left_staff
from sakusns_desktop.services.settings import SettingsService
from sakusns_desktop.storage.archive_proof import prove_archive
from sakusns_desktop.storage.database import open_database
from sakusns_desktop.storage.disposals import DisposalItem, RecordKind
from sakusns_desktop.storage.stored_files import FileStore

CLOSED_ON = date(2026, 11, 22)
BEFORE = date(2032, 3, 31)
DUE = date(2032, 4, 1)
"""Five full fiscal years after the one of November 2026."""

ACCOUNT = DisposalItem(RecordKind.ACCOUNT, FULL.id)
PERSON = DisposalItem(RecordKind.STAFF, OPERATOR.id)
SECRETIVE = ("佐久市観光課", "saku_kanko", "写真の撮影と編集", "担当者の電話", "集計のサービス", "課の金庫")
"""Texts of the account that is disposed of."""


def day_of(moment: str) -> date:
    return datetime.fromisoformat(moment).date()


class Office:
    """A register with an account closed in 2026, services, and a clock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = NOW
        database = open_database(register_path(folder))
        self.register = Register(database, sign_in="CITY\\kanko01", clock=lambda: self.now, local_today=lambda: DUE)
        self.settings = SettingsService(self.register, folder)
        self.backups = BackupService(self.register, folder, self.settings)
        self.retention = RetentionService(self.register, folder, self.settings, self.backups)
        self.files = FileStore(database, folder)

    def fill(self) -> None:
        register = self.register
        closed = replace(FULL, state=LifeCycleState.CLOSED, closed_on=CLOSED_ON)
        left = replace(OPERATOR, until_day=date(2027, 3, 31))
        with register.transaction():
            for unit in UNITS:
                register.organization.add_unit(unit)
            for person in (MANAGER, left):
                register.organization.add_staff(person)
                register.record("staff.added", "staff", person.id, after=as_mapping(person))
            for account in (PLAIN, closed):
                register.accounts.add(account, f"さがす {account.display_name} {account.notes}")
                register.record("account.added", "account", account.id, after=as_mapping(account))
            for assignment in ASSIGNMENTS:
                register.organization.add_assignment(assignment)
            register.drafts.save("account", FULL.id, {"notes": "担当者の電話を書きかけ"}, NOW)
            self.files.add(
                file_id="f1",
                subject_kind="account",
                subject_id=FULL.id,
                name="佐久市観光課.png",
                content="集計のサービスの画面".encode(),
                added_at=NOW,
            )

    def dispose(self, *items: DisposalItem, **more: object) -> object:
        given = {
            "decision_number": "13広第7号",
            "approved_by": "広報広聴課長",
            "approved_on": DUE,
            "today": DUE,
            **more,
        }
        return self.retention.dispose(items, **(given | more))  # type: ignore[arg-type]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path / "data")
    made.fill()
    yield made
    made.register.database.close()


def traces(folder: Path, texts: tuple[str, ...] = SECRETIVE) -> list[str]:
    """Files below a folder, and parts of archives, that hold one of the texts in any way it could be written."""
    found = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        contents = {str(path): path.read_bytes()}
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                contents = {f"{path}:{name}": archive.read(name) for name in archive.namelist()}
        for name, content in contents.items():
            for text in texts:
                written = (text.encode(), text.encode("utf-16-le"), text.encode("unicode_escape"))
                if any(form in content for form in written) or text in name:
                    found.append(f"{name}: {text}")
    return found


def test_years_are_full_fiscal_years_after_the_one_of_closing() -> None:
    assert keep_until(date(2026, 4, 1), 5) == date(2032, 4, 1)
    assert keep_until(date(2027, 3, 31), 5) == date(2032, 4, 1)
    assert keep_until(date(2027, 4, 1), 5) == date(2033, 4, 1)
    assert keep_until(date(2026, 3, 31), 1) == date(2027, 4, 1)
    assert keep_until(date(9999, 12, 31), 100) == date(9999, 4, 1)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 100))
def test_nothing_goes_before_its_years_are_full(closed_on: date, years: int) -> None:
    until = keep_until(closed_on, years)
    assert (until.month, until.day) == (4, 1)
    assert timedelta(days=365 * years) <= until - closed_on <= timedelta(days=366 * (years + 1))


def test_accounts_count_from_their_closing_or_from_being_taken_off_the_list() -> None:
    accounts = (
        replace(FULL, id="1", state=LifeCycleState.CLOSED, closed_on=CLOSED_ON, deleted_at="2029-01-01T00:00:00+00:00"),
        Account("2", deleted_at="2028-05-01T00:00:00+00:00"),
        replace(FULL, id="3"),
        replace(FULL, id="4", state=LifeCycleState.CLOSED),
        replace(FULL, id="5", closed_on=CLOSED_ON),  # reopened since
    )
    found = {row.item.subject_id: row.closed_on for row in closed_accounts(accounts, day_of)}
    assert found == {"1": CLOSED_ON, "2": date(2028, 5, 1)}


def test_people_count_from_the_end_of_their_last_role() -> None:
    left = replace(MANAGER, id="left", until_day=date(2026, 3, 31))
    roles = (
        RoleAssignment("r1", staff_id="left", until_day=date(2026, 9, 30)),
        RoleAssignment("r2", staff_id="left", until_day=date(2030, 1, 1), deleted_at="2026-01-01T00:00:00+00:00"),
        RoleAssignment("r3", staff_id="left"),
    )
    staying, leaving = replace(MANAGER, id="staying"), replace(MANAGER, id="leaving", until_day=date(2027, 3, 31))
    organization = Organization((), (left, staying, leaving), roles)
    found = {row.item.subject_id: row.closed_on for row in left_staff(organization, date(2026, 12, 1), day_of)}
    assert found == {"left": date(2026, 9, 30)}


def test_each_kind_is_due_by_its_own_setting(office: Office) -> None:
    assert office.retention.due(BEFORE) == []
    kinds = {row.item.kind for row in office.retention.due(DUE)}
    assert kinds == {RecordKind.ACCOUNT, RecordKind.STAFF, RecordKind.AUDIT_DETAIL}
    assert {row.item for row in office.retention.due(DUE)} >= {ACCOUNT, PERSON}
    office.settings.change("retention.closed_account_years", "10")
    assert ACCOUNT not in {row.item for row in office.retention.due(DUE)}
    assert ACCOUNT in {row.item for row in office.retention.due(date(2037, 4, 1))}


def test_a_guideline_edition_is_due_after_a_later_one_replaced_it(office: Office) -> None:
    editions = office.register.guideline_editions
    for number, year in enumerate((2026, 2028)):
        moment = datetime(year, 5, 1, tzinfo=UTC)
        editions.add(
            id=f"e{number}", loaded_at=moment, source_name="版.txt", text=f"版の文{number}", sha256=str(number) * 64,
            title="版", enacted_on=None, revised_on=None,
        )  # fmt: skip
    found = {
        row.item for row in office.retention.due(date(2039, 4, 1)) if row.item.kind is RecordKind.GUIDELINE_EDITION
    }
    assert found == {DisposalItem(RecordKind.GUIDELINE_EDITION, "e0")}
    assert not [row for row in office.retention.due(date(2039, 3, 31)) if row.item in found]
    office.dispose(*found, today=date(2039, 4, 1))
    first, second = editions.all()
    assert (first.text, first.sha256, first.disposed_at != "", second.text) == ("", "0" * 64, True, "版の文1")
    assert traces(office.folder, ("版の文0",)) == []


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("decision_number", {"decision_number": " "}),
        ("decision_number", {"decision_number": "号" * 101}),
        ("approved_by", {"approved_by": "\n"}),
        ("approved_on", {"approved_on": DUE + timedelta(days=1)}),
        ("items", {"today": BEFORE, "approved_on": BEFORE}),
    ],
)
def test_nothing_goes_without_a_decision_or_before_its_time(
    office: Office, field: str, given: dict[str, object]
) -> None:
    with pytest.raises(InputError) as caught:
        office.dispose(ACCOUNT, **given)
    assert caught.value.field == field
    assert office.register.accounts.get(FULL.id).display_name == FULL.display_name
    assert office.retention.disposals() == ()


def test_nothing_goes_that_was_not_listed(office: Office) -> None:
    for items in ((), (DisposalItem(RecordKind.ACCOUNT, PLAIN.id),), (DisposalItem(RecordKind.SET_ASIDE, "../.."),)):
        with pytest.raises(InputError) as caught:
            office.dispose(*items)
        assert caught.value.field == "items"


def test_texts_and_files_go_and_ids_and_the_log_stay(office: Office) -> None:
    assert traces(office.folder) != []
    office.dispose(ACCOUNT)
    register = office.register
    emptied = register.accounts.get(FULL.id)
    assert emptied.deleted_at
    kept = {"id", "revision", "division_id", "state", "closed_on", "deleted_at"}
    fresh = Account("x")
    changed = {name for name in as_mapping(fresh) if getattr(emptied, name) != getattr(fresh, name)}
    assert changed <= kept
    assert emptied.division_id == DIVISION.id
    assert register.drafts.load("account", FULL.id) is None
    assert office.files.all() == ()
    entry = next(entry for entry in register.audit.entries(9) if entry.action == "retention.disposed")
    assert entry.after is not None
    assert (entry.after["decision_number"], entry.after["items"]) == ("13広第7号", [f"account:{FULL.id}"])
    added = next(entry for entry in register.audit.entries(9, subject_id=FULL.id))
    assert (added.action, added.disposed, added.after) == ("account.added", True, None)
    verdict = register.audit.verify()
    assert (verdict.first_broken, verdict.disposed) == (None, 1)
    assert register.accounts.get(PLAIN.id) == PLAIN
    assert ACCOUNT not in {row.item for row in office.retention.due(DUE)}
    assert traces(office.folder) == []


def test_a_person_goes_and_the_roles_keep_the_id(office: Office) -> None:
    office.dispose(PERSON)
    person = office.register.organization.staff(OPERATOR.id)
    assert (person.post, person.name, person.mail, person.phone, person.os_sign_in) == ("", "", "", "", "")
    assert person.until_day == date(2027, 3, 31)
    assert office.register.organization.load().assignments == ASSIGNMENTS
    assert traces(office.folder, ("観光課主事", "kanko02")) == []


def test_texts_of_the_log_go_by_their_own_years(office: Office) -> None:
    details = [row.item for row in office.retention.due(DUE) if row.item.kind is RecordKind.AUDIT_DETAIL]
    assert len(details) == 4
    office.dispose(*details)
    verdict = office.register.audit.verify()
    assert (verdict.first_broken, verdict.disposed) == (None, 4)
    assert office.register.accounts.get(FULL.id).display_name == FULL.display_name


def test_it_goes_from_every_backup_in_reach_and_they_stay_good(office: Office, tmp_path: Path) -> None:
    second = tmp_path / "共有"
    second.mkdir()
    office.settings.change("backup.second_place", str(second))
    for _ in range(3):
        office.backups.run_automatic()
        office.now += timedelta(days=1)
    office.backups.save_to(tmp_path / "手で.zip")
    moments = [file.made_at for file in office.backups.made()]
    outcome = office.retention.dispose([ACCOUNT], decision_number="1", approved_by="課長", approved_on=DUE, today=DUE)
    assert (outcome.rewritten, outcome.pending) == (7, ())
    assert traces(tmp_path) == []
    assert [file.made_at for file in office.backups.made()] == moments
    for number, path in enumerate([*(file.path for file in backups_in(second)), tmp_path / "手で.zip"]):
        scratch = tmp_path / f"scratch{number}"
        scratch.mkdir()
        proof = prove_archive(path, scratch)
        assert proof.audit.first_broken is None
        assert proof.manifest.disposals == (outcome.disposal.id,)
        shutil.rmtree(scratch)
    assert office.retention.carry_out_in_copies() == 0


def test_a_backup_out_of_reach_waits_and_is_done_when_seen_again(office: Office, tmp_path: Path) -> None:
    second, away = tmp_path / "共有", tmp_path / "外した共有"
    stick, stick_away = tmp_path / "usb", tmp_path / "外したusb"
    second.mkdir()
    office.settings.change("backup.second_place", str(second))
    office.backups.run_automatic()
    office.backups.save_to(stick / "手で.zip")
    second.rename(away)
    stick.rename(stick_away)
    office.dispose(ACCOUNT)
    assert {row.place for row in office.retention.pending()} == {str(second), str(stick / "手で.zip")}
    assert traces(office.folder) == []
    assert office.retention.carry_out_in_copies() == 0
    assert len(office.retention.pending()) == 2

    away.rename(second)
    stick_away.rename(stick)
    assert traces(tmp_path) != []
    assert office.retention.carry_out_in_copies() == 2
    assert office.retention.pending() == ()
    assert traces(tmp_path) == []


def test_a_copy_that_was_destroyed_is_settled_by_a_person_and_on_record(office: Office, tmp_path: Path) -> None:
    second = tmp_path / "共有"
    second.mkdir()
    office.settings.change("backup.second_place", str(second))
    shutil.rmtree(second)
    office.dispose(ACCOUNT)
    with pytest.raises(InputError):
        office.retention.settle(str(second), " ")
    with pytest.raises(InputError):
        office.retention.settle("どこか", "裁断した")
    office.retention.settle(str(second), "媒体を裁断した")
    assert office.retention.pending() == ()
    entry = office.register.audit.entries(1)[0]
    assert entry.action == "retention.settled"
    assert entry.after is not None
    assert entry.after["how"] == "媒体を裁断した"


def test_a_backup_that_a_person_deleted_is_no_longer_looked_for(office: Office, tmp_path: Path) -> None:
    office.backups.save_to(tmp_path / "手で.zip")
    (tmp_path / "手で.zip").unlink()
    office.dispose(ACCOUNT)
    assert office.retention.pending() == ()
    assert office.backups.copies() == []


def test_a_damaged_backup_is_told_and_does_not_stop_the_others(office: Office) -> None:
    office.backups.run_automatic()
    office.now += timedelta(days=1)
    office.backups.run_automatic()
    newest, oldest = office.backups.made()
    newest.path.write_bytes(b"broken")
    outcome = office.retention.dispose([ACCOUNT], decision_number="1", approved_by="課長", approved_on=DUE, today=DUE)
    assert outcome.rewritten == 1
    assert [(row.place, "使えません" in row.reason) for row in outcome.pending] == [(str(newest.path), True)]
    newest.path.unlink()
    office.retention.carry_out_in_copies()
    assert office.retention.pending() == ()
    assert oldest.path.exists()


def test_it_goes_from_registers_that_were_set_aside(office: Office, tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    office.backups.save_to(archive)
    office.backups.save_to(tmp_path / "あとの控え.zip")
    office.register.database.close()
    restore_backup(office.folder, archive, now=NOW, sign_in="a")
    again = Office(office.folder)
    kept = next((office.folder / "replaced").iterdir())
    assert traces(kept) != []
    again.dispose(ACCOUNT)
    assert again.retention.pending() == ()
    assert traces(tmp_path) == []
    with closing(open_database(register_path(kept))) as db:
        assert FileStore(db, kept).all() == ()
    again.register.database.close()


def test_set_aside_files_go_as_a_whole_after_their_own_year(office: Office, tmp_path: Path) -> None:
    office.backups.save_to(tmp_path / "a.zip")
    office.register.database.close()
    restore_backup(office.folder, tmp_path / "a.zip", now=NOW, sign_in="a")
    (office.folder / "damaged" / "20261122T093000000000Z").mkdir(parents=True)
    (office.folder / "damaged" / "20261122T093000000000Z" / "register.sqlite3").write_bytes(b"cannot be read")
    again = Office(office.folder)
    items = [row.item for row in again.retention.due(date(2028, 4, 1))]
    assert {item.subject_id.split("/")[0] for item in items} == {"replaced", "damaged"}
    assert {item.kind for item in items} == {RecordKind.SET_ASIDE}
    assert again.retention.due(date(2028, 3, 31)) == []
    again.dispose(*items, today=date(2028, 4, 1), approved_on=date(2028, 4, 1))
    assert list((again.folder / "replaced").iterdir()) == list((again.folder / "damaged").iterdir()) == []
    assert again.retention.pending() == ()
    assert again.retention.due(date(2028, 4, 1)) == []
    again.register.database.close()


def test_a_damaged_register_that_was_set_aside_is_told_as_still_holding_texts(office: Office) -> None:
    folder = office.folder / "damaged" / "20311122T093000000000Z"
    folder.mkdir(parents=True)
    (folder / "register.sqlite3").write_bytes("佐久市観光課".encode() * 1000)
    office.dispose(ACCOUNT)
    (row,) = office.retention.pending()
    assert row.place == str(folder / "register.sqlite3")
    assert "壊れて" in row.reason


def test_what_a_kill_left_undone_is_done_at_the_next_round(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.backups.run_automatic()
    with monkeypatch.context() as patch:
        patch.setattr(office.retention._copies, "carry_out", lambda: 0)
        office.dispose(ACCOUNT)
    assert traces(office.folder) != []
    assert {row.reason for row in office.retention.pending()} == {"これから行います。"}
    assert office.retention.carry_out_in_copies() == 1
    assert traces(office.folder) == []
    assert office.retention.pending() == ()
    assert not [path for path in (office.folder / "files").rglob("*") if path.is_file()]
    assert (office.folder / BACKUPS_FOLDER).is_dir()


def test_what_waited_is_done_with_the_daily_backup(office: Office, tmp_path: Path) -> None:
    stick, away = tmp_path / "usb", tmp_path / "外したusb"
    office.backups.save_to(stick / "手で.zip")
    stick.rename(away)
    office.dispose(ACCOUNT)
    away.rename(stick)
    with closing(open_services(office.folder, sign_in="clerk")) as services:
        services.back_up()
        assert len(services.backups.made()) == 1
        assert services.retention().pending() == ()
    assert traces(tmp_path) == []
