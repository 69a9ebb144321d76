"""Proves a backup archive before anything is done with it: a hostile or damaged one is refused whole."""

import os
import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sakusns_desktop.domain.errors import BackupError, DatabaseDamagedError, StorageFullError
from sakusns_desktop.storage.archive_manifest import (
    FILES_PREFIX,
    MANIFEST_PART,
    MAXIMUM_PARTS,
    REGISTER_PART,
    Manifest,
    Part,
    parse_manifest,
    untrusted,
)
from sakusns_desktop.storage.audit_log import AuditLog, AuditVerdict
from sakusns_desktop.storage.database import Database, open_database
from sakusns_desktop.storage.inspection import Subject, inspect
from sakusns_desktop.storage.private_files import make_private_file, make_private_folder, sync_folder
from sakusns_desktop.storage.sql_errors import full
from sakusns_desktop.storage.stored_files import FileStore

MAXIMUM_MANIFEST_BYTES = 64 << 20
MAXIMUM_RATIO = 200
"""Unpacked to packed, where it comes to more than ``RATIO_COUNTS_FROM``; empty pages of a register pack well."""
RATIO_COUNTS_FROM = 256 << 20

_CHUNK = 1 << 20
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


@dataclass(frozen=True, slots=True)
class ArchiveProof:
    """An archive that can be restored.

    Args:
        register: its register, unpacked and of this version's form.
        audit: what a walk over its log found; a broken chain does not make the archive useless, but is told.
        missing_files: evidence files that were gone already when the archive was made.
    """

    manifest: Manifest
    register: Path
    audit: AuditVerdict
    missing_files: int


def read_manifest(path: Path) -> Manifest:
    """What an archive says of itself; nothing of it is proved yet but its form.

    Raises:
        BackupError: it is no archive of this app, or breaks its rules.
        NewerDatabaseError: a newer version of the app made it.
    """
    with _opened(path) as archive:
        return _manifest(archive, path)


def check_contents(path: Path) -> Manifest:
    """Read every part of an archive and compare it with the manifest; nothing is unpacked to the disk.

    Raises:
        BackupError: it is no archive of this app, breaks its rules, or a part is not what was written.
        NewerDatabaseError: a newer version of the app made it.
    """
    with _opened(path) as archive:
        manifest = _manifest(archive, path)
        for part in manifest.parts:
            _copy_part(archive, part, lambda _chunk: None)
    return manifest


def prove_archive(path: Path, scratch: Path) -> ArchiveProof:
    """Unpack an archive into an empty folder and prove every part of it.

    Args:
        scratch: private and empty; holds the register and ``files/`` afterwards.

    Raises:
        BackupError: damaged, foreign, hostile (names, sizes, ratio) or not what its manifest says.
        NewerDatabaseError: a newer version of the app made it.
        StorageFullError: no room to unpack it.
    """
    with _opened(path) as archive:
        manifest = _manifest(archive, path)
        _refuse_without_room(manifest, scratch)
        for part in manifest.parts:
            _unpack(archive, part, scratch)
    register = scratch / REGISTER_PART
    try:
        with closing(open_database(register)) as db:
            return _proof(db, manifest, register, scratch)
    except DatabaseDamagedError as error:
        raise untrusted("中の台帳が壊れています") from error


def _proof(db: Database, manifest: Manifest, register: Path, scratch: Path) -> ArchiveProof:
    findings = [finding for finding in inspect(db) if finding.subject is not Subject.AUDIT_LOG]
    if findings:
        raise untrusted("中の台帳が壊れています")
    names = {part.name for part in manifest.parts}
    recorded = FileStore(db, scratch).all()
    if not names <= {REGISTER_PART, *(f"{FILES_PREFIX}{file.path}" for file in recorded)}:
        raise untrusted("台帳にないファイルが入っています")
    missing = sum(f"{FILES_PREFIX}{file.path}" not in names for file in recorded)
    return ArchiveProof(manifest, register, AuditLog(db).verify(), missing)


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except FileNotFoundError as error:
        raise BackupError("控えのファイルがありません。", next_step="場所と名前を確かめてください。") from error
    # What zipfile raises over hostile or damaged archives, and (RuntimeError) for methods that it does not know.
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, RuntimeError) as error:
        raise untrusted("ファイルが壊れているか、控えではありません") from error
    except PermissionError as error:
        raise BackupError("控えのファイルを開く権限がありません。", next_step="権限を確かめてください。") from error
    except OSError as error:
        raise untrusted("読み取れません") from error


def _manifest(archive: zipfile.ZipFile, path: Path) -> Manifest:
    entries = archive.infolist()
    if len(entries) > MAXIMUM_PARTS + 1:
        raise untrusted("ファイルの数が多すぎます")
    for entry in entries:
        mode = entry.external_attr >> 16
        if (
            entry.flag_bits & 1
            or entry.compress_type not in _METHODS
            or (mode and not stat.S_ISREG(mode | _no_kind(mode)))
        ):
            raise untrusted("使われるはずのない形が入っています")
    names = [entry.filename for entry in entries]
    if MANIFEST_PART not in names or len(set(names)) != len(names):
        raise untrusted("このアプリの控えではありません")
    if archive.getinfo(MANIFEST_PART).file_size > MAXIMUM_MANIFEST_BYTES:
        raise untrusted("目録が大きすぎます")
    with archive.open(MANIFEST_PART) as stream:
        manifest = parse_manifest(stream.read(MAXIMUM_MANIFEST_BYTES + 1))
    sizes = {entry.filename: entry.file_size for entry in entries if entry.filename != MANIFEST_PART}
    if sizes != {part.name: part.size for part in manifest.parts}:
        raise untrusted("目録と中身が合いません")
    total = sum(sizes.values())
    if total > RATIO_COUNTS_FROM and total > MAXIMUM_RATIO * path.stat().st_size:
        raise untrusted("中身が大きすぎます")
    return manifest


def _no_kind(mode: int) -> int:
    return 0 if stat.S_IFMT(mode) else stat.S_IFREG


def _refuse_without_room(manifest: Manifest, scratch: Path) -> None:
    needed = sum(part.size for part in manifest.parts)
    if shutil.disk_usage(scratch).free < needed + (16 << 20):
        raise StorageFullError(
            "控えを広げる空きがありません。",
            safe="台帳と控えはそのままです。",
            next_step=f"台帳のあるディスクに{needed // (1 << 20) + 16}MBほどの空きを作ってください。",
        )


def _unpack(archive: zipfile.ZipFile, part: Part, scratch: Path) -> None:
    # ``part.name`` is one of the few forms that ``is_part_name`` lets through: no way out of the folder.
    target = scratch.joinpath(*part.name.split("/"))
    make_private_folder(target.parent)
    with _writing(target) as write:
        _copy_part(archive, part, write)
    make_private_file(target)


def _copy_part(archive: zipfile.ZipFile, part: Part, write: Callable[[bytes], None]) -> None:
    import hashlib  # loaded when first used: OpenSSL costs memory at every start

    digest, size = hashlib.sha256(), 0
    with archive.open(part.name) as source:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > part.size:
                break
            digest.update(chunk)
            write(chunk)
    if size != part.size or digest.hexdigest() != part.sha256:
        raise untrusted("中身が、作ったときのものではありません")


@contextmanager
def _writing(target: Path) -> Iterator[Callable[[bytes], None]]:

    stream = target.open("xb")

    def write(chunk: bytes) -> None:
        try:
            stream.write(chunk)
        except OSError as error:
            raise full() from error

    with stream:
        yield write
        stream.flush()
        os.fsync(stream.fileno())
    sync_folder(target.parent)
