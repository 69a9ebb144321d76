"""廃棄 inside one register: removes the texts of records and leaves their ids; what an approved act calls for."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from sakusns_desktop.domain.account import Account, LifeCycleState
from sakusns_desktop.domain.errors import NotFoundError
from sakusns_desktop.domain.organization import Staff
from sakusns_desktop.storage.accounts import AccountRepository
from sakusns_desktop.storage.database import Database
from sakusns_desktop.storage.disposals import Disposal, DisposalItem, DisposalRepository, RecordKind
from sakusns_desktop.storage.guideline_editions import GuidelineEditionRepository
from sakusns_desktop.storage.organization import OrganizationRepository
from sakusns_desktop.storage.stored_files import FileStore, StoredFile


def apply_disposals(db: Database, files: FileStore, disposals: Iterable[Disposal]) -> list[StoredFile]:
    """Carry out disposals in a register: the open one, a backup's, or one that is being restored.

    What a register does not hold (it is older than the record) is passed over; what has been carried out in it
    already is not done again. The caller removes the files that are handed back once this is committed.

    Returns:
        The records of files whose content no record needs any more.
    """
    repository = DisposalRepository(db)
    gone: list[StoredFile] = []
    with db.writing():
        done = repository.ids()
        for disposal in disposals:
            if disposal.id not in done:
                whole = _with_details(db, disposal)
                repository.add(whole)
                for item in whole.items:
                    gone += _purge(db, files, item, disposal.carried_out_at)
    return gone


def _with_details(db: Database, disposal: Disposal) -> Disposal:
    """The disposal with the audit texts about its records: they hold what the records held."""
    subjects = {item.subject_id for item in disposal.items if item.kind in _SUBJECTS}
    rows = db.read(
        "SELECT entry_hash, subject_id FROM audit_log JOIN audit_details USING (sequence) WHERE subject_id <> ''"
    )
    details = (DisposalItem(RecordKind.AUDIT_DETAIL, entry) for entry, subject in rows if subject in subjects)
    return replace(disposal, items=tuple(sorted({*disposal.items, *details})))


_SUBJECTS = {RecordKind.ACCOUNT, RecordKind.STAFF, RecordKind.GUIDELINE_EDITION}


def _purge(db: Database, files: FileStore, item: DisposalItem, at: datetime) -> list[StoredFile]:
    purge = _PURGES.get(item.kind)
    if purge is None:
        return []
    try:
        purge(db, item.subject_id, at)
    except NotFoundError:
        return []
    if item.kind not in _SUBJECTS:
        return []
    db.write("DELETE FROM drafts WHERE subject_id = ?", (item.subject_id,))
    return files.forget(item.subject_id, at)


def _purge_account(db: Database, account_id: str, at: datetime) -> None:
    accounts = AccountRepository(db)
    account = accounts.get(account_id)
    emptied = Account(
        account.id,
        revision=account.revision + 1,
        division_id=account.division_id,
        closed_on=account.closed_on,
        state=LifeCycleState.CLOSED,
        deleted_at=account.deleted_at or at.astimezone(UTC).isoformat(),
    )
    accounts.update(emptied, "")


def _purge_person(db: Database, staff_id: str, at: datetime) -> None:
    organization = OrganizationRepository(db)
    person = organization.staff(staff_id)
    emptied = Staff(
        person.id,
        revision=person.revision + 1,
        unit_id=person.unit_id,
        from_day=person.from_day,
        until_day=person.until_day,
        deleted_at=person.deleted_at or at.astimezone(UTC).isoformat(),
    )
    organization.update_staff(emptied)
    if person.name:
        AccountRepository(db).remove_from_search(person.name)


def _purge_edition(db: Database, edition_id: str, at: datetime) -> None:
    GuidelineEditionRepository(db).remove_text(edition_id, at)


def _purge_detail(db: Database, entry_hash: str, _at: datetime) -> None:
    db.write(
        "DELETE FROM audit_details WHERE sequence IN (SELECT sequence FROM audit_log WHERE entry_hash = ?)",
        (entry_hash,),
    )


_PURGES: Mapping[RecordKind, Callable[[Database, str, datetime], None]] = {
    RecordKind.ACCOUNT: _purge_account,
    RecordKind.STAFF: _purge_person,
    RecordKind.GUIDELINE_EDITION: _purge_edition,
    RecordKind.AUDIT_DETAIL: _purge_detail,
}
