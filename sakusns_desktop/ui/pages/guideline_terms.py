"""8 用語: terms explained where they stand, and all of them in one list."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QScrollArea, QToolTip, QVBoxLayout, QWidget

from sakusns_desktop.domain.guideline_edition import EditionNote
from sakusns_desktop.reference_data.glossary import Term, load_glossary
from sakusns_desktop.ui.theme import LINE_HEIGHT, look, theme
from sakusns_desktop.ui.widgets.scrolled import ScrolledBody
from sakusns_desktop.ui.widgets.texts import WrappedLabel, button, hairline


class TermLabel(WrappedLabel):
    """Wrapped text whose terms are underlined: pointing at one explains it, Enter or a click leads to the list.

    Each term is marked where it first stands. The text itself is escaped; only the marks are markup.
    """

    term_wanted = Signal(str)

    def __init__(self, text: str = "", style: str = "body", *, tone: str = "", strong: bool = False) -> None:
        super().__init__(text, style, tone=tone, strong=strong)
        self.linkHovered.connect(self._explain)
        self.linkActivated.connect(self.term_wanted)
        theme().changed.connect(self._redraw)

    def _redraw(self) -> None:
        self.show_text(self.plain)

    def show_text(self, text: str) -> None:
        """Change the text."""
        self.plain = text
        self.setAccessibleName(text)
        color = look().palette.text_second  # not the link's blue: blue means 「to do」 (LOOK.md)
        parts, start, seen = [], 0, set[str]()
        for found in load_glossary().find(text):
            if found.term.term in seen:
                continue
            seen.add(found.term.term)
            word = escape(text[found.start : found.end])
            parts.append(escape(text[start : found.start]))
            parts.append(f'<a href="{escape(found.term.term)}" style="color:{color}">{word}</a>')
            start = found.end
        html = "".join((*parts, escape(text[start:]))).replace("\n", "<br>")
        self.setText(f'<p style="line-height:{LINE_HEIGHT}%; margin:0">{html}</p>')
        links = Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        self.setTextInteractionFlags(links if seen else Qt.TextInteractionFlag.NoTextInteraction)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if seen else Qt.FocusPolicy.NoFocus)

    def _explain(self, name: str) -> None:
        term = load_glossary().explain(name) if name else None
        if term is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(QCursor.pos(), f"{term.term}：{term.explanation}", self)


class TermList(QScrollArea):
    """Every term: its word, what it means, where it stands; the city's own note (※) where the file is loaded."""

    clause_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("用語")
        self._rows: dict[str, QWidget] = {}

    def show_terms(self, notes: Sequence[EditionNote]) -> None:
        """Make the list anew."""
        body = ScrolledBody()
        column = QVBoxLayout(body)
        column.setContentsMargins(4, 0, 20, 24)
        column.setSpacing(10)
        texts = {note.number: note.text for note in notes}
        self._rows = {}
        for place, term in enumerate(load_glossary().terms):
            if place:
                column.addWidget(hairline())
            row = self._row(term, texts.get(term.note, ""))
            self._rows[term.term] = row
            column.addWidget(row)
        column.addStretch(1)
        self.setWidget(body)

    def _row(self, term: Term, note: str) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(WrappedLabel(term.term, strong=True))
        column.addWidget(WrappedLabel(term.explanation))
        if term.words:
            column.addWidget(WrappedLabel(f"ほかの言い方：{'、'.join(term.words)}", "meta", tone="second"))
        if note:
            column.addWidget(WrappedLabel(f"市のガイドライン ※{term.note}：{note}", "meta", tone="second"))
        way = button(f"{term.clause} を見る", lambda: self.clause_wanted.emit(str(term.clause)), kind="link")
        way.setAccessibleName(f"{term.term}：{term.clause} を見る")
        column.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)
        return row

    def lead_to(self, name: str) -> None:
        """Scroll to a term."""
        term = load_glossary().explain(name)
        row = self._rows.get(term.term) if term else None
        body = self.widget()
        if row is not None and body is not None:
            layout = body.layout()
            if layout is not None:
                layout.activate()
            self.verticalScrollBar().setValue(row.y())
