"""What a backup archive says of itself: ``manifest.json``, read strictly."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sakusns_desktop.domain.errors import BackupError, NewerDatabaseError
from sakusns_desktop.storage.stored_files import STORED_PATH

FORMAT = "sakusns-backup"
FORMAT_VERSION = 1
MANIFEST_PART = "manifest.json"
REGISTER_PART = "register.sqlite3"
FILES_PREFIX = "files/"

MAXIMUM_PARTS = 200_000
MAXIMUM_BYTES = 64 << 30
"""Of all parts together, unpacked."""

_DIGEST_LENGTH = 64
_YEARS = range(1981, 2107)
"""ZIP's own range, and far enough from the ends that every time zone can tell the moment."""
_KEYS = {
    "format", "format_version", "schema_version", "app_version", "register_id", "made_at", "audit_count", "audit_head",
    "disposals", "parts",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One file in an archive: its name with ``/``, its size in bytes, its SHA-256 (64 hexadecimal digits)."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive holds. Settings are in the register; a secret is nowhere.

    Args:
        schema_version: form of the register in it.
        made_at: UTC.
        audit_count, audit_head: length and head hash of the audit log in it.
        disposals: ids of the disposals (廃棄) that have been carried out in it.
        parts: the register and every evidence file.
    """

    schema_version: int
    app_version: str
    register_id: str
    made_at: datetime
    audit_count: int
    audit_head: str
    disposals: tuple[str, ...]
    parts: tuple[Part, ...]

    def to_json(self) -> bytes:
        """The manifest as it stands in an archive."""
        told = {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "schema_version": self.schema_version,
            "app_version": self.app_version,
            "register_id": self.register_id,
            "made_at": self.made_at.isoformat(),
            "audit_count": self.audit_count,
            "audit_head": self.audit_head,
            "disposals": list(self.disposals),
            "parts": [{"name": part.name, "size": part.size, "sha256": part.sha256} for part in self.parts],
        }
        return json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8")


def parse_manifest(content: bytes) -> Manifest:
    """Read a manifest.

    Raises:
        NewerDatabaseError: a newer version of the app made the archive.
        BackupError: it is not one, or names parts that no archive holds.
    """
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise untrusted("目録を読めません") from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise untrusted("このアプリの控えではありません")
    if isinstance(told.get("format_version"), int) and told["format_version"] > FORMAT_VERSION:
        raise NewerDatabaseError(
            "この控えは、新しい版のアプリで作られています。",
            safe="台帳には何もしていません。",
            next_step="アプリを新しい版にしてから戻してください。",
        )
    try:
        return _manifest(told)
    except (KeyError, TypeError, ValueError) as error:
        raise untrusted("目録の書き方が違います") from error


def untrusted(reason: str) -> BackupError:
    """The error for an archive that must not be trusted."""
    return BackupError(
        f"この控えは使えません（{reason}）。",
        safe="いまの台帳には何もしていません。",
        next_step="別の控えを選んでください。",
    )


def is_part_name(name: str) -> bool:
    """True for the names that an archive made by this app can hold, the manifest aside."""
    return name == REGISTER_PART or (
        name.startswith(FILES_PREFIX) and bool(STORED_PATH.match(name[len(FILES_PREFIX) :]))
    )


def _manifest(told: Mapping[str, object]) -> Manifest:
    if set(told) != _KEYS:
        raise ValueError("keys")
    parts = tuple(_part(row) for row in _list(told["parts"]))
    names = [part.name for part in parts]
    if len(set(names)) != len(names) or REGISTER_PART not in names or not all(map(is_part_name, names)):
        raise ValueError("parts")
    if len(parts) > MAXIMUM_PARTS or sum(part.size for part in parts) > MAXIMUM_BYTES:
        raise ValueError("size")
    return Manifest(
        schema_version=_number(told["schema_version"]),
        app_version=_text(told["app_version"]),
        register_id=_text(told["register_id"]),
        made_at=_moment(told["made_at"]),
        audit_count=_number(told["audit_count"]),
        audit_head=_text(told["audit_head"]),
        disposals=tuple(_text(row) for row in _list(told["disposals"])),
        parts=parts,
    )


def _part(row: object) -> Part:
    if not isinstance(row, dict) or set(row) != {"name", "size", "sha256"}:
        raise ValueError("part")
    digest = _text(row["sha256"])
    if len(digest) != _DIGEST_LENGTH:
        raise ValueError("sha256")
    return Part(_text(row["name"]), _number(row["size"]), digest)


def _moment(value: object) -> datetime:
    moment = datetime.fromisoformat(_text(value))
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    if moment.year not in _YEARS:
        raise ValueError("a year that no archive can hold")
    return moment.astimezone(UTC)


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise TypeError("text expected")


def _number(value: object) -> int:
    if type(value) is int and value >= 0:
        return value
    raise TypeError("number expected")


def _list(value: object) -> list[object]:
    if isinstance(value, list):
        return value
    raise TypeError("list expected")
