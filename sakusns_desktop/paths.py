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
