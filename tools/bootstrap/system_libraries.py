"""The system libraries that Qt needs on Linux: found missing by trying them, installed where that is possible.

The list was measured on a Debian 12 with nothing but python3 and pip (2026-11-22). QtGui links GL and EGL even when it
draws without a screen. Package names are those of Debian and Ubuntu; where a release renamed one, both names stand.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Need:
    """Something that must be there: a shared library (``lib….so.N``) or a command, and the packages that bring it."""

    name: str
    packages: tuple[str, ...]


DRAWING = (
    Need("libGL.so.1", ("libgl1",)),
    Need("libEGL.so.1", ("libegl1",)),
    Need("libxkbcommon.so.0", ("libxkbcommon0",)),
    Need("libfontconfig.so.1", ("libfontconfig1",)),
    Need("libglib-2.0.so.0", ("libglib2.0-0t64", "libglib2.0-0")),  # renamed in Ubuntu 24.04 and Debian 13
    Need("libdbus-1.so.3", ("libdbus-1-3",)),
)
WINDOW = (
    *DRAWING,
    Need("libxcb-cursor.so.0", ("libxcb-cursor0",)),
    Need("libxcb-icccm.so.4", ("libxcb-icccm4",)),
    Need("libxcb-keysyms.so.1", ("libxcb-keysyms1",)),
    Need("libxcb-shape.so.0", ("libxcb-shape0",)),
    Need("libxkbcommon-x11.so.0", ("libxkbcommon-x11-0",)),
)
PICTURES = (*WINDOW, Need("Xvfb", ("xvfb",)), Need("xauth", ("xauth",)))


def is_there(need: Need) -> bool:
    """Whether the library loads, or the command is on the search path."""
    if ".so." not in need.name:
        return shutil.which(need.name) is not None
    try:
        ctypes.CDLL(need.name)
    except OSError:
        return False
    return True


def missing(needs: Sequence[Need], found: Callable[[Need], bool] = is_there) -> list[Need]:
    """Those of the needs that are not met on this machine."""
    return [need for need in needs if not found(need)]


def packages_for(needs: Sequence[Need], known: Callable[[str], bool]) -> list[str]:
    """One package a need: the first name that this release knows, the last one when it knows none."""
    return [next((name for name in need.packages if known(name)), need.packages[-1]) for need in needs]


def apt_line(packages: Sequence[str]) -> str:
    """The one line that a person without root rights can run or pass on."""
    return f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {' '.join(packages)}"


def ensure(needs: Sequence[Need]) -> list[Need]:
    """Meet the needs as far as this user may, say what is left to do, and return what is still missing.

    As root on Debian or Ubuntu the packages are installed; other users get the line to run; on other kinds of Linux the
    missing names are given. Nothing is done, and no network used, when nothing is missing or this is not Linux.
    """
    lacking = missing(needs) if sys.platform.startswith("linux") else []
    if not lacking:
        return []
    names = " ".join(need.name for need in lacking)
    if not (shutil.which("dpkg") and shutil.which("apt-get")):
        _warn(f"次のライブラリかコマンドがありません。お使いの Linux のやり方で入れてください: {names}")
        return lacking
    if _is_root():
        print(f"システムのライブラリを入れています: {names}", flush=True)
        if _install(lacking):
            lacking = missing(lacking)
    if lacking:
        line = apt_line(packages_for(lacking, _known_to_apt))
        _warn(f"システムのライブラリが足りません。管理者として次の 1 行を実行してください。\n  {line}")
    return lacking


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _install(needs: Sequence[Need]) -> bool:
    """Whether apt-get could bring its lists up to date and install the packages; what it says is shown if it failed."""
    if not _apt_get("update"):
        return False
    packages = packages_for(needs, _known_to_apt)  # asked after the update: a bare machine has no lists before it
    return _apt_get("install", "-y", "--no-install-recommends", *packages)


def _apt_get(*arguments: str) -> bool:
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0", *arguments]  # a bare chroot has no terminal to lend
    answer = subprocess.run(command, env=environ, stdin=subprocess.DEVNULL, capture_output=True)
    if answer.returncode != 0:
        _warn((answer.stdout + answer.stderr).decode(errors="replace").strip())
    return answer.returncode == 0


def _known_to_apt(package: str) -> bool:
    """Whether the package lists hold a real package of this name (not only another one that provides it)."""
    answer = subprocess.run(["apt-cache", "show", package], capture_output=True, text=True)
    return answer.returncode == 0 and answer.stdout.startswith("Package:")


def _warn(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
