"""The audit log: append-only, chained, names the first broken entry, holds when texts are disposed of."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from storage_samples import FULL, MANAGER, NOW, PLAIN, append, filled, register_path

from sakusns_desktop.domain.errors import ConflictError
from sakusns_desktop.storage.audit_log import AuditLog, AuditVerdict, canonical
from sakusns_desktop.storage.database import Database, open_database

COUNT = 12


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    made = filled(tmp_path)
    yield made
    made.close()


@contextmanager
def tampering(db: Database) -> Iterator[sqlite3.Connection]:
    """The file as somebody opens it who has removed the triggers."""
    with closing(sqlite3.connect(db.path, isolation_level=None)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        yield connection


def test_entries_come_newest_first_with_their_texts(db: Database) -> None:
    entries = AuditLog(db).entries(3)
    assert [entry.sequence for entry in entries] == [12, 11, 10]
    assert entries[0].before == {"notes": "前 11"}
    assert entries[0].after == {"notes": "後 11", "devices": ["課の端末"]}
    assert (entries[0].at, entries[0].actor, entries[0].actor_staff_id) == (NOW, "CITY\\kanko01", MANAGER.id)
    assert (entries[0].action, entries[0].subject_kind, entries[0].subject_id) == (
        "account.updated",
        "account",
        FULL.id,
    )


def test_entries_are_paged_and_found_by_record(db: Database) -> None:
    log = AuditLog(db)
    own = append(log, subject_id=PLAIN.id)
    assert [entry.sequence for entry in log.entries(2, before_sequence=5)] == [4, 3]
    assert log.entries(10, subject_id=PLAIN.id) == [own]
    assert log.entries(10, before_sequence=own.sequence, subject_id=PLAIN.id) == []


def test_an_entry_is_handed_back_as_it_is_read(db: Database) -> None:
    log = AuditLog(db)
    tokyo = datetime(2026, 11, 22, 18, 30, tzinfo=timezone(timedelta(hours=9)))
    appended = log.append(
        at=tokyo, actor="", actor_staff_id="", action="a", subject_kind="b", subject_id="c", after={"half": "\ud83d"}
    )
    assert log.entries(1) == [appended]
    assert appended.at == NOW
    assert log.head_hash() == appended.entry_hash
    with pytest.raises(ValueError, match="time zone"):
        log.append(at=datetime(2026, 11, 22), actor="", actor_staff_id="", action="", subject_kind="", subject_id="")  # noqa: DTZ001


def test_an_untouched_chain_is_whole_and_knows_its_head(db: Database) -> None:
    log = AuditLog(db)
    assert log.verify() == AuditVerdict(COUNT, log.head_hash())
    assert log.head_hash() == log.entries(1)[0].entry_hash


def test_an_empty_chain_is_whole(tmp_path: Path) -> None:
    db = open_database(tmp_path / "empty" / "register.sqlite3")
    assert AuditLog(db).verify() == AuditVerdict(0, AuditLog(db).head_hash())
    db.close()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_log SET actor = 'x' WHERE sequence = 5",
        "DELETE FROM audit_log WHERE sequence = 12",
        "DELETE FROM audit_log",
        "INSERT OR REPLACE INTO audit_log SELECT * FROM audit_log WHERE sequence = 5",
        "INSERT INTO audit_log SELECT 40, at, 'x', '', '', '', '', '', '', '' FROM audit_log WHERE sequence = 5",
        "UPDATE audit_details SET body = '{}'",
        "DELETE FROM audit_details WHERE sequence = 5",
        "INSERT OR REPLACE INTO audit_details VALUES (5, '', '{}')",
        "INSERT OR REPLACE INTO audit_details VALUES (12, '', '{}')",
        "INSERT INTO audit_details VALUES (40, '', '{}')",
    ],
)
def test_the_log_refuses_change_and_removal(db: Database, sql: str) -> None:
    with pytest.raises(ConflictError), db.transaction():
        db.write(sql)
    assert AuditLog(db).verify() == AuditVerdict(COUNT, AuditLog(db).head_hash())


@pytest.mark.parametrize(
    ("sql", "broken"),
    [
        ("UPDATE audit_log SET actor = 'somebody else' WHERE sequence = 5", 5),
        ("UPDATE audit_log SET at = '2020-01-01T00:00:00+00:00' WHERE sequence IN (7, 9)", 7),
        ("UPDATE audit_log SET subject_id = '' WHERE sequence = 1", 1),
        ("UPDATE audit_log SET previous_hash = entry_hash WHERE sequence = 12", 12),
        ("UPDATE audit_log SET entry_hash = upper(entry_hash) WHERE sequence = 3", 3),
        ("UPDATE audit_log SET detail_hash = '' WHERE sequence = 6", 6),
        ("DELETE FROM audit_log WHERE sequence = 4", 4),
        ("DELETE FROM audit_log WHERE sequence = 1", 1),
        ("DELETE FROM audit_log WHERE sequence > 10", 11),
        ("DELETE FROM audit_log", 1),
        ("DELETE FROM audit_head", 13),
        ('UPDATE audit_details SET body = \'{"after":null,"before":null}\' WHERE sequence = 8', 8),
        ("UPDATE audit_details SET salt = 'ffff' WHERE sequence = 8", 8),
        ("DELETE FROM audit_details WHERE sequence = 8", 8),
        ("INSERT INTO audit_details VALUES (99, 'aa', '{}')", 99),
        ("UPDATE register_info SET value = 'another' WHERE name = 'register_id'", 1),
    ],
)
def test_verify_names_the_first_broken_entry(db: Database, sql: str, broken: int) -> None:
    with tampering(db) as connection:
        connection.execute(sql)
    verdict = AuditLog(db).verify()
    assert verdict.first_broken == broken
    assert verdict.reason.endswith("。")


def test_an_entry_written_anew_with_its_own_hash_still_breaks_the_chain(db: Database) -> None:
    import hashlib

    with tampering(db) as connection:
        row = list(connection.execute("SELECT * FROM audit_log WHERE sequence = 5").fetchone())
        row[2] = "somebody else"
        row[9] = hashlib.sha256(canonical(row[:9]).encode()).hexdigest()
        connection.execute("DELETE FROM audit_log WHERE sequence = 5")
        connection.execute("INSERT INTO audit_log VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    assert AuditLog(db).verify().first_broken == 6


def test_texts_removed_by_a_decision_leave_the_chain_whole(db: Database) -> None:
    log = AuditLog(db)
    head = log.head_hash()
    with db.transaction():
        db.write("INSERT INTO disposals VALUES ('d', '8広第1号', '広報広聴課長', '2026-11-20', '2026-11-22', 0)")
        db.write("INSERT INTO disposal_items SELECT 'd', 'audit_detail', entry_hash FROM audit_log WHERE sequence = 5")
        db.write("DELETE FROM audit_details WHERE sequence = 5")
    assert log.verify() == AuditVerdict(COUNT, head, disposed=1)
    entry = next(entry for entry in log.entries(COUNT) if entry.sequence == 5)
    assert (entry.disposed, entry.before, entry.after) == (True, None, None)
    assert entry.subject_id == FULL.id


def test_the_hash_of_a_text_cannot_be_guessed_from_the_text(db: Database) -> None:
    log = AuditLog(db)
    append(log, 1)
    append(log, 1)
    hashes = db.read("SELECT detail_hash FROM audit_log ORDER BY sequence DESC LIMIT 2")
    assert hashes[0] != hashes[1]


def test_an_entry_belongs_to_the_transaction_of_its_change(db: Database) -> None:
    log = AuditLog(db)

    def fail_after_appending() -> None:
        with db.transaction():
            append(log)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_appending()
    assert log.verify() == AuditVerdict(COUNT, log.head_hash())


def test_the_log_is_read_while_the_register_is_open_elsewhere(db: Database) -> None:
    other = open_database(register_path(db.path.parent), read_only=True)
    append(AuditLog(db))
    assert AuditLog(other).verify().count == COUNT + 1
    other.close()
