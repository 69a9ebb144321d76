"""Tells whether a data directory lies where a register comes to harm: network, synchronised folder, read-only."""

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

from sakusns_desktop.reference_data.locations import Locations, SynchronisingService, load_locations

_ESCAPES = (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\"))
"""How ``/proc/mounts`` writes what would break its columns."""


class BadLocation(StrEnum):
    """Why a place is a bad one."""

    READ_ONLY = "read_only"
    NETWORK = "network"
    SYNCHRONISED = "synchronised"


@dataclass(frozen=True, slots=True)
class LocationWarning:
    """A bad place, told to a person: ``reason`` and ``next_step`` are Japanese sentences."""

    kind: BadLocation
    reason: str
    next_step: str


@dataclass(frozen=True, slots=True)
class LocationFacts:
    """What is known of a place, so that it can be judged anywhere.

    Args:
        paths: absolute, as given and with links followed.
        windows: they are written as Windows writes them.
        environment: the variables of the process.
        drive_type: what ``GetDriveTypeW`` says; ``None`` elsewhere.
        mounts: mount point and type of every file system; empty on Windows.
        writable: a file can be made there.
    """

    paths: Sequence[str]
    windows: bool
    environment: Mapping[str, str]
    drive_type: int | None
    mounts: Sequence[tuple[str, str]]
    writable: bool


def describe_location(path: Path) -> LocationWarning | None:
    """What speaks against keeping the register in the folder ``path``; ``None`` where nothing does.

    Raises:
        ResourceError: the list of bad places cannot be read.
    """
    given, followed = os.path.abspath(path), os.path.realpath(path)
    facts = LocationFacts(
        paths=tuple(dict.fromkeys((given, followed))),
        windows=sys.platform == "win32",
        environment=os.environ,
        drive_type=_drive_type(given),
        mounts=_mounts(),
        writable=_writable(Path(given)),
    )
    return judge(facts, load_locations())


def judge(facts: LocationFacts, locations: Locations) -> LocationWarning | None:
    """The worst that can be said of a place, ``None`` where nothing can."""
    if not facts.writable:
        return LocationWarning(
            BadLocation.READ_ONLY,
            "このフォルダーには書き込めないので、台帳を保存できません。",
            "書き込めるフォルダーを選ぶか、権限を確かめてください。",
        )
    if any(_on_network(path, facts, locations) for path in facts.paths):
        return LocationWarning(
            BadLocation.NETWORK,
            "このフォルダーはネットワーク上にあります。"
            "複数のパソコンから書き込んだり、通信が切れたりすると、台帳が壊れることがあります。",
            "台帳はこのパソコンの中に置き、控えだけを共有フォルダーに置いてください。",
        )
    service = next((row for row in locations.services if _synchronised(facts, row)), None)
    if service is not None:
        return LocationWarning(
            BadLocation.SYNCHRONISED,
            f"このフォルダーは{service.label}で同期されています。"
            "書き込みの途中の台帳が写されたり、古いもので上書きされたりして、壊れることがあります。",
            "同期されないフォルダーに置いてください。",
        )
    return None


def parse_proc_mounts(text: str) -> tuple[tuple[str, str], ...]:
    """Mount point and type of each line of ``/proc/mounts``."""
    mounts = []
    for line in text.splitlines():
        parts = line.split(" ")
        if len(parts) >= 3:
            point = parts[1]
            for written, meant in _ESCAPES:
                point = point.replace(written, meant)
            mounts.append((point, parts[2]))
    return tuple(mounts)


def parse_mount_command(text: str) -> tuple[tuple[str, str], ...]:
    """Mount point and type of each line that macOS' ``mount`` prints: ``what on where (type, options)``."""
    mounts = []
    for line in text.splitlines():
        front, bracket, options = line.rpartition(" (")
        _, separator, point = front.partition(" on ")
        if bracket and separator:
            mounts.append((point, options.split(",")[0].rstrip(")")))
    return tuple(mounts)


def _on_network(path: str, facts: LocationFacts, locations: Locations) -> bool:
    if facts.windows:
        plain = path.replace("/", "\\")
        if plain.upper().startswith("\\\\?\\"):
            return plain.upper().startswith("\\\\?\\UNC\\")
        return plain.startswith("\\\\") or facts.drive_type == locations.network_drive_type
    place = PurePosixPath(path)
    holding = [(point, kind) for point, kind in facts.mounts if place.is_relative_to(point)]
    # Of two mounts on one point, the later one is seen.
    kind = max(enumerate(holding), key=lambda entry: (len(entry[1][0]), entry[0]))[1][1] if holding else ""
    return kind in locations.network_file_systems


def _synchronised(facts: LocationFacts, service: SynchronisingService) -> bool:
    kind: type[PurePath] = PureWindowsPath if facts.windows else PurePosixPath
    roots = [facts.environment[name] for name in service.environment if facts.environment.get(name)]
    for path in facts.paths:
        place = kind(path)
        if any(place.is_relative_to(kind(root)) for root in roots):
            return True
        for part in place.parts:
            folded = part.casefold()
            if folded in service.names or folded.startswith(service.prefixes):
                return True
    return False


def _writable(folder: Path) -> bool:
    existing = next((place for place in (folder, *folder.parents) if place.exists()), None)
    if existing is None or not existing.is_dir():
        return False
    probe = existing / f".sakusns-{os.getpid()}.probe"
    try:
        os.close(os.open(probe, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        probe.unlink()
    except OSError:
        return False
    return True


def _drive_type(path: str) -> int | None:
    if sys.platform == "win32":
        import ctypes

        root = os.path.splitdrive(path)[0] + "\\"
        return int(ctypes.windll.kernel32.GetDriveTypeW(ctypes.c_wchar_p(root)))
    else:  # noqa: RET505  (mypy reads one branch only, by the platform)
        return None


def _mounts() -> tuple[tuple[str, str], ...]:
    if sys.platform == "win32":
        return ()
    elif sys.platform == "darwin":  # noqa: RET505
        import subprocess

        done = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False)
        return parse_mount_command(done.stdout)
    else:
        try:
            return parse_proc_mounts(Path("/proc/mounts").read_text(encoding="utf-8", errors="surrogateescape"))
        except OSError:
            return ()
