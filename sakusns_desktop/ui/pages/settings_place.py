"""設定: where the register lies, and what speaks against that place."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sakusns_desktop.storage.location import LocationWarning, describe_location
from sakusns_desktop.ui.context import Context
from sakusns_desktop.ui.widgets.inputs import LineEdit
from sakusns_desktop.ui.widgets.state_mark import Mark
from sakusns_desktop.ui.widgets.texts import WrappedLabel, button, label


class PlaceSection(QWidget):
    """The data folder with the button that opens it, and the warning about a bad place with its reason."""

    def __init__(self, context: Context, tell: Callable[[Exception], None]) -> None:
        super().__init__()
        self._context = context
        self._tell = tell
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 4, 0)
        column.setSpacing(8)
        words = label("フォルダー", strong=True)
        column.addWidget(words)
        self.path = LineEdit()
        self.path.setReadOnly(True)
        self.path.setAccessibleName("フォルダー")
        self.path.setText(str(context.services.data_directory))
        self.path.setToolTip(self.path.text())
        words.setBuddy(self.path)
        column.addWidget(self.path)
        self.open_button = button("フォルダーを開く", self._open, icon_name="folder-open")
        column.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(8)
        self._mark = Mark("hint")
        self.verdict = WrappedLabel("場所を調べています。")
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.verdict, 1)
        column.addLayout(row)

    def refresh(self) -> None:
        """Look at the place anew."""
        folder = self._context.services.data_directory
        self._context.tasks.run(lambda: describe_location(folder), self.show_warning, self._tell)

    def show_warning(self, warning: LocationWarning | None) -> None:
        """Say what speaks against the place, or that nothing does."""
        if warning is None:
            self._mark.show_state("ok")
            self.verdict.show_text("ネットワークや同期のフォルダーではないので、台帳を安全に置けます。")
        else:
            self._mark.show_state("warning")
            self.verdict.show_text(f"{warning.reason}{warning.next_step}")

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._context.services.data_directory)))
