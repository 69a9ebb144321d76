"""The city's own guideline file: loaded beside the app's short titles; a new edition lists what changed."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sakusns_desktop.domain.errors import InputError
from sakusns_desktop.domain.guideline_comparison import EditionComparison, compare_editions
from sakusns_desktop.domain.guideline_edition import GuidelineEdition, parse_edition
from sakusns_desktop.exchange.guideline_file import read_guideline_file
from sakusns_desktop.services.register import Register, new_id
from sakusns_desktop.storage.guideline_editions import StoredEdition

_UNCHANGED = "いまのガイドラインはそのままです。"


@dataclass(frozen=True, slots=True)
class LoadedEdition:
    """An edition in the register: its id, when and from where it came (UTC ISO time), and what it says."""

    id: str
    loaded_at: str
    source_name: str
    edition: GuidelineEdition

    @property
    def loaded(self) -> datetime:
        """When it was loaded, in UTC."""
        return datetime.fromisoformat(self.loaded_at)

    @property
    def day(self) -> date | None:
        """The day that tells editions apart: 改定, else 制定, ``None`` where the text says neither."""
        return self.edition.revised or self.edition.enacted


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that was read and not taken in yet.

    Args:
        source_name: name of its file without the folder, empty where it was pasted.
        changes: against the edition in force, ``None`` where there is none.
    """

    text: str
    source_name: str
    edition: GuidelineEdition
    changes: EditionComparison | None


@dataclass(frozen=True, slots=True)
class GuidelineOverview:
    """What the register holds: the edition in force, the one before it, and what changed between them."""

    current: LoadedEdition | None = None
    previous: LoadedEdition | None = None
    changes: EditionComparison | None = None


class GuidelineService:
    """Loads editions of the guideline and compares them."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def _editions(self) -> list[StoredEdition]:
        """Oldest first, those whose text was disposed of (廃棄) left out."""
        return [row for row in self._register.guideline_editions.all() if row.text]

    def current(self) -> LoadedEdition | None:
        """The newest edition loaded, ``None`` where there is none yet."""
        return self.overview().current

    def changes(self) -> EditionComparison | None:
        """What the newest edition changed against the one before it, ``None`` where there are not two."""
        return self.overview().changes

    def overview(self) -> GuidelineOverview:
        """The two newest editions and what lies between them."""
        editions = self._editions()
        if not editions:
            return GuidelineOverview()
        current = _loaded(editions[-1])
        if len(editions) == 1:
            return GuidelineOverview(current)
        previous = _loaded(editions[-2])
        return GuidelineOverview(current, previous, compare_editions(previous.edition, current.edition))

    def read_file(self, file: Path) -> Candidate:
        """Read a file that a person chose; nothing is taken in.

        Raises:
            InputError: it cannot be read, holds no clauses, or is the edition in force.
        """
        return self.examine(read_guideline_file(file), file.name)

    def examine(self, text: str, source_name: str = "") -> Candidate:
        """Read a text; nothing is taken in.

        Raises:
            InputError: (field ``text``) no clauses in it, or it is the edition in force.
        """
        text = text.encode("utf-8", "ignore").decode("utf-8")  # halves of characters, as a broken paste leaves them
        edition = parse_edition(text)
        if not edition.clauses:
            raise InputError(
                "text",
                "条項を見つけられませんでした。",
                safe=_UNCHANGED,
                next_step="「1 目的」「(1)」「ア」のように番号のある、ガイドラインの文字を使ってください。",
            )
        current = next(reversed(self._editions()), None)
        if current is None:
            return Candidate(text, source_name, edition, None)
        if current.sha256 == _digest(text):
            raise InputError("text", "もう読み込んである版と同じです。", safe="何も変わっていません。")
        return Candidate(text, source_name, edition, compare_editions(_loaded(current).edition, edition))

    def load(self, text: str, source_name: str = "") -> LoadedEdition:
        """Take in a guideline text; it is the edition in force from now on.

        Args:
            text: the whole text, already decoded.
            source_name: name of the file it came from, without its folder; empty where it was pasted.

        Raises:
            InputError: as ``examine``.
        """
        candidate = self.examine(text, source_name)
        text, edition = candidate.text, candidate.edition
        digest = _digest(text)
        edition_id, now = new_id(), self._register.clock()
        with self._register.transaction():
            self._register.guideline_editions.add(
                id=edition_id,
                loaded_at=now,
                source_name=source_name,
                text=text,
                sha256=digest,
                title=edition.title,
                enacted_on=edition.enacted,
                revised_on=edition.revised,
            )
            after = {"source_name": source_name, "sha256": digest, "title": edition.title}
            self._register.record("guideline.loaded", "guideline", edition_id, after=after)
        return LoadedEdition(edition_id, now.isoformat(), source_name, edition)


def _loaded(row: StoredEdition) -> LoadedEdition:
    return LoadedEdition(row.id, row.loaded_at, row.source_name, parse_edition(row.text))


def _digest(text: str) -> str:
    import hashlib  # loaded when first used: it costs start-up time

    return hashlib.sha256(text.encode("utf-8")).hexdigest()
