"""Text fields that know the IME and the Tab key, and that scroll wheels do not change by accident."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy

from sakusns_desktop.ui.composition import composition


class LineEdit(QLineEdit):
    """One line of text."""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Let shortcuts and autosave know about text that is being composed."""
        composition.follow(self, event)
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing is being composed here any more."""
        composition.leave(self)
        super().focusOutEvent(event)


class TextArea(QPlainTextEdit):
    """Several lines of text; Tab leaves it, the wheel scrolls the page unless it has the focus."""

    def __init__(self, rows: int = 3) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self._rows = rows
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Let shortcuts and autosave know about text that is being composed."""
        composition.follow(self, event)
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing is being composed here any more."""
        composition.leave(self)
        super().focusOutEvent(event)

    def sizeHint(self) -> QSize:
        """Room for the number of lines asked for."""
        line = self.fontMetrics().lineSpacing()
        return QSize(200, round(line * 1.25 * self._rows) + 24)

    def minimumSizeHint(self) -> QSize:
        """As tall as its lines; it may become narrow."""
        return QSize(80, self.sizeHint().height())


class ComboBox(QComboBox):
    """A choice by stable keys; the wheel does not change it while one scrolls past."""

    chosen = Signal(str)

    def __init__(self, choices: list[tuple[str, str]] | None = None) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.offer(choices or [])
        self.activated.connect(lambda _index: self.chosen.emit(self.key()))

    def offer(self, choices: list[tuple[str, str]]) -> None:
        """Replace the choices, (key, words) each; the chosen key stays chosen where it still exists."""
        before = self.key()
        self.blockSignals(True)
        self.clear()
        for key, words in choices:
            self.addItem(words, key)
        self.blockSignals(False)
        self.choose(before)

    def key(self) -> str:
        """Key of the choice, empty where nothing is chosen."""
        value = self.currentData()
        return value if isinstance(value, str) else ""

    def choose(self, key: str) -> None:
        """Choose by key; an unknown key chooses the first entry."""
        index = self.findData(key)
        self.setCurrentIndex(max(index, 0) if self.count() else -1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()
