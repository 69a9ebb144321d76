"""What ``verify`` says: the register's file, its records, its log, its files, and the backups."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from sakusns_desktop.domain.errors import BackupError, DatabaseDamagedError, NewerDatabaseError
from sakusns_desktop.services.backup_places import BACKUPS_FOLDER, backups_in
from sakusns_desktop.services.backup_rotation import BackupFile
from sakusns_desktop.storage.archive import register_id
from sakusns_desktop.storage.archive_proof import check_contents
from sakusns_desktop.storage.audit_log import AuditLog
from sakusns_desktop.storage.database import Database, open_database
from sakusns_desktop.storage.disposals import DisposalRepository
from sakusns_desktop.storage.inspection import Finding, Subject, inspect
from sakusns_desktop.storage.location import describe_location
from sakusns_desktop.storage.restore import REGISTER_FILE
from sakusns_desktop.storage.stored_files import FileStore

BACKUP_MAY_BE_OLD_DAYS = 14


class Outcome(StrEnum):
    """How a check came out. ``ADVICE`` is nothing wrong with the register itself."""

    GOOD = "good"
    ADVICE = "advice"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class IntegrityCheck:
    """One line of ``verify``: what was looked at, how it came out, and what there is to say (both Japanese)."""

    subject: str
    outcome: Outcome
    text: str


_SUBJECTS = {
    Subject.STRUCTURE: "台帳のファイル",
    Subject.FORM: "表の形",
    Subject.REFERENCES: "記録どうしのつながり",
    Subject.RECORDS: "記録の内容",
    Subject.AUDIT_LOG: "操作の記録",
}


def verify(data_directory: Path, now: datetime) -> list[IntegrityCheck]:
    """Look at everything in a data directory and change nothing. Reads all of it: call it on the worker.

    The register may be open elsewhere meanwhile; what is read is one moment of it.

    Raises:
        StorageError: there is no register, or it has another form (a newer or an older app's).
    """
    return [*_register(data_directory), *_backups(data_directory, now), *_location(data_directory)]


def healthy(checks: list[IntegrityCheck]) -> bool:
    """True where no check came out as a fault."""
    return all(check.outcome is not Outcome.FAULT for check in checks)


def _register(data_directory: Path) -> Iterator[IntegrityCheck]:
    try:
        db = open_database(data_directory / REGISTER_FILE, read_only=True)
    except DatabaseDamagedError as error:
        yield IntegrityCheck(_SUBJECTS[Subject.STRUCTURE], Outcome.FAULT, f"{error.what}{error.next_step}")
        return
    with closing(db):
        findings = inspect(db)
        yield from _inspected(db, findings)
        if all(finding.subject is not Subject.STRUCTURE for finding in findings):
            yield from _files(db, data_directory)
            yield from _disposals(db)


def _inspected(db: Database, findings: list[Finding]) -> Iterator[IntegrityCheck]:
    broken = {finding.subject for finding in findings}
    for subject, name in _SUBJECTS.items():
        if subject in broken:
            yield from (
                IntegrityCheck(name, Outcome.FAULT, finding.text) for finding in findings if finding.subject is subject
            )
        elif Subject.STRUCTURE in broken:
            continue  # nothing else could be read
        elif subject is Subject.AUDIT_LOG:
            verdict = AuditLog(db).verify()
            gone = f"（内容を廃棄したもの{verdict.disposed}件を含む）" if verdict.disposed else ""
            text = f"{verdict.count}件{gone}がつながっています。先頭の値は {verdict.head} です。"
            yield IntegrityCheck(name, Outcome.GOOD, text)
        else:
            yield IntegrityCheck(name, Outcome.GOOD, "異常はありません。")


def _files(db: Database, data_directory: Path) -> Iterator[IntegrityCheck]:
    store = FileStore(db, data_directory)
    faults = store.faults()
    for fault in faults:
        reason = "がありません" if fault.missing else "の内容が、保存したときと違います"
        yield IntegrityCheck("添付のファイル", Outcome.FAULT, f"「{fault.file.name}」{reason}（{fault.file.path}）。")
    if not faults:
        yield IntegrityCheck("添付のファイル", Outcome.GOOD, f"{len(store.all())}個とも、保存したときのままです。")


def _disposals(db: Database) -> Iterator[IntegrityCheck]:
    places = sorted({row.place for row in DisposalRepository(db).pending()})
    for place in places:
        yield IntegrityCheck("廃棄", Outcome.ADVICE, f"まだ廃棄が済んでいない写しがあります（{place}）。")


def _backups(data_directory: Path, now: datetime) -> Iterator[IntegrityCheck]:
    name = "控え"
    own = _own_name(data_directory)
    files = [file for file in backups_in(data_directory / BACKUPS_FOLDER) if own in {"", file.register}]
    if not files:
        yield IntegrityCheck(name, Outcome.ADVICE, "自動の控えがまだありません。アプリを開くと、1日に1つ作られます。")
        return
    bad = list(_unreadable(files))
    yield from (IntegrityCheck(name, Outcome.FAULT, f"{file.path.name} を読めません。") for file in bad)
    good = [file for file in files if file not in bad]
    if not good:
        return
    age = max((now - good[0].made_at).days, 0)
    old = age > BACKUP_MAY_BE_OLD_DAYS
    text = (
        f"{len(good)}個あります。いちばん新しいものは{age}日前です。"
        if age
        else f"{len(good)}個あります。きょうのものがあります。"
    )
    yield IntegrityCheck(name, Outcome.ADVICE if old else Outcome.GOOD, text)


def _unreadable(files: list[BackupFile]) -> Iterator[BackupFile]:
    for file in files:
        try:
            check_contents(file.path)
        except (BackupError, NewerDatabaseError):
            yield file


def _own_name(data_directory: Path) -> str:
    try:
        with closing(open_database(data_directory / REGISTER_FILE, read_only=True)) as db:
            return register_id(db)[:8]
    except DatabaseDamagedError:
        return ""


def _location(data_directory: Path) -> Iterator[IntegrityCheck]:
    warning = describe_location(data_directory)
    if warning is not None:
        yield IntegrityCheck("置き場所", Outcome.ADVICE, f"{warning.reason}{warning.next_step}")
