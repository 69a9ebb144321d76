"""Where things lie: resources and the data directory, in a source tree, an installed wheel and a frozen build."""

import os
import sys
from pathlib import Path

APP_DIRECTORY = "sakusns-desktop"


def resource_directory() -> Path:
    """Folder ``resources/``: in the frozen build, inside the installed wheel, or beside the package in a checkout."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    package = Path(__file__).resolve().parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def default_data_directory() -> Path:
    """The user's own folder for the register; not created here.

    Windows: ``%LOCALAPPDATA%`` (stays on this PC, does not roam), macOS: ``~/Library/Application Support``,
    elsewhere: ``$XDG_DATA_HOME`` or ``~/.local/share``.
    """
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        base = Path(local) if local else Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        xdg = os.environ.get("XDG_DATA_HOME")
        base = Path(xdg) if xdg and Path(xdg).is_absolute() else Path.home() / ".local" / "share"
    return base / APP_DIRECTORY


CITY_DEFAULTS_NAME = "city-defaults.toml"


def city_defaults_file(data_directory: Path) -> Path | None:
    """The defaults file that a city hands out, ``None`` where there is none.

    Looked for where an administrator puts it (Windows ``%PROGRAMDATA%``, elsewhere ``/etc``), beside the frozen
    program, and in the data directory, in this order: what the user himself could write counts last.
    """
    folders: list[Path] = []
    if sys.platform == "win32":
        program_data = os.environ.get("PROGRAMDATA")
        if program_data:
            folders.append(Path(program_data) / APP_DIRECTORY)
    else:
        folders.append(Path("/etc") / APP_DIRECTORY)
    if getattr(sys, "frozen", False):
        folders.append(Path(sys.executable).parent)
    folders.append(data_directory)
    return next((folder / CITY_DEFAULTS_NAME for folder in folders if (folder / CITY_DEFAULTS_NAME).is_file()), None)
