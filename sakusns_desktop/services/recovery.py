"""The way back: a backup in place of the register, and what to do when the register cannot be read."""

import os
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sakusns_desktop.domain.errors import BackupError, NewerDatabaseError
from sakusns_desktop.services.backup_places import (
    BACKUPS_FOLDER,
    keep_copies,
    known_backups,
    read_copies,
    read_places,
)
from sakusns_desktop.storage.archive import scratch_folder
from sakusns_desktop.storage.archive_proof import ArchiveProof, prove_archive
from sakusns_desktop.storage.database import open_database
from sakusns_desktop.storage.instance_lock import InstanceLock
from sakusns_desktop.storage.restore import (
    DAMAGED_FOLDER,
    REGISTER_FILE,
    REPLACED_FOLDER,
    Restored,
    restore_archive,
    set_aside,
)
from sakusns_desktop.storage.settings import SettingsRepository


@dataclass(frozen=True, slots=True)
class FoundBackup:
    """A backup that was proved: it can be restored. What it was unpacked to is gone again."""

    path: Path
    proof: ArchiveProof


def newest_good_backup(data_directory: Path) -> FoundBackup | None:
    """The newest backup that can be restored, on this disk or at a place that the register knew of.

    For a register that cannot be opened any more. Each candidate is proved, newest first.

    Raises:
        StorageFullError: no room to prove one.
    """
    for path in known_backups(data_directory):
        try:
            with scratch_folder(data_directory) as scratch:
                return FoundBackup(path, prove_archive(path, scratch))
        except (BackupError, NewerDatabaseError):
            continue
    return None


def restore_backup(
    data_directory: Path, backup: Path, *, now: datetime, sign_in: str, lock: InstanceLock | None = None
) -> Restored:
    """Put a backup in place of the register, which is kept in ``replaced/``.

    Args:
        lock: the instance lock, where the window holds it; the register must be closed.

    Raises:
        As ``restore_archive``; nothing has changed then.
    """
    return _restore(data_directory, backup, now, sign_in, lock, REPLACED_FOLDER)


def recover(
    data_directory: Path, backup: Path, *, now: datetime, sign_in: str, lock: InstanceLock | None = None
) -> Restored:
    """Set a damaged register aside, untouched, in ``damaged/``, and put a backup in its place, in one step.

    Args:
        lock: the instance lock, where the window holds it.

    Raises:
        As ``restore_archive``; nothing has changed then.
    """
    return _restore(data_directory, backup, now, sign_in, lock, DAMAGED_FOLDER)


def set_aside_damaged(data_directory: Path, *, now: datetime) -> Path:
    """Move a damaged register out of the way, untouched; the next opening makes an empty one. Returns where it lies.

    The caller holds the instance lock and has closed the register.

    Raises:
        DatabaseLockedError, StorageFullError: nothing has moved.
    """
    return set_aside(data_directory, now=now)


def _restore(
    data_directory: Path, backup: Path, now: datetime, sign_in: str, lock: InstanceLock | None, keep_in: str
) -> Restored:
    restored = restore_archive(backup, data_directory, now=now, actor=sign_in, lock=lock, keep_in=keep_in)
    # 廃棄 must find every copy, those too that were made after the one that has been restored.
    with closing(open_database(data_directory / REGISTER_FILE)) as db:
        settings = SettingsRepository(db)
        known = [*read_copies(settings), *read_places(data_directory)[1], Path(os.path.abspath(backup))]
        own = data_directory / BACKUPS_FOLDER
        keep_copies(settings, [path for path in dict.fromkeys(known) if path.parent != own])
    return restored
