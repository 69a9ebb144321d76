"""Evidence and picture files: kept under their own SHA-256 in ``files/`` beside the register."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sakusns_desktop.domain.errors import NotFoundError, StorageError
from sakusns_desktop.storage.database import Database, SqlValue
from sakusns_desktop.storage.private_files import make_private_folder, write_atomically
from sakusns_desktop.storage.records import RecordTable
from sakusns_desktop.storage.sql_errors import damaged, full

FILES_FOLDER = "files"
"""Beside the register."""

STORED_PATH = re.compile(r"[0-9a-f]{2}/[0-9a-f]{64}(?:\.[a-z0-9]{1,8})?\Z")
"""The only paths that there are in it, with ``/`` on every platform."""

_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}\Z")
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that belongs to a record.

    Args:
        subject_kind, subject_id: the record.
        name: as the person knew it; empty once disposed of.
        path: below ``files/``, with ``/``.
        size: bytes. sha256: 64 hexadecimal digits.
        added_at: ISO time in UTC.
        disposed_at: ISO time in UTC of its removal (廃棄), empty otherwise.
    """

    id: str
    subject_kind: str = ""
    subject_id: str = ""
    name: str = ""
    path: str = ""
    size: int = 0
    sha256: str = ""
    added_at: str = ""
    disposed_at: str = ""


@dataclass(frozen=True, slots=True)
class FileFault:
    """A file that is not what was kept: ``missing``, or its content differs."""

    file: StoredFile
    missing: bool


STORED_FILES = RecordTable("stored_files", StoredFile, noun="ファイルの記録")


class FileStore:
    """Files of records. What is in the register is always on the disk first.

    Args:
        data_dir: the data directory; ``files/`` in it is made when first needed.
    """

    def __init__(self, db: Database, data_dir: Path) -> None:
        self._db = db
        self._folder = data_dir / FILES_FOLDER

    def add(
        self, *, file_id: str, subject_kind: str, subject_id: str, name: str, content: bytes, added_at: datetime
    ) -> StoredFile:
        """Keep a file. The same content is on the disk once.

        Raises:
            StorageFullError: it cannot be written; nothing is in the register.
        """
        import hashlib

        digest = hashlib.sha256(content).hexdigest()
        suffix = _SUFFIX.search(name)
        path = f"{digest[:2]}/{digest}{suffix[0].lower() if suffix else ''}"
        self._write(path, content)
        moment = added_at.astimezone(UTC).isoformat()
        file = StoredFile(file_id, subject_kind, subject_id, name, path, len(content), digest, moment)
        with self._db.writing():
            STORED_FILES.insert(self._db, file, {"checksum": STORED_FILES.checksum(file)})
        return file

    def get(self, file_id: str) -> StoredFile:
        """The record of a file.

        Raises:
            NotFoundError: there is none.
        """
        found = self._read("WHERE id = ?", file_id)
        if not found:
            raise NotFoundError("このファイルは台帳にありません。")
        return found[0]

    def of_subject(self, subject_id: str) -> tuple[StoredFile, ...]:
        """The files of a record that were not disposed of, in the order in which they were added."""
        return self._read("WHERE subject_id = ? AND disposed_at = ''", subject_id)

    def all(self) -> tuple[StoredFile, ...]:
        """Every file that was not disposed of."""
        return self._read("WHERE disposed_at = ''")

    def content(self, file: StoredFile) -> bytes:
        """What is in a file.

        Raises:
            StorageError: it is gone, or not what was kept.
        """
        import hashlib

        try:
            content = self.location(file).read_bytes()
        except OSError as error:
            raise _lost(file) from error
        if hashlib.sha256(content).hexdigest() != file.sha256:
            raise _lost(file)
        return content

    def location(self, file: StoredFile) -> Path:
        """Where a file lies.

        Raises:
            DatabaseDamagedError: its record names no place in ``files/``.
        """
        if not STORED_PATH.match(file.path):
            raise damaged(STORED_FILES.noun)
        return self._folder / file.path

    def faults(self) -> list[FileFault]:
        """Files that are gone or not what was kept. Reads every one of them."""
        found = []
        for file in self.all():
            location = self.location(file)
            if not location.is_file():
                found.append(FileFault(file, missing=True))
            elif file_sha256(location) != file.sha256:
                found.append(FileFault(file, missing=False))
        return found

    def strays(self) -> list[Path]:
        """Files that no record names: left over from a change that was not finished."""
        known = {self.location(file) for file in self.all()}
        return [path for path in sorted(self._folder.glob("*/*")) if path.is_file() and path not in known]

    def forget(self, subject_id: str, at: datetime) -> list[StoredFile]:
        """Empty the records of a record's files (廃棄); ids and hashes stay.

        Returns:
            The files whose content no other record needs; ``remove`` them once this is committed.
        """
        moment = at.astimezone(UTC).isoformat()
        forgotten = self.of_subject(subject_id)
        with self._db.writing():
            for file in forgotten:
                emptied = replace(file, name="", disposed_at=moment)
                extra = {"checksum": STORED_FILES.checksum(emptied)}
                STORED_FILES.update(self._db, emptied, extra, "id = ?", (file.id,))
            needed = {file.path for file in self.all()}
        return [file for file in forgotten if file.path not in needed]

    def leftovers(self) -> list[StoredFile]:
        """Files that were disposed of and whose content no record needs, in case it is still on the disk."""
        needed = {file.path for file in self.all()}
        return [file for file in self._read("WHERE disposed_at <> ''") if file.path not in needed]

    def remove(self, files: Iterable[StoredFile]) -> None:
        """Remove files that ``forget`` handed back.

        Raises:
            StorageError: one is held open by somebody else; the others are gone.
        """
        held = []
        for file in files:
            try:
                self.location(file).unlink(missing_ok=True)
            except OSError:
                held.append(file)
        if held:
            raise StorageError(
                f"廃棄したファイルのうち{len(held)}個は、ほかの処理が開いているため消せませんでした。",
                safe="台帳からはもう外れています。",
                next_step="ファイルを閉じて、もう一度廃棄の残りを行ってください。",
            )

    def _write(self, path: str, content: bytes) -> None:
        location = self._folder / path
        try:
            if location.is_file() and location.read_bytes() == content:
                return
            make_private_folder(location.parent)
            write_atomically(location, content)
        except OSError as error:
            raise full() from error

    def _read(self, condition: str, *values: SqlValue) -> tuple[StoredFile, ...]:
        rows = self._db.read(f"{STORED_FILES.select}, checksum FROM stored_files {condition} ORDER BY rowid", values)
        files = []
        for *row, written in rows:
            if STORED_FILES.row_checksum(row) != written:
                raise damaged(STORED_FILES.noun)
            files.append(STORED_FILES.decode(tuple(row)))
        return tuple(files)


def file_sha256(path: Path) -> str:
    """SHA-256 of a file as 64 hexadecimal digits, read in pieces.

    Raises:
        OSError: it cannot be read.
    """
    import hashlib

    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _lost(file: StoredFile) -> StorageError:
    return StorageError(
        f"ファイル「{file.name}」がないか、保存したときの内容ではありません。",
        safe="台帳の内容はそのままです。",
        next_step="控えから戻せることがあります。",
    )
