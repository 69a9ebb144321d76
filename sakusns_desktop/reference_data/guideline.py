"""1-8: the clauses of ``resources/guideline.toml``: ids, the app's own titles, whom they bind, what serves them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sakusns_desktop.domain.errors import InputError
from sakusns_desktop.domain.guideline import Binds, Clause, ClauseId, ServedBy, Service
from sakusns_desktop.paths import resource_directory
from sakusns_desktop.reference_data.strict import Table, read_toml


@dataclass(frozen=True, slots=True)
class Guideline:
    """The clauses in the guideline's order.

    Args:
        binds_words: whom a clause binds -> the word on the screen.
    """

    clauses: tuple[Clause, ...]
    binds_words: Mapping[Binds, str]

    def clause(self, clause_id: ClauseId) -> Clause | None:
        """The clause with this id, ``None`` where the app does not know it."""
        return next((clause for clause in self.clauses if clause.id == clause_id), None)

    def below(self, clause_id: ClauseId) -> tuple[Clause, ...]:
        """The clauses that stand directly in this one."""
        return tuple(clause for clause in self.clauses if clause.id.parent == clause_id)


@lru_cache(maxsize=1)
def load_guideline() -> Guideline:
    """The clauses that the app comes with.

    Raises:
        ResourceError: the file breaks its rules.
    """
    return read_guideline(resource_directory() / "guideline.toml")


def load_clauses() -> tuple[Clause, ...]:
    """The clauses alone."""
    return load_guideline().clauses


def read_guideline(file: Path) -> Guideline:
    """The clauses of one file.

    Raises:
        ResourceError: the file breaks its rules, a clause stands twice, out of order or without its parent.
    """
    top = read_toml(file)
    top.text("source")
    top.day("checked_on")
    words = top.table("binds")
    binds_words = {binds: words.text(binds.value) for binds in Binds}
    words.finish()
    page_words = top.table("pages")
    pages = {key: page_words.text(key) for key in page_words.names()}
    clauses: list[Clause] = []
    for table in top.tables("clause"):
        clause = _clause(table, pages)
        if clauses and not clauses[-1].id < clause.id:
            table.fail("id", f"の「{clause.id}」は順番どおりではありません")
        parent = clause.id.parent
        if parent is not None and all(known.id != parent for known in clauses):
            table.fail("id", f"の「{clause.id}」の上に「{parent}」がありません")
        clauses.append(clause)
    top.finish()
    return Guideline(tuple(clauses), binds_words)


def _clause(table: Table, pages: Mapping[str, str]) -> Clause:
    try:
        clause_id = ClauseId.parse(table.text("id"))
    except InputError:
        table.fail("id", "は条項の番号でなければなりません")
    allowed = {binds.value for binds in Binds}
    binds = table.texts("binds")
    for name in binds:
        if name not in allowed:
            table.fail("binds", f"の「{name}」は知らない役割です")
    clause = Clause(
        id=clause_id,
        title=table.text("title"),
        summary=table.text("summary"),
        binds=tuple(Binds(name) for name in binds),
        served_by=tuple(_service(service, pages) for service in table.tables("served_by", optional=True)),
    )
    table.finish()
    return clause


def _service(table: Table, pages: Mapping[str, str]) -> Service:
    """A page takes its label from ``[pages]``, so that it is written once; everything else brings its own."""
    kind = ServedBy(table.choice("kind", tuple(kind.value for kind in ServedBy)))
    ref = table.text("ref")
    if kind is ServedBy.PAGE and ref not in pages:
        table.fail("ref", f"の「{ref}」というページはありません")
    label = pages[ref] if kind is ServedBy.PAGE else table.text("label")
    table.finish()
    return Service(kind, ref, label)
