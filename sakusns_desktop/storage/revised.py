"""Records with an id and a revision: nobody writes over what somebody else changed meanwhile."""

from collections.abc import Mapping
from typing import Generic, Protocol, TypeVar

from sakusns_desktop.domain.errors import ConflictError, NotFoundError
from sakusns_desktop.storage.database import Database, SqlValue
from sakusns_desktop.storage.records import RecordTable
from sakusns_desktop.storage.sql_errors import damaged


class Revised(Protocol):
    """What every record of the register has."""

    @property
    def id(self) -> str:
        """UUID."""

    @property
    def revision(self) -> int:
        """1 at creation, one more with each change."""


_Record = TypeVar("_Record", bound=Revised)


class RevisedTable(Generic[_Record]):
    """Adds, changes and reads the records of one table, each with its checksum."""

    def __init__(self, db: Database, table: RecordTable[_Record]) -> None:
        self._db = db
        self._table = table

    def add(self, record: _Record) -> None:
        """Keep a new record.

        Raises:
            ConflictError: its id is taken, or what must be unique stands there already.
            NotFoundError: it refers to something that is not there.
        """
        with self._db.writing():
            self._table.insert(self._db, record, {"checksum": self._table.checksum(record)})

    def update(self, record: _Record) -> None:
        """Keep a change; ``record.revision`` is the new one, the register must hold the one before.

        Raises:
            ConflictError: the register holds another revision, or what must be unique stands there already.
            NotFoundError: there is no such record, or it refers to something that is not there.
        """
        with self._db.writing():
            write_revision(self._db, self._table, record, {"checksum": self._table.checksum(record)})

    def get(self, record_id: str) -> _Record:
        """The record with this id, deleted or not.

        Raises:
            NotFoundError: there is none.
            DatabaseDamagedError: it is not what was written.
        """
        found = self._read("WHERE id = ?", record_id)
        if not found:
            raise missing(self._table.noun)
        return found[0]

    def all(self, *, include_deleted: bool) -> tuple[_Record, ...]:
        """Every record, in the order in which they were added.

        Raises:
            DatabaseDamagedError: one is not what was written.
        """
        return self._read("" if include_deleted else "WHERE deleted_at = ''")

    def _read(self, condition: str, *values: SqlValue) -> tuple[_Record, ...]:
        table = self._table
        rows = self._db.read(f"{table.select}, checksum FROM {table.name} {condition} ORDER BY rowid", values)
        records = []
        for *row, written in rows:
            if table.row_checksum(row) != written:
                raise damaged(table.noun)
            records.append(table.decode(tuple(row)))
        return tuple(records)


def write_revision(db: Database, table: RecordTable[_Record], record: _Record, extra: Mapping[str, SqlValue]) -> None:
    """Write a record over the revision before its own, within a transaction.

    Raises:
        ConflictError: the register holds another revision.
        NotFoundError: there is no such record.
    """
    if table.update(db, record, extra, "id = ? AND revision = ?", (record.id, record.revision - 1)):
        return
    if db.read_one(f"SELECT 1 FROM {table.name} WHERE id = ?", (record.id,)) is None:  # noqa: S608
        raise missing(table.noun)
    raise ConflictError(
        f"この{table.noun}は、ほかの画面か処理で変えられています。",
        safe="入力した内容は残っています。",
        next_step="新しい内容を読み込んで、もう一度直してください。",
    )


def missing(noun: str) -> NotFoundError:
    """The error for a record that is not there."""
    return NotFoundError(f"この{noun}は台帳にありません。", safe="台帳の内容は変わっていません。")
