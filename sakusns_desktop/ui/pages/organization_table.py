"""4(1) as a list: the same content as the picture, for those who read rows rather than boxes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt

from sakusns_desktop.domain.organization import Role, UnitKind
from sakusns_desktop.domain.text import fold
from sakusns_desktop.services.organization_chart import Band, RoleLine, UnitNode
from sakusns_desktop.ui.models.rows_model import Column, Index, RowsModel
from sakusns_desktop.ui.widgets.organization_box import DEPUTY, VACANT, ChartWords, people_words
from sakusns_desktop.ui.widgets.table import BADGE_ROLE, TWO_LINES_ROLE

COMPLETE = "済"


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit at its place in the office's order."""

    place: int
    node: UnitNode
    above: str


def unit_rows(bands: Sequence[Band]) -> list[UnitRow]:
    """Departments, each before its divisions."""
    rows: list[UnitRow] = []
    for band in bands:
        above = band.department.unit.name if band.department is not None else ""
        if band.department is not None:
            rows.append(UnitRow(len(rows), band.department, ""))
        for node in band.divisions:
            rows.append(UnitRow(len(rows), node, above))
    return rows


class UnitModel(RowsModel[UnitRow]):
    """Units as rows, in the office's order."""

    def __init__(self, words: ChartWords, parent: QObject | None = None) -> None:
        self.words = words
        columns: tuple[Column[UnitRow], ...] = (
            Column("unit", self._layers(), self.name, sort=lambda row: row.place, always=True, width=170),
            Column("head", self._heads(), lambda row: self._held(row, (Role.OWNER, Role.MANAGER)), width=150),
            Column("operator", words.short(Role.OPERATOR), lambda row: self._held(row, (Role.OPERATOR,)), width=150),
            Column("state", "状態", self.state_words, always=True, width=110),
        )
        super().__init__(columns, lambda row: fold(row.node.unit.name), parent)

    def _layers(self) -> str:
        return "・".join(self.words.layers[kind] for kind in UnitKind)

    def _heads(self) -> str:
        return "・".join(self.words.short(role) for role in (Role.OWNER, Role.MANAGER))

    def name(self, row: UnitRow) -> str:
        """The unit, with what it belongs to."""
        return f"{row.above} {row.node.unit.name}".strip()

    def _held(self, row: UnitRow, roles: Sequence[Role]) -> str:
        return "　".join(_line_words(line) for line in row.node.lines if line.role in roles)

    def state_words(self, row: UnitRow) -> str:
        """Whether every role has somebody."""
        return f"未定 {len(row.node.vacant)}" if row.node.vacant else COMPLETE

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Two lines in the first column, a badge for the state, text elsewhere."""
        row = self.row(index.row()) if index.isValid() else None
        if row is not None and role == TWO_LINES_ROLE and index.column() == 0:
            unit = row.node.unit
            below = self.words.equivalent(unit.kind) if unit.equivalent else self.words.layers[unit.kind]
            return unit.name, "　".join(part for part in (row.above, below) if part)
        if row is not None and role == BADGE_ROLE and self.columns[index.column()].key == "state":
            return ("warning", self.state_words(row)) if row.node.vacant else ("ok", COMPLETE)
        return super().data(index, role)


def _line_words(line: RoleLine) -> str:
    return f"{DEPUTY if line.deputy else ''} {people_words(line.people) if line.people else VACANT}".strip()
