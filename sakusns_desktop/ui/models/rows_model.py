"""A table model over a list of rows that is filtered and sorted in Python, before Qt sees it.

A proxy model cannot keep up with typing: at 100,000 rows it takes seconds where a list comprehension takes
milliseconds.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from sakusns_desktop.domain.text import fold
from sakusns_desktop.ui.widgets.tips import tip

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
"""Hands back the row itself."""


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column, declared once.

    Args:
        key: stable name, for the settings.
        title: the head.
        text: what the cell says.
        sort: what the column is ordered by; the text where it is missing.
        always: it cannot be hidden.
        shown: it is shown until somebody chooses otherwise.
        width: logical px at the standard text size.
    """

    key: str
    title: str
    text: Callable[[Row], str]
    sort: Callable[[Row], Any] | None = None
    always: bool = False
    shown: bool = True
    width: int = 120


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Rows under columns.

    Args:
        columns: all columns that there are.
        search_text: the folded text that the search looks in.
    """

    def __init__(
        self, columns: Sequence[Column[Row]], search_text: Callable[[Row], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._all_columns = tuple(columns)
        self._columns = [column for column in columns if column.always or column.shown]
        self._search_text = search_text
        self._ordered: list[Row] = []
        self._kept: list[Row] = []
        self._rows: list[Row] = []
        self._needle: tuple[str, ...] = ()
        self._keep: Callable[[Row], bool] | None = None
        self._sorted_by: tuple[str, bool] = (self._columns[0].key, False)

    @property
    def columns(self) -> Sequence[Column[Row]]:
        """The columns that are shown."""
        return self._columns

    @property
    def choosable(self) -> Sequence[Column[Row]]:
        """The columns that a person can show or hide."""
        return [column for column in self._all_columns if not column.always]

    @property
    def total(self) -> int:
        """How many rows there are before search and filters."""
        return len(self._ordered)

    def replace(self, rows: Sequence[Row]) -> None:
        """Take over new rows; search, filters and order stay."""
        self._ordered = self._in_order(rows)
        self._refilter()

    def show_columns(self, keys: Sequence[str]) -> None:
        """Show these columns (and those that cannot be hidden), in the order in which they are declared."""
        self.beginResetModel()
        wanted = set(keys)
        self._columns = [column for column in self._all_columns if column.always or column.key in wanted]
        self.endResetModel()

    def search(self, text: str) -> None:
        """Keep the rows that hold every word of ``text``, whatever kana, case or width it is written in."""
        needle = tuple(fold(text).split())
        if needle != self._needle:
            self._needle = needle
            self._look_for()

    def filter(self, keep: Callable[[Row], bool] | None) -> None:
        """Keep the rows for which ``keep`` says so; all of them with ``None``."""
        self._keep = keep
        self._refilter()

    def _refilter(self) -> None:
        """Filters are gone through when they change, and not again at each keystroke of the search."""
        keep = self._keep
        self._kept = self._ordered if keep is None else [row for row in self._ordered if keep(row)]
        self._look_for()

    def _look_for(self) -> None:
        rows: list[Row] = self._kept
        text = self._search_text
        for word in self._needle:
            rows = [row for row in rows if word in text(row)]
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a shown column; Qt calls this when a head is clicked."""
        if not 0 <= column < len(self._columns):
            return
        self._sorted_by = (self._columns[column].key, order == Qt.SortOrder.DescendingOrder)
        self._ordered = self._in_order(self._ordered)
        self._refilter()

    def _in_order(self, rows: Sequence[Row]) -> list[Row]:
        key, descending = self._sorted_by
        column = next((column for column in self._all_columns if column.key == key), self._all_columns[0])
        if column.sort is not None:
            return sorted(rows, key=column.sort, reverse=descending)
        text = column.text
        return sorted(rows, key=lambda row: fold(text(row)), reverse=descending)

    def row(self, number: int) -> Row | None:
        """The row at a place in the table, ``None`` where there is none."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def place_of(self, wanted: Callable[[Row], bool]) -> int:
        """Place of the first row that is wanted, -1 where it is not shown."""
        return next((place for place, row in enumerate(self._rows) if wanted(row)), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Rows that are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Columns that are shown."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text of a cell, also as tooltip since cells may be elided; ``ROW_ROLE`` gives the row."""
        if not index.isValid():
            return None
        if role == ROW_ROLE:
            return self._rows[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._columns[index.column()].text(self._rows[index.row()])
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self._columns[index.column()].text(self._rows[index.row()]))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The heads of the columns; rows have no heads."""
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self._columns):
            if role == Qt.ItemDataRole.DisplayRole:
                return self._columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None
