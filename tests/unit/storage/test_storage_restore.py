"""Restore: proves first, refuses while a window is open, keeps what it replaces, and is on record."""

import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from storage_samples import FULL, NOW, append, everything, filled, register_path

from sakusns_desktop.domain.errors import BackupError, DatabaseDamagedError, DatabaseLockedError
from sakusns_desktop.storage.accounts import AccountRepository
from sakusns_desktop.storage.archive import SCRATCH_PREFIX, make_archive, remove_scratch
from sakusns_desktop.storage.audit_log import AuditLog
from sakusns_desktop.storage.database import Database, open_database
from sakusns_desktop.storage.disposals import Disposal, DisposalItem, DisposalRepository, RecordKind
from sakusns_desktop.storage.instance_lock import InstanceLock
from sakusns_desktop.storage.purge import apply_disposals
from sakusns_desktop.storage.restore import DAMAGED_FOLDER, REPLACED_FOLDER, Restored, restore_archive, set_aside
from sakusns_desktop.storage.stored_files import FileStore

LATER = NOW + timedelta(hours=1)
DISPOSAL = Disposal(
    "60000000-0000-4000-8000-000000000001",
    "8広第12号",
    "広報広聴課長",
    date(2026, 11, 20),
    NOW,
    (DisposalItem(RecordKind.ACCOUNT, FULL.id),),
)


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def archive(data_dir: Path, tmp_path: Path) -> Path:
    """A backup; the register has gone on since, and is closed."""
    with closing(filled(data_dir)) as db:
        store = FileStore(db, data_dir)
        store.add(file_id="f1", subject_kind="account", subject_id=FULL.id, name="a.png", content=b"old", added_at=NOW)
        make_archive(db, data_dir, tmp_path / "a.zip", now=NOW)
        AccountRepository(db).update(replace(FULL, revision=2, notes="控えのあと"), "")
        append(AuditLog(db), 77)
        store.add(file_id="f2", subject_kind="account", subject_id=FULL.id, name="b.png", content=b"new", added_at=NOW)
    return tmp_path / "a.zip"


def restore(archive: Path, data_dir: Path, **more: object) -> Restored:
    return restore_archive(archive, data_dir, now=LATER, actor="CITY\\kanko01", **more)  # type: ignore[arg-type]


@pytest.fixture
def opened(data_dir: Path) -> Iterator[list[Database]]:
    opened: list[Database] = []
    yield opened
    for db in opened:
        db.close()


def test_the_state_of_the_archive_takes_over_with_an_entry_in_the_log(archive: Path, data_dir: Path) -> None:
    with closing(open_database(register_path(data_dir), read_only=True)) as db:
        replaced_head = AuditLog(db).head_hash()
    restore(archive, data_dir)
    with closing(open_database(register_path(data_dir))) as db:
        assert AccountRepository(db).get(FULL.id) == FULL
        log = AuditLog(db)
        entry = log.entries(1)[0]
        assert (entry.sequence, entry.action, entry.actor, entry.at) == (
            13,
            "register.restored",
            "CITY\\kanko01",
            LATER,
        )
        assert entry.before == {"audit_head": replaced_head}
        assert entry.after == {"archive": "a.zip", "made_at": NOW.isoformat(), "disposals": 0}
        assert log.verify().first_broken is None
        store = FileStore(db, data_dir)
        assert [store.content(file) for file in store.all()] == [b"old"]
        assert store.strays() == []


def test_what_is_replaced_is_kept_whole(archive: Path, data_dir: Path) -> None:
    with closing(open_database(register_path(data_dir), read_only=True)) as db:
        before = everything(db)
    kept = restore(archive, data_dir).kept_in
    assert kept is not None
    assert kept.parent == data_dir / REPLACED_FOLDER
    with closing(open_database(kept / "register.sqlite3")) as db:
        assert everything(db) == before
        store = FileStore(db, kept)
        assert [store.content(file) for file in store.all()] == [b"old", b"new"]
    names = {path.name for path in data_dir.iterdir()}
    assert names == {"register.sqlite3", "files", REPLACED_FOLDER, "instance.lock", "switch.lock"}


def test_an_archive_is_restored_where_nothing_was(archive: Path, tmp_path: Path) -> None:
    assert restore(archive, tmp_path / "new pc" / "data").kept_in is None
    with closing(open_database(tmp_path / "new pc" / "data" / "register.sqlite3")) as db:
        assert AccountRepository(db).get(FULL.id) == FULL


def test_nothing_happens_while_a_window_is_open(archive: Path, data_dir: Path) -> None:
    before = sorted((path, path.stat().st_mtime_ns) for path in data_dir.rglob("*"))
    window = InstanceLock(data_dir)
    assert window.acquire()
    with pytest.raises(DatabaseLockedError, match="画面が開いている"):
        restore(archive, data_dir)
    window_file = data_dir / "instance.lock"
    after = sorted((path, path.stat().st_mtime_ns) for path in data_dir.rglob("*") if path != window_file)
    assert [row for row in after if row[0] != data_dir] == [row for row in before if row[0] != data_dir]
    restore(archive, data_dir, lock=window)  # the window itself may, with its register closed
    window.release()


