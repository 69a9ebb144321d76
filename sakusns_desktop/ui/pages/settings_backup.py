"""設定: the backups that there are, the second place and its age, a backup now, and the way back in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from sakusns_desktop.domain.errors import SakusnsError
from sakusns_desktop.paths import default_data_directory
from sakusns_desktop.services.backup_rotation import BackupFile
from sakusns_desktop.services.backups import SecondPlace
from sakusns_desktop.services.services import Services
from sakusns_desktop.ui.context import Context
from sakusns_desktop.ui.history import format_moment
from sakusns_desktop.ui.widgets.inputs import LineEdit
from sakusns_desktop.ui.widgets.notice import Notice
from sakusns_desktop.ui.widgets.state_mark import Mark
from sakusns_desktop.ui.widgets.texts import WrappedLabel, button, label
from sakusns_desktop.ui.widgets.tips import tip

SHOWN_BACKUPS = 5
WAY_BACK = (
    "戻すときは、まずこの画面を閉じます。開いたままでは、台帳を守るために戻せません。",
    "次に、下の1行を、控えのファイルの名前に変えて実行します。分からないときは、情報政策の担当に頼んでください。",
    "控えは、別の場所で確かめてから戻します。いまの台帳は消さずに、データのフォルダーに残します。",
    "台帳が傷んで開けないときは、アプリを開くと、使える控えを探して、戻すかどうかを尋ねます。",
)


@dataclass(frozen=True, slots=True)
class _Standing:
    made: Sequence[BackupFile]
    second: SecondPlace


class BackupSection(QWidget):
    """Below the settings of the backups: how it stands with them."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 4, 0)
        column.setSpacing(8)
        column.addWidget(label("いまある控え", "section"))
        self.notice = Notice()
        column.addWidget(self.notice)
        self._made = WrappedLabel("控えを調べています。")
        column.addWidget(self._made)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._mark = Mark("hint")
        self._second = WrappedLabel("")
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._second, 1)
        column.addLayout(row)
        self.save_button = button("いま控えを取る", self.ask_where, icon_name="hard-drive")
        column.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.way_button = button("控えから戻す方法", self._show_way, icon_name="history")
        column.addWidget(self.way_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.way = self._make_way()
        self.way.setVisible(False)
        column.addWidget(self.way)

    def _make_way(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for sentence in WAY_BACK:
            column.addWidget(WrappedLabel(sentence))
        self.command = LineEdit()
        self.command.setReadOnly(True)
        self.command.setAccessibleName("控えから戻すための1行")
        self.command.setText(restore_command(self._context.services.data_directory))
        self.command.setToolTip(tip(self.command.text()))
        column.addWidget(self.command)
        return made

    # -- how it stands

    def refresh(self) -> None:
        """Look for the backups anew; on the worker, for the second place may be slow to answer."""
        services = self._context.services
        self._context.tasks.run(lambda: _standing(services), self._show, self._tell)

    def _show(self, standing: _Standing) -> None:
        self._made.show_text(made_words(standing.made, self._moment))
        state, words = second_words(standing.second, self._moment)
        self._mark.show_state(state)
        self._second.show_text(words)

    def _moment(self, file: BackupFile) -> str:
        return format_moment(file.made_at, self._context.services.register.today())

    # -- a backup now

    def ask_where(self) -> None:
        """Ask where the backup goes; another disk is the better place."""
        today = self._context.services.register.today()
        dialog = QFileDialog(self.window(), "控えを置く場所を選ぶ", str(Path.home()))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["控え (*.zip)"])
        dialog.setDefaultSuffix("zip")
        dialog.selectFile(f"SNS台帳の控え_{today:%Y%m%d}.zip")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def save_to(self, target: Path) -> None:
        """Make a backup there."""
        backups = self._context.services.backups
        self.save_button.setEnabled(False)
        self.notice.tell("hint", "控えを取っています。ほかの作業は続けられます。")
        self._context.tasks.run(
            lambda: backups.save_to(target), lambda _manifest: self._saved(target), self._tell, slow=True
        )

    def _saved(self, target: Path) -> None:
        self.save_button.setEnabled(True)
        self.notice.tell("ok", f"控えを「{target.name}」に取りました。パスワードは入っていません。")
        self.refresh()

    def _tell(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        if not isinstance(error, SakusnsError):
            raise error
        self.notice.tell("violation", str(error))

    def _show_way(self) -> None:
        self.way.setVisible(self.way.isHidden())


def restore_command(data_directory: Path) -> str:
    """The line that restores a backup into this register, with its folder where that is not the usual one."""
    place = "" if data_directory == default_data_directory() else f'--data-dir "{data_directory}" '
    return f'sakusns-desktop {place}restore "控えのファイル.zip"'


def made_words(made: Sequence[BackupFile], moment: Callable[[BackupFile], str]) -> str:
    """The newest automatic backups on this disk, in words."""
    if not made:
        return "自動の控えは、まだありません。"
    newest = "、".join(moment(file) for file in made[:SHOWN_BACKUPS])
    more = f" ほか{len(made) - SHOWN_BACKUPS}個" if len(made) > SHOWN_BACKUPS else ""
    return f"自動の控え {len(made)}個：{newest}{more}"


def second_words(second: SecondPlace, moment: Callable[[BackupFile], str]) -> tuple[str, str]:
    """(state of LOOK.md, words) of the place outside this disk."""
    if second.path is None:
        return "warning", second.sentence
    newest = moment(BackupFile(second.path, "", second.newest)) if second.newest else ""
    age = {None: "", 0: "（きょう）"}.get(second.age_days, f"（{second.age_days}日前）")
    seen = f"いちばん新しい控えは{newest}{age}です。" if newest else ""
    return "warning" if second.sentence else "ok", f"2つ目の置き場所：{seen}{second.sentence}"


def _standing(services: Services) -> _Standing:
    return _Standing(services.backups.made(), services.backups.second_place())
