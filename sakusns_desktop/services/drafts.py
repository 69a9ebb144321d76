"""What a person is typing: kept within a second, and there again after the process was killed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sakusns_desktop.services.register import Register

ACCOUNT_FORM = "account"
"""Name of the account form among the drafts."""


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """An unfinished form: which, over which record (empty for a new one), what was typed, when (UTC)."""

    form: str
    subject_id: str
    values: Mapping[str, object]
    saved_at: datetime


class DraftService:
    """Autosave. A draft is not a change of the register, so it leaves no audit entry."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def save(self, form: str, subject_id: str, values: Mapping[str, object]) -> datetime:
        """Keep what is in a form now, in place of what was kept before. Returns when (UTC)."""
        now = self._register.clock()
        with self._register.transaction():
            self._register.drafts.save(form, subject_id, values, now)
        return now

    def load(self, form: str, subject_id: str) -> SavedDraft | None:
        """What was typed and not yet kept, ``None`` where nothing is left over."""
        row = self._register.drafts.load(form, subject_id)
        return None if row is None else SavedDraft(form, subject_id, row.payload, row.saved_at)

    def discard(self, form: str, subject_id: str) -> None:
        """Throw a draft away; the person said so."""
        with self._register.transaction():
            self._register.drafts.discard(form, subject_id)

    def all(self) -> list[SavedDraft]:
        """Every unfinished form, newest first."""
        rows = (SavedDraft(row.form, row.subject_id, row.payload, row.saved_at) for row in self._register.drafts.all())
        return sorted(rows, key=lambda draft: draft.saved_at, reverse=True)
