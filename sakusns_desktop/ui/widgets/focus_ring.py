"""The keyboard focus: one ring for every focusable thing, drawn over the window so that nothing clips it."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from sakusns_desktop.ui.theme import look

MARGIN = 4


class FocusRing(QWidget):
    """Two lines, dark outside and yellow inside (turned round in dark), around the widget that has the focus.

    It shows after a key moved the focus, and hides when the mouse did.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("")
        self._target: QWidget | None = None
        self._by_keyboard = False
        self.hide()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_changed)

    def watch(self) -> None:
        """Follow keys and mouse of the shown window, to know which of them moves the focus."""
        handle = self.window().windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def _focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._follow(new)

    def _follow(self, target: QWidget | None) -> None:
        if self._target is not None and isValid(self._target):
            self._target.removeEventFilter(self)
        inside = target is not None and target.window() is self.window() and target is not self.window()
        self._target = target if inside else None
        if self._target is not None:
            self._target.installEventFilter(self)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay with the widget when it moves, and leave with it; never stop an event."""
        kind = event.type()
        if watched is self._target:
            if kind in {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Paint}:
                self._place()
            elif kind in {QEvent.Type.Hide, QEvent.Type.Destroy}:
                self.hide()
        elif kind == QEvent.Type.KeyPress and not self._by_keyboard:
            self._by_keyboard = True
            self._place()
        elif kind == QEvent.Type.MouseButtonPress:
            self._by_keyboard = False
            self.hide()
        return False

    def _place(self) -> None:
        target = self._target
        if target is None or not isValid(target) or not self._by_keyboard or not target.isVisible():
            self.hide()
            return
        area = QRect(target.mapTo(self.window(), QPoint(0, 0)), target.size())
        wanted = area.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN).intersected(self.window().rect())
        if self.geometry() != wanted:
            self.setGeometry(wanted)
        if not self.isVisible():
            self.show()
            self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the two lines."""
        colors = look().palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for inset, color, radius in ((1, colors.focus_outer, 6), (3, colors.focus_inner, 4)):
            painter.setPen(QPen(QColor(color), 2))
            painter.drawRoundedRect(self.rect().adjusted(inset, inset, -inset, -inset), radius, radius)
        painter.end()
