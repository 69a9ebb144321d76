"""IME: while Japanese is being composed, shortcuts and autosave keep still.

Every text field of the app reports here what its input method does; an application-wide event filter would see the
same, but would pass every event of every widget through Python.
"""

from collections.abc import Callable

from PySide6.QtGui import QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


class Composition:
    """Whether an IME holds text that is not confirmed yet, and in which field."""

    def __init__(self) -> None:
        self._field: int = 0

    @property
    def active(self) -> bool:
        """True while there is unconfirmed text in some field."""
        return self._field != 0

    def follow(self, field: QWidget, event: QInputMethodEvent) -> None:
        """Take note of an input method event that ``field`` is about to handle."""
        if event.preeditString():
            self._field = id(field)
        elif self._field == id(field):
            self._field = 0

    def leave(self, field: QWidget) -> None:
        """The field lost the focus: whatever it composed is confirmed or gone."""
        if self._field == id(field):
            self._field = 0


composition = Composition()
"""The app's one state: there is one keyboard."""


def shortcut(
    owner: QWidget, keys: str | QKeySequence | QKeySequence.StandardKey, action: Callable[[], None]
) -> QShortcut:
    """A key that does ``action`` while ``owner``'s window is active, except during IME composition."""

    def act() -> None:
        if not composition.active:
            action()

    made = QShortcut(QKeySequence(keys), owner)
    made.activated.connect(act)
    return made
