"""One cold start, told to the parent: a line ``painted`` when the window can be used, then the memory it took.

    python benchmarks/_probe.py bare
    python benchmarks/_probe.py home|accounts FOLDER

The app is started through its own entry with its own arguments. All that is put in its way is a window class that
looks, after Qt has painted, whether the wanted page is filled.
"""

import importlib
import sys
from typing import Any

SETTLE_MS = 400
"""After the paint, until the memory is read: what the app loads right after its first paint counts as well."""


def bare() -> None:
    """A QMainWindow of the toolkit, nothing in it, of the app's own size."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        told = False

        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
            super().paintEvent(event)
            if not self.told:
                self.told = True
                QTimer.singleShot(0, tell)

    def tell() -> None:
        print("painted", flush=True)
        QTimer.singleShot(SETTLE_MS, finish)

    def finish() -> None:
        tell_memory()
        window.close()

    application = QApplication(sys.argv)
    window = Window()
    window.resize(1360, 860)
    window.show()
    application.exec()


def app(page: str, folder: str) -> None:
    """The app on a register, until this page is filled and painted; its window is closed then."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QLabel, QWidget

    from sakusns_desktop import app as start
    from sakusns_desktop.__main__ import main as run
    from sakusns_desktop.ui.main_window import MainWindow
    from sakusns_desktop.ui.tasks import Tasks

    class Window(MainWindow):
        def __init__(self, tasks: Tasks) -> None:
            super().__init__(tasks)
            self._watched: QWidget | None = None
            self._painted = False
            self._told = False
            if page != "home":
                self.ready.connect(lambda: self.open_page(page))

        def event(self, event: QEvent) -> bool:
            if event.type() != QEvent.Type.UpdateRequest or self._told:
                return super().event(event)
            if self._watched is None:
                self._watched = self._filled()
                if self._watched is not None:
                    self._watched.installEventFilter(self)
                    self._watched.update()
            handled = super().event(event)  # Qt paints, and hands the picture to the screen
            if self._painted:
                self._told = True
                print("painted", flush=True)
                QTimer.singleShot(SETTLE_MS, self._finish)
            return handled

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            self._painted = self._painted or event.type() == QEvent.Type.Paint
            return False

        def _filled(self) -> QWidget | None:
            """What holds the page's content, once it is there: the labels of home, the rows of the table."""
            shown: Any = self.page
            if self.current_key != page:
                return None
            if page == "home":
                labels = shown.findChild(QWidget, "scrolled").findChildren(QLabel)
                return next((label for label in labels if not label.visibleRegion().isEmpty()), None)
            return shown.table.viewport() if shown.model.rowCount() else None

        def _finish(self) -> None:
            tell_memory()
            self.close()

    vars(start)["MainWindow"] = Window
    sys.argv = ["sakusns-desktop", "--data-dir", folder]
    run()


def tell_memory() -> None:
    """Print the most memory that this process ever held, in KiB."""
    print(f"peak {peak_kib()}", flush=True)


def peak_kib() -> int:
    """The peak of the resident set, in KiB."""
    system: str = sys.platform
    if system == "linux":
        # not getrusage: that starts at what the parent held when it forked
        with open("/proc/self/status", encoding="ascii") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    if system == "win32":
        return _windows_peak_kib()
    resource: Any = importlib.import_module("resource")
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) // 1024  # macOS tells bytes


def _windows_peak_kib() -> int:
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        _fields_ = (
            ("size", wintypes.DWORD),
            ("faults", wintypes.DWORD),
            ("peak", ctypes.c_size_t),
            ("rest", ctypes.c_size_t * 8),
        )

    counters = Counters(size=ctypes.sizeof(Counters))
    load: Any = vars(ctypes)["WinDLL"]
    psapi, kernel = load("psapi"), load("kernel32")
    kernel.GetCurrentProcess.restype = wintypes.HANDLE
    psapi.GetProcessMemoryInfo.argtypes = (wintypes.HANDLE, ctypes.c_void_p, wintypes.DWORD)
    psapi.GetProcessMemoryInfo(kernel.GetCurrentProcess(), ctypes.byref(counters), counters.size)
    return int(counters.peak) // 1024


def main() -> None:
    """Start what the arguments say."""
    if sys.argv[1] == "bare":
        bare()
    else:
        app(sys.argv[1], sys.argv[2])


if __name__ == "__main__":
    main()
