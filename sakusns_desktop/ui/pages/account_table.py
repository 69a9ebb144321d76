"""The inventory's table: columns declared once, filters, and what its cells look like."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Qt

from sakusns_desktop.domain.account import LifeCycleState, SecondFactor, VerifiedBadge
from sakusns_desktop.domain.dates import format_day
from sakusns_desktop.domain.organization import Organization
from sakusns_desktop.domain.platform import Platform
from sakusns_desktop.domain.text import fold
from sakusns_desktop.services.words import STATE_WORDS
from sakusns_desktop.storage.accounts import AccountRow
from sakusns_desktop.ui.labels import FIELD_LABELS, LIFE_CYCLE_BADGES, SECOND_FACTOR_WORDS, VERIFIED_BADGE_WORDS
from sakusns_desktop.ui.models.rows_model import Column, Index, RowsModel
from sakusns_desktop.ui.widgets.table import BADGE_ROLE, TWO_LINES_ROLE

DELETED = "deleted"
WITHOUT_CLOSED = "without_closed"
_STATE_ORDER = {state.value: place for place, state in enumerate(LifeCycleState)}


def _day(value: str | None) -> str:
    return format_day(date.fromisoformat(value), weekday=False) if value else ""


class AccountModel(RowsModel[AccountRow]):
    """Accounts as rows; folds second columns under the name where the window is narrow."""

    def __init__(self, platforms: Sequence[Platform], parent: QObject | None = None) -> None:
        self._platforms: Mapping[str, Platform] = {platform.key: platform for platform in platforms}
        self._divisions: dict[str, str] = {}
        self.folded = False
        super().__init__(self._declared(), lambda row: row.search_text, parent)

    def _declared(self) -> Sequence[Column[AccountRow]]:
        def column(key: str, text: Any, **rest: Any) -> Column[AccountRow]:
            return Column(key, rest.pop("title", FIELD_LABELS.get(key, key)), text, **rest)

        return (
            column(
                "account",
                self.name,
                title="アカウント",
                sort=lambda row: fold(row.display_name),
                always=True,
                width=220,
            ),
            column("platform", self.platform_words, title="種類", width=100),
            column("division_id", self.division, width=140),
            column("url", lambda row: row.url, shown=False, width=220),
            column("numeric_id", lambda row: row.numeric_id, title="数値ID", shown=False),
            column("purpose", lambda row: row.purpose, shown=False, width=200),
            column("login_id", lambda row: row.login_id, shown=False, width=140),
            column("registered_mail", lambda row: row.registered_mail, shown=False, width=180),
            column(
                "second_factor",
                lambda row: SECOND_FACTOR_WORDS[SecondFactor(row.second_factor)],
                shown=False,
                width=130,
            ),
            column(
                "verified_badge",
                lambda row: VERIFIED_BADGE_WORDS[VerifiedBadge(row.verified_badge)],
                shown=False,
                width=100,
            ),
            column("contractor", lambda row: row.contractor, shown=False),
            *(
                column(
                    key,
                    lambda row, key=key: _day(getattr(row, key)),
                    sort=lambda row, key=key: getattr(row, key) or "",
                    shown=False,
                    width=140,
                )
                for key in ("opened_on", "last_post_on", "next_review_on")
            ),
            column("state", self.state_words, sort=lambda row: _STATE_ORDER[row.state], always=True, width=150),
        )

    def show_organization(self, organization: Organization) -> None:
        """Take over the names of the divisions."""
        self._divisions = {unit.id: unit.name for unit in organization.units}

    def name(self, row: AccountRow) -> str:
        """Name and handle in one line."""
        return f"{row.display_name} {self.handle(row)}".strip()

    def handle(self, row: AccountRow) -> str:
        """The handle as the platform shows it."""
        platform = self._platforms.get(row.platform)
        return platform.shown_handle(row.handle) if platform else row.handle

    def platform_words(self, row: AccountRow) -> str:
        """The platform in short."""
        platform = self._platforms.get(row.platform)
        return platform.short_label if platform else ""

    def division(self, row: AccountRow) -> str:
        """The division in charge."""
        return self._divisions.get(row.division_id, "") if row.division_id else ""

    def state_words(self, row: AccountRow) -> str:
        """Where it stands."""
        return "削除済" if row.deleted_at else STATE_WORDS[LifeCycleState(row.state)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Two lines in the first column, a badge for the state, text elsewhere."""
        if role == TWO_LINES_ROLE and index.column() == 0:
            row = self.row(index.row())
            if row is None:
                return None
            if self.folded:
                return row.display_name, "・".join(
                    part for part in (self.platform_words(row), self.division(row)) if part
                )
            return row.display_name, self.handle(row)
        if role == BADGE_ROLE and self.columns[index.column()].key == "state":
            row = self.row(index.row())
            if row is None:
                return None
            state = "not_applicable" if row.deleted_at else LIFE_CYCLE_BADGES[LifeCycleState(row.state)]
            return state, self.state_words(row)
        return super().data(index, role)


def keeps(row: AccountRow, *, division_id: str, platform: str, state: str) -> bool:
    """Whether the three filters let a row through; empty ones let everything through.

    Args:
        state: ``without_closed``, ``deleted``, a life-cycle state, or empty for all that is not deleted.
    """
    if (state == DELETED) != bool(row.deleted_at):
        return False
    if state == WITHOUT_CLOSED and row.state == LifeCycleState.CLOSED:
        return False
    if state not in {"", WITHOUT_CLOSED, DELETED} and row.state != state:
        return False
    return (not division_id or row.division_id == division_id) and (not platform or row.platform == platform)
