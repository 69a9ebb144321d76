"""The audit log: append-only, chained by SHA-256; its texts can go (廃棄) while the chain still holds.

It detects accident and casual change. Whoever can run programs as this user can write a whole new log; the head
hash printed on issued documents is what tells then.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sakusns_desktop.storage.database import Database, Row, SqlValue
from sakusns_desktop.storage.sql_errors import damaged

_COLUMNS = "sequence, at, actor, actor_staff_id, action, subject_kind, subject_id, detail_hash, previous_hash"
_SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what to what, when.

    Args:
        sequence: 1 and up, without a gap.
        at: UTC.
        actor: the OS sign-in; ``actor_staff_id`` the staff record that it is mapped to, empty where it is not.
        before, after: the texts; both ``None`` where ``disposed``.
        disposed: the texts were removed by an approved disposal.
    """

    sequence: int
    at: datetime
    actor: str
    actor_staff_id: str
    action: str
    subject_kind: str
    subject_id: str
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None
    entry_hash: str
    disposed: bool = False


@dataclass(frozen=True, slots=True)
class AuditVerdict:
    """What a walk over the whole chain found.

    Args:
        count: entries walked over.
        head: hash of the newest entry, 64 hexadecimal digits.
        first_broken: sequence of the first entry that is not what was written, ``None`` where all are.
        reason: in Japanese, empty where all is well.
        disposed: entries whose texts were removed by a decision.
    """

    count: int
    head: str
    first_broken: int | None = None
    reason: str = ""
    disposed: int = 0


