"""8 用語: terms of the guideline and of the app, explained in the app's own words for tooltips."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sakusns_desktop.domain.errors import InputError
from sakusns_desktop.domain.guideline import ClauseId
from sakusns_desktop.domain.text import fold
from sakusns_desktop.paths import resource_directory
from sakusns_desktop.reference_data.strict import Table, read_toml


@dataclass(frozen=True, slots=True)
class Term:
    """One term.

    Args:
        words: other writings of it.
        explanation: one or two plain sentences of ours.
        clause: where the guideline speaks of it.
        note: number of the guideline's own note (※) that explains it, 0 where there is none.
    """

    term: str
    words: tuple[str, ...]
    explanation: str
    clause: ClauseId
    note: int = 0


@dataclass(frozen=True, slots=True)
class TermInText:
    """A term found in a text: from ``start`` to ``end`` in code points."""

    start: int
    end: int
    term: Term


@dataclass(frozen=True, slots=True)
class Glossary:
    """All terms, in the order of the file."""

    terms: tuple[Term, ...]

    def explain(self, word: str) -> Term | None:
        """The term that a word means, whatever its width or kana; ``None`` where it is not one."""
        wanted = fold(word.strip())
        return next((term for term in self.terms if wanted in {fold(name) for name in (term.term, *term.words)}), None)

    def find(self, text: str) -> Iterator[TermInText]:
        """The terms that stand in a text, the longest where two begin at the same place, none overlapping."""
        names = [(name, term) for term in self.terms for name in (term.term, *term.words)]
        names.sort(key=lambda pair: -len(pair[0]))
        start = 0
        while start < len(text):
            found = next(((name, term) for name, term in names if _stands_at(text, name, start)), None)
            if found is not None:
                yield TermInText(start, start + len(found[0]), found[1])
            start += 1 if found is None else len(found[0])


def _stands_at(text: str, name: str, start: int) -> bool:
    """True where the name stands there, not as a part of a longer Latin word (``ID`` in ``VIDEO``)."""
    if not text.startswith(name, start):
        return False
    before, after = text[:start][-1:], text[start + len(name) :][:1]
    return not (_is_latin(name[0]) and _is_latin(before)) and not (_is_latin(name[-1]) and _is_latin(after))


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


@lru_cache(maxsize=1)
def load_glossary() -> Glossary:
    """The terms that the app comes with.

    Raises:
        ResourceError: the file breaks its rules.
    """
    return read_glossary(resource_directory() / "glossary.toml")


def read_glossary(file: Path) -> Glossary:
    """The terms of one file.

    Raises:
        ResourceError: the file breaks its rules, or a word stands for two terms; file and key are named.
    """
    top = read_toml(file)
    top.text("source")
    top.day("checked_on")
    taken: set[str] = set()
    terms = []
    for table in top.tables("term"):
        term = _term(table)
        for name in (term.term, *term.words):
            if fold(name) in taken:
                table.fail("term", f"の「{name}」は2度書かれています")
            taken.add(fold(name))
        terms.append(term)
    top.finish()
    return Glossary(tuple(terms))


def _term(table: Table) -> Term:
    try:
        clause = ClauseId.parse(table.text("clause"))
    except InputError:
        table.fail("clause", "は条項の番号でなければなりません")
    term = Term(
        term=table.text("term"),
        words=table.texts("words", ()),
        explanation=table.text("explanation"),
        clause=clause,
        note=table.integer("note", 0, minimum=0),
    )
    table.finish()
    return term
