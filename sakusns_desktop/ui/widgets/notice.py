"""Messages inside the page: what happened, what is safe, what to do; and the bar that takes a change back."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from sakusns_desktop.ui.theme import look, theme
from sakusns_desktop.ui.widgets.state_mark import Mark
from sakusns_desktop.ui.widgets.texts import WrappedLabel, button

UNDO_MS = 10_000


class Notice(QWidget):
    """A strip with a state's colour, its shape and a sentence; hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self._state = "hint"
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 10, 16, 10)
        row.setSpacing(10)
        self._mark = Mark("hint")
        self._text = WrappedLabel()
        row.addWidget(self._mark)
        row.addWidget(self._text, 1)
        self._action = button("", None, kind="row")
        self._action.setVisible(False)
        self._run: Callable[[], object] | None = None
        self._action.clicked.connect(lambda _checked=False: self._run() if self._run else None)
        row.addWidget(self._action)
        self._close = button("", self.clear, kind="plain", icon_name="x", tip="この知らせを閉じる")
        row.addWidget(self._close)
        theme().changed.connect(self.update)
        self.hide()

    @property
    def text(self) -> str:
        """What is said now, empty where nothing is."""
        return self._text.plain if not self.isHidden() else ""

    def tell(self, state: str, text: str, action_words: str = "", action: Callable[[], object] | None = None) -> None:
        """Say something, with at most one button."""
        self._state = state
        self._mark.show_state(state)
        self._text.show_text(text)
        self._action.setText(action_words)
        self._action.setVisible(bool(action_words))
        self._run = action
        self.setAccessibleName(text)
        self.show()
        self.update()

    def clear(self) -> None:
        """Nothing to say any more."""
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Pale fill in light; in dark the panel colour with a bar."""
        current = look()
        colors = current.palette.states[self._state]
        painter = QPainter(self)
        fill = current.palette.panel if current.dark or not colors.fill else colors.fill
        painter.fillRect(self.rect(), QColor(fill))
        if current.dark:
            painter.fillRect(0, 0, 3, self.height(), QColor(colors.mark))
        painter.end()


class UndoBar(Notice):
    """Says what was done and takes it back for ten seconds; Ctrl+Z does the same for longer."""

    undo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(UNDO_MS)
        self._timer.timeout.connect(self.clear)

    def offer(self, summary: str, *, can_undo: bool = True) -> None:
        """Show what was done."""
        self.tell("ok", summary, "元に戻す" if can_undo else "", self.undo_wanted.emit)
        self._timer.start()
