"""The Qt application: one window per register, opened at once, filled when the register is open."""

import logging
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QLibraryInfo,
    QLocale,
    QMessageLogContext,
    QTimer,
    QtMsgType,
    QTranslator,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from sakusns_desktop.composition import open_services
from sakusns_desktop.domain.errors import SakusnsError
from sakusns_desktop.paths import default_data_directory
from sakusns_desktop.services.services import Services
from sakusns_desktop.storage.instance_lock import InstanceLock
from sakusns_desktop.ui.main_window import MainWindow
from sakusns_desktop.ui.tasks import Tasks
from sakusns_desktop.ui.theme import theme

_log = logging.getLogger(__name__)
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
    from sakusns_desktop.services.sample_data import fill_with_sample

    fill_with_sample(services.register, services.accounts)


def make_application(arguments: list[str]) -> QApplication:
    """The one QApplication, with Japanese words for Qt's own buttons and our look."""
    qInstallMessageHandler(_qt_message)
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(arguments)
    application.setApplicationName("sakusns-desktop")
    application.setApplicationDisplayName("佐久市SNS運用")
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
    from sakusns_desktop.ui.single_instance import Doorbell, ring

    try:
        data_directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = InstanceLock(data_directory)
        first = lock.acquire()
    except OSError:
        first, lock = True, None
    if not first:
        application = make_application(sys.argv)
        if ring(data_directory, lock.holder_pid() if lock else None):
            return 0
        from sakusns_desktop.ui.error_dialog import tell_second_window

        tell_second_window()
        return 2
    application = make_application(sys.argv)
    tasks = Tasks()
    window = MainWindow(tasks)
    sys.excepthook = _catcher(window)
    opened: list[Services] = []

    def opening() -> tuple[Services, dict[str, str]]:
        services = open_services(data_directory)
        opened.append(services)
        if fill is not None:
            fill(services)
        return services, services.memory.load()

    def adopt(result: tuple[Services, dict[str, str]]) -> None:
        window.adopt(*result)
        QTimer.singleShot(0, after_start)

    def refused(error: Exception) -> None:
        from sakusns_desktop.ui.recovery import show_recovery

        if not isinstance(error, SakusnsError):
            raise error
        show_recovery(window, error, [("もう一度開く", try_again), ("閉じる", window.close)])

    def try_again() -> None:
        window.show_pages()
        tasks.run(opening, adopt, refused)

    def after_start() -> None:
        window.doorbell = Doorbell(data_directory, window)

    tasks.run(opening, adopt, refused)
    window.show()
    status = application.exec()
    tasks.stop()
    for services in opened:
        services.close()
    if lock is not None:
        lock.release()
    return status


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
