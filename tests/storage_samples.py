"""Sample records for tests of storage and services; people are named by post only."""

from datetime import UTC, date, datetime
from pathlib import Path

from sakusns_desktop.domain.account import (
    Account,
    Device,
    HandleAtClosure,
    LifeCycleState,
    LinkedApp,
    Ownership,
    SecondFactor,
    VerifiedBadge,
)
from sakusns_desktop.domain.organization import Role, RoleAssignment, Staff, Unit, UnitKind
from sakusns_desktop.storage.accounts import AccountRepository
from sakusns_desktop.storage.audit_log import AuditEntry, AuditLog
from sakusns_desktop.storage.database import Database, open_database
from sakusns_desktop.storage.drafts import DraftRepository
from sakusns_desktop.storage.guideline_editions import GuidelineEditionRepository
from sakusns_desktop.storage.organization import OrganizationRepository
from sakusns_desktop.storage.settings import SettingsRepository

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)

DEPARTMENT = Unit("10000000-0000-4000-8000-000000000001", kind=UnitKind.DEPARTMENT, name="経済部", kana="けいざいぶ")
DIVISION = Unit(
    "10000000-0000-4000-8000-000000000002",
    kind=UnitKind.DIVISION,
    parent_id=DEPARTMENT.id,
    name="観光課",
    kana="かんこうか",
    phone="0267-00-0000",
    mail="kanko@city.example.jp",
    address="中込1番地",
    position=3,
    from_day=date(2020, 4, 1),
)
HOSPITAL = Unit("10000000-0000-4000-8000-000000000003", kind=UnitKind.DEPARTMENT, name="病院", equivalent=True)
UNITS = (DEPARTMENT, DIVISION, HOSPITAL)

MANAGER = Staff(
    "20000000-0000-4000-8000-000000000001",
    post="観光課長",
    unit_id=DIVISION.id,
    mail="kacho@city.example.jp",
    phone="0267-00-0001",
    os_sign_in="CITY\\kanko01",
    from_day=date(2025, 4, 1),
)
OPERATOR = Staff(
    "20000000-0000-4000-8000-000000000002", post="観光課主事", unit_id=DIVISION.id, os_sign_in="CITY\\kanko02"
)
STAFF = (MANAGER, OPERATOR)

PLAIN = Account("30000000-0000-4000-8000-000000000001")
FULL = Account(
    "30000000-0000-4000-8000-000000000002",
    platform="x",
    display_name="佐久市観光課",
    handle="saku_kanko",
    numeric_id="1234567890123456789",
    url="https://x.com/saku_kanko",
    purpose="観光の知らせを届けるため",
    audience="市民と来訪者",
    division_id=DIVISION.id,
    contractor="撮影の委託先",
    contractor_scope="写真の撮影と編集",
    login_id="saku_kanko",
    registered_mail="kanko@city.example.jp",
    registered_phone="0267-00-0000",
    registered_birth_date=date(2005, 4, 1),
    second_factor=SecondFactor.SMS,
    second_factor_phone="課の携帯電話",
    second_factor_phone_ownership=Ownership.OFFICE,
    backup_codes_place="課の金庫",
    verified_badge=VerifiedBadge.VERIFIED,
    devices=(Device("課の端末", Ownership.OFFICE), Device("担当者の電話", Ownership.PRIVATE)),
    linked_apps=(LinkedApp("予約投稿のサービス", "投稿の予約"), LinkedApp("集計のサービス")),
    outage_channel="市のホームページ",
    opened_on=date(2020, 4, 1),
    last_post_on=date(2026, 11, 20),
    next_review_on=date(2027, 4, 1),
    closed_on=None,
    state=LifeCycleState.OPERATING,
    handle_at_closure=HandleAtClosure.KEPT,
    notes="一行目\n二行目",
)
ACCOUNTS = (PLAIN, FULL)

ASSIGNMENTS = (
    RoleAssignment(
        "40000000-0000-4000-8000-000000000001",
        role=Role.MANAGER,
        staff_id=MANAGER.id,
        unit_id=DIVISION.id,
        from_day=date(2025, 4, 1),
        until_day=date(2028, 3, 31),
    ),
    RoleAssignment("40000000-0000-4000-8000-000000000002", deputy=True, staff_id=OPERATOR.id, account_id=FULL.id),
)


def register_path(folder: Path) -> Path:
    """Where the register lies in a data directory."""
    return folder / "register.sqlite3"


def append(log: AuditLog, number: int = 0, *, subject_id: str = FULL.id) -> AuditEntry:
    """One entry about an account."""
    return log.append(
        at=NOW,
        actor="CITY\\kanko01",
        actor_staff_id=MANAGER.id,
        action="account.updated",
        subject_kind="account",
        subject_id=subject_id,
        before={"notes": f"前 {number}"},
        after={"notes": f"後 {number}", "devices": ["課の端末"]},
    )


def fill(db: Database) -> None:
    """Keep every sample record, some drafts, settings, an edition and twelve audit entries."""
    organization, accounts, log = OrganizationRepository(db), AccountRepository(db), AuditLog(db)
    with db.transaction():
        for unit in UNITS:
            organization.add_unit(unit)
        for person in STAFF:
            organization.add_staff(person)
        for account in ACCOUNTS:
            accounts.add(account, f"さがす{account.handle}")
        for assignment in ASSIGNMENTS:
            organization.add_assignment(assignment)
        for number in range(12):
            append(log, number)
        DraftRepository(db).save("account", FULL.id, {"notes": "書きかけ", "devices": ["課の端末"]}, NOW)
        SettingsRepository(db).set("city.name", '"佐久市"')
        GuidelineEditionRepository(db).add(
            id="50000000-0000-4000-8000-000000000001",
            loaded_at=NOW,
            source_name="guideline.txt",
            text="1 目的\nこの文書は試験のためのもの",
            sha256="0" * 64,
            title="試験のガイドライン",
            enacted_on=date(2024, 4, 1),
            revised_on=None,
        )


def filled(folder: Path) -> Database:
    """A register with every sample record, open."""
    db = open_database(register_path(folder))
    fill(db)
    return db


def everything(db: Database) -> tuple[object, ...]:
    """All that the repositories hand out, for comparing two registers."""
    return (
        OrganizationRepository(db).load(include_deleted=True),
        AccountRepository(db).all(include_deleted=True),
        AccountRepository(db).rows(include_deleted=True),
        DraftRepository(db).all(),
        SettingsRepository(db).values(),
        GuidelineEditionRepository(db).all(),
        AuditLog(db).entries(1000),
        AuditLog(db).verify(),
    )
