"""One instance per data directory; a killed process holds nothing."""

import subprocess
import sys
from pathlib import Path

from sakusns_desktop.storage.instance_lock import InstanceLock

HOLD = """
import sys
from pathlib import Path
from sakusns_desktop.storage.instance_lock import InstanceLock
lock = InstanceLock(Path(sys.argv[1]))
print(lock.acquire(), flush=True)
sys.stdin.read()
"""


def hold(folder: Path) -> "subprocess.Popen[str]":
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline().strip() == "True"
    return child


def end(child: "subprocess.Popen[str]") -> None:
    child.kill()
    child.communicate()


def test_a_second_process_does_not_get_the_lock_and_learns_who_has_it(tmp_path: Path) -> None:
    child = hold(tmp_path)
    lock = InstanceLock(tmp_path)
    assert lock.acquire() is False
    assert lock.holder_pid() == child.pid
    assert lock.acquire() is False  # asking freed nothing
    end(child)


def test_a_killed_process_leaves_the_lock_free(tmp_path: Path) -> None:
    end(hold(tmp_path))
    lock = InstanceLock(tmp_path)
    assert lock.holder_pid() is None
    assert lock.acquire() is True
    lock.release()


def test_the_lock_is_taken_once_within_a_process_as_well(tmp_path: Path) -> None:
    first, second = InstanceLock(tmp_path), InstanceLock(tmp_path)
    assert first.acquire()
    assert first.acquire()
    assert not second.acquire()
    assert second.holder_pid() == first.holder_pid() is not None
    first.release()
    first.release()
    assert second.acquire()
    second.release()


def test_nobody_holds_a_lock_that_was_never_taken_or_was_let_go(tmp_path: Path) -> None:
    lock = InstanceLock(tmp_path)
    assert lock.holder_pid() is None
    lock.acquire()
    lock.release()
    assert lock.holder_pid() is None


def test_locks_of_different_names_and_folders_do_not_meet(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    locks = [InstanceLock(tmp_path), InstanceLock(tmp_path, "restore.lock"), InstanceLock(tmp_path / "other")]
    assert all(lock.acquire() for lock in locks)
    for lock in locks:
        lock.release()


def test_a_child_that_was_started_meanwhile_does_not_keep_the_lock(tmp_path: Path) -> None:
    lock = InstanceLock(tmp_path)
    lock.acquire()
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, close_fds=False)
    lock.release()
    assert InstanceLock(tmp_path).holder_pid() is None
    child.communicate(b"\n")
