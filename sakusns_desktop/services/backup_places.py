"""Where backups lie: beside the register, at the second place, and wherever a person had one made."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

from sakusns_desktop.domain.errors import SakusnsError
from sakusns_desktop.services.backup_rotation import BackupFile, read_backup_name
from sakusns_desktop.storage.archive_proof import read_manifest
from sakusns_desktop.storage.private_files import make_private_folder, write_atomically
from sakusns_desktop.storage.settings import SettingsRepository

BACKUPS_FOLDER = "backups"
"""In the data directory: the backups that are made by themselves."""

_PLACES = "places.json"
"""Beside them: where else there are some, for the day on which the register cannot tell any more."""

_COPIES_KEY = "backup_state.copies"
_COPIES_REMEMBERED = 200


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


def write_places(data_directory: Path, second_place: str, copies: Sequence[Path]) -> None:
    """Write down beside the backups where else there are some.

    Args:
        second_place: empty where nobody has chosen one.
    """
    told = {"places": [second_place] if second_place else [], "copies": [str(path) for path in copies]}
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
    """Every backup that can be seen from here without the register, the newest first."""
    places, copies = read_places(data_directory)
    folders = [data_directory / BACKUPS_FOLDER, *places]
    found = {file.path: file.made_at for folder in folders for file in backups_in(folder)}
    for path in copies:
        try:
            found[path] = read_manifest(path).made_at
        except SakusnsError:
            continue
    return sorted(found, key=lambda path: found[path], reverse=True)
