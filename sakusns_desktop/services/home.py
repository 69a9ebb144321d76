"""What the home page says: what waits for somebody, where the accounts stand, what was done last."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from sakusns_desktop.domain.account import LifeCycleState
from sakusns_desktop.domain.account_address import detect_account, disagreement
from sakusns_desktop.domain.organization import Organization
from sakusns_desktop.domain.platform import Platform
from sakusns_desktop.services.backups import BackupService
from sakusns_desktop.services.drafts import ACCOUNT_FORM, DraftService, SavedDraft
from sakusns_desktop.services.register import Register
from sakusns_desktop.services.vacancies import Vacancy, vacancies
from sakusns_desktop.storage.accounts import AccountOutline
from sakusns_desktop.storage.audit_log import AuditEntry
from sakusns_desktop.storage.location import LocationWarning, describe_location

RECENT = 8
SHOWN_DISAGREEMENTS = 5
"""So many are told; reading every address would hold the page up in a large register."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An account whose URL shows another handle than the register (3(2)ウ)."""

    account_id: str
    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class HomeSummary:
    """Everything on the home page.

    Args:
        counts: accounts that are not deleted, by state.
        without_division: how many of them have no division in charge (4(1)ウ).
        disagreements: the first ``SHOWN_DISAGREEMENTS`` of them.
        recent: newest audit entries first.
        backup_sentence: what there is to say about the backup outside this disk, empty where all is well.
        location: why the register should lie elsewhere, ``None`` where all is well.
    """

    counts: Mapping[LifeCycleState, int]
    organization: Organization
    vacant: Sequence[Vacancy]
    disagreements: Sequence[Disagreement]
    without_division: int
    guideline_loaded: bool
    drafts: Sequence[SavedDraft]
    recent: Sequence[AuditEntry]
    backup_sentence: str
    location: LocationWarning | None

    @property
    def total(self) -> int:
        """Accounts that are not deleted."""
        return sum(self.counts.values())


def _plainly_agrees(url: str, handle: str) -> bool:
    """The quick look that spares most accounts the reading of their address: the URL ends in the very handle."""
    tail, wanted = url.casefold(), handle.casefold()
    return tail.endswith((f"/{wanted}", f"/@{wanted}"))


def _named(draft: SavedDraft, rows: Sequence[AccountOutline]) -> SavedDraft:
    """A draft over an account holds what was typed alone: the account's own name goes with it."""
    name = next((row.display_name for row in rows if draft.form == ACCOUNT_FORM and row.id == draft.subject_id), "")
    return replace(draft, values={"display_name": name, **draft.values}) if name else draft


class HomeService:
    """Reads what the home page shows."""

    def __init__(
        self,
        register: Register,
        drafts: DraftService,
        platforms: Sequence[Platform],
        backups: BackupService,
        data_directory: Path,
    ) -> None:
        self._backups = backups
        self._data_directory = data_directory
        self._register = register
        self._drafts = drafts
        self._platforms = platforms

    def summary(self) -> HomeSummary:
        """Everything at once; called on the worker."""
        register = self._register
        organization = register.organization.load()
        rows = register.accounts.outlines()
        open_rows = [row for row in rows if row.state != LifeCycleState.CLOSED]
        return HomeSummary(
            counts=register.accounts.count_by_state(),
            organization=organization,
            vacant=vacancies(organization, register.today()),
            disagreements=list(islice(self._disagreements(open_rows), SHOWN_DISAGREEMENTS)),
            without_division=sum(1 for row in open_rows if not row.division_id),
            guideline_loaded=register.guideline_editions.current() is not None,
            drafts=[_named(draft, rows) for draft in self._drafts.all()],
            recent=register.audit.entries(RECENT),
            backup_sentence=self._backups.second_place().sentence,
            location=describe_location(self._data_directory),
        )

    def _disagreements(self, rows: Iterable[AccountOutline]) -> Iterator[Disagreement]:
        for row in rows:
            if not row.url or not row.handle or _plainly_agrees(row.url, row.handle):
                continue
            sentence = disagreement(detect_account(row.url, self._platforms), row.handle, self._platforms)
            if sentence:
                yield Disagreement(row.id, row.display_name, sentence)
