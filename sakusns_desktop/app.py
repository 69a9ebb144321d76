"""The Qt application: one window per register, opened at once, filled when the register is open."""

import gc
import logging
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QLibraryInfo,
    QLocale,
    QMessageLogContext,
    Qt,
    QTimer,
    QtMsgType,
    QTranslator,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from sakusns_desktop.composition import open_services, sign_in_name
from sakusns_desktop.domain.errors import DatabaseDamagedError, SakusnsError
from sakusns_desktop.paths import default_data_directory
from sakusns_desktop.services.register import utc_now
from sakusns_desktop.services.services import Services
from sakusns_desktop.storage.instance_lock import InstanceLock
from sakusns_desktop.ui.history import format_moment
from sakusns_desktop.ui.main_window import MainWindow
from sakusns_desktop.ui.tasks import Tasks
from sakusns_desktop.ui.theme import theme

if TYPE_CHECKING:
    from sakusns_desktop.services.recovery import FoundBackup

_log = logging.getLogger(__name__)
COLLECT_AFTER_MS = 2000
"""Until garbage is collected: while modules load there is none, and looking for it takes a tenth of the time."""

QUIET_QT = ("propagateSizeHints",)
"""Qt messages of platforms without a window manager that say nothing to anybody."""


def open_window(*, data_dir: Path | None, demo: bool = False) -> int:
    """Open the window on a register and stay until it is closed. Returns the exit status.

    Args:
        data_dir: folder of the register, the user's own where ``None``.
        demo: work on a throw-away copy of the sample data.
    """
    if demo:
        folder = Path(tempfile.mkdtemp(prefix="sakusns-demo-"))
        try:
            return _run(folder, fill=_fill_sample)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return _run(data_dir or default_data_directory())


def _fill_sample(services: Services) -> None:
    from sakusns_desktop.services.sample_data import SAMPLE_SIGN_IN, fill_with_sample

    services.register.sign_in = SAMPLE_SIGN_IN
    fill_with_sample(services.register, services.accounts)


