"""Repositories: what goes in comes out; revisions; what must be unique; what is soft-deleted."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from storage_samples import (
    ACCOUNTS,
    ASSIGNMENTS,
    DIVISION,
    FULL,
    HOSPITAL,
    MANAGER,
    NOW,
    OPERATOR,
    PLAIN,
    STAFF,
    UNITS,
    filled,
)

from sakusns_desktop.domain.account import Account, Device, LifeCycleState, LinkedApp, Ownership
from sakusns_desktop.domain.errors import ConflictError, NotFoundError
from sakusns_desktop.domain.organization import Organization
from sakusns_desktop.storage.accounts import ACCOUNTS as ACCOUNT_TABLE
from sakusns_desktop.storage.accounts import AccountRepository, AccountRow
from sakusns_desktop.storage.database import Database
from sakusns_desktop.storage.drafts import Draft, DraftRepository
from sakusns_desktop.storage.guideline_editions import EDITIONS, GuidelineEditionRepository
from sakusns_desktop.storage.organization import ASSIGNMENTS as ASSIGNMENT_TABLE
from sakusns_desktop.storage.organization import STAFF as STAFF_TABLE
from sakusns_desktop.storage.organization import UNITS as UNIT_TABLE
from sakusns_desktop.storage.organization import OrganizationRepository
from sakusns_desktop.storage.records import text_checksum
from sakusns_desktop.storage.settings import SettingsRepository


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return filled(tmp_path)


@pytest.mark.parametrize("table", [ACCOUNT_TABLE, UNIT_TABLE, STAFF_TABLE, ASSIGNMENT_TABLE, EDITIONS])
def test_every_field_of_a_record_has_its_column(db: Database, table: object) -> None:
    columns = {row[0] for row in db.read("SELECT name FROM pragma_table_info(?)", (table.name,))}  # type: ignore[attr-defined]
    assert columns - {"checksum", "search_text"} == set(table.columns)  # type: ignore[attr-defined]


def test_accounts_come_back_as_they_were_kept(db: Database) -> None:
    accounts = AccountRepository(db)
    assert accounts.all() == ACCOUNTS
    assert [accounts.get(account.id) for account in ACCOUNTS] == list(ACCOUNTS)


def test_devices_and_linked_apps_are_replaced_with_the_account(db: Database) -> None:
    accounts = AccountRepository(db)
    changed = replace(
        FULL,
        revision=2,
        devices=(Device("新しい端末", Ownership.OFFICE),),
        linked_apps=(),
        contractor="",
        notes="変えた",
    )
    accounts.update(changed, "新しい")
    assert accounts.get(FULL.id) == changed
    assert accounts.rows()[1].search_text == "新しい"
    back = replace(FULL, revision=3, linked_apps=(LinkedApp("一"), LinkedApp("二"), LinkedApp("三", "用途")))
    accounts.update(back, "")
    assert accounts.get(FULL.id) == back


def test_the_row_of_the_table_says_what_the_account_says(db: Database) -> None:
    row = AccountRepository(db).rows()[1]
    for name in set(AccountRow._fields) - {"search_text"}:
        value = getattr(FULL, name)
        assert getattr(row, name) == (value.isoformat() if isinstance(value, date) else value), name
    assert row.search_text == "さがすsaku_kanko"
    plain = AccountRepository(db).rows()[0]
    assert (plain.division_id, plain.opened_on) == ("", None)


def test_an_older_revision_never_overwrites_a_newer_one(db: Database) -> None:
    accounts = AccountRepository(db)
    accounts.update(replace(FULL, revision=2, notes="先"), "")
    for revision in (1, 2, 4):
        with pytest.raises(ConflictError, match="ほかの画面"):
            accounts.update(replace(FULL, revision=revision, notes="後"), "")
    assert accounts.get(FULL.id).notes == "先"


def test_what_is_not_there_is_told_as_not_found(db: Database) -> None:
    accounts, organization = AccountRepository(db), OrganizationRepository(db)
    with pytest.raises(NotFoundError, match="アカウント"):
        accounts.get("nowhere")
    with pytest.raises(NotFoundError):
        accounts.update(Account("nowhere", revision=2), "")
    with pytest.raises(NotFoundError):
        accounts.set_search_text("nowhere", "")
    with pytest.raises(NotFoundError, match="部課"):
        organization.unit("nowhere")
    with pytest.raises(NotFoundError):
        organization.update_staff(replace(MANAGER, id="nowhere", revision=2, os_sign_in=""))


def test_an_address_belongs_to_one_living_account_and_the_other_is_named(db: Database) -> None:
    accounts = AccountRepository(db)
    twin = Account("30000000-0000-4000-8000-000000000009", url=FULL.url, display_name="双子")
    with pytest.raises(ConflictError, match="佐久市観光課"):
        accounts.add(twin, "")
    with pytest.raises(ConflictError, match="佐久市観光課"):
        accounts.update(replace(PLAIN, revision=2, url=FULL.url), "")
    accounts.add(replace(twin, url=""), "")  # accounts without an address are many
    accounts.update(replace(FULL, revision=2, deleted_at=NOW.isoformat()), "")
    accounts.update(replace(twin, revision=2), "")
    with pytest.raises(ConflictError, match="双子"):
        accounts.update(replace(FULL, revision=3), "")


def test_an_account_is_found_by_its_address_the_living_one_first(db: Database) -> None:
    accounts = AccountRepository(db)
    assert accounts.find_by_url(FULL.url) == FULL
    assert accounts.find_by_url("") is None
    deleted = replace(FULL, revision=2, deleted_at=NOW.isoformat())
    accounts.update(deleted, "")
    assert accounts.find_by_url(FULL.url) is None
    assert accounts.find_by_url(FULL.url, include_deleted=True) == deleted
    new = Account("30000000-0000-4000-8000-000000000009", url=FULL.url)
    accounts.add(new, "")
    assert accounts.find_by_url(FULL.url, include_deleted=True) == new


def test_deleted_accounts_stay_readable_but_off_the_lists(db: Database) -> None:
    accounts = AccountRepository(db)
    deleted = replace(FULL, revision=2, deleted_at=NOW.isoformat())
    accounts.update(deleted, "")
    assert accounts.all() == (PLAIN,)
    assert accounts.all(include_deleted=True) == (PLAIN, deleted)
    assert [row.id for row in accounts.rows()] == [PLAIN.id]
    assert [row.id for row in accounts.rows(include_deleted=True)] == [PLAIN.id, FULL.id]
    assert accounts.accounts_of_division(DIVISION.id) == ()
    assert accounts.count_by_state()[LifeCycleState.OPERATING] == 0
    assert accounts.get(FULL.id) == deleted


def test_accounts_are_counted_by_state_and_found_by_division(db: Database) -> None:
    accounts = AccountRepository(db)
    counted = accounts.count_by_state()
    assert set(counted) == set(LifeCycleState)
    assert (counted[LifeCycleState.OPERATING], counted[LifeCycleState.PREPARING], sum(counted.values())) == (1, 1, 2)
    assert accounts.accounts_of_division(DIVISION.id) == (FULL,)
    assert accounts.accounts_of_division(HOSPITAL.id) == ()


def test_a_new_search_text_is_no_new_revision(db: Database) -> None:
    accounts = AccountRepository(db)
    accounts.set_search_text(FULL.id, "別の名前")
    assert accounts.get(FULL.id) == FULL
    assert accounts.rows()[1].search_text == "別の名前"


def test_the_organisation_comes_back_as_it_was_kept(db: Database) -> None:
    organization = OrganizationRepository(db)
    assert organization.load() == Organization(UNITS, STAFF, ASSIGNMENTS)
    assert organization.unit(DIVISION.id) == DIVISION
    assert organization.staff(MANAGER.id) == MANAGER
    assert organization.assignment(ASSIGNMENTS[1].id) == ASSIGNMENTS[1]


def test_the_organisation_changes_by_revision_and_deletes_softly(db: Database) -> None:
    organization = OrganizationRepository(db)
    renamed = replace(DIVISION, revision=2, name="観光推進課", until_day=date(2027, 3, 31))
    left = replace(OPERATOR, revision=2, deleted_at=NOW.isoformat())
    ended = replace(ASSIGNMENTS[1], revision=2, deleted_at=NOW.isoformat())
    organization.update_unit(renamed)
    organization.update_staff(left)
    organization.update_assignment(ended)
    assert organization.load() == Organization((UNITS[0], renamed, UNITS[2]), (MANAGER,), (ASSIGNMENTS[0],))
    assert left in organization.load(include_deleted=True).staff
    with pytest.raises(ConflictError, match="部課"):
        organization.update_unit(renamed)
    with pytest.raises(ConflictError, match="職員"):
        organization.update_staff(left)
    with pytest.raises(ConflictError, match="役割"):
        organization.update_assignment(ended)


def test_a_sign_in_belongs_to_one_person_and_the_other_is_named(db: Database) -> None:
    organization = OrganizationRepository(db)
    twin = replace(OPERATOR, id="20000000-0000-4000-8000-000000000009", os_sign_in=MANAGER.os_sign_in)
    with pytest.raises(ConflictError, match="観光課長"):
        organization.add_staff(twin)
    with pytest.raises(ConflictError, match="観光課長"):
        organization.update_staff(replace(OPERATOR, revision=2, os_sign_in=MANAGER.os_sign_in))
    organization.add_staff(replace(twin, os_sign_in=""))
    organization.update_staff(replace(MANAGER, revision=2, deleted_at=NOW.isoformat()))
    organization.update_staff(replace(twin, revision=2))


def test_a_role_of_nobody_or_of_no_unit_is_refused(db: Database) -> None:
    organization = OrganizationRepository(db)
    for broken in (
        replace(ASSIGNMENTS[0], id="new", staff_id="nobody"),
        replace(ASSIGNMENTS[0], id="new", unit_id="?"),
    ):
        with pytest.raises(NotFoundError):
            organization.add_assignment(broken)
    assert organization.load().assignments == ASSIGNMENTS


def test_a_draft_is_kept_replaced_and_thrown_away(db: Database) -> None:
    drafts = DraftRepository(db)
    later = NOW.astimezone(timezone(timedelta(hours=9))) + timedelta(seconds=1)
    payload = {"notes": "二度目 \ud83d\x00", "values": [1, None, True, {"a": "b"}]}
    drafts.save("account", FULL.id, payload, later)
    drafts.save("account", "", {}, NOW)
    assert drafts.load("account", FULL.id) == Draft("account", FULL.id, payload, later)
    assert [(draft.form, draft.subject_id) for draft in drafts.all()] == [("account", FULL.id), ("account", "")]
    drafts.discard("account", FULL.id)
    drafts.discard("account", FULL.id)
    assert drafts.load("account", FULL.id) is None
    assert drafts.load("unit", "") is None
    assert drafts.all()[0].saved_at.tzinfo is UTC


def test_settings_are_set_replaced_and_removed(db: Database) -> None:
    settings = SettingsRepository(db)
    settings.set("city.name", '"小諸市"')
    settings.set("a", "[1]")
    assert settings.values() == {"a": "[1]", "city.name": '"小諸市"'}
    settings.remove("city.name")
    settings.remove("never there")
    assert settings.values() == {"a": "[1]"}


def test_the_edition_loaded_last_is_the_current_one(db: Database) -> None:
    editions = GuidelineEditionRepository(db)
    first = editions.current()
    later = editions.add(
        id="50000000-0000-4000-8000-000000000002",
        loaded_at=datetime(2027, 4, 1, tzinfo=UTC),
        source_name="新しい版.txt",
        text="1 目的",
        sha256="1" * 64,
        title="新しい版",
        enacted_on=None,
        revised_on=date(2027, 4, 1),
    )
    assert editions.current() == later
    assert editions.all() == (first, later)


def test_a_text_that_damage_turned_into_bytes_has_another_checksum() -> None:
    assert text_checksum("佐久") != text_checksum("佐久".encode())  # type: ignore[arg-type]
