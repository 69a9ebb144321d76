"""The open register: its repositories, its log, its clock, and who sits at the keyboard."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum

from sakusns_desktop.domain.account import Account
from sakusns_desktop.domain.organization import RoleAssignment, Staff, Unit, in_force
from sakusns_desktop.storage.accounts import AccountRepository
from sakusns_desktop.storage.audit_log import AuditLog
from sakusns_desktop.storage.database import Database
from sakusns_desktop.storage.drafts import DraftRepository
from sakusns_desktop.storage.guideline_editions import GuidelineEditionRepository
from sakusns_desktop.storage.organization import OrganizationRepository
from sakusns_desktop.storage.settings import SettingsRepository

Entity = Account | Unit | Staff | RoleAssignment


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: the OS sign-in, and the staff record that it is mapped to (empty where it is not)."""

    sign_in: str
    staff_id: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What one mutation did, enough to take it back.

    Args:
        action: the verb of the audit entry (``account.updated``).
        before, after: the entity before and after; ``before`` is ``None`` for one that is new.
        summary: one short Japanese line for the undo bar.
    """

    action: str
    before: Entity | None
    after: Entity
    summary: str


def utc_now() -> datetime:
    """The present moment in UTC, to the millisecond."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def new_id() -> str:
    """A fresh random UUID in its usual writing."""
    from uuid import uuid4  # loaded when first used: it costs start-up time

    return str(uuid4())


def plain(value: object) -> object:
    """A domain value as JSON can hold it: enums as values, days as ISO text, tuples as lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def as_mapping(entity: Entity) -> dict[str, object]:
    """An entity's fields as JSON can hold them."""
    return {field.name: plain(getattr(entity, field.name)) for field in fields(entity)}


class Register:
    """Everything that the services share. One at a time per process.

    Args:
        database: the open database.
        sign_in: the OS sign-in of the person at the keyboard.
        clock: gives the present moment in UTC; tests hand in their own.
        local_today: gives the calendar day at the office; tests hand in their own.
    """

    def __init__(
        self,
        database: Database,
        *,
        sign_in: str,
        clock: Callable[[], datetime] = utc_now,
        local_today: Callable[[], date] = date.today,
    ) -> None:
        self.database = database
        self.sign_in = sign_in
        self.clock = clock
        self.today = local_today
        self.accounts = AccountRepository(database)
        self.organization = OrganizationRepository(database)
        self.audit = AuditLog(database)
        self.drafts = DraftRepository(database)
        self.settings = SettingsRepository(database)
        self.guideline_editions = GuidelineEditionRepository(database)

    def actor(self) -> Actor:
        """The OS sign-in mapped to the record of a person who is in office today, where there is one.

        Windows does not mind the case of a sign-in, so it does not count.
        """
        wanted, today = self.sign_in.casefold(), self.today()
        for person in self.organization.load().staff if wanted else ():
            if person.os_sign_in.casefold() == wanted and in_force(person.from_day, person.until_day, today):
                return Actor(self.sign_in, person.id, person.post)
        return Actor(self.sign_in)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One mutation: all of it is in the file when the block ends, or none of it."""
        with self.database.transaction():
            yield

    def record(
        self,
        action: str,
        subject_kind: str,
        subject_id: str,
        *,
        before: Mapping[str, object] | None = None,
        after: Mapping[str, object] | None = None,
    ) -> None:
        """Append the audit entry of the mutation that is being carried out."""
        actor = self.actor()
        self.audit.append(
            at=self.clock(),
            actor=actor.sign_in,
            actor_staff_id=actor.staff_id,
            action=action,
            subject_kind=subject_kind,
            subject_id=subject_id,
            before=before,
            after=after,
        )


def difference(before: Entity | None, after: Entity) -> tuple[dict[str, object] | None, dict[str, object]]:
    """What the audit entry keeps: the fields that changed, old and new; all filled ones of a new entity."""
    new = as_mapping(after)
    if before is None:
        return None, {key: value for key, value in new.items() if value not in ("", None, [])}
    old = as_mapping(before)
    changed = [key for key in new if new[key] != old.get(key)]
    return {key: old.get(key) for key in changed}, {key: new[key] for key in changed}
