"""What a person is typing, kept until it becomes a change of the register or is thrown away."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sakusns_desktop.storage.database import Database, Row
from sakusns_desktop.storage.records import text_checksum, whole_texts

_SELECT = "SELECT form, subject_id, payload, saved_at, checksum FROM drafts"


@dataclass(frozen=True, slots=True)
class Draft:
    """An unfinished form.

    Args:
        form: which form. subject_id: over which record; empty for a new one.
        payload: what was typed, as JSON can hold it.
        saved_at: UTC.
    """

    form: str
    subject_id: str
    payload: Mapping[str, object]
    saved_at: datetime


class DraftRepository:
    """Drafts by form and record. Secrets are never handed in here."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def save(self, form: str, subject_id: str, payload: Mapping[str, object], saved_at: datetime) -> None:
        """Keep a draft in place of the one before. ``saved_at`` has a time zone."""
        # ASCII, so that half a character (a broken paste) is kept as well.
        row = (form, subject_id, json.dumps(payload, ensure_ascii=True), saved_at.astimezone(UTC).isoformat())
        with self._db.writing():
            self._db.write("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?, ?)", (*row, text_checksum(*row)))

    def load(self, form: str, subject_id: str) -> Draft | None:
        """The draft of a form over a record, ``None`` where there is none.

        Raises:
            DatabaseDamagedError: it is not what was written.
        """
        row = self._db.read_one(f"{_SELECT} WHERE form = ? AND subject_id = ?", (form, subject_id))
        return None if row is None else _draft(row)

    def discard(self, form: str, subject_id: str) -> None:
        """Remove a draft; nothing happens where there is none."""
        with self._db.writing():
            self._db.write("DELETE FROM drafts WHERE form = ? AND subject_id = ?", (form, subject_id))

    def all(self) -> tuple[Draft, ...]:
        """Every draft, newest first."""
        return tuple(_draft(row) for row in self._db.read(f"{_SELECT} ORDER BY saved_at DESC, form, subject_id"))


def _draft(row: Row) -> Draft:
    form, subject_id, payload, saved_at = whole_texts(row, "書きかけの内容")
    return Draft(form, subject_id, json.loads(payload), datetime.fromisoformat(saved_at))
