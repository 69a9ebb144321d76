"""Restores a backup archive: proved first, what it replaces is kept, and a kill leaves the old state or the new one."""

from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sakusns_desktop.domain.errors import DatabaseLockedError, SakusnsError
from sakusns_desktop.storage.archive import remove_scratch, scratch_folder
from sakusns_desktop.storage.archive_proof import ArchiveProof, prove_archive
from sakusns_desktop.storage.audit_log import AuditLog
from sakusns_desktop.storage.connection import log_files
from sakusns_desktop.storage.database import open_database
from sakusns_desktop.storage.disposals import Disposal, DisposalRepository
from sakusns_desktop.storage.instance_lock import InstanceLock
from sakusns_desktop.storage.private_files import make_private_folder
from sakusns_desktop.storage.purge import apply_disposals
from sakusns_desktop.storage.sql_errors import full
from sakusns_desktop.storage.stored_files import FILES_FOLDER, FileStore
from sakusns_desktop.storage.switch import Move, finish_switch, switch

REGISTER_FILE = "register.sqlite3"
"""The register's name in every data directory."""

REPLACED_FOLDER = "replaced"
"""Below it, one folder a restore: what stood there before."""
DAMAGED_FOLDER = "damaged"
"""Below it, one folder each: a register that could not be read, untouched."""


@dataclass(frozen=True, slots=True)
class Restored:
    """A restore that is done.

    Args:
        proof: what was restored; ``register`` is where it was unpacked, gone by now.
        kept_in: where the state before lies; ``None`` where there was none.
        disposals: how many disposals (廃棄) the archive did not know yet and which were carried out in it again.
    """

    proof: ArchiveProof
    kept_in: Path | None
    disposals: int


def restore_archive(
    path: Path,
    data_dir: Path,
    *,
    now: datetime,
    actor: str,
    actor_staff_id: str = "",
    lock: InstanceLock | None = None,
    keep_in: str = REPLACED_FOLDER,
) -> Restored:
    """Put an archive's state in place of the data directory's.

    Args:
        now: with a time zone.
        actor, actor_staff_id: for the audit entry.
        lock: the instance lock of this data directory where the caller holds it; its register must be closed.
        keep_in: folder that takes what is replaced: ``replaced``, or ``damaged`` for a register that cannot be read.

    Raises:
        DatabaseLockedError: a window is open on this data directory.
        BackupError, NewerDatabaseError: the archive cannot be used; nothing has changed.
        StorageFullError: no room; nothing has changed.
    """
    own = lock or InstanceLock(data_dir)
    try:
        make_private_folder(data_dir)
        if not own.acquire():
            raise _window_open()
        try:
            finish_switch(data_dir)
            remove_scratch(data_dir)
            with scratch_folder(data_dir) as scratch:
                return _restore(path, data_dir, scratch, now, actor, actor_staff_id, keep_in)
        finally:
            if lock is None:
                own.release()
    except OSError as error:
        raise full() from error


def set_aside(data_dir: Path, *, now: datetime) -> Path:
    """Move a register that cannot be read out of the way, untouched. Returns the folder that holds it.

    The caller holds the instance lock and has closed the register.

    Raises:
        DatabaseLockedError: somebody has it open (Windows).
        StorageFullError: the folder cannot be written to.
    """
    folder = f"{DAMAGED_FOLDER}/{stamp(now)}"
    try:
        switch(data_dir, [(name, f"{folder}/{name}") for name in _register_files(data_dir)])
    except OSError as error:
        raise full() from error
    return data_dir / DAMAGED_FOLDER / stamp(now)


def stamp(moment: datetime) -> str:
    """A moment as part of a file's name: ``20261122T093000Z``."""
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%S%fZ")


def _restore(
    path: Path, data_dir: Path, scratch: Path, now: datetime, actor: str, actor_staff_id: str, keep_in: str
) -> Restored:
    proof = prove_archive(path, scratch)
    known, replaced_head = _known_of_old(data_dir)
    again = _finish(scratch, proof, path, known, replaced_head, now, actor, actor_staff_id)
    folder = f"{keep_in}/{stamp(now)}"
    out = [(name, f"{folder}/{name}") for name in (*_register_files(data_dir), FILES_FOLDER)]
    there = any((data_dir / name).exists() for name, _ in out)
    into: list[Move] = [(f"{scratch.name}/{name}", name) for name in (REGISTER_FILE, FILES_FOLDER)]
    switch(data_dir, [*out, *into])
    return Restored(proof, data_dir / keep_in / stamp(now) if there else None, again)


def _finish(
    scratch: Path,
    proof: ArchiveProof,
    path: Path,
    known: tuple[Disposal, ...],
    replaced_head: str,
    now: datetime,
    actor: str,
    actor_staff_id: str,
) -> int:
    """Make the unpacked register ready to take over: disposals carried out again, the restore on record."""
    with closing(open_database(proof.register)) as db:
        files = FileStore(db, scratch)
        missed = [disposal for disposal in known if disposal.id not in DisposalRepository(db).ids()]
        with db.transaction():
            gone = apply_disposals(db, files, missed)
            AuditLog(db).append(
                at=now,
                actor=actor,
                actor_staff_id=actor_staff_id,
                action="register.restored",
                subject_kind="register",
                subject_id=proof.manifest.register_id,
                before={"audit_head": replaced_head},
                after={"archive": path.name, "made_at": proof.manifest.made_at.isoformat(), "disposals": len(missed)},
            )
        files.remove(gone)
        if missed:
            db.compact()
        db.empty_log()
    return len(missed)


def _known_of_old(data_dir: Path) -> tuple[tuple[Disposal, ...], str]:
    """The disposals and the audit head of the register that is being replaced, as far as it can be read."""
    register = data_dir / REGISTER_FILE
    if not register.exists():
        return (), ""
    try:
        with closing(open_database(register, read_only=True)) as db:
            return DisposalRepository(db).all(), AuditLog(db).head_hash()
    except SakusnsError:
        return (), ""


def _register_files(data_dir: Path) -> tuple[str, ...]:
    register = data_dir / REGISTER_FILE
    return (REGISTER_FILE, *(file.name for file in log_files(register)))


def _window_open() -> DatabaseLockedError:
    return DatabaseLockedError(
        "画面が開いているので、控えから戻せません。",
        safe="台帳の内容は変わっていません。",
        next_step="画面を閉じてから、もう一度行ってください。",
    )
