"""設定: the list of sections at the left, and the place where a section stands."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from sakusns_desktop.ui.style_sheet import BASE_POINTS
from sakusns_desktop.ui.theme import look, theme
from sakusns_desktop.ui.widgets.scrolled import ScrolledBody
from sakusns_desktop.ui.widgets.table import BAR
from sakusns_desktop.ui.widgets.texts import WrappedLabel

WIDEST = 760
"""Beyond this (logical px at the standard text size) a line of text is hard to follow."""

RIGHT = 24
KEY_ROLE = int(Qt.ItemDataRole.UserRole)


class SectionList(QListWidget):
    """Sections by key and words; ``entered`` when Enter or a click leads on."""

    entered_section = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("設定の項目")
        self.setItemDelegate(_SectionDelegate(self))
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.itemClicked.connect(lambda _item: self.entered_section.emit())
        theme().changed.connect(self._grow)

    def _grow(self) -> None:
        self.scheduleDelayedItemsLayout()

    def offer(self, sections: Sequence[tuple[str, str]]) -> None:
        """Replace the sections, (key, words) each; the chosen one stays chosen where it still stands there."""
        before = self.key()
        self.blockSignals(True)
        self.clear()
        for key, words in sections:
            item = QListWidgetItem(words)
            item.setToolTip(words)
            item.setData(KEY_ROLE, key)
            self.addItem(item)
        self.blockSignals(False)
        if self.count():
            self.choose(before if any(key == before for key, _words in sections) else sections[0][0])

    def key(self) -> str:
        """Key of the chosen section, empty where none is."""
        item = self.currentItem()
        return str(item.data(KEY_ROLE)) if item is not None else ""

    def choose(self, key: str) -> None:
        """Choose a section by its key."""
        for place in range(self.count()):
            if self.item(place).data(KEY_ROLE) == key:
                self.setCurrentRow(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads on; everything else is the list's own."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.entered_section.emit()
            return
        super().keyPressEvent(event)


class _SectionDelegate(QStyledItemDelegate):
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        current = look()
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, QColor(current.palette.selection))
            painter.fillRect(QRect(rect.left(), rect.top(), BAR, rect.height()), QColor(current.palette.selection_bar))
        font = current.font("body", bold=selected)
        painter.setFont(font)
        painter.setPen(QColor(current.palette.text))
        inner = rect.adjusted(12, 0, -8, 0)
        text = QFontMetrics(font).elidedText(index.data() or "", Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, QFontMetrics(look().font("body", bold=True)).height() + 20)


class SectionPane(QScrollArea):
    """A section: its title, one sentence, and what stands in it."""

    def __init__(self, title: str, help_text: str) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(title)
        body = ScrolledBody()
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(4, 4, 24, 24)
        self.column.setSpacing(20)
        head = WrappedLabel(title, "title")
        head.setContentsMargins(4, 0, 4, 0)
        self.column.addWidget(head)
        said = WrappedLabel(help_text, tone="second")
        said.setContentsMargins(4, 0, 4, 0)
        self.column.addWidget(said)
        self._contents: list[QWidget] = []
        self.column.addStretch(1)
        self.setWidget(body)

    def add(self, widget: QWidget, *, first: bool = False) -> None:
        """Put something below what stands there, or right under the title."""
        self.column.insertWidget(2 if first else self.column.count() - 1, widget)
        self._contents.insert(0 if first else len(self._contents), widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines end where they are still easy to follow; a maximum width on the fields would spoil their heights."""
        widest = round(WIDEST * look().size("body") / BASE_POINTS)
        self.column.setContentsMargins(4, 4, max(RIGHT, self.viewport().width() - widest), RIGHT)
        super().resizeEvent(event)

    def first_control(self) -> QWidget:
        """Where the keyboard starts: the first thing that can be typed in or pressed."""
        found = (child for part in self._contents for child in part.findChildren(QWidget))
        return next((child for child in found if child.focusPolicy() & Qt.FocusPolicy.TabFocus.value), self)
