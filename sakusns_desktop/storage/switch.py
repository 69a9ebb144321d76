"""Puts one set of files in place of another so that a kill at any moment leaves the old set or the new one.

The renames to make are written down first (``switch.json``). Whoever opens the register next carries out what is
left of them; before they are written down, nothing has changed. Each rename is done once its target is there.
"""

import json
import os
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from sakusns_desktop.domain.errors import DatabaseLockedError
from sakusns_desktop.storage.instance_lock import InstanceLock
from sakusns_desktop.storage.private_files import SWITCH_JOURNAL, make_private_folder, sync_folder, write_atomically
from sakusns_desktop.storage.sql_errors import damaged, locked

_LOCK = "switch.lock"

Move = tuple[str, str]
"""From and to, below the data directory, with ``/``."""


def switch(data_dir: Path, moves: Sequence[Move]) -> None:
    """Rename files and folders of a data directory, all of them or none.

    Args:
        moves: in order; a source that does not exist is passed over. No target exists when its turn comes.

    Raises:
        DatabaseLockedError: another process holds one of them (Windows), or is switching.
        OSError: a folder cannot be written to.
    """
    lock = InstanceLock(data_dir, _LOCK)
    if not lock.acquire():
        raise locked()
    try:
        # A source that is missing now must not be taken later for the file that has come into its place.
        there = [move for move in moves if _place(data_dir, move[0]).exists()]
        write_atomically(data_dir / SWITCH_JOURNAL, json.dumps({"moves": there}, ensure_ascii=True).encode("ascii"))
        _begin(data_dir, there)
        _carry_out(data_dir, there)
    finally:
        lock.release()


def finish_switch(data_dir: Path) -> None:
    """Carry out what is left of a switch that was cut short; nothing happens where there is none.

    Raises:
        DatabaseLockedError: another process is switching, or holds one of the files.
        DatabaseDamagedError: what was written down cannot be read.
        OSError: a folder cannot be written to.
    """
    if not (data_dir / SWITCH_JOURNAL).exists():
        return
    lock = InstanceLock(data_dir, _LOCK)
    if not lock.acquire():
        raise locked()
    try:
        if (data_dir / SWITCH_JOURNAL).exists():
            _carry_out(data_dir, _written_down(data_dir))
    finally:
        lock.release()


def _written_down(data_dir: Path) -> list[Move]:
    try:
        moves = json.loads((data_dir / SWITCH_JOURNAL).read_bytes())["moves"]
        pairs = [(str(source), str(target)) for source, target in moves]
    except (ValueError, KeyError, TypeError) as error:
        raise damaged("差し替えの途中の記録") from error
    for path in (path for pair in pairs for path in pair):
        pure = PurePosixPath(path)
        if pure.is_absolute() or ".." in pure.parts or "\\" in path or ":" in path:
            raise damaged("差し替えの途中の記録")
    return pairs


def _begin(data_dir: Path, moves: Sequence[Move]) -> None:
    try:
        _carry_out(data_dir, moves[:1], finish=False)
    except PermissionError as error:
        # Windows: somebody has the file open. Nothing has moved yet, so the old set stays.
        (data_dir / SWITCH_JOURNAL).unlink(missing_ok=True)
        raise locked() from error


def _carry_out(data_dir: Path, moves: Sequence[Move], *, finish: bool = True) -> None:
    touched = {data_dir}
    for source, target in moves:
        old, new = _place(data_dir, source), _place(data_dir, target)
        if new.exists() or not old.exists():
            continue
        make_private_folder(new.parent)
        try:
            os.rename(old, new)
        except PermissionError as error:
            if not finish:
                raise
            raise DatabaseLockedError(
                "ほかの処理がファイルを開いているため、差し替えの途中で止まりました。",
                safe="元のファイルも新しいファイルも残っています。",
                next_step="ほかの画面を閉じて、もう一度開いてください。続きから行います。",
            ) from error
        touched |= {old.parent, new.parent}
    for folder in touched:
        if folder.exists():
            sync_folder(folder)
    if finish:
        (data_dir / SWITCH_JOURNAL).unlink(missing_ok=True)
        sync_folder(data_dir)


def _place(data_dir: Path, path: str) -> Path:
    return data_dir.joinpath(*PurePosixPath(path).parts)
