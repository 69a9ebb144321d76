"""Files and folders that belong to this user alone, and writes that survive a power cut."""

import os
import sys
from pathlib import Path

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600
SWITCH_JOURNAL = "switch.json"
"""Beside the register while one set of files takes the place of another, see ``switch.py``."""


def make_private_folder(folder: Path) -> None:
    """Create a folder that only this user can open; one that is there already is left as it is.

    Windows: a new folder inherits the rights of its parent, which under ``%LOCALAPPDATA%`` are this user's alone.

    Raises:
        OSError: it cannot be created.
    """
    missing = [folder, *folder.parents]
    for part in reversed([part for part in missing if not part.exists()]):
        part.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)


def make_private_file(path: Path) -> None:
    """Take a file away from everybody but its owner. Windows: its folder's rights hold.

    Raises:
        OSError: it belongs to somebody else.
    """
    if sys.platform != "win32" and path.stat().st_mode & 0o777 != PRIVATE_FILE:
        path.chmod(PRIVATE_FILE)


def sync_file(path: Path) -> None:
    """Wait until a file's content is on the disk.

    Raises:
        OSError: the disk refused.
    """
    descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Wait until a folder's list of names is on the disk. Windows does so by itself.

    Raises:
        OSError: the disk refused.
    """
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def write_atomically(path: Path, content: bytes) -> None:
    """Replace a file by a new content: after a power cut the old or the new one is there, whole.

    Raises:
        OSError: it cannot be written; the old one is whole.
    """
    passing = passing_name(path)
    try:
        descriptor = os.open(passing, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), PRIVATE_FILE)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(passing, path)
        sync_folder(path.parent)
    finally:
        passing.unlink(missing_ok=True)


def passing_name(path: Path) -> Path:
    """A name of its own beside ``path``, under which it is written before it takes that name."""
    return path.with_name(f".{path.name}.{os.getpid()}-{os.urandom(4).hex()}.part")
