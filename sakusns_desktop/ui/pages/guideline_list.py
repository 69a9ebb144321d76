"""1-8: the clauses as a list with their sections as groups; search keeps a found clause under its section."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from sakusns_desktop.domain.guideline import ClauseId
from sakusns_desktop.domain.text import fold
from sakusns_desktop.ui.pages.guideline_entries import ClauseEntry
from sakusns_desktop.ui.theme import look, theme
from sakusns_desktop.ui.widgets.state_mark import badge_size, paint_badge
from sakusns_desktop.ui.widgets.table import BAR
from sakusns_desktop.ui.widgets.tips import tip

ENTRY_ROLE = int(Qt.ItemDataRole.UserRole)
Index = QModelIndex | QPersistentModelIndex
INDENT = 12


class ClauseModel(QAbstractListModel):
    """The clauses that are shown, in the guideline's order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[ClauseEntry] = ()
        self._texts: dict[ClauseId, str] = {}
        self._shown: list[ClauseEntry] = []
        self._words: tuple[str, ...] = ()

    def replace(self, entries: Sequence[ClauseEntry]) -> None:
        """Take over new clauses; the search stays."""
        self._all = entries
        self._texts = {entry.id: entry.search_text for entry in entries}
        self._refilter()

    def search(self, text: str) -> None:
        """Keep the clauses that hold every word, whatever kana or width, and the sections they stand in."""
        self._words = tuple(fold(text).split())
        self._refilter()

    def _refilter(self) -> None:
        self.beginResetModel()
        found = [entry for entry in self._all if all(word in self._texts[entry.id] for word in self._words)]
        groups = {ClauseId(entry.id.section) for entry in found}
        hits = {entry.id for entry in found}
        self._shown = [entry for entry in self._all if entry.id in hits or entry.id in groups]
        self._hits = len(found)
        self.endResetModel()

    @property
    def hits(self) -> int:
        """How many clauses the search found, without the sections that only group them."""
        return self._hits

    def entry(self, place: int) -> ClauseEntry | None:
        """The clause at a place, ``None`` where there is none."""
        return self._shown[place] if 0 <= place < len(self._shown) else None

    def first_hit(self) -> int:
        """Place of the first clause that the search found itself, -1 where there is none."""
        return next(
            (
                place
                for place, entry in enumerate(self._shown)
                if all(word in self._texts[entry.id] for word in self._words)
            ),
            -1,
        )

    def place_of(self, clause_id: ClauseId | None) -> int:
        """Where a clause stands, -1 where it is not shown."""
        return next((place for place, entry in enumerate(self._shown) if entry.id == clause_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Clauses that are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Number and title; what the newest edition did to it is read out too."""
        entry = self.entry(index.row()) if index.isValid() else None
        if entry is None:
            return None
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.heading
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(entry.heading)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.heading} {entry.change}".strip()
        return None


class ClauseDelegate(QStyledItemDelegate):
    """A section bold over a hairline, what stands in it indented; a badge where the newest edition changed it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one clause."""
        entry: ClauseEntry = index.data(ENTRY_ROLE)
        current, colors = look(), look().palette
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        section = entry.id.parent is None
        if selected:
            painter.fillRect(rect, QColor(colors.selection))
            painter.fillRect(QRect(rect.left(), rect.top(), BAR, rect.height()), QColor(colors.selection_bar))
        if section and index.row():
            painter.setPen(QColor(colors.hairline))
            painter.drawLine(rect.topLeft(), rect.topRight())
        left = rect.left() + 12 + _depth(entry.id) * INDENT
        right = rect.right() - 8
        if entry.change:
            right -= badge_size(entry.change).width()
            paint_badge(painter, "warning", entry.change, right, rect.center().y() + 0.5)
            right -= 8
        bold = current.font("body", bold=section or selected)
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.setFont(bold)
        painter.setPen(QColor(colors.text if section else colors.text_second))
        metrics = QFontMetrics(bold)
        number = _own_number(entry.id)
        width = max(metrics.horizontalAdvance(number), metrics.horizontalAdvance("(0)")) + 8
        painter.drawText(QRect(left, rect.top(), width, rect.height()), middle, number)
        painter.setPen(QColor(colors.text))
        room = right - left - width
        text = metrics.elidedText(entry.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left + width, rect.top(), room, rect.height()), middle, text)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """As tall as its line; it elides rather than asks for width."""
        return QSize(120, QFontMetrics(look().font("body", bold=True)).height() + 16)


def _depth(clause_id: ClauseId) -> int:
    return 0 if clause_id.parent is None else 1 + bool(clause_id.paragraph and clause_id.item)


def _own_number(clause_id: ClauseId) -> str:
    """``3``, ``(2)`` or ``ウ``: the group above says the rest."""
    return clause_id.item or (f"({clause_id.paragraph})" if clause_id.paragraph else str(clause_id.section))


class ClauseList(QListView):
    """The list; ``entered`` when Enter leads to the clause."""

    entered_clause = Signal()

    def __init__(self, model: ClauseModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(ClauseDelegate(self))
        self.setAccessibleName("条項の一覧")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        theme().changed.connect(self._grow)

    def _grow(self) -> None:
        self.scheduleDelayedItemsLayout()

    def choose(self, place: int) -> None:
        """Select the clause at a place."""
        self.setCurrentIndex(self.model().index(place, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads on; everything else is the list's own."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.entered_clause.emit()
            return
        super().keyPressEvent(event)
