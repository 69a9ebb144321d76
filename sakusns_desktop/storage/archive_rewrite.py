"""廃棄 in copies: takes disposed texts and files out of backup archives and set-aside registers, proved afterwards."""

import os
import shutil
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from sakusns_desktop.storage.archive import pack, scratch_folder
from sakusns_desktop.storage.archive_manifest import REGISTER_PART
from sakusns_desktop.storage.archive_proof import prove_archive, read_manifest
from sakusns_desktop.storage.connection import connect, log_files
from sakusns_desktop.storage.database import Database, open_database
from sakusns_desktop.storage.disposals import Disposal
from sakusns_desktop.storage.private_files import passing_name, sync_file, sync_folder
from sakusns_desktop.storage.purge import apply_disposals
from sakusns_desktop.storage.stored_files import FILES_FOLDER, FileStore


def rewrite_archive(path: Path, disposals: Sequence[Disposal], data_dir: Path) -> bool:
    """Carry out disposals in an archive. It keeps its moment; what stood there is there until the new one is proved.

    Returns:
        Whether there was anything to do.

    Raises:
        BackupError, NewerDatabaseError: it cannot be read; nothing has changed.
        StorageFullError: no room; nothing has changed.
        OSError: it cannot be written; nothing has changed.
    """
    manifest = read_manifest(path)
    missed = [disposal for disposal in disposals if disposal.id not in manifest.disposals]
    if not missed:
        return False
    fresh = passing_name(path)
    try:
        with scratch_folder(data_dir) as scratch:
            proof = prove_archive(path, scratch)
            _purge(proof.register, scratch, missed)
            with closing(open_database(proof.register, read_only=True)) as frozen:
                pack(frozen, scratch / FILES_FOLDER, fresh, made_at=manifest.made_at)
        with scratch_folder(data_dir) as scratch:
            prove_archive(fresh, scratch)
        os.replace(fresh, path)
        sync_folder(path.parent)
    finally:
        fresh.unlink(missing_ok=True)
    return True


def rewrite_register(path: Path, disposals: Sequence[Disposal], data_dir: Path) -> bool:
    """Carry out disposals in a register that was set aside, with the files beside it.

    Returns:
        Whether there was anything to do.

    Raises:
        DatabaseDamagedError, NewerDatabaseError: it cannot be read; nothing has changed.
        StorageError, OSError: it cannot be written; nothing has changed.
    """
    with scratch_folder(data_dir) as scratch:
        copy = scratch / REGISTER_PART
        shutil.copyfile(path, copy)
        if log_files(path)[0].is_file():
            shutil.copyfile(log_files(path)[0], log_files(copy)[0])
        with closing(open_database(copy)) as db:
            known = {row[0] for row in db.read("SELECT id FROM disposals")}
        missed = [disposal for disposal in disposals if disposal.id not in known]
        if not missed:
            return False
        _purge(copy, path.parent, missed)
        sync_file(copy)
        _settle_log(path)
        os.replace(copy, path)
        for file in log_files(path):
            file.unlink(missing_ok=True)
        sync_folder(path.parent)
    return True


def _settle_log(path: Path) -> None:
    """Empty a register's write-ahead log into it: a log that outlived its file would be replayed into the next one."""

    def settle() -> None:
        with closing(connect(path, mode="rw")) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()

    if log_files(path)[0].exists():
        Database.translating(settle)


def _purge(register: Path, folder: Path, disposals: Sequence[Disposal]) -> None:
    with closing(open_database(register)) as db:
        files = FileStore(db, folder)
        files.remove(apply_disposals(db, files, disposals))
        db.compact()
        db.become_one_file()
