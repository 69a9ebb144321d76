"""Creates a register's file, tells whose file it is, and carries out migrations with a copy made before each."""

import os
import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path

from sakusns_desktop import __version__
from sakusns_desktop.domain.errors import NewerDatabaseError, StorageError
from sakusns_desktop.storage.connection import APPLICATION_ID, connect, log_files, pragma_number
from sakusns_desktop.storage.migrations import Migration
from sakusns_desktop.storage.private_files import make_private_file, make_private_folder, sync_folder
from sakusns_desktop.storage.sql_errors import damaged, locked

_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100
_PAGE_SIZES = {1, *(1 << power for power in range(9, 16))}
"""As the header writes them: 1 is 65,536."""

COPIES_FOLDER = "before-migration"
"""Beside the register: its state before each migration."""


def create_where_missing(path: Path, migrations: Sequence[Migration]) -> None:
    """Make a new register where there is none: under a passing name, which becomes its own when it is whole.

    A file of length zero at ``path`` is therefore never a new register but a damaged one.

    Raises:
        DatabaseDamagedError: a register's log lies there without its register.
        sqlite3.Error, OSError: it cannot be written.
    """
    if path.exists():
        return
    log = log_files(path)[0]
    if log.exists() and log.stat().st_size:
        # SQLite would replay it into whatever file takes the register's name.
        raise damaged("本体がなく、書き込みの記録だけが残っています")
    passing = path.with_name(f"{path.name}.{os.getpid()}.new")
    _remove(passing)
    try:
        connection = connect(passing, mode="rwc")
        try:
            make_private_file(passing)
            connection.execute("PRAGMA synchronous=FULL").close()
            for migration in migrations:
                _carry_out(connection, migration)
        finally:
            connection.close()
        if path.exists():
            return  # another process was faster; its register counts
        passing.rename(path)
        sync_folder(path.parent)
    finally:
        _remove(passing)


def examine(path: Path) -> None:
    """Refuse what is not a readable register without touching a byte of it.

    SQLite throws away the log of a file whose header is gone, and writes the log of any other into it on closing,
    unless that file was opened for reading.

    Raises:
        DatabaseDamagedError: no register, or not a whole one.
        StorageError: another program's file.
        sqlite3.Error, OSError: reading failed.
    """
    with path.open("rb") as stream:
        header = stream.read(_HEADER_BYTES)
    if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC) or not set(header[18:20]) <= {1, 2}:
        raise damaged()
    page = int.from_bytes(header[16:18], "big")
    if page not in _PAGE_SIZES or path.stat().st_size < (page if page > 1 else 1 << 16):
        raise damaged()
    connection = connect(path, mode="ro")
    try:
        _version(connection)
    finally:
        connection.close()


def bring_up_to_date(
    connection: sqlite3.Connection, path: Path, migrations: Sequence[Migration], *, read_only: bool
) -> None:
    """Make sure that a file is a register of this version's form.

    Raises:
        NewerDatabaseError, DatabaseDamagedError, StorageError: it is not and cannot become one.
        sqlite3.Error, OSError: reading or writing failed.
    """
    newest = migrations[-1].version
    version = _version(connection)
    if version > newest:
        raise NewerDatabaseError(
            "この台帳は、新しい版のアプリで作られています。",
            safe="台帳には何もしていません。",
            next_step="アプリを新しい版にしてから開いてください。",
        )
    if version < newest and read_only:
        raise StorageError("この台帳は古い形のままです。", next_step="一度、読み書きできる形でアプリを開いてください。")
    for migration in migrations[version:]:
        _copy(connection, path, migration.version - 1)
        _carry_out(connection, migration)


def _version(connection: sqlite3.Connection) -> int:
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    ours = {"schema_versions", "register_info", "audit_log"} <= tables
    if pragma_number(connection, "application_id") != APPLICATION_ID:
        raise (
            damaged()
            if ours or not tables
            else StorageError(
                "これはこのアプリの台帳ではありません。",
                safe="ファイルには何もしていません。",
                next_step="データのフォルダーの場所を確かめてください。",
            )
        )
    version = pragma_number(connection, "user_version")
    # The version stands twice, so that one damaged byte is not taken for a newer app.
    if not ours or connection.execute("SELECT max(version) FROM schema_versions").fetchone() != (version,):
        raise damaged()
    return version


def _copy(connection: sqlite3.Connection, path: Path, version: int) -> None:
    folder = path.parent / COPIES_FOLDER
    make_private_folder(folder)
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    target = folder / f"{path.stem}-v{version}-{stamp}.sqlite3"
    copy = connect(target, mode="rwc")
    try:
        make_private_file(target)
        connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE").close()
    finally:
        copy.close()
    sync_folder(folder)


def _carry_out(connection: sqlite3.Connection, migration: Migration) -> None:
    connection.execute("PRAGMA foreign_keys=OFF").close()
    connection.execute("BEGIN IMMEDIATE").close()
    try:
        _change_form(connection, migration)
        connection.execute("COMMIT").close()
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK").close()
        raise


def _change_form(connection: sqlite3.Connection, migration: Migration) -> None:
    if pragma_number(connection, "user_version") != migration.version - 1:
        raise locked()  # another process migrates at the same moment
    for statement in migration.statements:
        connection.execute(statement).close()
    if migration.version == 1:
        _name_register(connection)
    row = (migration.version, migration.name, _now(), __version__)
    connection.execute("INSERT INTO schema_versions VALUES (?, ?, ?, ?)", row).close()
    connection.execute(f"PRAGMA user_version={migration.version:d}").close()
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise damaged()


def _name_register(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA application_id={APPLICATION_ID:d}").close()
    # Two registers that went apart still say that they were one.
    identity = os.urandom(16).hex()
    connection.executemany(
        "INSERT INTO register_info VALUES (?, ?)", (("register_id", identity), ("created_at", _now()))
    ).close()


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def _remove(path: Path) -> None:
    for file in (path, *log_files(path), path.with_name(f"{path.name}-journal")):
        file.unlink(missing_ok=True)
