"""The city's own guideline files as they were loaded, edition after edition."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from sakusns_desktop.storage.database import Database
from sakusns_desktop.storage.records import RecordTable
from sakusns_desktop.storage.revised import missing
from sakusns_desktop.storage.sql_errors import damaged


@dataclass(frozen=True, slots=True)
class StoredEdition:
    """An edition of the guideline.

    Args:
        loaded_at: ISO time in UTC.
        text: the whole text; empty once disposed of.
        sha256: of ``text`` in UTF-8, stays when the text goes.
        enacted_on, revised_on: 制定 and 改定, ``None`` where the text does not say.
        disposed_at: ISO time in UTC of the removal of ``text`` (廃棄), empty otherwise.
    """

    id: str
    loaded_at: str = ""
    source_name: str = ""
    text: str = ""
    sha256: str = ""
    title: str = ""
    enacted_on: date | None = None
    revised_on: date | None = None
    disposed_at: str = ""


EDITIONS = RecordTable("guideline_editions", StoredEdition, noun="ガイドラインの版")


class GuidelineEditionRepository:
    """Editions in the order in which they were loaded."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(
        self,
        *,
        id: str,
        loaded_at: datetime,
        source_name: str,
        text: str,
        sha256: str,
        title: str,
        enacted_on: date | None,
        revised_on: date | None,
    ) -> StoredEdition:
        """Keep an edition; it is the current one from now on. ``loaded_at`` has a time zone."""
        edition = StoredEdition(
            id=id,
            loaded_at=loaded_at.astimezone(UTC).isoformat(),
            source_name=source_name,
            text=text,
            sha256=sha256,
            title=title,
            enacted_on=enacted_on,
            revised_on=revised_on,
        )
        with self._db.writing():
            EDITIONS.insert(self._db, edition, {"checksum": EDITIONS.checksum(edition)})
        return edition

    def all(self) -> tuple[StoredEdition, ...]:
        """Every edition, in the order in which they were loaded, those without their text (廃棄) included.

        Raises:
            DatabaseDamagedError: one is not what was written.
        """
        rows = self._db.read(f"{EDITIONS.select}, checksum FROM guideline_editions ORDER BY rowid")
        editions = []
        for *values, written in rows:
            if EDITIONS.row_checksum(values) != written:
                raise damaged(EDITIONS.noun)
            editions.append(EDITIONS.decode(tuple(values)))
        return tuple(editions)

    def current(self) -> StoredEdition | None:
        """The edition loaded last, ``None`` where there is none."""
        editions = self.all()
        return editions[-1] if editions else None

    def remove_text(self, edition_id: str, at: datetime) -> None:
        """Empty an edition (廃棄); its id, dates and hash stay. Nothing happens where it is empty already.

        Raises:
            NotFoundError: there is no such edition.
        """
        with self._db.writing():
            edition = next((edition for edition in self.all() if edition.id == edition_id), None)
            if edition is None:
                raise missing(EDITIONS.noun)
            if not edition.disposed_at:
                moment = at.astimezone(UTC).isoformat()
                emptied = replace(edition, text="", source_name="", title="", disposed_at=moment)
                extra = {"checksum": EDITIONS.checksum(emptied)}
                EDITIONS.update(self._db, emptied, extra, "id = ?", (edition_id,))
