"""One connection to a SQLite file with the pragmas that the register relies on."""

import os
import sqlite3
import sys
from pathlib import Path

from sakusns_desktop.domain.errors import StorageError

APPLICATION_ID = 0x53414B55
"""``SAKU`` in ASCII: tells the register from every other SQLite file."""

_OLDEST_SQLITE = (3, 37, 0)  # STRICT tables
_BUSY_SECONDS = 5.0


def connect(path: Path, *, mode: str) -> sqlite3.Connection:
    """Open a file without changing it yet.

    Args:
        mode: ``ro``, ``rw`` (must exist) or ``rwc`` (is created).

    Raises:
        StorageError: this Python carries too old a SQLite.
        sqlite3.Error: SQLite could not open it.
    """
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        what = f"SQLite {sqlite3.sqlite_version} は古くて使えません。"
        raise StorageError(what, next_step="SQLite 3.37 以降が入った Python を使ってください。")
    connection = sqlite3.connect(
        _uri(path, mode), uri=True, isolation_level=None, check_same_thread=False, timeout=_BUSY_SECONDS
    )
    # What was deleted is overwritten with zeros (廃棄); a damaged page or schema is not trusted.
    for pragma in ("secure_delete=ON", "trusted_schema=OFF", "cell_size_check=ON", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}").close()
    return connection


def make_durable(connection: sqlite3.Connection) -> None:
    """What is committed is on the disk: write-ahead log, each commit waits for the disk.

    Raises:
        sqlite3.Error: the file cannot be written.
    """
    connection.execute("PRAGMA journal_mode=WAL").close()
    connection.execute("PRAGMA synchronous=FULL").close()
    if sys.platform == "darwin":
        connection.execute("PRAGMA fullfsync=ON").close()  # fsync alone does not reach the disk there
    connection.execute("PRAGMA foreign_keys=ON").close()


def pragma_number(connection: sqlite3.Connection, name: str) -> int:
    """The value of a pragma that is a number."""
    (value,) = connection.execute(f"PRAGMA {name}").fetchone()
    return int(value)


def log_files(path: Path) -> tuple[Path, Path]:
    """The files that SQLite keeps beside a database: write-ahead log and its index."""
    return path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")


def _uri(path: Path, mode: str) -> str:
    uri = f"{_file_uri(path)}?mode={mode}"
    if mode != "ro" or os.access(path.parent, os.W_OK):
        return uri
    # A read-only copy in a folder that takes no writing: SQLite cannot make its index of the log there.
    log = log_files(path)[0]
    return uri if log.exists() and log.stat().st_size else f"{uri}&immutable=1"


def _file_uri(path: Path) -> str:
    absolute = os.path.abspath(path)  # not resolved: a mapped drive stays a mapped drive
    if sys.platform == "win32":
        absolute = "/" + absolute.replace("\\", "/")
    quoted = absolute.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file://{quoted}" if sys.platform != "win32" else f"file:{quoted}"
