"""What the inventory page shows: light rows for the table, and everything about one account."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sakusns_desktop.domain.account import Account
from sakusns_desktop.domain.account_address import detect_account, disagreement
from sakusns_desktop.domain.organization import Organization, Role, Staff
from sakusns_desktop.domain.platform import Platform
from sakusns_desktop.services.register import Register
from sakusns_desktop.storage.accounts import AccountRow
from sakusns_desktop.storage.audit_log import AuditEntry

HISTORY_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Responsible:
    """Who answers for an account in one role today; ``own`` where it is settled for this account alone."""

    role: Role
    deputy: bool
    people: tuple[Staff, ...]


@dataclass(frozen=True, slots=True)
class Inventory:
    """The table of accounts, deleted ones included, with the organisation that they belong to."""

    rows: Sequence[AccountRow]
    organization: Organization


@dataclass(frozen=True, slots=True)
class AccountDetail:
    """One account with its unit, its people, its history (newest first) and what to see to.

    Args:
        people: staff id -> post, for the names in the history.
    """

    account: Account
    division: str
    department: str
    responsible: tuple[Responsible, ...]
    history: Sequence[AuditEntry]
    disagreement: str
    people: Mapping[str, str]


class InventoryService:
    """Reads the inventory.

    Args:
        follow_calendar: brings the search in step with roles that began or ended by their date.
    """

    def __init__(
        self, register: Register, platforms: Sequence[Platform], follow_calendar: Callable[[], None] = lambda: None
    ) -> None:
        self._register = register
        self._platforms = platforms
        self._follow_calendar = follow_calendar

    def load(self) -> Inventory:
        """All rows of the table."""
        self._follow_calendar()
        return Inventory(self._register.accounts.rows(include_deleted=True), self._register.organization.load())

    def detail(self, account_id: str) -> AccountDetail:
        """Everything about one account.

        Raises:
            NotFoundError: there is no such account.
        """
        account = self._register.accounts.get(account_id)
        organization = self._register.organization.load()
        today = self._register.today()
        division = organization.unit(account.division_id)
        department = organization.unit(division.parent_id) if division is not None else None
        responsible = tuple(
            Responsible(
                role,
                deputy,
                organization.responsible(
                    role, today, division_id=account.division_id, account_id=account.id, deputy=deputy
                ),
            )
            for deputy in (False, True)
            for role in Role
        )
        detection = detect_account(account.url, self._platforms) if account.url else None
        return AccountDetail(
            account,
            division.name if division else "",
            department.name if department else "",
            responsible,
            self._register.audit.entries(HISTORY_LIMIT, subject_id=account_id),
            disagreement(detection, account.handle, self._platforms),
            {person.id: person.post for person in organization.staff},
        )
