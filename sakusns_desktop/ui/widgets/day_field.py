"""A day that one looks at: written as offices write it, told at once where it cannot be read."""

from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sakusns_desktop.domain.dates import format_day, parse_day
from sakusns_desktop.domain.errors import InputError
from sakusns_desktop.ui.composition import composition
from sakusns_desktop.ui.theme import look, theme
from sakusns_desktop.ui.widgets.inputs import LineEdit
from sakusns_desktop.ui.widgets.state_mark import Mark
from sakusns_desktop.ui.widgets.texts import WrappedLabel, button, label, restyle

PATIENCE_MS = 600
"""How long somebody may pause within a day before it is read. Enter reads it at once."""


class DayField(QWidget):
    """A label, the day, and the way back to today.

    Signals:
        chosen(day): a day was written, or today was chosen again.
    """

    chosen = Signal(object)

    def __init__(self, words: str, today: date) -> None:
        super().__init__()
        self._today = today
        self.day = today
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        column.addLayout(row)
        self.edit = LineEdit()
        self.edit.setAccessibleName(words)
        self.edit.setPlaceholderText("例：令和8年4月1日")
        name = label(words, strong=True)
        name.setBuddy(self.edit)
        self.today_button = button("今日に戻す", self.back_to_today, kind="row")
        row.addWidget(name)
        row.addWidget(self.edit)
        row.addWidget(self.today_button)
        row.addStretch(1)
        self._problem = QWidget()
        line = QHBoxLayout(self._problem)
        line.setContentsMargins(0, 0, 0, 4)
        line.setSpacing(8)
        line.addWidget(Mark("violation"))
        self._problem_text = WrappedLabel("", "meta")
        line.addWidget(self._problem_text, 1)
        column.addWidget(self._problem)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PATIENCE_MS)
        self._timer.timeout.connect(self._settle)
        self.edit.textEdited.connect(lambda _text: self._edited())
        self.edit.editingFinished.connect(self._settle)
        theme().changed.connect(self._grow)
        self._grow()
        self.show_day(today)

    def _grow(self) -> None:
        room = QFontMetricsF(look().font("body")).horizontalAdvance("令和88年12月28日(水)")
        self.edit.setFixedWidth(round(room) + 36)

    @property
    def is_today(self) -> bool:
        """Whether today is looked at."""
        return self.day == self._today

    @property
    def problem(self) -> str:
        """What is wrong with what was written, empty where nothing is."""
        return self._problem_text.plain

    def move_today(self, today: date) -> None:
        """Another day has begun; who looked at today goes on looking at today."""
        if today != self._today:
            was_today = self.is_today
            self._today = today
            if was_today and not self.edit.hasFocus():
                self.show_day(today)

    def show_day(self, day: date) -> None:
        """Show a day without saying that somebody chose it."""
        self.day = day
        self.edit.setText(format_day(day))
        self._say("")
        self.today_button.setVisible(not self.is_today)

    def back_to_today(self) -> None:
        """Look at today again."""
        self.edit.setFocus()
        self.show_day(self._today)
        self.chosen.emit(self.day)

    def _edited(self) -> None:
        """Wait until the day is written: on the way to 令和8年3月31日 stands 令和8年3月3日."""
        self._say("")
        self._timer.start()

    def _settle(self) -> None:
        if composition.active:
            self._timer.start()
            return
        self._timer.stop()
        try:
            day = parse_day(self.edit.text())
        except InputError as error:
            self._say(f"{error}いまは{format_day(self.day, weekday=False)}の体制を出しています。")
            return
        if day is None:
            self.show_day(self._today)
        elif day == self.day:
            return
        else:
            self.day = day
            self.today_button.setVisible(not self.is_today)
        self.chosen.emit(self.day)

    def _say(self, message: str) -> None:
        self._problem_text.show_text(message)
        self._problem.setVisible(bool(message))
        self.edit.setAccessibleDescription(message)
        restyle(self.edit, wrong="true" if message else "")
