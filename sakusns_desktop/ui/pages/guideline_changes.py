"""1-8: what a new edition changed, clause by clause and word by word, and what in the app to look at again."""

from collections.abc import Iterable, Sequence
from functools import partial
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from sakusns_desktop.domain.guideline import ClauseId, ServedBy, Service
from sakusns_desktop.domain.guideline_comparison import EditionComparison, Piece, PieceKind
from sakusns_desktop.ui.pages.guideline_entries import ADDED, CHANGED, MOVED, REMOVED, GuidelineView, edition_line
from sakusns_desktop.ui.theme import LINE_HEIGHT, look, theme
from sakusns_desktop.ui.widgets.scrolled import ScrolledBody
from sakusns_desktop.ui.widgets.state_mark import Badge
from sakusns_desktop.ui.widgets.texts import WrappedLabel, button, hairline, label

LEGEND = "下線と［＋］は加わった言葉、取消し線と［－］はなくなった言葉です。"


def pieces_in_words(pieces: Iterable[Piece]) -> str:
    """A comparison as plain text: ``［＋加わった］`` ``［－なくなった］``; for paper and for reading aloud."""
    signs = {PieceKind.ADDED: "［＋{}］", PieceKind.REMOVED: "［－{}］", PieceKind.SAME: "{}"}
    return "".join(signs[piece.kind].format(piece.text) for piece in pieces)


