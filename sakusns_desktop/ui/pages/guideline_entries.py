"""1-8: what the guideline page shows of each clause: the app's words, and the city's own beside them."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sakusns_desktop.domain.dates import format_day
from sakusns_desktop.domain.guideline import Binds, ClauseId, Service
from sakusns_desktop.domain.guideline_comparison import EditionComparison
from sakusns_desktop.domain.guideline_edition import EditionClause, EditionNote, GuidelineEdition
from sakusns_desktop.domain.organization import Role
from sakusns_desktop.domain.text import fold
from sakusns_desktop.reference_data.guideline import Guideline, load_guideline
from sakusns_desktop.services.guideline import GuidelineOverview, LoadedEdition
from sakusns_desktop.services.services import Services

CHANGED, ADDED, MOVED, REMOVED = "変更", "追加", "移動", "削除"
"""What the newest edition did to a clause."""


@dataclass(frozen=True, slots=True)
class ClauseEntry:
    """One clause on the page.

    Args:
        title: the app's own short title; for a clause that the app does not know, the edition's heading.
        summary: the app's own sentence, empty for a clause that the app does not know.
        binds: whom it binds, in the city's words for the roles.
        official: the city's own text, ``None`` where no file is loaded or it has no such clause.
        notes: the notes (※) that the official text points to.
        change: what the newest edition did to it, empty where nothing.
        children: the clauses right below it.
    """

    id: ClauseId
    title: str
    summary: str = ""
    binds: tuple[str, ...] = ()
    served_by: tuple[Service, ...] = ()
    official: EditionClause | None = None
    notes: tuple[EditionNote, ...] = ()
    change: str = ""
    children: tuple[ClauseId, ...] = ()

    @property
    def known(self) -> bool:
        """The app has words of its own for it."""
        return bool(self.summary)

    @property
    def heading(self) -> str:
        """Number and title."""
        return f"{self.id} {self.title}"

    @property
    def search_text(self) -> str:
        """What the search looks in, folded."""
        official = (self.official.heading, self.official.text) if self.official else ()
        return fold("\n".join((str(self.id), self.title, self.summary, *official)))


@dataclass(frozen=True, slots=True)
class GuidelineView:
    """Everything on the page."""

    entries: tuple[ClauseEntry, ...]
    overview: GuidelineOverview

    def entry(self, clause_id: ClauseId | None) -> ClauseEntry | None:
        """The entry of a clause, ``None`` where there is none."""
        return next((entry for entry in self.entries if entry.id == clause_id), None)

    @property
    def edition(self) -> GuidelineEdition | None:
        """The edition in force."""
        return self.overview.current.edition if self.overview.current else None


def load_view(services: Services) -> GuidelineView:
    """Read everything that the page shows; called on the worker."""
    overview, guideline = services.guideline.overview(), load_guideline()
    words = _binds_words(services, guideline)
    edition = overview.current.edition if overview.current else None
    return GuidelineView(tuple(clause_entries(guideline, edition, overview.changes, words)), overview)


def clause_entries(
    guideline: Guideline,
    edition: GuidelineEdition | None,
    changes: EditionComparison | None,
    binds_words: Mapping[Binds, str],
) -> Iterator[ClauseEntry]:
    """Every clause that the app or the edition has, in order."""
    official = {clause.id: clause for clause in edition.clauses} if edition else {}
    ids = sorted({clause.id for clause in guideline.clauses} | official.keys())
    marks = _marks(changes)
    for clause_id in ids:
        known, text = guideline.clause(clause_id), official.get(clause_id)
        children = tuple(other for other in ids if other.parent == clause_id)
        yield ClauseEntry(
            id=clause_id,
            title=known.title if known else (text.heading if text else "") or "アプリにない条項",
            summary=known.summary if known else "",
            binds=tuple(dict.fromkeys(binds_words[binds] for binds in known.binds)) if known else (),
            served_by=known.served_by if known else (),
            official=text,
            notes=_notes(text, edition, has_children=bool(children)),
            change=marks.get(clause_id, ""),
            children=children,
        )


def edition_line(loaded: LoadedEdition) -> str:
    """Which edition it is: 「令和7年1月30日改定」, or when it was loaded where its text says no day."""
    edition = loaded.edition
    if edition.revised:
        return f"{format_day(edition.revised, weekday=False)}改定"
    if edition.enacted:
        return f"{format_day(edition.enacted, weekday=False)}制定"
    return f"{format_day(loaded.loaded.astimezone().date(), weekday=False)}に読込み"


def _binds_words(services: Services, guideline: Guideline) -> dict[Binds, str]:
    settings, roles = services.settings, services.role_words
    return {
        **guideline.binds_words,
        Binds.OWNER: roles[Role.OWNER],
        Binds.MANAGER: roles[Role.MANAGER],
        Binds.OPERATOR: roles[Role.OPERATOR],
        Binds.DIVISION: settings.text("role.division_name"),
        Binds.PR_DIVISION: settings.text("pr_division.name"),
    }


def _marks(changes: EditionComparison | None) -> dict[ClauseId, str]:
    if changes is None:
        return {}
    return {
        **{clause.id: REMOVED for clause in changes.removed},
        **{clause.id: ADDED for clause in changes.added},
        **{change.id: CHANGED for change in changes.changed},
        **{move.new.id: MOVED for move in changes.moved},
    }


def _notes(
    clause: EditionClause | None, edition: GuidelineEdition | None, *, has_children: bool
) -> tuple[EditionNote, ...]:
    """The notes that a clause points to; all of them in the section that explains them (8)."""
    if clause is None or edition is None:
        return ()
    text = unicodedata.normalize("NFKC", clause.heading + clause.text)
    numbers = {int(number) for number in re.findall(r"※\s*([0-9]{1,2})", text)}
    explains = not clause.text and not has_children and "用語" in clause.heading
    return tuple(note for note in edition.notes if explains or note.number in numbers)
