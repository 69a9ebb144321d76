"""sqlite3's errors translated into the app's own, once: full disk, read-only, locked, damaged."""

import sqlite3

from sakusns_desktop.domain.errors import (
    ConflictError,
    DatabaseDamagedError,
    DatabaseLockedError,
    InputError,
    NotFoundError,
    SakusnsError,
    StorageError,
    StorageFullError,
)

# An I/O error's extended code says what was being done: these are writes.
_WRITES = {
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_DIR_FSYNC,
    sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_SHMSIZE,
    sqlite3.SQLITE_IOERR_SHMOPEN,
    sqlite3.SQLITE_IOERR_SHMMAP,
}
# The app's SQL is fixed and tested: when a table or column is missing, the file is not what it was.
_FILE_CHANGED = (
    "no such ",
    "malformed",
    "unrecognized token",
    "incomplete input",
    "near ",
    "has no column",
    "could not decode",
    "unsupported file format",
)

_UNCHANGED = "台帳の内容は変わっていません。"


def damaged(detail: str = "") -> DatabaseDamagedError:
    """The error for a register that cannot be read."""
    note = f"（{detail}）" if detail else ""
    return DatabaseDamagedError(
        f"台帳のファイルが壊れていて読めません{note}。",
        safe="ファイルはそのまま残してあります。",
        next_step="いちばん新しい正常なバックアップから戻してください。",
    )


def full() -> StorageFullError:
    """The error for a disk that is full, or a folder that takes no writing."""
    return StorageFullError(
        "ディスクに書き込めませんでした。空きがないか、書き込みが許されていません。",
        safe="これまでに保存した内容はそのまま残っています。",
        next_step="空きを作るか、フォルダーの書き込み権限を確かめて、もう一度保存してください。",
    )


def locked() -> DatabaseLockedError:
    """The error for a register that another window or process is writing to."""
    return DatabaseLockedError(
        "ほかの画面か処理が台帳を使っています。",
        safe=_UNCHANGED,
        next_step="ほかの画面を閉じて、もう一度行ってください。",
    )


def translated(error: Exception) -> SakusnsError:
    """The app's own error for one that ``sqlite3`` raised.

    Args:
        error: ``sqlite3.Error``; the ``UnicodeEncodeError`` or ``OverflowError`` of a value that no file can hold;
            the ``UnicodeDecodeError`` of a text that is not what was written.
    """
    if isinstance(error, UnicodeDecodeError):
        return damaged()
    if isinstance(error, UnicodeEncodeError | OverflowError):
        return InputError("", "保存できない文字か数が含まれています。", safe=_UNCHANGED)
    code = getattr(error, "sqlite_errorcode", None) or 0
    return _by_code(code, code & 0xFF) or _by_message(str(error))


def _by_code(extended: int, primary: int) -> SakusnsError | None:
    if primary in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_MISMATCH}:
        return damaged()
    if primary in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM} or extended in _WRITES:
        return full()
    if primary in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return locked()
    if extended == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
        return NotFoundError("指している部課、職員、アカウントのどれかが台帳にありません。", safe=_UNCHANGED)
    if extended == sqlite3.SQLITE_CONSTRAINT_TRIGGER:
        return ConflictError("操作の記録は、あとから変えたり消したりできません。", safe=_UNCHANGED)
    if primary == sqlite3.SQLITE_CONSTRAINT:
        return ConflictError("同じものが台帳にもうあります。", safe=_UNCHANGED)
    if primary == sqlite3.SQLITE_CANTOPEN:
        return StorageError("台帳のファイルを開けません。", next_step="フォルダーと、開く権限を確かめてください。")
    return None


def _by_message(message: str) -> SakusnsError:
    if any(part in message.lower() for part in _FILE_CHANGED):
        return damaged()
    return StorageError("台帳のファイルを読み書きできませんでした。", safe="これまでに保存した内容は残っています。")
