"""Work beside the GUI thread: in order, long work in a lane of its own, answers come back on the GUI thread."""

import logging
import queue
import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QObject, Signal

Result = TypeVar("Result")
_Queue = queue.SimpleQueue[Callable[[], Callable[[], None]] | None]
_log = logging.getLogger(__name__)


class Tasks(QObject):
    """A worker thread that carries out what the window asks, one after the other.

    The register is used by workers alone, so that neither the file nor the keyring ever holds the window up. What
    takes its time (a backup, a check of the whole file) has a second worker: a draft never waits behind it.
    """

    idle = Signal()
    busy_changed = Signal(bool)
    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[str, tuple[_Queue, threading.Thread]] = {}
        self._pending = 0
        self._answered.connect(self._deliver)
        self._lane("register")

    @property
    def pending(self) -> int:
        """How many tasks have been asked for and not answered yet."""
        return self._pending

    def run(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        *,
        slow: bool = False,
    ) -> None:
        """Do ``work`` on the worker; then, on the GUI thread, ``done`` with its result or ``failed`` with the fault.

        Args:
            slow: it may take seconds and holds the register only now and then; nothing else waits for it.

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
        self._lane("slow" if slow else "register").put(carry_out)

    def wait(self) -> None:
        """Let the window live on until every task is answered; for closing and for tests."""
        if self._pending:
            loop = QEventLoop()
            self.idle.connect(loop.quit)
            loop.exec()

    def stop(self) -> None:
        """Finish what was asked for, then end the workers."""
        self.wait()
        for lane, thread in self._lanes.values():
            lane.put(None)
            thread.join()

    def _lane(self, name: str) -> "_Queue":
        """The queue of a worker, which is started when it is first needed."""
        if name not in self._lanes:
            lane: _Queue = queue.SimpleQueue()
            thread = threading.Thread(target=self._work, args=(lane,), name=name, daemon=True)
            self._lanes[name] = lane, thread
            thread.start()
        return self._lanes[name][0]

    def _work(self, lane: "_Queue") -> None:
        while (item := lane.get()) is not None:
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
