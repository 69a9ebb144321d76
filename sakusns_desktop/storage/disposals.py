"""廃棄: which texts and files went by which decision, and which copies of them could not be reached yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from sakusns_desktop.storage.database import Database
from sakusns_desktop.storage.records import text_checksum, whole_texts
from sakusns_desktop.storage.sql_errors import damaged


class RecordKind(StrEnum):
    """Kinds of records that have a 保存年限 of their own."""

    ACCOUNT = "account"
    STAFF = "staff"
    AUDIT_DETAIL = "audit_detail"
    GUIDELINE_EDITION = "guideline_edition"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True, order=True)
class DisposalItem:
    """One record to dispose of: its id, the hash of an audit entry, or the folder of set-aside files."""

    kind: RecordKind
    subject_id: str


@dataclass(frozen=True, slots=True)
class Disposal:
    """An approved act of disposal, carried out.

    Args:
        decision_number: 決裁番号. approved_by: the post that decided. approved_on: the day of the decision.
        carried_out_at: UTC.
    """

    id: str
    decision_number: str
    approved_by: str
    approved_on: date
    carried_out_at: datetime
    items: tuple[DisposalItem, ...] = ()


@dataclass(frozen=True, slots=True)
class PendingPlace:
    """A copy in which a disposal is still to be carried out: where, and why it could not be (Japanese)."""

    disposal_id: str
    place: str
    reason: str


class DisposalRepository:
    """Disposals. They are never changed, and their items are what lets audit texts be removed."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, disposal: Disposal) -> None:
        """Keep a disposal, within the transaction that carries it out."""
        row = (
            disposal.id,
            disposal.decision_number,
            disposal.approved_by,
            disposal.approved_on.isoformat(),
            disposal.carried_out_at.astimezone(UTC).isoformat(),
        )
        with self._db.writing():
            self._db.write("INSERT INTO disposals VALUES (?, ?, ?, ?, ?, ?)", (*row, text_checksum(*row)))
            items = [(disposal.id, item.kind.value, item.subject_id) for item in disposal.items]
            self._db.write_many("INSERT INTO disposal_items VALUES (?, ?, ?)", items)

    def all(self) -> tuple[Disposal, ...]:
        """Every disposal with its items, oldest first.

        Raises:
            DatabaseDamagedError: one is not what was written.
        """
        with self._db.reading():
            rows = self._db.read("SELECT * FROM disposals ORDER BY carried_out_at, id")
            items: dict[str, list[DisposalItem]] = {}
            for disposal_id, kind, subject_id in self._db.read("SELECT * FROM disposal_items"):
                items.setdefault(disposal_id, []).append(_item(kind, subject_id))
        return tuple(_disposal(whole_texts(row, "廃棄の記録"), items) for row in rows)

    def ids(self) -> frozenset[str]:
        """Ids of every disposal."""
        return frozenset(row[0] for row in self._db.read("SELECT id FROM disposals"))

    def pending(self) -> tuple[PendingPlace, ...]:
        """Copies that could not be reached yet."""
        rows = self._db.read("SELECT disposal_id, place, reason FROM disposal_pending ORDER BY disposal_id, place")
        return tuple(PendingPlace(*row) for row in rows)

    def set_pending(self, places: Iterable[PendingPlace]) -> None:
        """Replace the list of copies that could not be reached."""
        reasons = {(place.disposal_id, place.place): place.reason for place in places}
        rows = [(disposal_id, place, reason) for (disposal_id, place), reason in sorted(reasons.items())]
        with self._db.writing():
            self._db.write("DELETE FROM disposal_pending")
            self._db.write_many("INSERT INTO disposal_pending VALUES (?, ?, ?)", rows)


def _item(kind: str, subject_id: str) -> DisposalItem:
    try:
        return DisposalItem(RecordKind(kind), subject_id)
    except ValueError as error:
        raise damaged("廃棄の記録") from error


def _disposal(texts: tuple[str, ...], items: dict[str, list[DisposalItem]]) -> Disposal:
    disposal_id, number, by, on, at = texts
    own = tuple(sorted(items.get(disposal_id, ())))
    return Disposal(disposal_id, number, by, date.fromisoformat(on), datetime.fromisoformat(at), own)
