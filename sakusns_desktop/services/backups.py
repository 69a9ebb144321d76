"""Backups: one a day by itself, a second place outside this disk, and where a person wants one."""

import json
import os
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sakusns_desktop.domain.errors import BackupError, SakusnsError
from sakusns_desktop.services.backup_places import (
    BACKUPS_FOLDER,
    backups_in,
    keep_copies,
    read_copies,
    write_places,
)
from sakusns_desktop.services.backup_rotation import BackupFile, backup_name, is_due, read_backup_name, to_keep
from sakusns_desktop.services.register import Register
from sakusns_desktop.services.settings import SettingsService
from sakusns_desktop.storage.private_files import make_private_folder, passing_name, sync_folder

if TYPE_CHECKING:
    from sakusns_desktop.storage.archive_manifest import Manifest

# The home page asks for the second place at every start: what makes and reads archives is loaded when first used.

_SECOND_SEEN_KEY = "backup_state.second_place"


@dataclass(frozen=True, slots=True)
class SecondPlace:
    """The place outside this disk.

    Args:
        path: ``None`` where nobody has chosen one.
        reachable: it is there now and takes writing.
        same_disk: it lies on the register's own disk, so that both are lost together.
        newest: UTC moment of the newest backup there, as last seen; ``None`` where there was none.
        age_days: whole days since then.
        sentence: what there is to say about it, in Japanese; empty where all is well.
    """

    path: Path | None
    reachable: bool = False
    same_disk: bool = False
    newest: datetime | None = None
    age_days: int | None = None
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class BackupRun:
    """What an automatic run did.

    Args:
        made: the new backup, ``None`` where none was due.
        removed: how many old ones were removed here and at the second place.
    """

    made: Path | None
    second_place: SecondPlace
    removed: int = 0


