"""The register's file: opened, created, migrated, read and changed here alone."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import Enum, auto
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

from sakusns_desktop.domain.errors import StorageError
from sakusns_desktop.storage.connection import connect, make_durable
from sakusns_desktop.storage.migrations import MIGRATIONS, Migration
from sakusns_desktop.storage.private_files import SWITCH_JOURNAL, make_private_file, make_private_folder
from sakusns_desktop.storage.sql_errors import damaged, full, locked, translated
from sakusns_desktop.storage.upgrade import bring_up_to_date, create_where_missing, examine

SqlValue = str | int | float | bytes | None
Row = tuple[Any, ...]
_Made = TypeVar("_Made")


class _Block(Enum):
    NONE = auto()
    READING = auto()
    WRITING = auto()


class Database:
    """An open register. Any one thread at a time: reads and transactions wait for each other.

    ``sqlite3`` errors leave as domain errors: StorageFullError, DatabaseLockedError, DatabaseDamagedError,
    ConflictError (a unique index), NotFoundError (a foreign key), InputError (a value that no file can hold).

    Args:
        connection: durable and of this version's form, see ``open_database``.
        path: the file.
        read_only: nothing may be changed.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, *, read_only: bool = False) -> None:
        self._connection = connection
        self._lock = RLock()
        self._block = _Block.NONE
        self.path = path
        self.read_only = read_only

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All changes made inside are in the file when the block ends, or none of them.

        Raises:
            RuntimeError: within another transaction or ``reading`` block of the same thread.
            StorageError: the register was opened for reading.
        """
        if self.read_only:
            raise StorageError(
                "この台帳は読むだけの写しなので、変えられません。", next_step="台帳のあるパソコンで行ってください。"
            )
        with self._lock:
            if self._block is not _Block.NONE:
                raise RuntimeError("a transaction within a transaction")
            with self._open_block(_Block.WRITING):
                yield
                self._run("COMMIT")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Join the transaction that is under way, or make one for this block.

        Raises:
            RuntimeError: within a ``reading`` block of the same thread.
        """
        with self._lock:
            if self._block is _Block.WRITING:
                yield
                return
            with self.transaction():
                yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Several reads that see the same moment; joins the block that is under way."""
        with self._lock:
            if self._block is not _Block.NONE:
                yield
                return
            with self._open_block(_Block.READING):
                yield

    def read(self, sql: str, values: Sequence[SqlValue] = ()) -> list[Row]:
        """Every row of a query."""
        with self._lock:
            return self.translating(lambda: self._connection.execute(sql, values).fetchall())

    def read_as(self, make: Callable[[Row], _Made], sql: str, values: Sequence[SqlValue] = ()) -> list[_Made]:
        """Every row of a query, each handed to ``make`` as it comes."""
        with self._lock:
            return self.translating(lambda: list(map(make, self._connection.execute(sql, values))))

    def read_one(self, sql: str, values: Sequence[SqlValue] = ()) -> Row | None:
        """The first row of a query, ``None`` where there is none."""
        with self._lock:
            return self.translating(lambda: self._first(sql, values))

    def write(self, sql: str, values: Sequence[SqlValue] = ()) -> int:
        """Change rows. Returns how many.

        Raises:
            RuntimeError: outside a transaction.
        """
        with self._lock:
            self._must_be_writing()
            return self.translating(lambda: self._connection.execute(sql, values).rowcount)

    def write_many(self, sql: str, rows: Sequence[Sequence[SqlValue]]) -> None:
        """Carry out one change for each of ``rows``, within a transaction."""
        with self._lock:
            self._must_be_writing()
            self.translating(lambda: self._connection.executemany(sql, rows))

    def quick_check(self) -> None:
        """Ask SQLite whether the file's structure is whole; on a connection of its own, so that nobody waits.

        Takes as long as reading the file.

        Raises:
            DatabaseDamagedError: it is not; ``what`` says where.
        """
        self._check("PRAGMA quick_check(1)")

    def thorough_check(self) -> None:
        """As ``quick_check``, and that every index says what its table says.

        Raises:
            DatabaseDamagedError: it is not; ``what`` says where.
        """
        self._check("PRAGMA integrity_check(1)")

    def empty_log(self) -> None:
        """Bring the write-ahead log into the file and cut it to nothing, so that no old text stays in it.

        Raises:
            DatabaseLockedError: somebody else is reading an older state.
        """
        row = self.read_one("PRAGMA wal_checkpoint(TRUNCATE)")
        if row is None or row[0] != 0:
            raise locked()

    def compact(self) -> None:
        """Write the file anew from what is in it, so that nothing of what was deleted stays between.

        Raises:
            DatabaseLockedError: somebody else is reading or writing.
        """
        self.read("VACUUM")
        self.empty_log()

    def become_one_file(self) -> None:
        """Give up the write-ahead log, for a copy that travels; nobody else has it open."""
        self.empty_log()
        self.read("PRAGMA journal_mode=DELETE")

    def close(self) -> None:
        """Let go of the file. May be called twice."""
        with self._lock:
            self.translating(self._connection.close)

    def _check(self, pragma: str) -> None:
        def ask() -> Row:
            connection = connect(self.path, mode="ro")
            try:
                row: Row = connection.execute(pragma).fetchone()
                return row
            finally:
                connection.close()

        if self.translating(ask)[0] != "ok":
            raise damaged()

    def _first(self, sql: str, values: Sequence[SqlValue]) -> Row | None:
        cursor = self._connection.execute(sql, values)
        row: Row | None = cursor.fetchone()
        cursor.close()
        return row

    def _run(self, sql: str) -> None:
        self.translating(lambda: self._connection.execute(sql).close())

    @contextmanager
    def _open_block(self, block: "_Block") -> Iterator[None]:
        self._run("BEGIN IMMEDIATE" if block is _Block.WRITING else "BEGIN")
        self._block = block
        try:
            yield
        finally:
            self._block = _Block.NONE
            # Nothing to do after a commit, or where SQLite has rolled back by itself (disk full).
            if self._connection.in_transaction:
                self._run("ROLLBACK")

    def _must_be_writing(self) -> None:
        if self._block is not _Block.WRITING:
            raise RuntimeError("a write outside a transaction")

    @staticmethod
    def translating(action: Callable[[], _Made]) -> _Made:
        """Carry out ``action``; what ``sqlite3`` raises leaves as a domain error."""
        try:
            return action()
        except (sqlite3.Error, UnicodeError, OverflowError) as error:
            raise translated(error) from error


def open_database(path: Path, *, read_only: bool = False, migrations: Sequence[Migration] = MIGRATIONS) -> Database:
    """Open the register at ``path``; where there is none, one is made.

    A file of an older form is copied into ``before-migration/`` beside it and brought up to date, step by step.

    Args:
        read_only: nothing is created, migrated or changed; the file must be of this version's form.
        migrations: all there are; tests hand in others.

    Raises:
        NewerDatabaseError: written by a newer version of the app.
        DatabaseDamagedError: it cannot be read.
        StorageFullError: disk full, or the folder cannot be written to.
        DatabaseLockedError: another process holds it.
        StorageError: another program's file, or none where ``read_only``.
    """
    try:
        if path.with_name(SWITCH_JOURNAL).exists():
            _finish_switch(path.parent)
        if not read_only:
            make_private_folder(path.parent)
            create_where_missing(path, migrations)
        return _open(path, read_only, migrations)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise translated(error) from error
    except PermissionError as error:
        raise full() from error
    except OSError as error:
        raise StorageError("台帳のフォルダーを使えません。", next_step="場所と権限を確かめてください。") from error


def _finish_switch(data_dir: Path) -> None:
    from sakusns_desktop.storage.switch import finish_switch  # after a kill in the middle of a restore alone

    finish_switch(data_dir)


def _open(path: Path, read_only: bool, migrations: Sequence[Migration]) -> Database:
    if not path.is_file():
        raise StorageError("台帳のファイルがありません。", next_step="データのフォルダーの場所を確かめてください。")
    examine(path)
    connection = connect(path, mode="ro" if read_only else "rw")
    try:
        bring_up_to_date(connection, path, migrations, read_only=read_only)
        if not read_only:
            make_private_file(path)
            make_durable(connection)
    except BaseException:
        connection.close()
        raise
    return Database(connection, path, read_only=read_only)
