"""One window at a time per data directory; the OS frees the lock when its process dies, however it dies."""

import os
import sys
from pathlib import Path

LOCK_FILE = "instance.lock"

_LOCKED_BYTE = 1 << 20
"""Windows locks bytes, and a locked byte cannot be read: one far behind the process id is taken."""


class InstanceLock:
    """The right to write into a data directory for as long as this process lives.

    Args:
        data_dir: the data directory, which must exist.
        name: which right; the window's own by default.
    """

    def __init__(self, data_dir: Path, name: str = LOCK_FILE) -> None:
        self._path = data_dir / name
        self._descriptor: int | None = None

    def acquire(self) -> bool:
        """Take the lock. Returns whether this object holds it now; never waits.

        Raises:
            OSError: the folder cannot be written to.
        """
        if self._descriptor is not None:
            return True
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        if not _lock(descriptor):
            os.close(descriptor)
            return False
        os.write(descriptor, f"{os.getpid():<20}".encode("ascii"))  # over a longer one that a dead process left
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        """Let the lock go; nothing happens where it is not held. The file stays: removing it would race."""
        if self._descriptor is None:
            return
        _unlock(self._descriptor)
        os.close(self._descriptor)
        self._descriptor = None

    def holder_pid(self) -> int | None:
        """Process id of whoever holds the lock, ``None`` where nobody does."""
        if self._descriptor is not None:
            return os.getpid()
        try:
            descriptor = os.open(self._path, os.O_RDWR)
        except OSError:
            return None
        try:
            if _lock(descriptor):
                _unlock(descriptor)  # left over from a process that died
                return None
            text = os.read(descriptor, 20).strip()
        finally:
            os.close(descriptor)
        return int(text) if text.isdigit() else None


def _lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            _windows_lock(descriptor, take=True)
        else:
            import fcntl

            # flock, not lockf: the latter is lost as soon as this process closes any descriptor of the file.
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _unlock(descriptor: int) -> None:
    # Said aloud, since a child that is just being started may still hold a copy of the descriptor.
    if sys.platform == "win32":
        _windows_lock(descriptor, take=False)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_UN)


if sys.platform == "win32":

    def _windows_lock(descriptor: int, *, take: bool) -> None:
        import msvcrt

        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK if take else msvcrt.LK_UNLCK, 1)
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
