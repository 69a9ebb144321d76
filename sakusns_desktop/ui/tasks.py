"""Work beside the GUI thread: one worker, in order, answers come back on the GUI thread."""

import logging
import queue
import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QObject, Signal

Result = TypeVar("Result")
_log = logging.getLogger(__name__)


class Tasks(QObject):
    """One worker thread that carries out what the window asks, one after the other.

    The register is used by this thread alone, so that neither the file nor the keyring ever holds the window up.
    """

    idle = Signal()
    busy_changed = Signal(bool)
    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: queue.SimpleQueue[Callable[[], Callable[[], None]] | None] = queue.SimpleQueue()
        self._pending = 0
        self._answered.connect(self._deliver)
        self._thread = threading.Thread(target=self._work, name="register", daemon=True)
        self._thread.start()

    @property
    def pending(self) -> int:
        """How many tasks have been asked for and not answered yet."""
        return self._pending

    def run(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do ``work`` on the worker; then, on the GUI thread, ``done`` with its result or ``failed`` with the fault.

        A fault that nobody takes goes to the window's own error handler (``sys.excepthook``).
        """

        def carry_out() -> Callable[[], None]:
            try:
                result = work()
            except Exception as error:
                fault = error  # the name of an except clause is gone after it
                if failed is not None:
                    return lambda: failed(fault)
                return lambda: _raise(fault)
            return (lambda: done(result)) if done is not None else (lambda: None)

        self._pending += 1
        if self._pending == 1:
            self.busy_changed.emit(True)
        self._queue.put(carry_out)

    def wait(self) -> None:
        """Let the window live on until every task is answered; for closing and for tests."""
        if self._pending:
            loop = QEventLoop()
            self.idle.connect(loop.quit)
            loop.exec()

    def stop(self) -> None:
        """Finish what was asked for, then end the worker."""
        self.wait()
        self._queue.put(None)
        self._thread.join()

    def _work(self) -> None:
        while (item := self._queue.get()) is not None:
            answer = item()
            try:
                self._answered.emit(answer)
            except RuntimeError:  # the window is gone: nobody is left to hear it
                _log.debug("an answer came after the window")
                return

    def _deliver(self, answer: Callable[[], None]) -> None:
        try:
            answer()
        finally:
            self._pending -= 1
            if self._pending == 0:
                self.busy_changed.emit(False)
                self.idle.emit()


def _raise(error: Exception) -> None:
    raise error
