"""廃棄: an approved act that removes the texts and files of records, from copies too, and leaves ids in the log."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sakusns_desktop.domain.errors import InputError
from sakusns_desktop.services.backups import BackupService
from sakusns_desktop.services.disposed_copies import DisposedCopies, day_of_set_aside
from sakusns_desktop.services.register import Register, new_id
from sakusns_desktop.services.retention_rules import (
    SETTING_KEYS,
    ClosedRecord,
    DueRecord,
    audit_details,
    closed_accounts,
    due,
    left_staff,
    replaced_editions,
)
from sakusns_desktop.services.settings import SettingsService
from sakusns_desktop.storage.disposals import Disposal, DisposalItem, DisposalRepository, PendingPlace, RecordKind
from sakusns_desktop.storage.purge import apply_disposals
from sakusns_desktop.storage.restore import DAMAGED_FOLDER, REPLACED_FOLDER
from sakusns_desktop.storage.stored_files import FileStore
from sakusns_desktop.storage.upgrade import COPIES_FOLDER

SET_ASIDE_LABELS = {
    REPLACED_FOLDER: "控えから戻したときの、元の台帳",
    DAMAGED_FOLDER: "読めなくなった台帳",
    COPIES_FOLDER: "アプリを新しくする前の台帳",
}
_FIELD_LIMIT = 100


@dataclass(frozen=True, slots=True)
class DisposalOutcome:
    """What a disposal came to.

    Args:
        rewritten: backups and set-aside registers from which the texts were taken as well.
        pending: where it is still to be done; that happens by itself when they are seen again.
    """

    disposal: Disposal
    rewritten: int
    pending: tuple[PendingPlace, ...]


class RetentionService:
    """What is due for 廃棄, and the act itself. Its methods take their time: call them on the worker."""

    def __init__(
        self, register: Register, data_directory: Path, settings: SettingsService, backups: BackupService
    ) -> None:
        self._register = register
        self._data_dir = data_directory
        self._settings = settings
        self._disposals = DisposalRepository(register.database)
        self._copies = DisposedCopies(register, data_directory, backups)

    def due(self, today: date) -> list[DueRecord]:
        """Records whose 保存年限 is over on a day, the longest overdue first."""
        years = {kind: self._settings.number(key) for kind, key in SETTING_KEYS.items()}
        gone = {item for disposal in self._disposals.all() for item in disposal.items}
        return [row for row in due(self._closed(today), years, today) if row.item not in gone]

    def disposals(self) -> tuple[Disposal, ...]:
        """Every disposal so far, oldest first."""
        return self._disposals.all()

    def pending(self) -> tuple[PendingPlace, ...]:
        """Copies in which a disposal is still to be carried out."""
        return self._disposals.pending()

    def dispose(
        self, items: Iterable[DisposalItem], *, decision_number: str, approved_by: str, approved_on: date, today: date
    ) -> DisposalOutcome:
        """Carry out what was decided: texts and files of ``items`` go, in the register and in every copy in reach.

        Args:
            items: records that are due on ``today``.
            decision_number: 決裁番号. approved_by: the post that decided. approved_on: the day of the decision.

        Raises:
            InputError: at ``decision_number``, ``approved_by``, ``approved_on`` or ``items``; nothing was removed.
        """
        number = _required("decision_number", decision_number, "決裁番号を書いてください。")
        by = _required("approved_by", approved_by, "だれが決裁したかを、職で書いてください。")
        if approved_on > today:
            raise InputError("approved_on", "決裁の日が、きょうより先です。")
        chosen = tuple(sorted(set(items)))
        self._refuse_what_is_not_due(chosen, today)
        register = self._register
        disposal = Disposal(new_id(), number, by, approved_on, register.clock(), chosen)
        with register.transaction():
            apply_disposals(register.database, FileStore(register.database, self._data_dir), [disposal])
            self._copies.announce(disposal)
            register.record("retention.disposed", "disposal", disposal.id, after=_told(disposal))
        rewritten = self._copies.carry_out()
        return DisposalOutcome(disposal, rewritten, self._disposals.pending())

    def carry_out_in_copies(self) -> int:
        """Carry out every disposal wherever it still waits: call this after each automatic backup.

        Returns:
            How many copies were rewritten.
        """
        return self._copies.carry_out()

    def settle(self, place: str, how: str) -> None:
        """A person says what became of a copy that will not be seen again (it was destroyed); it is on record.

        Raises:
            InputError: at ``place``, no disposal waits there; at ``how``, it says nothing.
        """
        told = _required("how", how, "どう処分したかを書いてください。")
        before = self._disposals.pending()
        kept = [row for row in before if row.place != place]
        if len(kept) == len(before):
            raise InputError("place", "この場所で待っている廃棄はありません。")
        with self._register.transaction():
            self._disposals.set_pending(kept)
            settled = sorted({row.disposal_id for row in before if row.place == place})
            after = {"place": Path(place).name, "how": told, "disposals": settled}
            self._register.record("retention.settled", "disposal", settled[0], after=after)

    def _closed(self, today: date) -> Iterator[ClosedRecord]:
        register = self._register
        yield from closed_accounts(register.accounts.all(include_deleted=True), _office_day)
        yield from left_staff(register.organization.load(include_deleted=True), today, _office_day)
        editions = register.guideline_editions.all()
        yield from replaced_editions([(row.id, row.title, _office_day(row.loaded_at)) for row in editions])
        yield from audit_details(
            (entry_hash, at.astimezone(), action) for entry_hash, at, action in register.audit.texts()
        )
        for folder, label in SET_ASIDE_LABELS.items():
            for path in sorted((self._data_dir / folder).glob("*")):
                item = DisposalItem(RecordKind.SET_ASIDE, f"{folder}/{path.name}")
                yield ClosedRecord(item, label, day_of_set_aside(path))

    def _refuse_what_is_not_due(self, items: Sequence[DisposalItem], today: date) -> None:
        if not items:
            raise InputError("items", "廃棄するものが選ばれていません。")
        early = set(items) - {row.item for row in self.due(today)}
        if early:
            raise InputError(
                "items",
                f"選んだもののうち{len(early)}件は、保存年限が来ていないか、もうありません。",
                safe="まだ何も廃棄していません。",
                next_step="一覧を開き直して、選び直してください。",
            )


def _office_day(moment: str) -> date:
    return datetime.fromisoformat(moment).astimezone().date()


def _told(disposal: Disposal) -> dict[str, object]:
    """What the log says: ids alone; the many texts of the log itself are counted."""
    counted = Counter(item.kind.value for item in disposal.items)
    named = [item for item in disposal.items if item.kind is not RecordKind.AUDIT_DETAIL]
    return {
        "decision_number": disposal.decision_number,
        "approved_by": disposal.approved_by,
        "approved_on": disposal.approved_on.isoformat(),
        "count": dict(counted),
        "items": [f"{item.kind.value}:{item.subject_id}" for item in named],
    }


def _required(field: str, text: str, missing: str) -> str:
    cleaned = " ".join(text.split())
    if not cleaned:
        raise InputError(field, missing)
    if len(cleaned) > _FIELD_LIMIT:
        raise InputError(field, f"{_FIELD_LIMIT}文字までです（いま{len(cleaned)}文字）。")
    return cleaned
