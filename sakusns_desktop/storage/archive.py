"""Backup: one archive of the register, its evidence and picture files and a manifest with hashes; never a secret.

Settings are rows of the register. Secrets are in the OS keyring alone, so that no archive can hold one.
"""

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sakusns_desktop import __version__
from sakusns_desktop.domain.errors import BackupError, StorageError, StorageFullError
from sakusns_desktop.storage.archive_manifest import FILES_PREFIX, MANIFEST_PART, REGISTER_PART, Manifest, Part
from sakusns_desktop.storage.audit_log import AuditLog
from sakusns_desktop.storage.connection import connect
from sakusns_desktop.storage.database import Database, open_database
from sakusns_desktop.storage.instance_lock import InstanceLock
from sakusns_desktop.storage.private_files import (
    SWITCH_JOURNAL,
    make_private_file,
    make_private_folder,
    passing_name,
    sync_folder,
)
from sakusns_desktop.storage.stored_files import FILES_FOLDER, FileStore

SCRATCH_PREFIX = ".scratch-"
"""Folders in the data directory that hold passing copies; ``remove_scratch`` clears what a kill left."""

_IN_USE = "in-use.lock"
_CHUNK = 1 << 20


def make_archive(db: Database, data_dir: Path, target: Path, *, now: datetime) -> Manifest:
    """Write everything but secrets into one file. What stood at ``target`` is there until the new file is whole.

    The register stays usable meanwhile: the copy is read on a connection of its own.

    Args:
        now: kept as the moment at which the archive was made; has a time zone.

    Raises:
        DatabaseDamagedError: the register is damaged; no archive is made of it.
        StorageFullError: disk full, or the folder cannot be written to; what stood there is whole.
        BackupError: a file could not be read or written for another reason.
    """
    try:
        with scratch_folder(data_dir) as scratch:
            copy = scratch / REGISTER_PART
            _copy_register(db, copy)
            with closing(open_database(copy, read_only=True)) as frozen:
                frozen.quick_check()
                return pack(frozen, data_dir / FILES_FOLDER, target, made_at=now)
    except OSError as error:
        raise _unwritten(error) from error


def pack(frozen: Database, files_folder: Path, target: Path, *, made_at: datetime) -> Manifest:
    """Write an archive of a register that nobody changes meanwhile.

    Args:
        frozen: a closed set of one file: no write-ahead log beside it.
        files_folder: where its files lie; those that are gone are left out (``verify`` tells of them).

    Raises:
        OSError: it cannot be written; what stood at ``target`` is whole.
    """
    paths = dict.fromkeys(file.path for file in FileStore(frozen, files_folder.parent).all())
    sources = [(f"{FILES_PREFIX}{path}", files_folder / path) for path in paths]
    make_private_folder(target.parent)
    passing = passing_name(target)
    try:
        with zipfile.ZipFile(passing, "x", zipfile.ZIP_DEFLATED) as archive:
            make_private_file(passing)
            sources = [(REGISTER_PART, frozen.path), *((name, path) for name, path in sources if path.is_file())]
            parts = tuple(_add(archive, name, path, made_at) for name, path in sources)
            manifest = _describe(frozen, parts, made_at)
            archive.writestr(_entry(MANIFEST_PART, made_at), manifest.to_json())
        _sync(passing)
        os.replace(passing, target)
        sync_folder(target.parent)
    finally:
        passing.unlink(missing_ok=True)
    return manifest


@contextmanager
def scratch_folder(data_dir: Path) -> Iterator[Path]:
    """A private folder in the data directory that is gone afterwards."""
    make_private_folder(data_dir)
    folder = Path(tempfile.mkdtemp(prefix=SCRATCH_PREFIX, dir=data_dir))
    in_use = InstanceLock(folder, _IN_USE)
    in_use.acquire()
    try:
        yield folder
    finally:
        in_use.release()
        _remove(folder)


def remove_scratch(data_dir: Path) -> None:
    """Remove passing copies that a killed process left; those that another process is working in stay."""
    for folder in data_dir.glob(f"{SCRATCH_PREFIX}*"):
        in_use = InstanceLock(folder, _IN_USE)
        if in_use.acquire():
            in_use.release()
            _remove(folder)


def _remove(folder: Path) -> None:
    # A switch that was cut short still needs what it has not moved yet.
    if not folder.with_name(SWITCH_JOURNAL).exists():
        shutil.rmtree(folder, ignore_errors=True)


def register_id(db: Database) -> str:
    """What a register is called for good; copies of it share the name."""
    row = db.read_one("SELECT value FROM register_info WHERE name = 'register_id'")
    return "" if row is None else str(row[0])


def _copy_register(db: Database, target: Path) -> None:
    def run() -> None:
        with closing(connect(db.path, mode="ro")) as source, closing(connect(target, mode="rwc")) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE").close()  # one file, no log beside it

    db.translating(run)
    make_private_file(target)


def _describe(frozen: Database, parts: tuple[Part, ...], made_at: datetime) -> Manifest:
    log = AuditLog(frozen)
    newest = log.entries(1)
    version = frozen.read_one("SELECT max(version) FROM schema_versions")
    return Manifest(
        schema_version=version[0] if version else 0,
        app_version=__version__,
        register_id=register_id(frozen),
        made_at=made_at.astimezone(UTC),
        audit_count=newest[0].sequence if newest else 0,
        audit_head=log.head_hash(),
        disposals=tuple(row[0] for row in frozen.read("SELECT id FROM disposals ORDER BY carried_out_at, id")),
        parts=parts,
    )


def _add(archive: zipfile.ZipFile, name: str, path: Path, made_at: datetime) -> Part:
    import hashlib  # loaded when first used: OpenSSL costs memory at every start

    digest, size = hashlib.sha256(), 0
    with path.open("rb") as source, archive.open(_entry(name, made_at), "w", force_zip64=True) as target:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
    return Part(name, size, digest.hexdigest())


def _entry(name: str, made_at: datetime) -> zipfile.ZipInfo:
    moment = made_at.astimezone(UTC)
    entry = zipfile.ZipInfo(name, (max(moment.year, 1980), *moment.timetuple()[1:6]))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


def _sync(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _unwritten(error: OSError) -> StorageError | BackupError:
    import errno

    no_room = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
    if error.errno in no_room | {errno.EACCES, errno.EPERM, errno.EROFS}:
        return StorageFullError(
            "控えを書き込めませんでした。空きがないか、書き込みが許されていません。",
            safe="台帳と、前に作った控えはそのままです。",
            next_step="空きを作るか、別の場所を選んでください。",
        )
    return BackupError(
        "控えを作れませんでした。",
        safe="台帳と、前に作った控えはそのままです。",
        next_step="置き場所とつながっているかを確かめてください。",
    )
