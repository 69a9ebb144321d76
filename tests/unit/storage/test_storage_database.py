"""Opening, creating, refusing and migrating the register's file; transactions."""

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from storage_samples import ACCOUNTS, FULL, everything, fill, filled, register_path

from sakusns_desktop.domain.errors import (
    ConflictError,
    DatabaseDamagedError,
    DatabaseLockedError,
    InputError,
    NewerDatabaseError,
    NotFoundError,
    StorageError,
)
from sakusns_desktop.storage.accounts import AccountRepository
from sakusns_desktop.storage.audit_log import AuditLog
from sakusns_desktop.storage.connection import APPLICATION_ID
from sakusns_desktop.storage.database import open_database
from sakusns_desktop.storage.migrations import MIGRATIONS, SCHEMA_VERSION, Migration
from sakusns_desktop.storage.settings import SettingsRepository
from sakusns_desktop.storage.upgrade import COPIES_FOLDER

SECOND = Migration(SCHEMA_VERSION + 1, "a test", ("ALTER TABLE accounts ADD COLUMN colour TEXT NOT NULL DEFAULT ''",))


def raw(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


def test_a_new_register_is_whole_and_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "深い" / "フォルダー" / "register.sqlite3"
    with_log = open_database(path)
    with_log.quick_check()
    with_log.thorough_check()
    with_log.close()
    connection = raw(path)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    connection.close()
    assert [entry.name for entry in path.parent.iterdir()] == ["register.sqlite3"]


def test_every_table_is_strict_and_the_file_is_durable(tmp_path: Path) -> None:
    db = open_database(register_path(tmp_path))
    strict = db.read("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'")
    assert strict
    assert {flag for _, flag in strict} == {1}
    for pragma, expected in {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}.items():
        assert db.read_one(f"PRAGMA {pragma}") == (expected,)
    db.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows: the folder's inherited rights hold")
def test_folder_and_files_are_private_to_the_user(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    db = filled(folder)
    assert folder.stat().st_mode & 0o077 == 0
    modes = {file.name: file.stat().st_mode & 0o077 for file in folder.iterdir()}
    assert len(modes) == 3
    assert set(modes.values()) == {0}
    db.close()


def test_what_was_written_is_there_after_opening_again(tmp_path: Path) -> None:
    db = filled(tmp_path)
    before = everything(db)
    db.close()
    again = open_database(register_path(tmp_path))
    assert everything(again) == before
    again.close()


def test_a_newer_register_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = register_path(tmp_path)
    open_database(path, migrations=(*MIGRATIONS, SECOND)).close()
    before = path.read_bytes()
    with pytest.raises(NewerDatabaseError, match="新しい版"):
        open_database(path)
    assert path.read_bytes() == before


def test_another_programs_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = register_path(tmp_path)
    connection = raw(path)
    connection.execute("CREATE TABLE photos (id INTEGER)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StorageError, match="このアプリの台帳ではありません") as caught:
        open_database(path)
    assert not isinstance(caught.value, DatabaseDamagedError)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0", b"\0" * 4096, "ただの文字".encode() * 500])
def test_a_file_that_is_no_database_counts_as_damaged_and_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = register_path(tmp_path)
    path.write_bytes(content)
    with pytest.raises(DatabaseDamagedError):
        open_database(path)
    assert path.read_bytes() == content


def test_a_log_without_its_register_is_not_replayed_into_a_new_one(tmp_path: Path) -> None:
    path = register_path(tmp_path)
    log = path.with_name("register.sqlite3-wal")
    log.write_bytes(b"left over")
    with pytest.raises(DatabaseDamagedError, match="書き込みの記録だけ"):
        open_database(path)
    assert log.read_bytes() == b"left over"
    assert not path.exists()


def test_version_in_the_header_and_version_in_the_table_must_agree(tmp_path: Path) -> None:
    path = register_path(tmp_path)
    open_database(path).close()
    for wrong in (0, SCHEMA_VERSION + 1):
        connection = raw(path)
        connection.execute(f"PRAGMA user_version={wrong}")
        connection.close()
        with pytest.raises(DatabaseDamagedError):
            open_database(path)


def test_a_migration_keeps_the_records_and_leaves_a_copy_of_the_state_before(tmp_path: Path) -> None:
    path = register_path(tmp_path)
    db = filled(tmp_path)
    before = everything(db)
    db.close()
    migrated = open_database(path, migrations=(*MIGRATIONS, SECOND))
    assert everything(migrated) == before
    assert migrated.read_one("SELECT max(version) FROM schema_versions") == (SECOND.version,)
    migrated.close()
    (copy,) = (tmp_path / COPIES_FOLDER).iterdir()
    old = open_database(copy)
    assert everything(old) == before
    old.close()


def test_a_migration_that_fails_leaves_the_register_as_it_was(tmp_path: Path) -> None:
    path = register_path(tmp_path)
    db = filled(tmp_path)
    before = everything(db)
    db.close()
    breaking = Migration(SECOND.version, "breaks", ("CREATE TABLE half (id INTEGER) STRICT", "DROP TABLE nowhere"))
    orphaning = Migration(SECOND.version, "orphans", ("DELETE FROM units",))
    for migration in (breaking, orphaning):
        with pytest.raises(DatabaseDamagedError):
            open_database(path, migrations=(*MIGRATIONS, migration))
    db = open_database(path)
    assert everything(db) == before
    db.close()


def test_migrations_count_up_from_one_without_a_gap() -> None:
    assert [migration.version for migration in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))


def test_read_only_never_creates_and_never_changes(tmp_path: Path) -> None:
    path = register_path(tmp_path)
    with pytest.raises(StorageError, match="ありません"):
        open_database(path, read_only=True)
    assert not list(tmp_path.iterdir())
    filled(tmp_path).close()
    db = open_database(path, read_only=True)
    assert len(AccountRepository(db).all()) == len(ACCOUNTS)
    with pytest.raises(StorageError, match="読むだけ"):
        SettingsRepository(db).set("city.name", '"別"')
    db.close()


def test_read_only_does_not_migrate(tmp_path: Path) -> None:
    path = register_path(tmp_path)
    open_database(path).close()
    with pytest.raises(StorageError, match="古い形"):
        open_database(path, read_only=True, migrations=(*MIGRATIONS, SECOND))


def test_a_transaction_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    db = filled(tmp_path)
    before = everything(db)

    def fail_after_writing() -> None:
        with db.transaction():
            SettingsRepository(db).set("city.name", '"別の市"')
            AccountRepository(db).set_search_text(FULL.id, "別")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_writing()
    assert everything(db) == before
    db.close()


def test_a_transaction_within_another_is_refused(tmp_path: Path) -> None:
    db = open_database(register_path(tmp_path))
    with db.transaction(), pytest.raises(RuntimeError, match="within"), db.transaction():
        pass
    with db.reading(), pytest.raises(RuntimeError, match="within"):
        SettingsRepository(db).set("a", "1")
    with pytest.raises(RuntimeError, match="outside"):
        db.write("DELETE FROM settings")
    with db.transaction():  # and the database is usable afterwards
        SettingsRepository(db).set("a", "1")
    assert SettingsRepository(db).values() == {"a": "1"}
    db.close()


def test_threads_take_turns(tmp_path: Path) -> None:
    db = open_database(register_path(tmp_path))
    settings = SettingsRepository(db)
    failures: list[BaseException] = []

    def count_up() -> None:
        try:
            for _ in range(50):
                with db.transaction():
                    number = int(settings.values().get("n", "0"))
                    settings.set("n", str(number + 1))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert settings.values() == {"n": "200"}
    db.close()


def test_another_process_that_writes_is_told_as_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sakusns_desktop.storage.connection._BUSY_SECONDS", 0.0)
    db = open_database(register_path(tmp_path))
    other = raw(register_path(tmp_path))
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseLockedError, match="ほかの画面"), db.transaction():
        pass
    other.execute("ROLLBACK")
    with db.transaction():
        SettingsRepository(db).set("a", "1")
    other.close()
    db.close()


def test_values_that_no_file_can_hold_are_told_as_input(tmp_path: Path) -> None:
    db = open_database(register_path(tmp_path))
    with pytest.raises(InputError, match="保存できない文字"):
        SettingsRepository(db).set("half a character", '"\ud83d"')
    with pytest.raises(InputError), db.transaction():
        db.write("INSERT INTO audit_head VALUES (1, ?, '')", (2**70,))
    db.close()


def test_a_reference_to_nothing_is_told_as_not_found(tmp_path: Path) -> None:
    db = open_database(register_path(tmp_path))
    with pytest.raises(NotFoundError, match="台帳にありません"):
        AccountRepository(db).add(FULL, "")  # its division is not there
    assert AccountRepository(db).all() == ()
    db.close()


def test_a_second_record_of_one_id_is_told_as_a_conflict(tmp_path: Path) -> None:
    db = filled(tmp_path)
    with pytest.raises(ConflictError, match="もうあります"):
        AccountRepository(db).add(ACCOUNTS[0], "")
    db.close()


def test_the_log_is_emptied_into_the_file_on_request(tmp_path: Path) -> None:
    db = filled(tmp_path)
    log = tmp_path / "register.sqlite3-wal"
    assert log.stat().st_size > 0
    db.empty_log()
    assert log.stat().st_size == 0
    db.close()


def test_a_folder_with_characters_of_an_address_is_opened(tmp_path: Path) -> None:
    folder = tmp_path / ("100% #1 佐久" if sys.platform == "win32" else "100%? #1 佐久")
    db = filled(folder)
    before = everything(db)
    db.close()
    db = open_database(register_path(folder), read_only=True)
    assert everything(db) == before
    db.close()


def test_opening_loads_nothing_heavy() -> None:
    heavy = ["zipfile", "tempfile", "uuid", "shutil", "hashlib", "subprocess", "logging", "asyncio", "ssl"]
    rooms = ["database", "accounts", "organization", "audit_log", "drafts", "settings", "guideline_editions"]
    code = (
        "import sys\n"
        + "".join(f"import sakusns_desktop.storage.{room}\n" for room in rooms)
        + f"print(*(name for name in {heavy!r} if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_two_registers_have_heads_of_their_own(tmp_path: Path) -> None:
    one, other = open_database(tmp_path / "a" / "r.sqlite3"), open_database(tmp_path / "b" / "r.sqlite3")
    fill(one)
    fill(other)
    assert AuditLog(one).head_hash() != AuditLog(other).head_hash()
    one.close()
    other.close()
