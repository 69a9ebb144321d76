"""What scrolls: as tall as its wrapped text needs at the width there is."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget


class ScrolledBody(QWidget):
    """The inside of a scroll area.

    A layout counts wrapped labels at their narrowest, so that a pane would scroll far below its end; the scroll area
    itself asks for the height at the real width.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("scrolled")

    def minimumSizeHint(self) -> QSize:
        """The width that is needed; the height follows from the width that is given."""
        return QSize(super().minimumSizeHint().width(), 0)
