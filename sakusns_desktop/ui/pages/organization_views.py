"""The left side of the organisation's page: the structure of 4(1) as a picture, as a list, or what to do first."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QWidget

from sakusns_desktop.services.organization_chart import Band
from sakusns_desktop.ui.pages.organization_table import UnitModel, UnitRow, unit_rows
from sakusns_desktop.ui.widgets.empty_state import EmptyState
from sakusns_desktop.ui.widgets.organization_box import ChartWords
from sakusns_desktop.ui.widgets.organization_chart import OrganizationChart
from sakusns_desktop.ui.widgets.table import Table

STATE = "state"
FOLDED_FIRST = ("operator", "head")
"""Columns that go where the window is too narrow for all."""


class OrganizationViews(QStackedWidget):
    """Picture and list of the same units; what is chosen in one is chosen in the other.

    Signals:
        chosen(unit id): a person came to a unit. pressed(): and clicked it. entered(): and wants to go into it.
        menu_wanted(): its actions are asked for. switched(place): 0 picture, 1 list.
    """

    chosen = Signal(str)
    pressed = Signal()
    entered = Signal()
    menu_wanted = Signal()
    switched = Signal(int)

    def __init__(self, words: ChartWords) -> None:
        super().__init__()
        self._current = ""
        self._words = words
        self.chart = OrganizationChart(words)
        self.chart.chosen.connect(self._choose)
        self.chart.pressed.connect(lambda _unit: self.pressed.emit())
        self.chart.entered.connect(lambda _unit: self.entered.emit())
        self.table = Table("組織の一覧")
        self._use_model(words)
        self.table.entered_row.connect(self.entered)
        self.table.clicked.connect(lambda _index: self.pressed.emit())
        self.table.menu_wanted.connect(lambda _place: self.menu_wanted.emit())
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setAccessibleName("図か一覧")
        self.tabs.addTab(self.chart, "図")
        self.tabs.addTab(self.table, "一覧")
        self.tabs.currentChanged.connect(self._switched)
        self.empty = EmptyState()
        self.addWidget(self.tabs)
        self.addWidget(self.empty)

    def _use_model(self, words: ChartWords) -> None:
        self.model = UnitModel(words, self)
        self.table.setModel(self.model)
        self.table.selectionModel().currentRowChanged.connect(lambda _new, _old: self._row_chosen())

    def show_bands(self, bands: Sequence[Band], words: ChartWords) -> list[UnitRow]:
        """Show the structure of a day. Returns its units, in the office's order."""
        rows = unit_rows(bands)
        if words != self._words:
            self._words = words
            self._use_model(words)
        self.chart.canvas.show_bands(bands, words)
        self.model.replace(rows)
        self._size_columns()
        self.setCurrentWidget(self.tabs)
        return rows

    def say(self, text: str, offers: Sequence[tuple[str, Callable[[], object]]]) -> None:
        """There is nothing to show: say what to do."""
        self.empty.say(text, offers)
        self.setCurrentWidget(self.empty)

    def select(self, unit_id: str) -> None:
        """Mark a unit in picture and list."""
        self._current = unit_id
        self.chart.select(unit_id)
        place = self.model.place_of(lambda row: row.node.unit.id == unit_id)
        if place < 0:
            self.table.clearSelection()
        elif self.table.currentIndex().row() != place or not self.table.selectionModel().hasSelection():
            self.table.selectRow(place)

    def view(self) -> QWidget:
        """Where the keyboard goes on this side."""
        if self.currentWidget() is self.empty:
            return self.empty
        return self.table if self.tabs.currentWidget() is self.table else self.chart.current_box() or self.chart

    def _choose(self, unit_id: str) -> None:
        if unit_id != self._current:
            self.select(unit_id)
            self.chosen.emit(unit_id)

    def _row_chosen(self) -> None:
        row = self.model.row(self.table.currentIndex().row())
        if row is not None:
            self._choose(row.node.unit.id)

    def _switched(self, place: int) -> None:
        self._size_columns()
        self.select(self._current)
        self.switched.emit(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns follow the width."""
        super().resizeEvent(event)
        self._size_columns()

    def _size_columns(self) -> None:
        """What there is no room for stands in the detail alone; the others share what is left."""
        room = self.table.viewport().width()
        scale = self.table.cells.scale()
        least = {
            column.key: max(round(column.width * scale), self.table.head_width(column.title))
            for column in self.model.columns
        }
        hidden: set[str] = set()
        for key in FOLDED_FIRST:
            if sum(width for name, width in least.items() if name not in hidden) > room:
                hidden.add(key)
        shown = [name for name in least if name not in hidden]
        extra = max(room - sum(least[name] for name in shown), 0) // (len(shown) - 1)
        for place, (name, width) in enumerate(least.items()):
            self.table.setColumnHidden(place, name in hidden)
            if name not in hidden:
                wider = width + extra if name != STATE else width
                self.table.horizontalHeader().resizeSection(place, wider)
