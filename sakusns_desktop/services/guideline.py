"""The city's own guideline file: loaded beside the app's short titles; a new edition lists what changed."""

from dataclasses import dataclass

from sakusns_desktop.domain.errors import InputError
from sakusns_desktop.domain.guideline_comparison import EditionComparison, compare_editions
from sakusns_desktop.domain.guideline_edition import GuidelineEdition, parse_edition
from sakusns_desktop.services.register import Register, new_id


@dataclass(frozen=True, slots=True)
class LoadedEdition:
    """An edition in the register: its id, when and from where it came (UTC ISO time), and what it says."""

    id: str
    loaded_at: str
    source_name: str
    edition: GuidelineEdition


class GuidelineService:
    """Loads editions of the guideline and compares them."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def current(self) -> LoadedEdition | None:
        """The newest edition loaded, ``None`` where there is none yet."""
        row = self._register.guideline_editions.current()
        if row is None:
            return None
        return LoadedEdition(row.id, str(row.loaded_at), row.source_name, parse_edition(row.text))

    def changes(self) -> EditionComparison | None:
        """What the newest edition changed against the one before it, ``None`` where there are not two."""
        rows = self._register.guideline_editions.all()
        if len(rows) < 2:
            return None
        older, newer = sorted(rows, key=lambda row: row.loaded_at)[-2:]
        return compare_editions(parse_edition(older.text), parse_edition(newer.text))

    def load(self, text: str, source_name: str) -> LoadedEdition:
        """Take in a guideline text.

        Args:
            text: the whole text, already decoded.
            source_name: name of the file it came from, without its folder; empty where it was pasted.

        Raises:
            InputError: no clauses in it, or it is the edition that is loaded already.
        """
        import hashlib

        edition = parse_edition(text)
        if not edition.clauses:
            raise InputError(
                "text",
                "条項を見つけられませんでした。",
                safe="いまのガイドラインはそのままです。",
                next_step="「1 目的」「(1)」「ア」のように番号のある文字のファイルを選んでください。",
            )
        digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
        current = self._register.guideline_editions.current()
        if current is not None and current.sha256 == digest:
            raise InputError("text", "もう読み込んである版と同じです。", safe="何も変わっていません。")
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
