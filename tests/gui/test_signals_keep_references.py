"""docs/adr/0001: a signal must not use up references, or the window dies after a few thousand of them."""

import sys

from PySide6.QtCore import QObject, Signal


class _Sender(QObject):
    told = Signal(bool)


def test_a_thousand_signals_leave_true_and_false_as_they_were() -> None:
    sender = _Sender()
    before = sys.getrefcount(True), sys.getrefcount(False)
    for _round in range(1000):
        sender.told.emit(True)
    after = sys.getrefcount(True), sys.getrefcount(False)
    assert max(abs(new - old) for new, old in zip(after, before, strict=True)) < 100
