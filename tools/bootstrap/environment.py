"""The virtual environment ``.venv``: made without ensurepip, filled from ``requirements.lock``, hashes required.

A stamp (hash of the lock, version of Python) is written last, so that no environment without it is believed good. When
the lock changes, what it names is installed and what it no longer names is removed: the folder stays, because a window
may be running from it. An environment that another tool made is taken over in the same way. One whose interpreter does
not run, or whose installation was interrupted, is thrown away and made anew.
"""

import enum
import hashlib
import os
import re
import shutil
import subprocess
import venv
from dataclasses import dataclass
from pathlib import Path

from tools.bootstrap import pip
from tools.bootstrap.errors import SetupError
from tools.bootstrap.file_lock import exclusive

OLDEST_PYTHON = (3, 11)  # dev.py and pyproject.toml say the same; a test holds the three together
FIRST_UNSUPPORTED_PYTHON = (3, 15)
KEPT_IF_FOUND = frozenset({"pip", "setuptools", "wheel"})  # belong to an environment taken over, not to the lock
SOURCE_TREE_LINK = "sakusns_desktop_source.pth"


class Action(enum.Enum):
    """What has to happen before the environment can be used."""

    NOTHING = "ready"
    SYNCHRONISE = "install what the lock names, remove the rest"
    REMAKE = "throw it away and make it anew"


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of the environment lie, under the root of the checkout."""

    root: Path

    @property
    def folder(self) -> Path:
        """The environment itself."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def requirements(self) -> Path:
        """The lock: every package with its hashes."""
        return self.root / "requirements.lock"

    @property
    def stamp(self) -> Path:
        """Written last; holds the fingerprint of what was installed."""
        return self.folder / ".ready"

    @property
    def unfinished(self) -> Path:
        """There while an installation is under way, and left behind by one that was interrupted."""
        return self.folder / ".installing"


def fingerprint(requirements: bytes, version: tuple[int, int]) -> str:
    """What the stamp says for these bytes of the lock (line ends do not count) and this version of Python."""
    digest = hashlib.sha256(requirements.replace(b"\r\n", b"\n")).hexdigest()
    return f"{digest} python{version[0]}.{version[1]}"


def decide(*, version: tuple[int, int] | None, interrupted: bool, stamp: str | None, wanted: str) -> Action:
    """What to do with the environment that was found; ``version`` is None when its interpreter does not run."""
    if interrupted or version is None or not OLDEST_PYTHON <= version < FIRST_UNSUPPORTED_PYTHON:
        return Action.REMAKE
    return Action.NOTHING if stamp == wanted else Action.SYNCHRONISE


def normalised(name: str) -> str:
    """A package name as an index compares it: lower case, one hyphen for each run of separators."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked_names(requirements: str) -> set[str]:
    """Normalised names of the packages in the text of a lock."""
    return {normalised(name) for name in re.findall(r"^([A-Za-z0-9][\w.-]*)==", requirements, re.MULTILINE)}


def surplus(installed: set[str], requirements: str) -> list[str]:
    """Names of installed packages that the text of the lock does not name, in order."""
    return sorted(installed - locked_names(requirements) - KEPT_IF_FOUND)


def python_version(python: Path) -> tuple[int, int] | None:
    """Major and minor version of an interpreter; None when it is missing or does not run."""
    try:
        major, minor = _ask(python, "import sys; print(*sys.version_info[:2])").split()
        return int(major), int(minor)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None


def find_action(layout: Layout) -> Action:
    """What to do with the environment in this checkout."""
    version = python_version(layout.python)
    return decide(
        version=version,
        interrupted=layout.unfinished.exists(),
        stamp=layout.stamp.read_text(encoding="utf-8") if layout.stamp.is_file() else None,
        wanted=fingerprint(layout.requirements.read_bytes(), version or (0, 0)),
    )


def ensure(layout: Layout) -> Path:
    """Make the environment agree with the lock and return its interpreter; no network when it does already.

    Raises SetupError when pip is missing or too old, the installation fails, or files cannot be written.
    """
    try:
        if find_action(layout) is not Action.NOTHING:
            with exclusive(layout.root / ".venv.lock"):
                action = find_action(layout)  # another dev.py may have done the work while this one waited
                if action is not Action.NOTHING:
                    _fill(layout, pip.find(), fresh=action is Action.REMAKE)
    except (OSError, subprocess.SubprocessError) as error:
        raise SetupError(
            f".venv を用意できませんでした（{error}）。"
            ".venv の中のプログラムを使っている窓を閉じ、フォルダーに書き込めることを確かめてください。"
        ) from error
    return layout.python


def _fill(layout: Layout, command: list[str], *, fresh: bool) -> None:
    print("必要な部品を .venv に入れています。初回は 100 MB ほどを受け取るので、数分かかることがあります。", flush=True)
    if fresh and layout.folder.exists():
        shutil.rmtree(layout.folder)
    layout.folder.mkdir(exist_ok=True)
    layout.unfinished.touch()
    layout.stamp.unlink(missing_ok=True)
    if fresh:
        venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt").create(layout.folder)
    pip.install(command, layout.python, layout.requirements)
    packages = _site_packages(layout)
    installed = {normalised(folder.name.split("-")[0]) for folder in packages.glob("*.dist-info")}
    if unwanted := surplus(installed, layout.requirements.read_text(encoding="utf-8")):
        pip.uninstall(command, layout.python, unwanted)
    # A relative path: the checkout may be moved, and its own path need not be in the encoding that Python reads here.
    (packages / SOURCE_TREE_LINK).write_text(os.path.relpath(layout.root, packages) + "\n", encoding="ascii")
    version = python_version(layout.python)
    if version is None:
        raise SetupError(".venv の Python が動きません。.venv フォルダーを消して、もう一度実行してください。")
    layout.unfinished.unlink()
    layout.stamp.write_text(fingerprint(layout.requirements.read_bytes(), version), encoding="utf-8")


def _site_packages(layout: Layout) -> Path:
    return Path(_ask(layout.python, "import sysconfig; print(sysconfig.get_path('purelib'))"))


def _ask(python: Path, code: str) -> str:
    """What the interpreter prints for a line of code; OSError or SubprocessError when it does not run."""
    environ = {**pip.clean_environ(), "PYTHONIOENCODING": "utf-8"}
    answer = subprocess.run([python, "-c", code], capture_output=True, check=True, timeout=60, env=environ)
    return answer.stdout.decode("utf-8").strip()
