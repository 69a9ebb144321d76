"""保存年限: how long records are kept, and which are due for 廃棄. Pure: facts and today in, what is due out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from sakusns_desktop.domain.account import Account, LifeCycleState
from sakusns_desktop.domain.organization import Organization, RoleAssignment, Staff
from sakusns_desktop.storage.disposals import DisposalItem, RecordKind

SETTING_KEYS = {
    RecordKind.ACCOUNT: "retention.closed_account_years",
    RecordKind.STAFF: "retention.left_staff_years",
    RecordKind.AUDIT_DETAIL: "retention.audit_detail_years",
    RecordKind.GUIDELINE_EDITION: "retention.guideline_edition_years",
    RecordKind.SET_ASIDE: "retention.set_aside_years",
}
"""Kind of record -> the setting that says for how many years it is kept."""

_FISCAL_YEAR = (4, 1)


@dataclass(frozen=True, slots=True)
class ClosedRecord:
    """A record that is done with.

    Args:
        label: what a person knows it by.
        closed_on: from which its years count.
    """

    item: DisposalItem
    label: str
    closed_on: date


@dataclass(frozen=True, slots=True)
class DueRecord:
    """A record whose years are over; ``keep_until`` is the first day on which it may go."""

    record: ClosedRecord
    keep_until: date

    @property
    def item(self) -> DisposalItem:
        """What to hand to ``dispose``."""
        return self.record.item


def keep_until(closed_on: date, years: int) -> date:
    """The day from which a record may go: full fiscal years (from 1 April) after the one in which it was closed.

    Japanese offices count 保存期間 from 1 April of the fiscal year after the one in which a document was completed.
    """
    first_full = closed_on.year + (1 if (closed_on.month, closed_on.day) >= _FISCAL_YEAR else 0)
    return date(min(first_full + years, date.max.year), *_FISCAL_YEAR)


def due(records: Iterable[ClosedRecord], years: Mapping[RecordKind, int], today: date) -> list[DueRecord]:
    """What may go on ``today``, the longest overdue first."""
    found = (DueRecord(record, keep_until(record.closed_on, years[record.item.kind])) for record in records)
    return sorted((row for row in found if row.keep_until <= today), key=lambda row: (row.keep_until, row.item))


def closed_accounts(accounts: Iterable[Account], day_of: Callable[[str], date]) -> Iterator[ClosedRecord]:
    """Accounts that were closed, or taken off the list.

    Args:
        day_of: the calendar day at the office of an ISO time in UTC.
    """
    for account in accounts:
        closed_on = account.closed_on if account.state is LifeCycleState.CLOSED else None
        if closed_on is None and account.deleted_at:
            closed_on = day_of(account.deleted_at)
        if closed_on is not None:
            label = account.display_name or account.handle or "名前のないアカウント"
            yield ClosedRecord(DisposalItem(RecordKind.ACCOUNT, account.id), label, closed_on)


def left_staff(organization: Organization, today: date, day_of: Callable[[str], date]) -> Iterator[ClosedRecord]:
    """People who left, from the end of their last role; somebody with a role that goes on has not left.

    Args:
        organization: with what was deleted.
    """
    roles: dict[str, list[RoleAssignment]] = {}
    for role in organization.assignments:
        if not role.deleted_at:
            roles.setdefault(role.staff_id, []).append(role)
    for person in organization.staff:
        left = _left_on(person, roles.get(person.id, ()), day_of)
        if left is not None and left < today:
            label = person.post or person.name or "名前のない職員"
            yield ClosedRecord(DisposalItem(RecordKind.STAFF, person.id), label, left)


def _left_on(person: Staff, roles: Sequence[RoleAssignment], day_of: Callable[[str], date]) -> date | None:
    own_end = person.until_day or (day_of(person.deleted_at) if person.deleted_at else None)
    ends = [role.until_day for role in roles]
    if own_end is None:
        return None
    # A role without an end goes no further than the person does.
    return max([own_end, *(end for end in ends if end is not None)])


def replaced_editions(editions: Sequence[tuple[str, str, date]]) -> Iterator[ClosedRecord]:
    """Guideline editions that a later one replaced.

    Args:
        editions: id, title and the day on which it was loaded, oldest first.
    """
    for (edition_id, title, _), (_, _, replaced_on) in pairwise(editions):
        yield ClosedRecord(DisposalItem(RecordKind.GUIDELINE_EDITION, edition_id), title or "題のない版", replaced_on)


def audit_details(entries: Iterable[tuple[str, datetime, str]]) -> Iterator[ClosedRecord]:
    """Texts of the audit log.

    Args:
        entries: hash, moment in the office's time zone, action.
    """
    for entry_hash, at, action in entries:
        yield ClosedRecord(DisposalItem(RecordKind.AUDIT_DETAIL, entry_hash), action, at.date())
