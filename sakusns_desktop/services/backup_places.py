"""Where backups lie: beside the register, at the second place, and wherever a person had one made."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

from sakusns_desktop.domain.errors import SakusnsError
from sakusns_desktop.services.backup_rotation import BackupFile, read_backup_name
from sakusns_desktop.storage.private_files import make_private_folder, write_atomically
from sakusns_desktop.storage.settings import SettingsRepository

BACKUPS_FOLDER = "backups"
"""In the data directory: the backups that are made by themselves."""

_PLACES = "places.json"
"""Beside them: where else there are some, for the day on which the register cannot tell any more."""

_COPIES_KEY = "backup_state.copies"
_COPIES_REMEMBERED = 200
_SHOWN_OF_ID = 8
"""Digits of a register's id in the names of its backups."""


def backups_in(folder: Path) -> list[BackupFile]:
    """Automatic backups in a folder, newest first; none where the folder cannot be read."""
    try:
        names = [folder / entry.name for entry in os.scandir(folder) if entry.is_file()]
    except OSError:
        return []
    found = (read_backup_name(path) for path in names)
    return sorted((file for file in found if file is not None), key=lambda file: file.made_at, reverse=True)


def read_copies(settings: SettingsRepository) -> list[Path]:
    """Where people had backups made, oldest first."""
    return [Path(str(path)) for path in json.loads(settings.values().get(_COPIES_KEY, "[]"))]


def keep_copies(settings: SettingsRepository, copies: Sequence[Path]) -> None:
    """Keep the list of backups that people had made, within a transaction or as one of its own."""
    settings.set(_COPIES_KEY, json.dumps([str(path) for path in copies[-_COPIES_REMEMBERED:]], ensure_ascii=False))


def write_places(data_directory: Path, register: str, second_place: str, copies: Sequence[Path]) -> None:
    """Write down beside the backups whose they are and where else there are some.

    Args:
        register: the register's id.
        second_place: empty where nobody has chosen one.
    """
    places = [second_place] if second_place else []
    told = {"register": register, "places": places, "copies": [str(path) for path in copies]}
    try:
        make_private_folder(data_directory / BACKUPS_FOLDER)
        write_atomically(data_directory / BACKUPS_FOLDER / _PLACES, json.dumps(told).encode("ascii"))
    except OSError:
        return  # a convenience for a bad day, not worth stopping a backup


def read_places(data_directory: Path) -> tuple[list[Path], list[Path]]:
    """Folders and single backups elsewhere, as they were last written down; nothing where that cannot be read."""
    try:
        told = json.loads((data_directory / BACKUPS_FOLDER / _PLACES).read_bytes())
        return [Path(str(row)) for row in told["places"]], [Path(str(row)) for row in told["copies"]]
    except (OSError, ValueError, KeyError, TypeError):
        return [], []


def known_backups(data_directory: Path) -> list[Path]:
    """Every backup of this register that can be seen from here without it, the newest first.

    Other divisions' backups may lie in the same shared folder; they are passed over.
    """
    from sakusns_desktop.storage.archive_proof import read_manifest  # loaded when first used: the home page needs none

    places, copies = read_places(data_directory)
    here = backups_in(data_directory / BACKUPS_FOLDER)
    own = _own_register(data_directory) or next((file.register for file in here), "")
    files = [*here, *(file for place in places for file in backups_in(place))]
    found = {file.path: file.made_at for file in files if own in {"", file.register}}
    for path in copies:
        try:
            manifest = read_manifest(path)
        except SakusnsError:
            continue
        if own in {"", manifest.register_id[:_SHOWN_OF_ID]}:
            found[path] = manifest.made_at
    return sorted(found, key=lambda path: found[path], reverse=True)


def _own_register(data_directory: Path) -> str:
    """First digits of the id of the register whose backups lie here; empty where nobody wrote it down."""
    try:
        told = json.loads((data_directory / BACKUPS_FOLDER / _PLACES).read_bytes())
        return str(told["register"])[:_SHOWN_OF_ID]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