class AuditLog:
    """Appends to the log, reads it, and proves it."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def append(
        self,
        *,
        at: datetime,
        actor: str,
        actor_staff_id: str,
        action: str,
        subject_kind: str,
        subject_id: str,
        before: Mapping[str, object] | None = None,
        after: Mapping[str, object] | None = None,
    ) -> AuditEntry:
        """Add an entry, in the transaction of the change that it tells of.

        Args:
            at: with a time zone.
            before, after: what JSON can hold.

        Raises:
            ValueError: ``at`` has no time zone.
        """
        if at.tzinfo is None:
            raise ValueError("a moment without a time zone")
        moment = at.astimezone(UTC)
        with self._db.writing():
            count, previous = self._head()
            salt = os.urandom(_SALT_BYTES).hex()
            body = canonical({"before": before, "after": after})
            row = (count + 1, moment.isoformat(), actor, actor_staff_id, action, subject_kind, subject_id)
            chained = (*row, sha256(f"{salt}{body}"), previous)
            entry_hash = sha256(canonical(list(chained)))
            self._db.write(
                f"INSERT INTO audit_log ({_COLUMNS}, entry_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
                (*chained, entry_hash),
            )
            self._db.write("INSERT INTO audit_details VALUES (?, ?, ?)", (count + 1, salt, body))
            self._db.write("INSERT OR REPLACE INTO audit_head VALUES (1, ?, ?)", (count + 1, entry_hash))
        return AuditEntry(*row[:1], moment, *row[2:], before, after, entry_hash)

    def entries(
        self, limit: int, before_sequence: int | None = None, subject_id: str | None = None
    ) -> list[AuditEntry]:
        """The newest entries first.

        Args:
            limit: at most so many.
            before_sequence: only older ones than this.
            subject_id: only those about this record.
        """
        conditions, values = ["1"], list[SqlValue]()
        if before_sequence is not None:
            conditions.append("log.sequence < ?")
            values.append(before_sequence)
        if subject_id is not None:
            conditions.append("log.subject_id = ?")
            values.append(subject_id)
        rows = self._db.read(
            "SELECT log.sequence, at, actor, actor_staff_id, action, subject_kind, subject_id, entry_hash, body "  # noqa: S608
            "FROM audit_log AS log LEFT JOIN audit_details AS detail ON detail.sequence = log.sequence "
            f"WHERE {' AND '.join(conditions)} ORDER BY log.sequence DESC LIMIT ?",
            [*values, limit],
        )
        return [_entry(row) for row in rows]

    def texts(self) -> list[tuple[str, datetime, str]]:
        """Hash, moment (UTC) and action of every entry whose texts are still there, oldest first."""
        rows = self._db.read(
            "SELECT entry_hash, at, action FROM audit_log JOIN audit_details USING (sequence) ORDER BY sequence"
        )
        try:
            return [(entry_hash, datetime.fromisoformat(at), action) for entry_hash, at, action in rows]
        except (ValueError, TypeError) as error:
            raise damaged("操作の記録") from error

    def head_hash(self) -> str:
        """Hash of the newest entry: printed on issued documents. Before the first entry, the register's own."""
        return self._head()[1]

    def verify(self) -> AuditVerdict:
        """Walk over the whole chain and its texts."""
        with self._db.reading():
            count, previous, disposed = 0, self._beginning(), 0
            rows = self._db.read(
                f"SELECT {_COLUMNS}, entry_hash FROM audit_log ORDER BY sequence"  # noqa: S608
            )
            details = {row[0]: row[1:] for row in self._db.read("SELECT sequence, salt, body FROM audit_details")}
            decided = self._decided()
            for row in rows:
                reason = _chain_fault(row, count + 1, previous)
                detail = details.pop(row[0], None)
                if not reason and detail is None and row[-1] not in decided:
                    reason = "内容が、廃棄の決裁なしに消えています"
                if not reason and detail is not None and not _is_detail(detail, row[7]):
                    reason = "内容が、書いたときのものではありません"
                if reason:
                    return AuditVerdict(count, previous, count + 1, f"{reason}。", disposed)
                count, previous, disposed = count + 1, row[-1], disposed + (detail is None)
            return self._end(count, previous, disposed, details)

    def _end(self, count: int, head: str, disposed: int, strays: Mapping[int, Row]) -> AuditVerdict:
        kept = self._db.read_one("SELECT count, hash FROM audit_head")
        if kept is None and count == 0:
            return AuditVerdict(count, head)
        if kept != (count, head):
            return AuditVerdict(count, head, count + 1, "これより新しい記録が消えています。", disposed)
        if strays:
            return AuditVerdict(count, head, min(strays), "記録のない内容があります。", disposed)
        return AuditVerdict(count, head, disposed=disposed)

    def _head(self) -> tuple[int, str]:
        row = self._db.read_one("SELECT count, hash FROM audit_head")
        return (0, self._beginning()) if row is None else (row[0], row[1])

    def _beginning(self) -> str:
        row = self._db.read_one("SELECT value FROM register_info WHERE name = 'register_id'")
        if row is None:
            raise damaged("操作の記録")
        return sha256(row[0])

    def _decided(self) -> set[str]:
        return {row[0] for row in self._db.read("SELECT subject_id FROM disposal_items WHERE kind = 'audit_detail'")}


def canonical(value: object) -> str:
    """JSON with one writing only: sorted keys, no blanks; ASCII, so that every text can be written."""
    import json  # loaded when first used: it costs start-up time

    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def sha256(text: str) -> str:
    """SHA-256 over UTF-8, as 64 hexadecimal digits."""
    import hashlib

    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _chain_fault(row: Row, expected: int, previous: str) -> str:
    if row[0] != expected:
        return "記録が抜けています"
    if row[8] != previous:
        return "前の記録とつながりません"
    # A damaged file may hand out bytes where texts were written.
    if not all(type(value) is str for value in row[1:]) or sha256(canonical(list(row[:9]))) != row[9]:
        return "書いたときのものではありません"
    return ""


def _is_detail(detail: Row, expected: str) -> bool:
    return all(type(value) is str for value in detail) and sha256("".join(detail)) == expected


def _entry(row: Row) -> AuditEntry:
    import json

    sequence, at, actor, staff_id, action, kind, subject_id, entry_hash, body = row
    try:
        texts = {"before": None, "after": None} if body is None else json.loads(body)
        moment = datetime.fromisoformat(at)
        return AuditEntry(
            sequence, moment, actor, staff_id, action, kind, subject_id, texts["before"], texts["after"], entry_hash,
            disposed=body is None,
        )  # fmt: skip
    except (ValueError, KeyError, TypeError) as error:
        raise damaged("操作の記録") from error
