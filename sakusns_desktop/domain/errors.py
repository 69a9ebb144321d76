"""The one error tree. Adapters translate foreign exceptions into it once; the window alone catches all.

SakusnsError                 what happened, what is safe, what to do next (all three in Japanese)
├── InputError               a person's input; names the field it was made in
├── NotFoundError            the thing asked for is not in the register (any more)
├── ConflictError            somebody changed the same thing meanwhile, or it would stand there twice
├── ResourceError            a file under resources/ or a city's own settings file is not as it must be
├── StorageError             the register's file
│   ├── DatabaseDamagedError     it cannot be read; it has been set aside untouched
│   ├── NewerDatabaseError       it was written by a newer version
│   ├── DatabaseLockedError      another window or process holds it
│   └── StorageFullError         disk full, or the folder cannot be written to
├── BackupError              an archive that cannot be made or trusted
├── CredentialError          the OS keyring
└── ExportError              a document or table that could not be written
"""


class SakusnsError(Exception):
    """A fault told to a person.

    Args:
        what: what happened, one Japanese sentence.
        safe: what is safe all the same; may be empty.
        next_step: what to do now; may be empty.
    """

    def __init__(self, what: str, *, safe: str = "", next_step: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.safe = safe
        self.next_step = next_step

    def __str__(self) -> str:
        return "".join(part for part in (self.what, self.safe, self.next_step) if part)


class InputError(SakusnsError):
    """Input that cannot be used, told at the field where it was made.

    Args:
        field: name of the field in code (``"url"``); empty where the whole input is meant.
    """

    def __init__(self, field: str, what: str, *, safe: str = "", next_step: str = "") -> None:
        super().__init__(what, safe=safe, next_step=next_step)
        self.field = field


class NotFoundError(SakusnsError):
    """The thing asked for is not there."""


class ConflictError(SakusnsError):
    """The register holds something newer, or the same thing already."""


class ResourceError(SakusnsError):
    """A resource file breaks its own rules. ``what`` names file and key."""


class StorageError(SakusnsError):
    """The register's file or folder."""


class DatabaseDamagedError(StorageError):
    """The register cannot be read; nothing has been deleted."""


class NewerDatabaseError(StorageError):
    """The register was written by a newer version of the app."""


class DatabaseLockedError(StorageError):
    """Another window or process holds the register."""


class StorageFullError(StorageError):
    """The disk is full, or the folder cannot be written to."""


class BackupError(SakusnsError):
    """An archive that could not be made, or that must not be trusted."""


class CredentialError(SakusnsError):
    """The OS keyring refused, is closed, or is not there."""


class ExportError(SakusnsError):
    """A file that could not be written; the old one is whole."""
