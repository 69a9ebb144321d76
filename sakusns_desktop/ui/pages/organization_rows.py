"""Lines of the organisation's right pane: a role with its holder, a person, a property."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from sakusns_desktop.domain.dates import format_day
from sakusns_desktop.ui.widgets.organization_box import VACANT
from sakusns_desktop.ui.widgets.scrolled import ScrolledBody
from sakusns_desktop.ui.widgets.state_mark import Mark
from sakusns_desktop.ui.widgets.texts import WrappedLabel, button, hairline, label

Offer = tuple[str, Callable[[], object]]


def period_words(from_day: date | None, until_day: date | None) -> str:
    """``令和8年4月1日から``, ``…まで``, or both."""
    begin = f"{format_day(from_day, weekday=False)}から" if from_day else ""
    end = f"{format_day(until_day, weekday=False)}まで" if until_day else ""
    return begin + end or "期間は未記入"


class Lines:
    """A pane that scrolls up and down, filled line by line from the top."""

    def __init__(self, name: str) -> None:
        self.pane = QScrollArea()
        self.pane.setWidgetResizable(True)
        self.pane.setFrameShape(QScrollArea.Shape.NoFrame)
        self.pane.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pane.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.pane.setAccessibleName(name)
        body = ScrolledBody()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(4, 12, 4, 16)
        self._column.setSpacing(6)
        self.pane.setWidget(body)

    def heading(self, words: str, clause: str = "") -> None:
        """A section title, with the clause that it serves at the right."""
        row = QHBoxLayout()
        row.setContentsMargins(0, 8 if self._column.count() else 0, 0, 0)
        row.addWidget(WrappedLabel(words, "section"), 1)
        if clause:
            item = label(clause, "meta", tone="second")
            item.setContentsMargins(0, 3, 0, 0)
            row.addWidget(item, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)

    def person(self, words: str, note: str, subject: str, offers: Sequence[Offer], more: Sequence[Offer]) -> None:
        """Somebody: who, a note under it, at most two offers in words, the rest in a menu.

        Args:
            subject: what the offers are about, for their accessible names.
        """
        row = QHBoxLayout()
        row.setSpacing(12)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(WrappedLabel(words))
        texts.addWidget(WrappedLabel(note, "meta", tone="second"))
        row.addLayout(texts, 1)
        for text, action in offers:
            way = button(text, action, kind="link")
            way.setAccessibleName(f"{subject}：{text}")
            row.addWidget(way, 0, Qt.AlignmentFlag.AlignTop)
        if more:
            row.addWidget(_menu_button(subject, more), 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)
        self._column.addWidget(hairline())

    def vacant(self, words: str, action: Callable[[], object], *, first: bool) -> None:
        """A role that nobody holds, with the way to settle it; the first one is the page's next step."""
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Mark("warning"))
        row.addWidget(label(VACANT, strong=True), 1)
        way = button("決める", action, kind="filled" if first else "row")
        way.setAccessibleName(f"{words}を決める")
        row.addWidget(way)
        self._column.addLayout(row)
        self._column.addWidget(hairline())

    def quiet(self, words: str, offer: Offer | None = None, subject: str = "") -> None:
        """Something that need not be there, said quietly."""
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(WrappedLabel(words, tone="second"), 1)
        if offer is not None:
            way = button(offer[0], offer[1], kind="link")
            way.setAccessibleName(subject or offer[0])
            row.addWidget(way, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)

    def offer(self, words: str, action: Callable[[], object], icon_name: str = "plus") -> None:
        """A button under what stands there."""
        self._column.addSpacing(4)
        self._column.addWidget(button(words, action, kind="row", icon_name=icon_name), 0, Qt.AlignmentFlag.AlignLeft)

    def properties(self, rows: Sequence[tuple[str, str]]) -> None:
        """Label and value, one line each; what is not known is said quietly."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 5)
        for place, (words, value) in enumerate(rows):
            grid.addWidget(WrappedLabel(words, tone="second"), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(WrappedLabel(value or "未記入", tone="" if value else "third"), place, 1)
        self._column.addLayout(grid)

    def finish(self) -> QWidget:
        """Push everything to the top and hand the pane out."""
        self._column.addStretch(1)
        return self.pane


def _menu_button(subject: str, offers: Sequence[Offer]) -> QWidget:
    made = button("", None, kind="plain", icon_name="ellipsis", tip="ほかの操作")
    made.setAccessibleName(f"{subject}：ほかの操作")

    def popup() -> None:
        menu = QMenu(made)
        menu.setAccessibleName(f"{subject}の操作")
        for text, action in offers:
            menu.addAction(text).triggered.connect(lambda _checked=False, act=action: act())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(made.mapToGlobal(made.rect().bottomLeft()))

    made.clicked.connect(lambda _checked=False: popup())
    return made
