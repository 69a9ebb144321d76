"""An empty list says what to do first, at the place where the list would start."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from sakusns_desktop.ui.widgets.texts import WrappedLabel, button


class EmptyState(QWidget):
    """A sentence and at most two buttons; the first one is the page's next step."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 24, 24, 24)
        column.setSpacing(16)
        self._text = WrappedLabel()
        column.addWidget(self._text)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        column.addLayout(self._row)
        column.addStretch(1)
        self._buttons: list[QPushButton] = []

    def say(self, text: str, offers: Sequence[tuple[str, Callable[[], object]]]) -> None:
        """Change what it says and offers."""
        self._text.show_text(text)
        self.setAccessibleName(text)
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._buttons = [
            button(words, action, kind="" if place else "filled") for place, (words, action) in enumerate(offers)
        ]
        for made in self._buttons:
            self._row.addWidget(made)
        self._row.addStretch(1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard goes to what it offers."""
        super().focusInEvent(event)
        if self._buttons:
            self._buttons[0].setFocus(event.reason())