def test_an_archive_that_cannot_be_used_changes_nothing(archive: Path, data_dir: Path) -> None:
    with closing(open_database(register_path(data_dir), read_only=True)) as db:
        before = everything(db)
    archive.write_bytes(archive.read_bytes()[:-200])
    with pytest.raises(BackupError):
        restore(archive, data_dir)
    with closing(open_database(register_path(data_dir), read_only=True)) as db:
        assert everything(db) == before
    assert not (data_dir / REPLACED_FOLDER).exists()
    assert not list(data_dir.glob(f"{SCRATCH_PREFIX}*"))


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in ("register.sqlite3", "register.sqlite3-wal")}


@pytest.mark.parametrize("damage", [b"", b"\0" * 100, b"SQLite format 3\0" + b"\0" * 9, b"\xff" * 4096])
def test_a_damaged_register_is_kept_to_the_byte_while_a_backup_takes_over(
    archive: Path, tmp_path: Path, damage: bytes
) -> None:
    data_dir, register = tmp_path / "damaged", register_path(tmp_path / "damaged")
    data_dir.mkdir()
    with closing(filled(tmp_path / "killed")) as db:  # as a killed process leaves it: changes are in the log
        for name, content in bytes_of(db.path.parent).items():
            (data_dir / name).write_bytes(content)
    register.write_bytes((damage + register.read_bytes()[len(damage) :]) if damage else b"")
    before = bytes_of(data_dir)
    assert before["register.sqlite3-wal"]
    with pytest.raises(DatabaseDamagedError):
        open_database(register)
    assert bytes_of(data_dir) == before
    kept = restore(archive, data_dir, keep_in=DAMAGED_FOLDER).kept_in
    assert kept is not None
    assert kept.parent.name == DAMAGED_FOLDER
    assert bytes_of(kept) == before
    with closing(open_database(register)) as db:
        assert AccountRepository(db).get(FULL.id) == FULL


def test_a_switch_that_stops_half_way_goes_on_at_the_next_opening(
    archive: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where another process holds a file open."""
    real, done = os.rename, [0]

    def held(source: Path, target: Path) -> None:
        done[0] += 1
        if done[0] == 2:
            raise PermissionError
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr("sakusns_desktop.storage.switch.os.rename", held)
        with pytest.raises(DatabaseLockedError, match="途中で止まりました"):
            restore(archive, data_dir)
    remove_scratch(data_dir)  # what has not been moved yet is no leftover
    with closing(open_database(register_path(data_dir))) as db:
        assert AuditLog(db).entries(1)[0].action == "register.restored"
        store = FileStore(db, data_dir)
        assert [store.content(file) for file in store.all()] == [b"old"]
    assert len(list((data_dir / REPLACED_FOLDER).iterdir())) == 1


def test_a_damaged_register_is_set_aside_untouched(archive: Path, data_dir: Path) -> None:
    register = register_path(data_dir)
    register.write_bytes(b"rubbish")
    kept = set_aside(data_dir, now=LATER)
    assert (kept / "register.sqlite3").read_bytes() == b"rubbish"
    assert not register.exists()
    assert archive.exists()


def test_what_was_disposed_of_does_not_come_back_with_an_older_archive(archive: Path, data_dir: Path) -> None:
    with closing(open_database(register_path(data_dir))) as db:
        store = FileStore(db, data_dir)
        store.remove(apply_disposals(db, store, [DISPOSAL]))
    assert restore(archive, data_dir).disposals == 1
    with closing(open_database(register_path(data_dir))) as db:
        account = AccountRepository(db).get(FULL.id)
        assert (account.display_name, account.url, account.devices) == ("", "", ())
        assert AuditLog(db).verify().first_broken is None
        assert DISPOSAL.id in DisposalRepository(db).ids()
        assert FileStore(db, data_dir).all() == ()
    assert not [path for path in (data_dir / "files").rglob("*") if path.is_file()]
    own = [path for path in data_dir.iterdir() if path.is_file()]
    assert not [path for path in own if "佐久市観光課".encode() in path.read_bytes()]


def test_an_older_form_of_the_register_is_brought_up_to_date_on_the_way(
    archive: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sakusns_desktop.storage import database, inspection
    from sakusns_desktop.storage.migrations import MIGRATIONS, Migration

    second = Migration(
        len(MIGRATIONS) + 1, "a test", ("ALTER TABLE drafts ADD COLUMN colour TEXT NOT NULL DEFAULT ''",)
    )
    for room, function in ((database, "open_database"), (inspection, "inspect")):
        defaults = getattr(room, function)
        if defaults.__kwdefaults__:
            monkeypatch.setitem(defaults.__kwdefaults__, "migrations", (*MIGRATIONS, second))
        else:
            monkeypatch.setattr(defaults, "__defaults__", ((*MIGRATIONS, second),))
    restore(archive, data_dir)
    with closing(open_database(register_path(data_dir))) as db:
        assert AccountRepository(db).get(FULL.id) == FULL
        assert db.read_one("PRAGMA user_version") == (second.version,)
    assert not (data_dir / "before-migration").exists()
