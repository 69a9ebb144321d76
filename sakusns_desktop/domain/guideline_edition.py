"""1-8: the city's own guideline file, read into clauses; two editions compared.

The official sentences live in the register alone, never in the app: it knows clause ids and short titles.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from sakusns_desktop.domain.errors import InputError
from sakusns_desktop.domain.guideline import ITEM_ORDER, ClauseId
from sakusns_desktop.domain.guideline_lines import (
    ENACTED,
    MAXIMUM_BYTES,
    REVISED,
    WAREKI_DAY,
    Mark,
    MarkKind,
    days_beside,
    is_page_furniture,
    read_mark,
    split_lines,
)

_HEADING_LENGTH = 20
_SECTION_HEADING_LENGTH = 40
_GAP = 3
"""Numbers may skip (a clause was repealed), but not by more: beyond that it is no mark but a number in the text."""

_SUPPLEMENT = r"[(（]?附\s*則"
_WRAPPED = r"、|[をにはがでとのへもて]\Z"
"""A first line like this goes on in the next one."""
_MARK_AND_INDENT = 8
"""By so much may the first line of a wrapped text be shorter than the next: its mark stands in the same width."""

_CAPTION = r"[(（][^()（）]{1,30}[)）]\Z"


@dataclass(frozen=True, slots=True)
class EditionClause:
    """One clause of an edition.

    Args:
        text: its sentences, widths as written, ``\\n`` between paragraphs; empty where it has a heading alone.
        heading: what stands beside its number as a title (「目的」, 「アカウント責任者」), else empty.
    """

    id: ClauseId
    text: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class EditionNote:
    """A note: 3 and its text for ``※3``."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class GuidelineEdition:
    """A guideline as its file has it.

    Args:
        enacted, revised: 制定 and the last 改定 as the file says them, ``None`` where it does not.
        clauses: in the order of the file; ids are unique.
        notes: ``※1`` and so on, numbers unique.
        unread: lines that belong to no clause: page numbers, supplementary provisions, a foreword.
    """

    title: str
    enacted: date | None
    revised: date | None
    clauses: tuple[EditionClause, ...]
    notes: tuple[EditionNote, ...] = ()
    unread: tuple[str, ...] = ()

    def clause(self, clause_id: ClauseId) -> EditionClause | None:
        """The clause with this id, ``None`` where the edition has none."""
        return next((clause for clause in self.clauses if clause.id == clause_id), None)


def parse_edition(text: str) -> GuidelineEdition:
    """Read a guideline text: 「3 …」 or 「第3条」, 「(2)」, 「ア」, notes 「※1」, in any width, indented or wrapped.

    Raises:
        InputError: (field ``file``) the text is longer than a guideline can be.
    """
    if len(text) > MAXIMUM_BYTES:
        raise InputError("file", "ガイドラインとしては長すぎます。", safe="いまのガイドラインはそのままです。")
    reader = _Reader()
    for line in split_lines(text):
        reader.take(line)
    return reader.edition()


@dataclass(slots=True)
class _Draft:
    """A clause or note while its lines come in. ``rest``: (a blank line stood before it, the line)."""

    id: ClauseId | None = None
    note: int = 0
    first: str = ""
    caption: str = ""
    rest: list[tuple[bool, str]] = field(default_factory=list)


