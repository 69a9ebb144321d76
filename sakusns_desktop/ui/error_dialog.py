"""What a person is told when something went wrong that no page could tell at its place."""

import logging
import traceback
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from sakusns_desktop.domain.errors import SakusnsError

_log = logging.getLogger(__name__)


def describe(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Type and places of a fault for the log. Values and messages are left out: they may hold what was typed."""
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    return f"{kind.__name__} at {' < '.join(reversed(places)) or 'unknown place'}"


def report(parent: QWidget, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Tell a person about a fault: our own in its own words, any other one without details."""
    _log.error("%s", describe(kind, trace))
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowTitle("うまくいきませんでした")
    if isinstance(error, SakusnsError):
        box.setText(error.what)
        box.setInformativeText("".join(part for part in (error.safe, error.next_step) if part))
    else:
        box.setText("思わぬことが起きて、いまの操作を終えられませんでした。")
        box.setInformativeText(
            "保存済みの内容は変わっていません。もう一度お試しください。続くときは情報政策の担当へ知らせてください。"
        )
    show_plainly(box)
    box.addButton("閉じる", QMessageBox.ButtonRole.AcceptRole)
    box.open()


def show_plainly(box: QMessageBox) -> None:
    """Show the texts of a message box as they are: a person's words in them are never markup."""
    box.setTextFormat(Qt.TextFormat.PlainText)
    for text in box.findChildren(QLabel):
        text.setTextFormat(Qt.TextFormat.PlainText)


def tell_second_window() -> None:
    """The register is open elsewhere, and its window does not answer."""
    box = QMessageBox()
    box.setWindowTitle("台帳はもう開いています")
    box.setText("この台帳は、ほかの画面で開いています。")
    box.setInformativeText("タスクバーから、開いている画面に切り替えてください。何も変わっていません。")
    box.addButton("閉じる", QMessageBox.ButtonRole.AcceptRole)
    box.exec()
