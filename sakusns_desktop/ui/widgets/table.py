"""The table of LOOK.md: two-line first cells, badges, a 3 px bar at the selection, keys that lead to the detail."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from sakusns_desktop.ui.theme import Look, look, theme
from sakusns_desktop.ui.widgets.state_mark import badge_size, paint_badge

TWO_LINES_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""(first line, second line) of a cell that has two."""

BADGE_ROLE = int(Qt.ItemDataRole.UserRole) + 2
"""(state of LOOK.md, word) of a cell that is a badge."""

PADDING = 12
BAR = 3


ELIDED_KEPT = 4096
"""Cut texts that are remembered; a page of the widest table has a few hundred."""

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class _Style:
    """A font with its metrics and with the texts that it has cut already, by text and width."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetrics(font)
        self.height = self.metrics.height()
        self.ascent = self.metrics.ascent()
        self._elided: dict[tuple[str, int], str] = {}

    def elided(self, text: str, width: int) -> str:
        """The text as far as it fits."""
        cut = self._elided.get((text, width))
        if cut is None:
            if len(self._elided) >= ELIDED_KEPT:
                self._elided.clear()
            cut = self._elided[text, width] = self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        return cut


@dataclass(slots=True)
class _Tools:
    """What the cells of one look are drawn with; making it anew for each cell costs more than drawing it."""

    body: _Style
    bold: _Style
    meta: _Style
    hairline: QPen
    text: QColor
    third: QColor
    selection: QColor
    bar: QColor

    @classmethod
    def of(cls, current: Look) -> "_Tools":
        colors = current.palette
        return cls(
            body=_Style(current.font("body")),
            bold=_Style(current.font("body", bold=True)),
            meta=_Style(current.font("meta")),
            hairline=QPen(QColor(colors.hairline), 0),
            text=QColor(colors.text),
            third=QColor(colors.text_third),
            selection=QColor(colors.selection),
            bar=QColor(colors.selection_bar),
        )


class CellDelegate(QStyledItemDelegate):
    """Draws cells by hand: no text is ever markup, and a page of rows takes a few milliseconds."""

    def __init__(self, parent: QWidget | None = None, *, two_lines: bool = True) -> None:
        super().__init__(parent)
        self._two_lines = two_lines
        self._look: Look | None = None
        self._tools: _Tools | None = None

    def _current(self) -> _Tools:
        current = look()
        if self._tools is None or self._look is not current:
            self._look = current
            self._tools = _Tools.of(current)
        return self._tools

    def scale(self) -> float:
        """How much larger than the standard the user's text is."""
        return look().size("body") / 10.5

    def row_height(self) -> int:
        """Height of a row: the font's line and room around it."""
        tools = self._current()
        if self._two_lines:
            return tools.body.height + tools.meta.height + 22
        return tools.body.height + 24

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one cell."""
        tools = self._current()
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, tools.selection)
            if index.column() == 0:
                painter.fillRect(QRect(rect.left(), rect.top(), BAR, rect.height()), tools.bar)
        painter.setPen(tools.hairline)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(PADDING, 0, -8, -1)
        model = index.model()  # asked itself: the way through the index leads into Qt and back for each role
        badge = model.data(index, BADGE_ROLE)
        lines = model.data(index, TWO_LINES_ROLE) if badge is None else None
        if badge is not None:
            paint_badge(painter, badge[0], badge[1], inner.left(), inner.center().y() + 0.5)
        elif lines is not None:
            self._paint_two_lines(painter, lines, inner, selected)
        elif text := model.data(index, Qt.ItemDataRole.DisplayRole):
            painter.setFont(tools.body.font)
            painter.setPen(tools.text)
            painter.drawText(inner, _LEFT, tools.body.elided(text, inner.width()))

    def _paint_two_lines(self, painter: QPainter, lines: tuple[str, str], inner: QRect, selected: bool) -> None:
        tools = self._current()
        first, meta = tools.bold if selected else tools.body, tools.meta
        gap = 3
        height = first.height + (gap + meta.height if lines[1] else 0)
        top = inner.top() + (inner.height() - height) // 2
        painter.setFont(first.font)
        painter.setPen(tools.text)
        painter.drawText(inner.left(), top + first.ascent, first.elided(lines[0], inner.width()))
        painter.setFont(meta.font)
        painter.setPen(tools.third)
        second = top + first.height + gap
        painter.drawText(inner.left(), second + meta.ascent, meta.elided(lines[1], inner.width()))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Room that the cell would like to have."""
        tools = self._current()
        badge, lines = index.data(BADGE_ROLE), index.data(TWO_LINES_ROLE)
        if badge is not None:
            width = badge_size(badge[1]).width()
        elif lines is not None:
            first, second = tools.bold.metrics, tools.meta.metrics
            width = max(first.horizontalAdvance(lines[0]), second.horizontalAdvance(lines[1]))
        else:
            width = tools.body.metrics.horizontalAdvance(index.data() or "")
        return QSize(width + PADDING + 8, self.row_height())


class Table(QTableView):
    """A table of rows: one row is selected at a time, Enter leads on, the menu key opens the row's actions."""

    entered_row = Signal()
    menu_wanted = Signal(object)

    def __init__(self, name: str, *, two_lines: bool = True) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.cells = CellDelegate(self, two_lines=two_lines)
        self.setItemDelegate(self.cells)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda place: self.menu_wanted.emit(place))
        self.setSortingEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionsMovable(False)
        head.setMinimumSectionSize(48)
        theme().changed.connect(self._grow)
        self._grow()

    def _grow(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.cells.row_height())
        self.viewport().update()

    def head_width(self, text: str) -> int:
        """Room that a column's head needs, with its sort arrow."""
        return round(QFontMetricsF(look().font("meta", bold=True)).horizontalAdvance(text)) + 2 * PADDING + 18

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads to the detail; everything else is the table's own."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.entered_row.emit()
            return
        if event.key() == Qt.Key.Key_Menu or (
            event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        ):
            area = QRectF(self.visualRect(self.currentIndex()))
            self.menu_wanted.emit(area.bottomLeft().toPoint())
            return
        super().keyPressEvent(event)