class DifferenceLabel(WrappedLabel):
    """A word difference: sign, line and colour, so that none of them has to be seen for the others."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces: Sequence[Piece] = pieces
        super().__init__(pieces_in_words(pieces))
        theme().changed.connect(self._redraw)

    def _redraw(self) -> None:
        self.show_text(self.plain)

    def show_text(self, text: str) -> None:
        """Draw the pieces; ``text`` is what is read out."""
        self.plain = text
        self.setAccessibleName(text)
        states = look().palette.states
        html = "".join(_marked(piece, states["ok"].text, states["violation"].text) for piece in self._pieces)
        self.setText(f'<p style="line-height:{LINE_HEIGHT}%; margin:0">{html}</p>')


def _marked(piece: Piece, added: str, removed: str) -> str:
    text = escape(piece.text).replace("\n", "<br>")
    if piece.kind is PieceKind.ADDED:
        return f'<span style="color:{added}">［＋<u>{text}</u>］</span>'
    if piece.kind is PieceKind.REMOVED:
        return f'<span style="color:{removed}">［－<s>{text}</s>］</span>'
    return text


class ChangesView(QScrollArea):
    """The list of changed clauses, each with its difference and the pages to look at again."""

    clause_wanted = Signal(str)
    page_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("前の版との違い")

    def show_changes(self, changes: EditionComparison, view: GuidelineView, *, title: str = "") -> None:
        """Show a comparison.

        Args:
            view: what the app knows of the clauses.
            title: which two editions are compared; made from the view's own two where it is empty.
        """
        body = ScrolledBody()
        column = QVBoxLayout(body)
        column.setContentsMargins(4, 0, 20, 24)
        column.setSpacing(10)
        column.addWidget(WrappedLabel(title or compared_words(view), "meta", tone="second"))
        column.addWidget(WrappedLabel(summary_words(changes)))
        if not changes.is_empty:
            column.addWidget(WrappedLabel(LEGEND, "meta", tone="second"))
            self._add_review(column, changes, view)
        for badge, clause_id, heading, content in _rows(changes, view):
            column.addWidget(hairline())
            column.addWidget(self._row(badge, clause_id, heading, content))
        column.addStretch(1)
        self.setWidget(body)

    def _row(self, word: str, clause_id: ClauseId | None, heading: str, content: QWidget) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Badge("warning", word))
        head.addWidget(WrappedLabel(heading, strong=True), 1)
        if clause_id is not None:
            way = button("条項を見る", lambda: self.clause_wanted.emit(str(clause_id)), kind="link")
            way.setAccessibleName(f"{heading}を見る")
            head.addWidget(way)
        column.addLayout(head)
        column.addWidget(content)
        return made

    def _add_review(self, column: QVBoxLayout, changes: EditionComparison, view: GuidelineView) -> None:
        column.addWidget(label("アプリで見直すところ", "section"))
        services = services_to_review(changes.clause_ids, view)
        unknown = [entry for clause_id in changes.clause_ids if (entry := view.entry(clause_id)) and not entry.known]
        for service, clauses in services:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(12)
            row.addWidget(button(service.label, partial(self.page_wanted.emit, service.ref), kind="row"))
            row.addWidget(WrappedLabel("、".join(str(clause) for clause in clauses), "meta", tone="second"), 1)
            column.addWidget(line)
        if unknown:
            names = "、".join(str(entry.id) for entry in unknown)
            column.addWidget(WrappedLabel(f"アプリがまだ知らない条項：{names}（原文で確かめてください）"))
        column.addWidget(
            WrappedLabel("要約はアプリのことばのままです。違うときは原文に従ってください。", tone="second")
        )


def summary_words(changes: EditionComparison) -> str:
    """「変わった条項 3、加わった条項 1」 or that nothing changed."""
    counts = (
        ("変わった条項", len(changes.changed)),
        ("加わった条項", len(changes.added)),
        ("なくなった条項", len(changes.removed)),
        ("番号が変わった条項", len(changes.moved)),
        ("変わった注", len(changes.notes)),
    )
    return "、".join(f"{words} {count}" for words, count in counts if count) or "言葉の違いはありません。"


def compared_words(view: GuidelineView) -> str:
    """Which two editions the view compares."""
    before, now = view.overview.previous, view.overview.current
    return f"{edition_line(before)}の版 → {edition_line(now)}の版" if before and now else ""


def services_to_review(
    clause_ids: Iterable[ClauseId], view: GuidelineView
) -> list[tuple[Service, tuple[ClauseId, ...]]]:
    """The pages that serve clauses which changed, each with those clauses; this page itself is left out."""
    found: dict[str, tuple[Service, list[ClauseId]]] = {}
    for clause_id in clause_ids:
        entry = view.entry(clause_id)
        for service in entry.served_by if entry else ():
            if service.kind is ServedBy.PAGE and service.ref != "guideline":
                found.setdefault(service.ref, (service, []))[1].append(clause_id)
    return [(service, tuple(clauses)) for service, clauses in found.values()]


def _heading(clause_id: ClauseId, view: GuidelineView) -> str:
    entry = view.entry(clause_id)
    return entry.heading if entry else str(clause_id)


def _whole(heading: str, text: str) -> str:
    return "\n".join(part for part in (heading, text) if part)


def change_lines(
    changes: EditionComparison, view: GuidelineView
) -> list[tuple[str, ClauseId | None, str, Sequence[Piece]]]:
    """What happened, to which clause, its heading, and the difference; in the guideline's order, notes last."""
    lines: list[tuple[str, ClauseId | None, str, Sequence[Piece]]] = []
    for change in changes.changed:
        lines.append((CHANGED, change.id, _heading(change.id, view), change.pieces))
    for added in changes.added:
        piece = Piece(PieceKind.ADDED, _whole(added.heading, added.text))
        lines.append((ADDED, added.id, _heading(added.id, view), (piece,)))
    for gone in changes.removed:
        piece = Piece(PieceKind.REMOVED, _whole(gone.heading, gone.text))
        lines.append((REMOVED, gone.id, _heading(gone.id, view), (piece,)))
    for move in changes.moved:
        heading = f"{_heading(move.old_id, view)} → {move.new.id}"
        piece = Piece(PieceKind.SAME, _whole(move.new.heading, move.new.text))
        lines.append((MOVED, move.new.id, heading, (piece,)))
    lines.sort(key=lambda line: line[1].sort_key if line[1] else (0, 0, 0))
    notes = [(CHANGED, None, f"※{note.number}", note.pieces) for note in changes.notes]
    return [*lines, *notes]


def _rows(changes: EditionComparison, view: GuidelineView) -> Iterable[tuple[str, ClauseId | None, str, QWidget]]:
    for word, clause_id, heading, pieces in change_lines(changes, view):
        yield word, clause_id, heading, DifferenceLabel(pieces)