def make_application(arguments: list[str]) -> QApplication:
    """The one QApplication, with Japanese words for Qt's own buttons and our look."""
    qInstallMessageHandler(_qt_message)
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(arguments)
    application.setApplicationName("sakusns-desktop")
    QLocale.setDefault(QLocale(QLocale.Language.Japanese, QLocale.Country.Japan))
    translator = QTranslator(application)
    if translator.load("qtbase_ja", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    theme()
    return application


def _qt_message(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    loud = kind in {QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg}
    if loud and not any(words in text for words in QUIET_QT):
        _log.warning("Qt: %s", text)


def _run(data_directory: Path, fill: Callable[[Services], None] | None = None) -> int:
    lock: InstanceLock | None = None
    try:
        data_directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = InstanceLock(data_directory)
        first = lock.acquire()
    except OSError:
        first = True  # the folder cannot be written to; opening the register says so in words
    application = make_application(sys.argv)
    if not first:
        return _raise_first(data_directory, lock)
    session = Session(data_directory, lock, fill)
    sys.excepthook = _catcher(session.window)
    session.start()
    status = application.exec()
    session.end()
    return status


def _collect_garbage() -> None:
    """The command line starts the window without it (``cli``): what was loaded until now stays, and is left out."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def _raise_first(data_directory: Path, lock: InstanceLock | None) -> int:
    from sakusns_desktop.ui.single_instance import ring

    if ring(data_directory, lock.holder_pid() if lock else None):
        return 0
    from sakusns_desktop.ui.error_dialog import tell_second_window

    tell_second_window()
    return 2


class Session:
    """One window's life on one register: open, look after it, and find a way on where it cannot be opened."""

    def __init__(
        self, data_directory: Path, lock: InstanceLock | None, fill: Callable[[Services], None] | None
    ) -> None:
        self._data_directory = data_directory
        self._lock = lock
        self._fill = fill
        self._services: Services | None = None
        self._tasks = Tasks()
        self.window = MainWindow(self._tasks)

    def start(self) -> None:
        """Show the window at once, and open the register beside it."""
        self._open()
        self.window.show()
        QTimer.singleShot(COLLECT_AFTER_MS, _collect_garbage)

    def end(self) -> None:
        """Let the worker finish, close the register, free the lock."""
        self._tasks.stop()
        self._close_register()
        if self._lock is not None:
            self._lock.release()

    def _open(self) -> None:
        self.window.show_pages()
        self._tasks.run(self._opening, self._adopt, self._refused)

    def _opening(self) -> tuple[Services, dict[str, str]]:
        services = self._services = open_services(self._data_directory)
        if self._fill is not None:
            self._fill(services)
        return services, services.memory.load()

    def _adopt(self, opened: tuple[Services, dict[str, str]]) -> None:
        self.window.adopt(*opened)
        self._tasks.idle.connect(self._sight_filled, Qt.ConnectionType.SingleShotConnection)

    def _sight_filled(self) -> None:
        QTimer.singleShot(0, self._look_after)  # Qt lays out and paints before it comes to timers

    def _look_after(self) -> None:
        """After the first sight: listen for second starts, check the file, make the backup that is due."""
        from sakusns_desktop.ui.single_instance import Doorbell

        if self.window.doorbell is None:
            self.window.doorbell = Doorbell(self._data_directory, self.window)
        services = self._services
        if services is not None:
            self._tasks.run(services.register.database.quick_check, None, self._refused, slow=True)
            self._tasks.run(services.back_up, None, self._backup_failed, slow=True)

    def _backup_failed(self, error: Exception) -> None:
        page = self.window.page
        if not isinstance(error, SakusnsError):
            raise error
        if page is not None:
            page.notice.tell("violation", str(error))

    def _close_register(self) -> None:
        if self._services is not None:
            self._services.close()
            self._services = None

    # -- when it cannot be opened

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, SakusnsError):
            raise error
        self._tasks.run(self._close_register)  # after what has been asked of it already
        if isinstance(error, DatabaseDamagedError):
            from sakusns_desktop.services.recovery import newest_good_backup

            folder = self._data_directory
            self._tasks.run(
                lambda: newest_good_backup(folder),
                lambda found: self._offer(error, found),
                lambda _fault: self._offer(error, None),
            )
        else:
            self._offer(error, None)

    def _offer(self, error: SakusnsError, backup: "FoundBackup | None") -> None:
        from sakusns_desktop.ui.recovery import show_recovery

        offers: list[tuple[str, Callable[[], object]]] = []
        told = error
        if isinstance(error, DatabaseDamagedError):
            told, offers = self._ways_out_of_damage(error, backup)
        show_recovery(self.window, told, [*offers, ("もう一度開く", self._open), ("閉じる", self.window.close)])

    def _ways_out_of_damage(
        self, error: SakusnsError, backup: "FoundBackup | None"
    ) -> tuple[SakusnsError, list[tuple[str, Callable[[], object]]]]:
        safe = "傷んだファイルには手を触れていません。戻すときも、そのまま別に残します。"
        if backup is None:
            told = SakusnsError(error.what, safe=safe, next_step="使える控えは見つかりませんでした。")
            return told, [("空の台帳で始める", self._begin_anew)]
        made = format_moment(backup.proof.manifest.made_at, date.today())  # noqa: DTZ011 - the office's own day
        told = SakusnsError(error.what, safe=safe, next_step=f"{made}の控えに戻せます。控えは確かめてあります。")
        return told, [("控えに戻す", lambda: self._recover(backup.path))]

    def _recover(self, backup: Path) -> None:
        from sakusns_desktop.services.recovery import recover

        folder, lock, who = self._data_directory, self._lock, sign_in_name()
        self._tasks.run(
            lambda: recover(folder, backup, now=utc_now(), sign_in=who, lock=lock),
            lambda _restored: self._open(),
            self._not_recovered,
        )

    def _begin_anew(self) -> None:
        from sakusns_desktop.services.recovery import set_aside_damaged

        folder = self._data_directory
        self._tasks.run(
            lambda: set_aside_damaged(folder, now=utc_now()), lambda _place: self._open(), self._not_recovered
        )

    def _not_recovered(self, error: Exception) -> None:
        if not isinstance(error, SakusnsError):
            raise error
        self._offer(error, None)


def _catcher(window: MainWindow) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """The window alone catches all: a person is told, the log gets the type and the place, never a text."""

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        from sakusns_desktop.ui.error_dialog import report

        report(window, kind, error, trace)

    return caught


if sys.platform == "win32":
    # Windows groups windows in the task bar by this id, not by python.exe
    import ctypes

    ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID("saku.sns-desktop")