class _Reader:
    """Takes line by line; every line ends in exactly one place."""

    def __init__(self) -> None:
        self._foreword: list[str] = []
        self._drafts: list[_Draft] = []
        self._unread: list[str] = []
        self._supplement: list[str] = []
        self._blank = True
        self._articles = False
        self._bracketed_items = False

    def take(self, line: str) -> None:
        """File one line."""
        if not line:
            self._blank = True
            return
        if is_page_furniture(line):
            self._unread.append(line)
            return
        if self._drafts and (self._supplement or re.match(_SUPPLEMENT, line)):
            self._supplement.append(line)
        elif (mark := read_mark(line)) is None or not self._open(mark):
            self._continue(line)
        self._blank = False

    def _continue(self, line: str) -> None:
        if self._drafts:
            self._drafts[-1].rest.append((self._blank, line))
        else:
            self._foreword.append(line)

    def _open(self, mark: Mark) -> bool:
        """Begin what the mark says, where it fits here; False where the line is running text."""
        match mark.kind:
            case MarkKind.NOTE:
                return self._open_note(mark)
            case MarkKind.ARTICLE | MarkKind.SECTION:
                return self._open_section(mark)
            case MarkKind.PARAGRAPH:
                return self._open_paragraph(mark)
            case _:
                return self._open_item(mark)

    def _open_note(self, mark: Mark) -> bool:
        if not self._drafts or any(draft.note == mark.number for draft in self._drafts):
            return False
        self._drafts.append(_Draft(note=mark.number, first=mark.rest))
        return True

    def _open_section(self, mark: Mark) -> bool:
        if mark.number == 1 and self._only_headings():
            # a table of contents came first
            self._foreword += [draft.first for draft in self._drafts]
            self._drafts.clear()
        before = self._here()
        last = before.section if before is not None else 0
        is_article = mark.kind is MarkKind.ARTICLE
        if not is_article and (self._articles or mark.counted or not mark.rest or (mark.tight and not self._blank)):
            return False
        if not self._follows(mark.number, last) or (mark.number > last + 1 and not (self._blank or is_article)):
            return False
        self._articles = self._articles or is_article
        caption = self._take_caption() if is_article else ""
        self._drafts.append(_Draft(ClauseId(mark.number), first=mark.rest, caption=caption))
        return True

    def _open_paragraph(self, mark: Mark) -> bool:
        here = self._here()
        if here is None or not self._follows(mark.number, here.paragraph):
            return False
        self._drafts.append(_Draft(ClauseId(here.section, mark.number), first=mark.rest))
        return True

    def _open_item(self, mark: Mark) -> bool:
        here = self._here()
        bracketed = mark.kind is MarkKind.NESTED_ITEM
        if here is None or not self._follows(mark.number, here.sort_key[2]):
            return False
        if here.item and bracketed is not self._bracketed_items:
            return False  # (ア) below ア: a level that the guideline's ids do not have
        self._bracketed_items = bracketed
        self._drafts.append(
            _Draft(ClauseId(here.section, here.paragraph, ITEM_ORDER[mark.number - 1]), first=mark.rest)
        )
        return True

    def _here(self) -> ClauseId | None:
        return next((draft.id for draft in reversed(self._drafts) if draft.id is not None), None)

    @staticmethod
    def _follows(number: int, last: int) -> bool:
        return last < number <= last + _GAP

    def _only_headings(self) -> bool:
        sections = [draft for draft in self._drafts if draft.id is not None]
        return len(sections) > 1 and all(
            draft.id == ClauseId(draft.id.section) and not draft.rest for draft in sections if draft.id is not None
        )

    def _take_caption(self) -> str:
        """「（目的）」 on the line above 「第1条」 belongs to the article."""
        lines = self._drafts[-1].rest if self._drafts else None
        if lines and re.fullmatch(_CAPTION, lines[-1][1]):
            return lines.pop()[1][1:-1]
        if lines is None and self._foreword and re.fullmatch(_CAPTION, self._foreword[-1]):
            return self._foreword.pop()[1:-1]
        return ""

    def edition(self) -> GuidelineEdition:
        """What the lines came to."""
        title, others = "", []
        for line in self._foreword:
            if title or re.search(WAREKI_DAY, line) or not self._drafts:
                others.append(line)
            else:
                title = line
        enacted, revised = (
            days_beside([*others, *self._supplement], ENACTED),
            days_beside([*others, *self._supplement], REVISED),
        )
        unread = [line for line in others if not days_beside([line], ENACTED) and not days_beside([line], REVISED)]
        return GuidelineEdition(
            title=title,
            enacted=enacted[0] if enacted else None,
            revised=revised[-1] if revised else None,
            clauses=tuple(_clause(draft.id, draft) for draft in self._drafts if draft.id is not None),
            notes=tuple(EditionNote(draft.note, _joined(draft)) for draft in self._drafts if draft.note),
            unread=(*unread, *self._unread, *self._supplement),
        )


def _clause(clause_id: ClauseId, draft: _Draft) -> EditionClause:
    if draft.caption:
        return EditionClause(clause_id, _joined(draft), draft.caption)
    is_section = not clause_id.paragraph and not clause_id.item
    if _is_heading(draft, _SECTION_HEADING_LENGTH if is_section else _HEADING_LENGTH, alone=is_section):
        body = _Draft(first=draft.rest[0][1] if draft.rest else "", rest=draft.rest[1:])
        return EditionClause(clause_id, _joined(body), draft.first)
    return EditionClause(clause_id, _joined(draft))


def _is_heading(draft: _Draft, length: int, *, alone: bool) -> bool:
    """A short first line without a sentence's marks; below a section's only where more text follows it."""
    first = draft.first
    if not first or len(first) > length or "。" in first or (not alone and re.search(_WRAPPED, first)):
        return False
    if not draft.rest:
        return alone
    return alone or draft.rest[0][0] or max(len(line) for _, line in draft.rest) > len(first) + _MARK_AND_INDENT


def _joined(draft: _Draft) -> str:
    """Wrapped lines put together again; a blank line or the end of a sentence keeps its line break."""
    text = draft.first
    for blank, line in draft.rest:
        if text and (blank or text.endswith(("。", "．")) or line.startswith(("・", "※", "①"))):
            text += "\n"
        elif text and text[-1].isascii() and line[0].isascii() and text[-1].isalnum() and line[0].isalnum():
            text += " "
        text += line
    return text
