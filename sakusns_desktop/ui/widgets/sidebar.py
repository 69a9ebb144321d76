"""The sidebar: pages in the guideline's order; icons alone where the window is narrow."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from sakusns_desktop.ui.icons import paint_icon
from sakusns_desktop.ui.theme import look
from sakusns_desktop.ui.widgets.texts import label

WIDE = 208
NARROW = 56
ICON = 18


@dataclass(frozen=True, slots=True)
class SidebarEntry:
    """A page in the sidebar: stable key, words, icon, caption above it where a group begins."""

    key: str
    title: str
    icon: str
    caption: str = ""


class PageButton(QAbstractButton):
    """One page: bar, icon, words, number of open things."""

    def __init__(self, entry: SidebarEntry, number: int) -> None:
        super().__init__()
        self.entry = entry
        self.narrow = False
        self._count = 0
        self._number = number
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setText(entry.title)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Number of open things; nothing at zero."""
        self._count = count
        self.setAccessibleName(f"{self.entry.title} {count}件" if count else self.entry.title)
        self.setToolTip(f"{self.entry.title}（Ctrl+{self._number}）")
        self.update()

    def sizeHint(self) -> QSize:
        """A row as tall as its line needs."""
        metrics = QFontMetrics(look().font("body", bold=True))
        count = metrics.horizontalAdvance("000")
        width = NARROW - 16 if self.narrow else metrics.horizontalAdvance(self.entry.title) + 48 + count
        return QSize(width, metrics.height() + 22)

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the row."""
        current = look()
        colors = current.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.nav_selected if self.isChecked() else colors.selection))
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        if self.isChecked():
            painter.fillRect(0, 4, 3, self.height() - 8, QColor(colors.selection_bar))
        tone = colors.accent if self.isChecked() else colors.text_second
        side = round(ICON * current.size("body") / 10.5)
        left = (self.width() - side) / 2 if self.narrow else 12
        paint_icon(painter, self.entry.icon, QRectF(left, (self.height() - side) / 2, side, side), QColor(tone))
        painter.setPen(QColor(colors.text))
        if not self.narrow:
            painter.setFont(current.font("body", bold=self.isChecked()))
            area = self.rect().adjusted(12 + side + 10, 0, -8, 0)
            painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.entry.title)
        if self._count:
            painter.setPen(QColor(colors.text_second))
            painter.setFont(current.font("meta", bold=True))
            where = Qt.AlignmentFlag.AlignTop if self.narrow else Qt.AlignmentFlag.AlignVCenter
            painter.drawText(
                self.rect().adjusted(0, 2, -4 if self.narrow else -12, 0),
                int(where | Qt.AlignmentFlag.AlignRight),
                str(self._count),
            )
        painter.end()


class Sidebar(QScrollArea):
    """All pages; the chosen one is told by ``chosen(key)``."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[SidebarEntry], city: str, unit: str) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("ページの一覧")
        body = QWidget()
        body.setObjectName("sidebar")
        self.setWidget(body)
        column = QVBoxLayout(body)
        column.setContentsMargins(8, 10, 8, 10)
        column.setSpacing(0)
        self._city = label(city, strong=True)
        self._city.setContentsMargins(10, 0, 0, 2)
        self._unit = label(unit, "meta", tone="second")
        self._unit.setContentsMargins(10, 0, 0, 8)
        column.addWidget(self._city)
        column.addWidget(self._unit)
        self._captions = []
        self._group = QButtonGroup(self)
        self._buttons: dict[str, PageButton] = {}
        for number, entry in enumerate(entries, start=1):
            if entry.caption:
                caption = label(entry.caption, "meta", tone="second")
                caption.setContentsMargins(10, 9, 0, 5)
                self._captions.append(caption)
                column.addWidget(caption)
            page_button = PageButton(entry, number)
            page_button.clicked.connect(lambda _checked=False, key=entry.key: self.chosen.emit(key))
            self._buttons[entry.key] = page_button
            self._group.addButton(page_button)
            column.addWidget(page_button)
        column.addStretch(1)
        self.show_narrow(narrow=False)

    def show_city(self, city: str, unit: str) -> None:
        """Whose register it is."""
        self._city.setText(city)
        self._unit.setText(unit)

    def show_page(self, key: str) -> None:
        """Mark the page that is open."""
        self._buttons[key].setChecked(True)

    def checked_button(self) -> QWidget:
        """The button of the page that is open, where the keyboard enters the sidebar."""
        return self._group.checkedButton() or self

    def show_count(self, key: str, count: int) -> None:
        """Number of open things of a page."""
        self._buttons[key].show_count(count)

    def show_narrow(self, *, narrow: bool) -> None:
        """Icons alone, or icons and words."""
        for widget in (self._city, self._unit, *self._captions):
            widget.setVisible(not narrow)
        for page_button in self._buttons.values():
            page_button.narrow = narrow
            page_button.updateGeometry()
        wide = max(WIDE, *(page_button.sizeHint().width() + 16 for page_button in self._buttons.values()))
        widest_caption = max((caption.sizeHint().width() + 16 for caption in (self._city, self._unit)), default=0)
        self.setFixedWidth(NARROW if narrow else max(wide, widest_caption))
