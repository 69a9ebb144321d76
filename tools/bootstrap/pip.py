"""The pip of the interpreter that runs ``dev.py``, used to install into an environment that has none."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tools.bootstrap.errors import SetupError

OLDEST_PIP = (22, 3)  # the first one with --python
QUIET = ("-qq", "--disable-pip-version-check", "--no-input")


def clean_environ() -> dict[str, str]:
    """The process environment without what would lead Python or pip to another place."""
    misleading = {"PYTHONHOME", "PYTHONPATH", "PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV", "PIP_TARGET", "PIP_USER"}
    return {name: value for name, value in os.environ.items() if name not in misleading}


def parse_pip_version(text: str) -> tuple[int, int] | None:
    """(23, 0) from ``pip 23.0.1 from …``; None from anything else."""
    match = re.match(r"pip (\d+)\.(\d+)", text)
    return (int(match[1]), int(match[2])) if match else None


def complaint(version: tuple[int, int] | None) -> str | None:
    """What to tell a person about this version of pip (None: there is none); None when it will do."""
    if version is not None and version >= OLDEST_PIP:
        return None
    found = f"pip {version[0]}.{version[1]} は古すぎます" if version else "pip が見つかりません"
    oldest = ".".join(map(str, OLDEST_PIP))
    return (
        f"{found}（{oldest} 以降が必要です）。Debian・Ubuntu では sudo apt-get install python3-pip を、"
        "その他では python3 -m pip install --upgrade pip か python3 -m ensurepip --upgrade を実行してください。"
    )


def find() -> list[str]:
    """The command of a pip that can install into another environment; SetupError when there is none."""
    complaints: list[str] = []
    for interpreter in dict.fromkeys((sys.executable, getattr(sys, "_base_executable", sys.executable))):
        command = [interpreter, "-m", "pip"]
        answer = subprocess.run([*command, "--version"], capture_output=True, text=True, env=clean_environ())
        said = complaint(parse_pip_version(answer.stdout) if answer.returncode == 0 else None)
        if said is None:
            return command
        complaints.append(said)
    raise SetupError(complaints[-1])


def install(pip: list[str], python: Path, requirements: Path) -> None:
    """Install exactly what the lock names, wheels with the right hash alone; SetupError when that fails."""
    wheels = ("--require-hashes", "--only-binary", ":all:", "--no-compile")  # Python compiles what it comes to import
    _call([*pip, "--python", str(python), "install", *QUIET, *wheels, "-r", str(requirements)])


def uninstall(pip: list[str], python: Path, names: list[str]) -> None:
    """Remove packages by name; SetupError when that fails."""
    _call([*pip, "--python", str(python), "uninstall", *QUIET, "--yes", *names])


def _call(command: list[str]) -> None:
    if subprocess.run(command, env={**clean_environ(), "PIP_ROOT_USER_ACTION": "ignore"}).returncode != 0:
        raise SetupError(
            "必要な部品を入れられませんでした（上に pip の出した理由があります）。"
            "ネットワークとプロキシの設定を確かめて、同じコマンドをもう一度実行してください。"
        )
