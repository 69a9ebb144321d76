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


@dataclass(slots=True)
class _Fonts:
    """Fonts and metrics of one look; making them anew for each cell costs more than drawing it."""

    body: QFont
    bold: QFont
    meta: QFont
    body_metrics: QFontMetrics
    bold_metrics: QFontMetrics
    meta_metrics: QFontMetrics


class CellDelegate(QStyledItemDelegate):
    """Draws cells by hand: no text is ever markup, and a page of rows takes a few milliseconds."""

    def __init__(self, parent: QWidget | None = None, *, two_lines: bool = True) -> None:
        super().__init__(parent)
        self._two_lines = two_lines
        self._look: Look | None = None
        self._fonts: _Fonts | None = None

    def _current(self) -> tuple[Look, _Fonts]:
        current = look()
        if self._fonts is None or self._look is not current:
            body, bold, meta = current.font("body"), current.font("body", bold=True), current.font("meta")
            self._look = current
            self._fonts = _Fonts(body, bold, meta, QFontMetrics(body), QFontMetrics(bold), QFontMetrics(meta))
        return current, self._fonts

    def scale(self) -> float:
        """How much larger than the standard the user's text is."""
        current, _fonts = self._current()
        return current.size("body") / 10.5

    def row_height(self) -> int:
        """Height of a row: the font's line and room around it."""
        _look, fonts = self._current()
        if self._two_lines:
            return fonts.body_metrics.height() + fonts.meta_metrics.height() + 22
        return fonts.body_metrics.height() + 24

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one cell."""
        current, fonts = self._current()
        colors = current.palette
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, QColor(colors.selection))
            if index.column() == 0:
                painter.fillRect(QRect(rect.left(), rect.top(), BAR, rect.height()), QColor(colors.selection_bar))
        painter.setPen(QPen(QColor(colors.hairline), 0))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(PADDING, 0, -8, -1)
        badge = index.data(BADGE_ROLE)
        lines = index.data(TWO_LINES_ROLE)
        if badge is not None:
            paint_badge(painter, badge[0], badge[1], inner.left(), inner.center().y() + 0.5)
        elif lines is not None:
            self._paint_two_lines(painter, lines, inner, selected)
        else:
            painter.setFont(fonts.body)
            painter.setPen(QColor(colors.text))
            text = fonts.body_metrics.elidedText(index.data() or "", Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)

    def _paint_two_lines(self, painter: QPainter, lines: tuple[str, str], inner: QRect, selected: bool) -> None:
        current, fonts = self._current()
        first_font, first_metrics = (fonts.bold, fonts.bold_metrics) if selected else (fonts.body, fonts.body_metrics)
        gap = 3
        height = first_metrics.height() + (gap + fonts.meta_metrics.height() if lines[1] else 0)
        top = inner.top() + (inner.height() - height) // 2
        painter.setFont(first_font)
        painter.setPen(QColor(current.palette.text))
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(
            inner.left(), top + first_metrics.ascent(), first_metrics.elidedText(lines[0], elide, inner.width())
        )
        painter.setFont(fonts.meta)
        painter.setPen(QColor(current.palette.text_third))
        second = top + first_metrics.height() + gap
        painter.drawText(
            inner.left(),
            second + fonts.meta_metrics.ascent(),
            fonts.meta_metrics.elidedText(lines[1], elide, inner.width()),
        )

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Room that the cell would like to have."""
        _look, fonts = self._current()
        badge, lines = index.data(BADGE_ROLE), index.data(TWO_LINES_ROLE)
        if badge is not None:
            width = badge_size(badge[1]).width()
        elif lines is not None:
            width = max(fonts.bold_metrics.horizontalAdvance(lines[0]), fonts.meta_metrics.horizontalAdvance(lines[1]))
        else:
            width = fonts.body_metrics.horizontalAdvance(index.data() or "")
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
