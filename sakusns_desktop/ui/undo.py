"""Ctrl+Z and Ctrl+Y over the register's own changes: each way back is a new change with its own audit entry."""

from dataclasses import replace

from sakusns_desktop.services.register import Change

DEPTH = 50


def _follow(changes: list[Change], newest: Change) -> list[Change]:
    """The change below, of the same thing, now ends in what ``newest`` wrote: same content, higher revision."""
    for place in range(len(changes) - 1, -1, -1):
        if changes[place].after.id == newest.after.id:
            return [*changes[:place], replace(changes[place], after=newest.after), *changes[place + 1 :]]
    return changes


class UndoStack:
    """Changes of this session, newest last."""

    def __init__(self) -> None:
        self._done: list[Change] = []
        self._undone: list[Change] = []

    def done(self, change: Change) -> None:
        """Something new was done: what was taken back before cannot come again."""
        self._done = [*self._done, change][-DEPTH:]
        self._undone.clear()

    def to_undo(self) -> Change | None:
        """What Ctrl+Z takes back, ``None`` where there is nothing."""
        return self._done[-1] if self._done else None

    def to_redo(self) -> Change | None:
        """What Ctrl+Y does again: taking back the taking back."""
        return self._undone[-1] if self._undone else None

    def undone(self, change: Change, back: Change) -> None:
        """``change`` was taken back by ``back``; what was done meanwhile stays."""
        self._done = _follow([row for row in self._done if row is not change], back)
        self._undone.append(back)

    def redone(self, change: Change, again: Change) -> None:
        """The way back ``change`` was itself taken back by ``again``."""
        self._undone = _follow([row for row in self._undone if row is not change], again)
        self._done.append(again)

    def forget(self, change: Change) -> None:
        """It cannot be taken back any more."""
        self._done = [row for row in self._done if row is not change]
        self._undone = [row for row in self._undone if row is not change]