class BackupService:
    """Makes backups of the open register. Its methods take their time: call them on the worker."""

    def __init__(self, register: Register, data_directory: Path, settings: SettingsService) -> None:
        self._register = register
        self._data_dir = data_directory
        self._settings = settings
        self._folder = data_directory / BACKUPS_FOLDER

    def made(self) -> list[BackupFile]:
        """The automatic backups of this register on this disk, newest first."""
        return self._own(self._folder)

    def second_place(self) -> SecondPlace:
        """How it stands with the place outside this disk."""
        chosen = self._settings.text("backup.second_place")
        if not chosen:
            sentence = "2つ目の置き場所が決まっていません。このディスクが壊れると、控えも失われます。"
            return SecondPlace(None, sentence=sentence)
        path = Path(chosen)
        # os.path, since a share that is away raises errors of many kinds elsewhere
        reachable = os.path.isdir(path) and os.access(path, os.W_OK)
        now = self._register.clock()
        newest = self._newest(path, now) if reachable else self._seen()
        same_disk = reachable and _same_disk(path, self._data_dir)
        age = None if newest is None else max((now - newest).days, 0)
        limit = self._settings.number("backup.second_place_warn_days")
        sentence = _second_sentence(reachable, same_disk, age, limit)
        return SecondPlace(path, reachable, same_disk, newest, age, sentence)

    def run_automatic(self) -> BackupRun:
        """Make today's backup where there is none yet, copy the newest to the second place, remove what is too old.

        The caller holds the instance lock.

        Raises:
            DatabaseDamagedError: the register is damaged; no backup was made or removed.
            StorageFullError, BackupError: it could not be written; older ones are whole.
        """
        from sakusns_desktop.storage.archive import make_archive, register_id, remove_scratch

        remove_scratch(self._data_dir)
        now = self._register.clock()
        due = is_due((file.made_at.astimezone() for file in self.made()), now.astimezone())
        if not due or self._settings.value("backup.enabled") is not True:
            for newest in self.made()[:1]:
                self._copy_out(newest.path)  # the second place may have been away when it was made
            return BackupRun(None, self.second_place())
        make_private_folder(self._folder)
        target = self._folder / backup_name(register_id(self._register.database), now)
        make_archive(self._register.database, self._data_dir, target, now=now)
        self._copy_out(target)
        self._remember_places()
        removed = self._rotate(self._folder, now)
        place = self.second_place()
        if place.reachable and place.path is not None:
            removed += self._rotate(place.path, now)
        return BackupRun(target, place, removed)

    def save_to(self, target: Path) -> "Manifest":
        """Make a backup where a person wants one; the log tells of it, and 廃棄 will look for it there.

        Raises:
            BackupError: a file stands there that is no backup, or it cannot be written.
            DatabaseDamagedError, StorageFullError: as in ``run_automatic``.
        """
        from sakusns_desktop.storage.archive import make_archive
        from sakusns_desktop.storage.archive_proof import read_manifest

        if target.exists():
            try:
                read_manifest(target)
            except SakusnsError as error:
                raise BackupError(
                    f"「{target.name}」は控えではないファイルなので、上書きしません。",
                    safe="ファイルはそのままです。",
                    next_step="別の名前を指定してください。",
                ) from error
        absolute = Path(os.path.abspath(target))
        register = self._register
        with register.transaction():
            keep_copies(register.settings, [*(path for path in self.copies() if path != absolute), absolute])
        manifest = make_archive(register.database, self._data_dir, absolute, now=register.clock())
        with register.transaction():
            register.record("backup.saved", "register", manifest.register_id, after={"name": target.name})
        self._remember_places()
        return manifest

    def copies(self) -> list[Path]:
        """Where people had backups made, oldest first."""
        return read_copies(self._register.settings)

    def forget_copy(self, gone: Path) -> None:
        """Stop looking for a copy that was removed by hand; nothing happens where there was none."""
        copies = self.copies()
        if gone in copies:
            with self._register.transaction():
                keep_copies(self._register.settings, [path for path in copies if path != gone])

    def _copy_out(self, made: Path) -> None:
        place = self.second_place()
        if not place.reachable or place.path is None:
            return
        from sakusns_desktop.storage.stored_files import file_sha256

        target = place.path / made.name
        if os.path.exists(target):
            return
        passing = passing_name(target)
        try:
            shutil.copyfile(made, passing)
            if file_sha256(passing) != file_sha256(made):
                return
            os.replace(passing, target)
            sync_folder(place.path)
        except OSError:
            return  # told by its age; the backup on this disk stands
        finally:
            _unlink(passing)
        moment = read_backup_name(target)
        if moment is not None:
            with self._register.transaction():
                self._register.settings.set(_SECOND_SEEN_KEY, json.dumps(moment.made_at.isoformat()))

    def _rotate(self, folder: Path, now: datetime) -> int:
        files = {file.made_at.astimezone(): file for file in self._own(folder)}
        daily, weekly = self._settings.number("backup.daily"), self._settings.number("backup.weekly")
        kept = to_keep(list(files), now.astimezone(), daily=daily, weekly=weekly)
        return sum(_unlink(file.path) for moment, file in files.items() if moment not in kept)

    def _own(self, folder: Path) -> list[BackupFile]:
        from sakusns_desktop.storage.archive import register_id

        name = register_id(self._register.database)[:8]
        return [file for file in backups_in(folder) if file.register == name]

    def _newest(self, folder: Path, now: datetime) -> datetime | None:
        """The newest moment in a folder; what claims to be of the future (the clock was wrong) does not count."""
        made = (file.made_at for file in self._own(folder))
        return max((moment for moment in made if moment <= now + timedelta(days=1)), default=None)

    def _seen(self) -> datetime | None:
        told = self._register.settings.values().get(_SECOND_SEEN_KEY)
        return None if told is None else datetime.fromisoformat(json.loads(told))

    def _remember_places(self) -> None:
        from sakusns_desktop.storage.archive import register_id

        own, second = register_id(self._register.database), self._settings.text("backup.second_place")
        write_places(self._data_dir, own, second, self.copies())


def _same_disk(one: Path, other: Path) -> bool:
    try:
        return one.stat().st_dev == other.stat().st_dev
    except OSError:
        return False


def _second_sentence(reachable: bool, same_disk: bool, age: int | None, limit: int) -> str:
    if age is not None and age > limit:
        return f"2つ目の置き場所の控えは{age}日前のものです。つながっているかを確かめてください。"
    if not reachable:
        return "2つ目の置き場所に、いまつながりません。つながったときに写します。"
    if same_disk:
        return "2つ目の置き場所は、台帳と同じディスクにあります。ディスクが壊れると、両方を失います。"
    return "" if age is not None else "2つ目の置き場所に、控えはまだありません。"


def _unlink(path: Path) -> bool:
    try:
        path.unlink()
    except OSError:
        return False
    return True
