"""Automatic backups, the second place, and the way back after damage."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from storage_samples import FULL, everything, fill, register_path

from sakusns_desktop.domain.errors import BackupError, DatabaseDamagedError
from sakusns_desktop.services.backup_places import BACKUPS_FOLDER, backups_in
from sakusns_desktop.services.backups import BackupService
from sakusns_desktop.services.recovery import newest_good_backup, recover, set_aside_damaged
from sakusns_desktop.services.register import Register
from sakusns_desktop.services.settings import SettingsService
from sakusns_desktop.storage.archive import scratch_folder
from sakusns_desktop.storage.archive_proof import read_manifest
from sakusns_desktop.storage.database import open_database
from sakusns_desktop.storage.instance_lock import InstanceLock

NOON = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


@dataclass
class Office:
    """A register with services and a clock that stands still."""

    folder: Path
    now: datetime = NOON
    register: Register = field(init=False)

    def __post_init__(self) -> None:
        self.register = Register(
            open_database(register_path(self.folder)),
            sign_in="CITY\\kanko01",
            clock=lambda: self.now,
            local_today=lambda: self.today,
        )
        self.settings = SettingsService(self.register, self.folder)
        self.backups = BackupService(self.register, self.folder, self.settings)

    @property
    def today(self) -> date:
        return self.now.astimezone().date()

    def close(self) -> None:
        self.register.database.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path / "data")
    fill(made.register.database)
    yield made
    made.close()


def choose_second(office: Office, place: Path) -> None:
    place.mkdir(exist_ok=True)
    office.settings.change("backup.second_place", str(place))


def test_one_backup_a_day_is_made_by_itself(office: Office) -> None:
    first = office.backups.run_automatic()
    assert first.made is not None
    assert read_manifest(first.made).made_at == NOON
    office.now += timedelta(minutes=5)
    assert office.backups.run_automatic().made is None
    office.now += timedelta(days=1)
    assert office.backups.run_automatic().made is not None
    assert len(office.backups.made()) == 2


def test_no_backup_is_made_by_itself_where_that_is_switched_off(office: Office) -> None:
    office.settings.change("backup.enabled", "いいえ")
    assert office.backups.run_automatic().made is None


def test_old_ones_go_and_only_own_ones(office: Office) -> None:
    folder = office.folder / BACKUPS_FOLDER
    folder.mkdir()
    stranger = folder / "sakusns-ffffffff-20200101T000000Z.zip"
    note = folder / "メモ.txt"
    for file in (stranger, note):
        file.write_text("")
    for _ in range(70):
        office.backups.run_automatic()
        office.now += timedelta(days=1)
    ages = [(office.now - file.made_at).days for file in office.backups.made()]
    assert ages[:7] == list(range(1, 8))
    assert len(ages) in {13, 14}
    assert stranger.exists()
    assert note.exists()


def test_a_backup_of_a_damaged_register_is_not_made_and_none_is_removed(office: Office) -> None:
    office.backups.run_automatic()
    office.now += timedelta(days=1)
    database = office.register.database
    database.empty_log()
    (root,) = database.read_one("SELECT rootpage FROM sqlite_schema WHERE name = 'units'") or (0,)
    with database.path.open("rb+") as stream:
        stream.seek((root - 1) * 4096)
        stream.write(b"\xff" * 4096)
    with pytest.raises(DatabaseDamagedError):
        office.backups.run_automatic()
    assert len(office.backups.made()) == 1


def test_without_a_second_place_one_is_asked_for(office: Office) -> None:
    place = office.backups.second_place()
    assert place.path is None
    assert "決まっていません" in place.sentence


def test_backups_are_copied_to_the_second_place_and_its_age_is_known(office: Office, tmp_path: Path) -> None:
    choose_second(office, tmp_path / "共有")
    assert office.backups.second_place().newest is None
    run = office.backups.run_automatic()
    assert run.made is not None
    (copy,) = backups_in(tmp_path / "共有")
    assert copy.path.read_bytes() == run.made.read_bytes()
    assert (run.second_place.newest, run.second_place.age_days) == (NOON, 0)
    office.now += timedelta(days=20)
    place = office.backups.second_place()
    assert place.age_days == 20
    assert "20日前" in place.sentence


def test_a_second_place_on_the_same_disk_is_pointed_out(office: Office, tmp_path: Path) -> None:
    choose_second(office, tmp_path / "隣")
    office.backups.run_automatic()
    place = office.backups.second_place()
    assert place.same_disk
    assert "同じディスク" in place.sentence


def test_a_second_place_that_is_away_stops_nothing_and_its_age_is_remembered(office: Office, tmp_path: Path) -> None:
    second = tmp_path / "共有"
    choose_second(office, second)
    office.backups.run_automatic()
    shutil.rmtree(second)
    office.now += timedelta(days=1)
    run = office.backups.run_automatic()
    assert run.made is not None
    assert (run.second_place.reachable, run.second_place.newest, run.second_place.age_days) == (False, NOON, 1)
    assert "つながりません" in run.second_place.sentence
    assert not second.exists()  # a missing drive is not made up
    office.now += timedelta(days=20)
    assert "21日前" in office.backups.second_place().sentence


def test_a_second_place_that_comes_back_gets_the_newest_backup_at_once(office: Office, tmp_path: Path) -> None:
    second = tmp_path / "共有"
    choose_second(office, second)
    second.rmdir()
    office.backups.run_automatic()
    second.mkdir()
    run = office.backups.run_automatic()
    assert run.made is None
    assert [file.made_at for file in backups_in(second)] == [NOON]
    assert run.second_place.newest == NOON


def test_a_backup_from_the_future_does_not_hide_that_the_others_are_old(office: Office, tmp_path: Path) -> None:
    choose_second(office, tmp_path / "共有")
    office.now += timedelta(days=1000)
    office.backups.run_automatic()
    office.now = NOON
    office.backups.run_automatic()
    office.now += timedelta(days=30)
    assert office.backups.second_place().age_days == 30


def test_a_backup_that_another_process_is_making_is_left_alone(office: Office) -> None:
    with scratch_folder(office.folder) as busy:
        office.backups.run_automatic()
        assert busy.is_dir()
    left = office.folder / ".scratch-left"
    left.mkdir()
    office.now += timedelta(days=1)
    office.backups.run_automatic()
    assert not left.exists()


def test_several_registers_share_a_second_place_without_removing_each_others(office: Office, tmp_path: Path) -> None:
    choose_second(office, tmp_path / "共有")
    other = Office(tmp_path / "other")
    choose_second(other, tmp_path / "共有")
    other.backups.run_automatic()
    for _ in range(20):
        office.backups.run_automatic()
        office.now += timedelta(days=1)
    assert len(other.backups.made()) == 1
    names = {file.register for file in backups_in(tmp_path / "共有")}
    assert len(names) == 2
    other.close()


def test_a_person_saves_a_backup_and_the_log_tells_of_it(office: Office, tmp_path: Path) -> None:
    target = tmp_path / "外" / "控え.zip"
    manifest = office.backups.save_to(target)
    assert read_manifest(target) == manifest
    entry = office.register.audit.entries(1)[0]
    assert (entry.action, entry.after) == ("backup.saved", {"name": "控え.zip"})
    assert office.backups.copies() == [target]
    office.backups.save_to(target)  # over an older backup
    assert office.backups.copies() == [target]


def test_a_backup_never_overwrites_a_file_that_is_none(office: Office, tmp_path: Path) -> None:
    target = tmp_path / "大事な表.xlsx"
    target.write_bytes(b"PK something else")
    with pytest.raises(BackupError, match="上書きしません"):
        office.backups.save_to(target)
    assert target.read_bytes() == b"PK something else"
    assert office.register.audit.entries(1)[0].action != "backup.saved"


def test_the_newest_good_backup_is_found_for_a_register_that_cannot_be_read(office: Office, tmp_path: Path) -> None:
    choose_second(office, tmp_path / "共有")
    before = everything(office.register.database)
    office.backups.run_automatic()
    office.now += timedelta(days=1)
    newest = office.backups.run_automatic().made
    office.close()
    assert newest is not None
    newest.write_bytes(b"broken")
    (tmp_path / "共有" / newest.name).write_bytes(b"broken too")
    register_path(office.folder).write_bytes(b"broken as well" * 1000)

    found = newest_good_backup(office.folder)
    assert found is not None
    assert found.proof.manifest.made_at == NOON
    window = InstanceLock(office.folder)
    window.acquire()
    restored = recover(office.folder, found.path, now=office.now, sign_in="CITY\\kanko01", lock=window)
    window.release()
    assert restored.kept_in is not None
    assert (restored.kept_in / "register.sqlite3").read_bytes() == b"broken as well" * 1000
    with closing(open_database(register_path(office.folder))) as db:
        assert everything(db)[0] == before[0]
        assert everything(db)[1] == before[1]


def test_a_backup_that_only_the_second_place_has_is_found(office: Office, tmp_path: Path) -> None:
    choose_second(office, tmp_path / "共有")
    office.backups.run_automatic()
    for file in office.backups.made():
        file.path.unlink()
    office.close()
    found = newest_good_backup(office.folder)
    assert found is not None
    assert found.path.parent == tmp_path / "共有"


def test_a_backup_that_a_person_saved_is_found_whatever_its_name(office: Office, tmp_path: Path) -> None:
    office.backups.save_to(tmp_path / "手で.zip")
    office.close()
    found = newest_good_backup(office.folder)
    assert found is not None
    assert found.path == tmp_path / "手で.zip"


def test_where_there_is_no_backup_none_is_found(office: Office) -> None:
    assert newest_good_backup(office.folder) is None


def test_a_damaged_register_set_aside_gives_way_to_an_empty_one(office: Office) -> None:
    office.close()
    register_path(office.folder).write_bytes(b"broken")
    kept = set_aside_damaged(office.folder, now=NOON)
    assert (kept / "register.sqlite3").read_bytes() == b"broken"
    with closing(open_database(register_path(office.folder))) as db:
        assert db.read_one("SELECT count(*) FROM accounts") == (0,)
    assert FULL.id not in str(kept)
