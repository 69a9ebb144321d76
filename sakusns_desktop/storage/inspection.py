"""A thorough look at an open register: structure, references, every record's checksum, the form of the tables."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sakusns_desktop.domain.errors import DatabaseDamagedError
from sakusns_desktop.storage.accounts import AccountRepository
from sakusns_desktop.storage.audit_log import AuditLog
from sakusns_desktop.storage.database import Database
from sakusns_desktop.storage.disposals import DisposalRepository
from sakusns_desktop.storage.drafts import DraftRepository
from sakusns_desktop.storage.guideline_editions import GuidelineEditionRepository
from sakusns_desktop.storage.migrations import MIGRATIONS, Migration
from sakusns_desktop.storage.organization import OrganizationRepository
from sakusns_desktop.storage.settings import SettingsRepository
from sakusns_desktop.storage.stored_files import FileStore


class Subject(StrEnum):
    """What a finding is about."""

    STRUCTURE = "structure"
    FORM = "form"
    REFERENCES = "references"
    RECORDS = "records"
    AUDIT_LOG = "audit_log"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was written; ``text`` is one Japanese sentence."""

    subject: Subject
    text: str


def inspect(db: Database, migrations: Sequence[Migration] = MIGRATIONS) -> list[Finding]:
    """Everything in a register that is not as it was written. Reads all of it."""
    try:
        db.thorough_check()
    except DatabaseDamagedError as error:
        return [Finding(Subject.STRUCTURE, error.what)]
    try:
        return [*_form(db, migrations), *_references(db), *_records(db), *_audit_log(db)]
    except DatabaseDamagedError as error:
        return [Finding(Subject.STRUCTURE, error.what)]


def _form(db: Database, migrations: Sequence[Migration]) -> list[Finding]:
    expected, found = _expected_form(migrations), set(db.read(_SCHEMA))
    names = sorted({str(row[1]) for row in expected ^ found})
    return [Finding(Subject.FORM, f"台帳の表や索引などの形が違います（{name}）。") for name in names]


def _references(db: Database) -> list[Finding]:
    tables = sorted({str(row[0]) for row in db.read("PRAGMA foreign_key_check")})
    return [Finding(Subject.REFERENCES, f"指している相手がない記録があります（{table}）。") for table in tables]


def _records(db: Database) -> list[Finding]:
    organization, accounts = OrganizationRepository(db), AccountRepository(db)
    readers: tuple[Callable[[], object], ...] = (
        lambda: organization.load(include_deleted=True),
        lambda: accounts.all(include_deleted=True),
        DraftRepository(db).all,
        SettingsRepository(db).values,
        GuidelineEditionRepository(db).all,
        FileStore(db, Path()).all,
        DisposalRepository(db).all,
    )
    findings = []
    for read in readers:
        try:
            read()
        except DatabaseDamagedError as error:
            findings.append(Finding(Subject.RECORDS, error.what))
    return findings


def _audit_log(db: Database) -> list[Finding]:
    verdict = AuditLog(db).verify()
    if verdict.first_broken is None:
        return []
    return [Finding(Subject.AUDIT_LOG, f"操作の記録の{verdict.first_broken}番目から合いません。{verdict.reason}")]


_SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'"


def _expected_form(migrations: Sequence[Migration]) -> set[tuple[object, ...]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for migration in migrations:
            for statement in migration.statements:
                connection.execute(statement).close()
        return set(connection.execute(_SCHEMA))
