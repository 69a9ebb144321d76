"""A lock between processes that the operating system frees by itself when its holder dies."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock file ``path``, waiting (and saying so once) while another process holds it."""
    with path.open("ab") as file:
        if not _try_lock(file.fileno()):
            print("ほかの dev.py が準備をしています。終わるのを待ちます。", flush=True)
            while not _try_lock(file.fileno()):
                time.sleep(0.5)
        yield
