"""廃棄 in every copy: backups here and elsewhere, registers that were set aside; what is out of reach waits."""

import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path

from sakusns_desktop.domain.errors import SakusnsError
from sakusns_desktop.services.backup_places import BACKUPS_FOLDER, backups_in
from sakusns_desktop.services.backups import BackupService
from sakusns_desktop.services.register import Register
from sakusns_desktop.storage.archive import register_id
from sakusns_desktop.storage.archive_rewrite import rewrite_archive, rewrite_register
from sakusns_desktop.storage.disposals import Disposal, DisposalRepository, PendingPlace, RecordKind
from sakusns_desktop.storage.restore import DAMAGED_FOLDER, REGISTER_FILE, REPLACED_FOLDER
from sakusns_desktop.storage.stored_files import FileStore
from sakusns_desktop.storage.upgrade import COPIES_FOLDER

_STAMP = re.compile(r"(?<!\d)\d{8}(?=T\d{6})")
_TO_COME = "これから行います。"
_OUT_OF_REACH = "いま、つながりません。"

Failure = tuple[str, str]
"""A place and why nothing could be done there."""


class DisposedCopies:
    """Knows where copies of disposed texts may lie, and takes them out."""

    def __init__(self, register: Register, data_directory: Path, backups: BackupService) -> None:
        self._register = register
        self._data_dir = data_directory
        self._backups = backups
        self._disposals = DisposalRepository(register.database)
        self._files = FileStore(register.database, data_directory)

    def announce(self, disposal: Disposal) -> None:
        """Write down, in the transaction of a disposal, every place where it is still to be carried out."""
        to_come = (PendingPlace(disposal.id, str(place), _TO_COME) for place in self._places())
        self._disposals.set_pending([*self._disposals.pending(), *to_come])

    def carry_out(self) -> int:
        """Go to every place that is known, and do there what is still to be done. Returns how many copies changed."""
        disposals = self._disposals.all()
        if not disposals:
            return 0
        before = self._disposals.pending()
        rewritten, pending = 0, list[PendingPlace]()
        for place in dict.fromkeys((*self._places(), *(Path(row.place) for row in before))):
            waiting = [row.disposal_id for row in before if row.place == str(place)]
            if not self._in_reach(place):
                pending += (PendingPlace(disposal_id, str(place), _OUT_OF_REACH) for disposal_id in waiting)
                continue
            changed, failures = self._visit(place, disposals, waiting)
            rewritten += changed
            pending += (PendingPlace(row.id, path, reason) for path, reason in failures for row in disposals)
        self._keep(before, pending, rewritten)
        return rewritten

    def _keep(self, before: Sequence[PendingPlace], pending: Sequence[PendingPlace], rewritten: int) -> None:
        if not rewritten and set(before) == set(pending):
            return
        register = self._register
        with register.transaction():
            self._disposals.set_pending(pending)
            after = {"rewritten": rewritten, "pending": len(pending)}
            register.record("retention.copies", "register", register_id(register.database), after=after)

    def _places(self) -> list[Path]:
        """Register, folders of backups, single backups, set-aside registers; in reach or not."""
        second = self._backups.second_place().path
        return [
            self._register.database.path,
            self._data_dir / BACKUPS_FOLDER,
            *([second] if second else []),
            *self._backups.copies(),
            *self._data_dir.glob(f"{REPLACED_FOLDER}/*/{REGISTER_FILE}"),
            *self._data_dir.glob(f"{DAMAGED_FOLDER}/*/{REGISTER_FILE}"),
            *self._data_dir.glob(f"{COPIES_FOLDER}/*.sqlite3"),
        ]

    def _in_reach(self, place: Path) -> bool:
        """False where a drive or a share is away; a single file that was removed by hand is in reach, and gone."""
        if place == self._backups.second_place().path:
            return os.path.isdir(place)
        return place.is_relative_to(self._data_dir) or os.path.exists(place) or os.path.isdir(place.parent)

    def _visit(self, place: Path, disposals: Sequence[Disposal], waiting: Sequence[str]) -> tuple[int, list[Failure]]:
        if place == self._register.database.path:
            return 0, list(self._finish_here(disposals)) if waiting else []
        if place.is_dir():
            own = register_id(self._register.database)[:8]
            copies = [file.path for file in backups_in(place) if file.register == own]
        else:
            copies = [place] if place.is_file() else []
            if not copies:
                self._backups.forget_copy(place)
        changed, failures = 0, list[Failure]()
        for copy in copies:
            rewrite = rewrite_archive if copy.suffix != ".sqlite3" else rewrite_register
            try:
                changed += rewrite(copy, disposals, self._data_dir)
            except SakusnsError as error:
                failures.append((str(copy), error.what))
            except OSError:
                failures.append((str(copy), "書き換えられませんでした。"))
        return changed, failures

    def _finish_here(self, disposals: Sequence[Disposal]) -> Iterator[Failure]:
        """Files and set-aside folders of disposals, and the gaps in the register's own file."""
        asides = [
            self._data_dir / item.subject_id
            for disposal in disposals
            for item in disposal.items
            if item.kind is RecordKind.SET_ASIDE
        ]
        acts: list[Callable[[], object]] = [
            lambda: self._files.remove(self._files.leftovers()),
            *(partial(_remove, path) for path in asides),
            self._register.database.compact,
        ]
        for act in acts:
            try:
                act()
            except SakusnsError as error:
                yield str(self._register.database.path), error.what
            except OSError:
                yield str(self._register.database.path), "ほかの処理が開いているため、消せませんでした。"


def day_of_set_aside(path: Path) -> date:
    """The day on which something was set aside, as its name tells it, else as the disk does."""
    moment = _STAMP.search(path.name)
    try:
        return date.fromisoformat(moment[0] if moment else "")
    except ValueError:
        return datetime.fromtimestamp(path.stat().st_mtime).astimezone().date()


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
