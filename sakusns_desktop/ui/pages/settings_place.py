"""設定: where the register lies and what speaks against that place; the register looked through on request."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sakusns_desktop.domain.errors import SakusnsError
from sakusns_desktop.services.integrity import IntegrityCheck, Outcome, healthy, verify
from sakusns_desktop.storage.location import LocationWarning, describe_location
from sakusns_desktop.ui.context import Context
from sakusns_desktop.ui.widgets.inputs import LineEdit
from sakusns_desktop.ui.widgets.notice import Notice
from sakusns_desktop.ui.widgets.state_mark import Mark
from sakusns_desktop.ui.widgets.texts import WrappedLabel, button, label
from sakusns_desktop.ui.widgets.tips import tip

STATES = {Outcome.GOOD: "ok", Outcome.ADVICE: "warning", Outcome.FAULT: "violation"}
WORDS = {Outcome.GOOD: "", Outcome.ADVICE: "要確認　", Outcome.FAULT: "異常　"}


class PlaceSection(QWidget):
    """The data folder with the button that opens it, and the warning about a bad place with its reason."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 4, 0)
        column.setSpacing(8)
        words = label("フォルダー", strong=True)
        column.addWidget(words)
        self.path = LineEdit()
        self.path.setReadOnly(True)
        self.path.setAccessibleName("フォルダー")
        self.path.setText(str(context.services.data_directory))
        self.path.setToolTip(tip(self.path.text()))
        words.setBuddy(self.path)
        column.addWidget(self.path)
        self.open_button = button("フォルダーを開く", self._open, icon_name="folder-open")
        column.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.notice = Notice()
        column.addWidget(self.notice)
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
            self.verdict.show_text("ネットワークや同期のフォルダーには見えません。")
        else:
            self._mark.show_state("warning")
            self.verdict.show_text(f"{warning.reason}{warning.next_step}")

    def _tell(self, error: Exception) -> None:
        if not isinstance(error, SakusnsError):
            raise error
        self.notice.tell("violation", str(error))

    def _open(self) -> None:
        folder = self._context.services.data_directory
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self.notice.tell("warning", "フォルダーを開けませんでした。上の場所をコピーして、お使いください。")


class VerifySection(QWidget):
    """Looks through the register, its log, its files and its backups, and changes nothing."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 4, 0)
        column.setSpacing(8)
        column.addWidget(label("台帳の検査", "section"))
        column.addWidget(
            WrappedLabel("台帳のファイル、記録、操作の記録、添付、控えを調べます。何も変えません。", tone="second")
        )
        row = QHBoxLayout()
        row.setSpacing(12)
        self.verify_button = button("台帳を検査する", self.verify)
        row.addWidget(self.verify_button)
        self._busy = WrappedLabel("", "meta", tone="second")
        row.addWidget(self._busy, 1)
        column.addLayout(row)
        self.notice = Notice()
        column.addWidget(self.notice)
        self._results = QVBoxLayout()
        self._results.setSpacing(8)
        column.addLayout(self._results)

    def refresh(self) -> None:
        """Nothing is looked through without being asked for: it reads everything."""

    def verify(self) -> None:
        """Look through everything."""
        services = self._context.services
        self.verify_button.setEnabled(False)
        self._busy.show_text("調べています。記録が多いと時間がかかります。")
        self._context.tasks.run(
            lambda: verify(services.data_directory, services.register.clock()), self.show_checks, self._refused
        )

    def show_checks(self, checks: list[IntegrityCheck]) -> None:
        """Say in words what was found."""
        self._done()
        faults = sum(check.outcome is Outcome.FAULT for check in checks)
        if not healthy(checks):
            words = f"異常が{faults}件あります。台帳はそのままです。情報政策の担当に、下の内容を知らせてください。"
            self.notice.tell("violation", words)
        else:
            self.notice.tell("ok", "台帳に異常はありません。")
        self._show_lines(checks)

    def _show_lines(self, checks: Sequence[IntegrityCheck]) -> None:
        while (item := self._results.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for check in checks:
            self._results.addWidget(_line(check))

    def _refused(self, error: Exception) -> None:
        self._done()
        if not isinstance(error, SakusnsError):
            raise error
        self.notice.tell("violation", str(error))

    def _done(self) -> None:
        self.verify_button.setEnabled(True)
        self._busy.show_text("")


def _line(check: IntegrityCheck) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(Mark(STATES[check.outcome]), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(WrappedLabel(f"{check.subject}：{WORDS[check.outcome]}{check.text}"), 1)
    return made
