"""When the register cannot be opened: what happened, what is safe, and the ways on, in the window itself."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sakusns_desktop.domain.errors import SakusnsError
from sakusns_desktop.ui.main_window import MainWindow
from sakusns_desktop.ui.widgets.state_mark import Mark
from sakusns_desktop.ui.widgets.texts import WrappedLabel, button


class RecoveryPage(QWidget):
    """Stands in the place of the pages while there is no register."""

    def __init__(self, error: SakusnsError, offers: list[tuple[str, Callable[[], object]]]) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAccessibleName(error.what)
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 64, 48, 48)
        column.setSpacing(16)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Mark("violation"), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(WrappedLabel(error.what, "title"), 1)
        column.addLayout(head)
        for part in (error.safe, error.next_step):
            if part:
                column.addWidget(WrappedLabel(part))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.buttons = [
            button(words, action, kind="" if place else "filled") for place, (words, action) in enumerate(offers)
        ]
        for made in self.buttons:
            row.addWidget(made)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)


def show_recovery(window: MainWindow, error: SakusnsError, offers: list[tuple[str, Callable[[], object]]]) -> None:
    """Fill the window with the page; the first offer has the keyboard."""
    page = RecoveryPage(error, offers)
    window.show_elsewhere(page)
    if page.buttons:
        page.buttons[0].setFocus()
