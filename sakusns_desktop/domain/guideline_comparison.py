"""1-8: what a new edition of the guideline changed against the one before it."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from sakusns_desktop.domain.guideline import ClauseId
from sakusns_desktop.domain.guideline_edition import EditionClause, GuidelineEdition

_MAXIMUM_WORDS = 1500
"""Beyond this a clause is told as replaced whole: a word-by-word comparison would take seconds."""
_MINIMUM_MOVED = 8
"""Shorter texts (免責事項) can be equal by chance; they do not count as moved."""

_WORD = r"\n|[A-Za-z0-9]+|[ぁ-ん]+|[ァ-ヺー]+|[一-鿿々]+|."


class PieceKind(StrEnum):
    """What happened to a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in a comparison: same and added pieces make the new text, same and removed ones the old
    (but for width)."""

    kind: PieceKind
    text: str


@dataclass(frozen=True, slots=True)
class ChangedClause:
    """A clause that both editions have, with other words."""

    id: ClauseId
    old: EditionClause
    new: EditionClause
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class MovedClause:
    """A clause whose words stand under another number now."""

    old_id: ClauseId
    new: EditionClause


@dataclass(frozen=True, slots=True)
class ChangedNote:
    """A note (※) with other words; ``old`` or ``new`` is empty where it came or went."""

    number: int
    old: str
    new: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class EditionComparison:
    """The differences, each group in the order of the guideline. Width and blanks do not count."""

    added: tuple[EditionClause, ...] = ()
    removed: tuple[EditionClause, ...] = ()
    changed: tuple[ChangedClause, ...] = ()
    moved: tuple[MovedClause, ...] = ()
    notes: tuple[ChangedNote, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True where the editions say the same."""
        return not (self.added or self.removed or self.changed or self.moved or self.notes)

    @property
    def clause_ids(self) -> tuple[ClauseId, ...]:
        """Every clause of the new edition that should be looked at again, and every one that is gone."""
        ids = {clause.id for clause in (*self.added, *self.removed)}
        ids |= {change.id for change in self.changed} | {move.new.id for move in self.moved}
        return tuple(sorted(ids))


def compare_editions(old: GuidelineEdition, new: GuidelineEdition) -> EditionComparison:
    """Clauses that came, went, changed or moved to another number, and notes that changed."""
    old_left = {clause.id: clause for clause in old.clauses}
    new_left = {clause.id: clause for clause in new.clauses}
    for clause_id in old_left.keys() & new_left.keys():
        if _essence(old_left[clause_id]) == _essence(new_left[clause_id]):
            del old_left[clause_id], new_left[clause_id]
    moved = _take_moved(old_left, new_left)
    both = sorted(old_left.keys() & new_left.keys())
    changed = tuple(_changed(old_left.pop(clause_id), new_left.pop(clause_id)) for clause_id in both)
    return EditionComparison(
        added=tuple(new_left[clause_id] for clause_id in sorted(new_left)),
        removed=tuple(old_left[clause_id] for clause_id in sorted(old_left)),
        changed=changed,
        moved=moved,
        notes=tuple(_changed_notes(old, new)),
    )


def compare_texts(old: str, new: str) -> tuple[Piece, ...]:
    """The two texts word by word; runs of one script count as a word, width does not count."""
    before, after = re.findall(_WORD, old), re.findall(_WORD, new)
    if len(before) > _MAXIMUM_WORDS or len(after) > _MAXIMUM_WORDS:
        pieces = [(PieceKind.REMOVED, old), (PieceKind.ADDED, new)]
        return tuple(Piece(kind, text) for kind, text in pieces if text)
    matcher = difflib.SequenceMatcher(None, _narrow(before), _narrow(after), autojunk=False)
    return tuple(_pieces(matcher, before, after))


def _pieces(matcher: difflib.SequenceMatcher[str], before: list[str], after: list[str]) -> Iterator[Piece]:
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield Piece(PieceKind.SAME, "".join(after[new_start:new_end]))
            continue
        if old_end > old_start:
            yield Piece(PieceKind.REMOVED, "".join(before[old_start:old_end]))
        if new_end > new_start:
            yield Piece(PieceKind.ADDED, "".join(after[new_start:new_end]))


def _take_moved(
    old_left: dict[ClauseId, EditionClause], new_left: dict[ClauseId, EditionClause]
) -> tuple[MovedClause, ...]:
    """Take out of both what has the same words under another number, in the order of the new edition."""
    by_words: dict[str, list[ClauseId]] = {}
    for clause_id in sorted(old_left):
        by_words.setdefault(_essence(old_left[clause_id]), []).append(clause_id)
    moved = []
    for clause_id in sorted(new_left):
        words = _essence(new_left[clause_id])
        if len(words) >= _MINIMUM_MOVED and by_words.get(words):
            old_id = by_words[words].pop(0)
            del old_left[old_id]
            moved.append(MovedClause(old_id, new_left.pop(clause_id)))
    return tuple(moved)


def _changed(old: EditionClause, new: EditionClause) -> ChangedClause:
    return ChangedClause(new.id, old, new, compare_texts(_whole(old), _whole(new)))


def _changed_notes(old: GuidelineEdition, new: GuidelineEdition) -> Iterator[ChangedNote]:
    before = {note.number: note.text for note in old.notes}
    after = {note.number: note.text for note in new.notes}
    for number in sorted(before.keys() | after.keys()):
        one, other = before.get(number, ""), after.get(number, "")
        if _squeezed(one) != _squeezed(other) or (number in before) is not (number in after):
            yield ChangedNote(number, one, other, compare_texts(one, other))


def _whole(clause: EditionClause) -> str:
    return "\n".join(part for part in (clause.heading, clause.text) if part)


def _essence(clause: EditionClause) -> str:
    return _squeezed(_whole(clause))


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _narrow(words: Iterable[str]) -> list[str]:
    return [unicodedata.normalize("NFKC", word) for word in words]
