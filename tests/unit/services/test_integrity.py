"""``verify``: says what is whole and what is not, and changes nothing."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from storage_samples import FULL, NOW, filled, register_path

from sakusns_desktop.domain.errors import NewerDatabaseError, StorageError
from sakusns_desktop.services.backup_places import BACKUPS_FOLDER
from sakusns_desktop.services.backup_rotation import backup_name
from sakusns_desktop.services.integrity import IntegrityCheck, Outcome, healthy, verify
from sakusns_desktop.storage.archive import make_archive, register_id
from sakusns_desktop.storage.audit_log import AuditLog
from sakusns_desktop.storage.database import Database
from sakusns_desktop.storage.disposals import DisposalRepository, PendingPlace
from sakusns_desktop.storage.stored_files import FileStore


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    made = filled(tmp_path)
    FileStore(made, tmp_path).add(
        file_id="f", subject_kind="account", subject_id=FULL.id, name="写し.png", content=b"content", added_at=NOW
    )
    yield made
    made.close()


def look(folder: Path, subject: str) -> list[IntegrityCheck]:
    return [check for check in verify(folder, NOW) if check.subject == subject]


def back_up(db: Database, days_ago: int) -> Path:
    made_at = NOW - timedelta(days=days_ago)
    target = db.path.parent / BACKUPS_FOLDER / backup_name(register_id(db), made_at)
    make_archive(db, db.path.parent, target, now=made_at)
    return target


def test_a_whole_register_is_told_as_whole_with_the_head_of_its_log(db: Database, tmp_path: Path) -> None:
    checks = verify(tmp_path, NOW)
    assert healthy(checks)
    assert [check.subject for check in checks if check.outcome is Outcome.GOOD] == [
        "台帳のファイル",
        "表の形",
        "記録どうしのつながり",
        "記録の内容",
        "操作の記録",
        "添付のファイル",
    ]
    (log,) = look(tmp_path, "操作の記録")
    assert AuditLog(db).head_hash() in log.text
    assert "12件" in log.text


def test_looking_changes_nothing(db: Database, tmp_path: Path) -> None:
    db.close()
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    verify(tmp_path, NOW)
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    # SQLite leaves its own two helpers beside a file that was read; the log is empty.
    after.pop(tmp_path / "register.sqlite3-shm")
    assert after.pop(tmp_path / "register.sqlite3-wal") == b""
    assert after == before


def test_a_tampered_log_is_told_with_its_first_broken_entry(db: Database, tmp_path: Path) -> None:
    with closing(sqlite3.connect(db.path, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER audit_log_keeps_entries")
        connection.execute("UPDATE audit_log SET action = 'x' WHERE sequence = 7")
    (log,) = look(tmp_path, "操作の記録")
    (form,) = look(tmp_path, "表の形")
    assert (log.outcome, form.outcome) == (Outcome.FAULT, Outcome.FAULT)
    assert "7番目" in log.text
    assert "audit_log_keeps_entries" in form.text


def test_a_changed_record_is_told(db: Database, tmp_path: Path) -> None:
    with closing(sqlite3.connect(db.path, isolation_level=None)) as connection:
        connection.execute("UPDATE accounts SET login_id = 'somebody else'")
    (records,) = look(tmp_path, "記録の内容")
    assert records.outcome is Outcome.FAULT
    assert "アカウント" in records.text


def test_files_that_are_gone_or_changed_are_told_by_name(db: Database, tmp_path: Path) -> None:
    store = FileStore(db, tmp_path)
    location = store.location(store.all()[0])
    location.write_bytes(b"other")
    assert ["保存したときと違います" in check.text for check in look(tmp_path, "添付のファイル")] == [True]
    location.unlink()
    (check,) = look(tmp_path, "添付のファイル")
    assert check.outcome is Outcome.FAULT
    assert "写し.png" in check.text


def test_a_file_that_cannot_be_read_is_a_fault_and_not_an_error(db: Database, tmp_path: Path) -> None:
    db.close()
    register_path(tmp_path).write_bytes(b"\0" * 9999)
    checks = verify(tmp_path, NOW)
    assert not healthy(checks)
    assert checks[0].outcome is Outcome.FAULT


def test_damage_below_the_surface_is_a_fault(db: Database, tmp_path: Path) -> None:
    db.empty_log()
    (root,) = db.read_one("SELECT rootpage FROM sqlite_schema WHERE name = 'settings'") or (0,)
    with db.path.open("rb+") as stream:
        stream.seek((root - 1) * 4096)
        stream.write(b"\xff" * 4096)
    assert not healthy(verify(tmp_path, NOW))


def test_the_age_of_the_newest_backup_is_told_and_an_old_one_is_pointed_out(db: Database, tmp_path: Path) -> None:
    assert look(tmp_path, "控え")[0].outcome is Outcome.ADVICE
    back_up(db, 20)
    (old,) = look(tmp_path, "控え")
    assert (old.outcome, "20日前" in old.text) == (Outcome.ADVICE, True)
    back_up(db, 3)
    (fresh,) = look(tmp_path, "控え")
    assert (fresh.outcome, "3日前" in fresh.text, "2個" in fresh.text) == (Outcome.GOOD, True, True)


def test_a_damaged_backup_is_a_fault_and_named(db: Database, tmp_path: Path) -> None:
    back_up(db, 1)
    bad = back_up(db, 0)
    bad.write_bytes(bad.read_bytes()[:-100])
    checks = look(tmp_path, "控え")
    assert [check.outcome for check in checks] == [Outcome.FAULT, Outcome.GOOD]
    assert bad.name in checks[0].text


def test_a_disposal_that_waits_for_a_copy_is_pointed_out(db: Database, tmp_path: Path) -> None:
    with db.transaction():
        db.write("INSERT INTO disposals VALUES ('d', '1', '課長', '2026-11-20', '2026-11-22', 0)")
        DisposalRepository(db).set_pending([PendingPlace("d", "E:\\控え.zip", "つながりません。")])
    (check,) = look(tmp_path, "廃棄")
    assert check.outcome is Outcome.ADVICE
    assert "E:\\控え.zip" in check.text


def test_a_bad_place_is_pointed_out(tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive"
    filled(folder).close()
    (check,) = look(folder, "置き場所")
    assert "OneDrive" in check.text


def test_no_register_and_a_newer_one_are_told(db: Database, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="ありません"):
        verify(tmp_path / "nowhere", NOW)
    with db.transaction():
        db.write("INSERT INTO schema_versions VALUES (99, 'x', 'x', 'x')")
    db.read("PRAGMA user_version=99")
    with pytest.raises(NewerDatabaseError):
        verify(tmp_path, NOW)
