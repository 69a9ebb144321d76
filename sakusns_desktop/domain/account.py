"""2, 3(1), 3(2)ウ: an official account, everything the register holds about it, and its life-cycle states."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class LifeCycleState(StrEnum):
    """Where an account stands between the first idea and its end, in order."""

    PREPARING = "preparing"
    AWAITING_APPROVAL = "awaiting_approval"
    APPROVED = "approved"
    ACQUIRED = "acquired"
    POLICY_DECIDED = "policy_decided"
    REPORTED = "reported"
    LISTED = "listed"
    OPERATING = "operating"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class SecondFactor(StrEnum):
    """How the platform proves a second time who signs in."""

    UNKNOWN = "unknown"
    NONE = "none"
    AUTHENTICATOR_APP = "authenticator_app"
    SMS = "sms"
    MAIL = "mail"
    SECURITY_KEY = "security_key"
    OTHER = "other"


class VerifiedBadge(StrEnum):
    """Whether the platform shows the account as verified."""

    UNKNOWN = "unknown"
    NONE = "none"
    VERIFIED = "verified"


class HandleAtClosure(StrEnum):
    """What happens to the handle when the account closes: a released one can be taken by a stranger."""

    UNDECIDED = "undecided"
    KEPT = "kept"
    RELEASED = "released"


class Ownership(StrEnum):
    """Whose a device or a phone is."""

    UNKNOWN = "unknown"
    OFFICE = "office"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Device:
    """A device from which the account is used."""

    label: str
    ownership: Ownership = Ownership.UNKNOWN


@dataclass(frozen=True, slots=True)
class LinkedApp:
    """An app or service that may act on the account."""

    name: str
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """One account as the register knows it. Never holds a password.

    Args:
        id: UUID. revision: 1 at creation, one more with each change.
        platform: key of a row of ``resources/platforms.toml``.
        handle: as the platform writes it, without a leading ``@``.
        numeric_id: the platform's own id that survives a change of handle.
        url: canonical address, unique among accounts that are not deleted; empty while not acquired.
        division_id: the division in charge (アカウント担当課); empty while unknown.
        registered_birth_date: what was entered at the platform, which may lock an account "too young".
        deleted_at: ISO time in UTC of a (soft) deletion, empty otherwise.
    """

    id: str
    revision: int = 1
    platform: str = ""
    display_name: str = ""
    handle: str = ""
    numeric_id: str = ""
    url: str = ""
    purpose: str = ""
    audience: str = ""
    division_id: str = ""
    contractor: str = ""
    contractor_scope: str = ""
    login_id: str = ""
    registered_mail: str = ""
    registered_phone: str = ""
    registered_birth_date: date | None = None
    second_factor: SecondFactor = SecondFactor.UNKNOWN
    second_factor_phone: str = ""
    second_factor_phone_ownership: Ownership = Ownership.UNKNOWN
    backup_codes_place: str = ""
    verified_badge: VerifiedBadge = VerifiedBadge.UNKNOWN
    devices: tuple[Device, ...] = ()
    linked_apps: tuple[LinkedApp, ...] = ()
    outage_channel: str = ""
    opened_on: date | None = None
    last_post_on: date | None = None
    next_review_on: date | None = None
    closed_on: date | None = None
    state: LifeCycleState = LifeCycleState.PREPARING
    handle_at_closure: HandleAtClosure = HandleAtClosure.UNDECIDED
    notes: str = ""
    deleted_at: str = ""
