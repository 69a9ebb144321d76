"""Builds repositories, reference data and services, for the window and for the command line."""

import getpass
from datetime import date
from pathlib import Path

from sakusns_desktop.domain.errors import SakusnsError
from sakusns_desktop.reference_data.platforms import load_platforms
from sakusns_desktop.services.register import Register
from sakusns_desktop.services.services import Services
from sakusns_desktop.services.settings import SettingsService
from sakusns_desktop.storage.database import open_database

DATABASE_NAME = "register.sqlite3"


def sign_in_name() -> str:
    """The OS sign-in of the person at the keyboard, empty where the OS does not tell."""
    try:
        return getpass.getuser().encode("utf-8", "replace").decode()  # undecodable bytes could not be kept
    except (OSError, KeyError, ImportError):
        return ""


def open_services(data_directory: Path, *, sign_in: str | None = None, today: date | None = None) -> Services:
    """Open (or make) the register in a folder and build the services over it.

    Args:
        sign_in: who acts; the OS sign-in where it is ``None``.
        today: the calendar day to go by; the office's own clock where it is ``None``.

    Raises:
        StorageError: the register cannot be opened; see its kinds. ResourceError: the installation is damaged.
    """
    data_directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = open_database(data_directory / DATABASE_NAME)
    register = Register(database, sign_in=sign_in_name() if sign_in is None else sign_in)
    if today is not None:
        fixed = today
        register.today = lambda: fixed
    try:
        return Services(data_directory, register, load_platforms(), SettingsService(register, data_directory))
    except SakusnsError:
        database.close()
        raise
