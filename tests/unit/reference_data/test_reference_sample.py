"""The sample city: whole, fictitious, the same on every day, and showing everything a page must show."""

import re
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakusns_desktop.domain.account import Account, HandleAtClosure, LifeCycleState, Ownership, SecondFactor
from sakusns_desktop.domain.account_address import detect_account, handle_disagrees, normalise_url
from sakusns_desktop.domain.errors import ResourceError
from sakusns_desktop.domain.organization import Role, RoleAssignment, Staff, Unit, UnitKind
from sakusns_desktop.domain.platform import platform_of, validate_handle
from sakusns_desktop.paths import resource_directory
from sakusns_desktop.reference_data.platforms import load_platforms
from sakusns_desktop.reference_data.sample import SampleData, load_sample, read_sample

TODAY = date(2026, 11, 22)
FOLDER = resource_directory() / "sample"
PLATFORMS = load_platforms()
SAMPLE = load_sample(TODAY)
days = st.dates(date(2024, 1, 1), date(2040, 12, 31))


def timed_rows(sample: SampleData) -> list[Unit | Staff | RoleAssignment]:
    return [*sample.units, *sample.staff, *sample.assignments]


def text_of(sample: SampleData) -> str:
    rows: list[Unit | Staff | RoleAssignment | Account] = [*timed_rows(sample), *sample.accounts]
    return "\n".join(str(getattr(row, field.name)) for row in rows for field in fields(row))


def test_the_city_has_six_departments_fourteen_divisions_and_twenty_accounts() -> None:
    departments = [unit for unit in SAMPLE.units if unit.kind is UnitKind.DEPARTMENT]
    divisions = [unit for unit in SAMPLE.units if unit.kind is UnitKind.DIVISION]
    assert (len(departments), len(divisions), len(SAMPLE.accounts)) == (6, 14, 20)
    assert {unit.name for unit in departments if unit.equivalent} == {"教育委員会", "議会事務局"}
    assert 38 <= len(SAMPLE.staff) <= 48


def test_every_life_cycle_state_is_shown() -> None:
    assert {account.state for account in SAMPLE.accounts} == set(LifeCycleState)


def test_every_platform_of_the_table_but_other_is_shown() -> None:
    assert {account.platform for account in SAMPLE.accounts} == {row.key for row in PLATFORMS} - {"other"}


def test_people_are_named_by_post_alone() -> None:
    assert all(person.post and not person.name and not person.os_sign_in for person in SAMPLE.staff)


def test_nothing_in_it_can_be_real() -> None:
    text = text_of(SAMPLE)
    assert not re.search(r"\b0\d{1,4}-\d{1,4}-\d{4}\b", text)
    hosts = set(re.findall(r"@([a-z0-9.-]+\.[a-z]+)", text))
    assert {host.rpartition(".")[2] for host in hosts} == {"example"}
    assert all("見本" in account.display_name or "ものづくり" in account.display_name for account in SAMPLE.accounts)
    assert all(re.search("sample|smp_", account.handle, re.IGNORECASE) for account in SAMPLE.accounts if account.handle)


@pytest.mark.parametrize("account", SAMPLE.accounts, ids=lambda account: account.display_name)
def test_handles_and_addresses_keep_the_rules_of_their_platforms(account: Account) -> None:
    platform = platform_of(PLATFORMS, account.platform)
    assert platform is not None
    assert validate_handle(platform, account.handle) == account.handle
    assert not account.numeric_id or re.fullmatch(platform.numeric_id, account.numeric_id)
    if account.url:
        detection = detect_account(account.url, PLATFORMS)
        assert detection is not None
        assert (detection.platform, detection.canonical_url) == (account.platform, account.url)


def test_addresses_are_unique() -> None:
    keys = [normalise_url(account.url, PLATFORMS) for account in SAMPLE.accounts if account.url]
    assert len(keys) == len(set(keys))


def test_one_handle_disagrees_with_its_address() -> None:
    differing = [
        account.display_name
        for account in SAMPLE.accounts
        if handle_disagrees(detect_account(account.url, PLATFORMS), account.handle, PLATFORMS)
    ]
    assert differing == ["佐久市スポーツ（見本）"]


def test_accounts_that_nobody_has_acquired_yet_have_no_address() -> None:
    before = {LifeCycleState.PREPARING, LifeCycleState.AWAITING_APPROVAL, LifeCycleState.APPROVED}
    for account in SAMPLE.accounts:
        assert bool(account.url) is bool(account.opened_on) is (account.state not in before)


def test_the_faults_that_the_pages_must_show_are_there() -> None:
    accounts = SAMPLE.accounts
    dormant = [a for a in accounts if a.last_post_on and (TODAY - a.last_post_on).days > 365 and not a.closed_on]
    assert [account.display_name for account in dormant] == ["佐久市消防団（見本）"]
    assert any(device.ownership is Ownership.PRIVATE for account in accounts for device in account.devices)
    assert any(account.second_factor_phone_ownership is Ownership.PRIVATE for account in accounts)
    assert any(account.second_factor is SecondFactor.NONE for account in accounts)
    assert any(
        account.registered_birth_date and account.registered_birth_date == account.opened_on for account in accounts
    )
    assert any(account.next_review_on and account.next_review_on < TODAY for account in accounts)
    assert {a.handle_at_closure for a in accounts if a.closed_on} == {HandleAtClosure.KEPT, HandleAtClosure.RELEASED}


def test_some_roles_are_vacant_some_have_a_deputy_and_some_changed_hands() -> None:
    organization = SAMPLE.organization
    divisions = [unit for unit in SAMPLE.units if unit.kind is UnitKind.DIVISION]
    vacant = {
        (unit.name, role)
        for unit in divisions
        for role in Role
        if not organization.responsible(role, TODAY, division_id=unit.id)
    }
    assert vacant == {
        ("商工振興課", Role.MANAGER), ("体育課", Role.MANAGER), ("総務課", Role.OPERATOR),
    }  # fmt: skip
    with_deputy = [
        unit.name
        for unit in divisions
        if organization.responsible(Role.MANAGER, TODAY, division_id=unit.id, deputy=True)
    ]
    assert with_deputy == ["広報広聴課", "危機管理課"]
    pr = next(unit for unit in divisions if unit.name == "広報広聴課")
    posts = [
        organization.responsible(Role.MANAGER, day, division_id=pr.id)[0].post
        for day in (date(2026, 3, 31), date(2026, 4, 1))
    ]
    assert posts == ["広報広聴課長（前任）", "広報広聴課長"]


@given(days)
def test_on_every_day_it_is_as_whole_and_bears_the_same_ids(today: date) -> None:
    sample = load_sample(today)
    assert [account.id for account in sample.accounts] == [account.id for account in SAMPLE.accounts]
    assert [person.id for person in sample.staff] == [person.id for person in SAMPLE.staff]
    for account in sample.accounts:
        assert not account.last_post_on or account.last_post_on <= today
        assert not account.opened_on or account.opened_on <= (account.last_post_on or today)
        assert not account.closed_on or (account.last_post_on or account.closed_on) <= account.closed_on <= today
    for row in timed_rows(sample):
        assert not row.from_day or row.from_day <= (row.until_day or today)


def test_every_id_is_unique_and_every_reference_leads_somewhere() -> None:
    units, people = {unit.id for unit in SAMPLE.units}, {person.id for person in SAMPLE.staff}
    accounts = {account.id for account in SAMPLE.accounts}
    ids = [*(row.id for row in timed_rows(SAMPLE)), *(account.id for account in SAMPLE.accounts)]
    assert len(ids) == len(set(ids))
    assert {account.division_id for account in SAMPLE.accounts} <= units
    assert {person.unit_id for person in SAMPLE.staff} <= units
    for assignment in SAMPLE.assignments:
        assert assignment.staff_id in people
        assert (assignment.unit_id in units) is not (assignment.account_id in accounts)


@pytest.mark.parametrize(
    ("name", "before", "after", "word"),
    [
        ("accounts.toml", 'division = "pr"', 'division = "prr"', "account[0].division"),
        ("accounts.toml", 'platform = "x"', 'platform = "y"', "account[0].platform"),
        ("accounts.toml", 'state = "operating"', 'state = "running"', "account[0].state"),
        ("accounts.toml", 'last_post_on = "today-1"', 'last_post_on = "yesterday"', "account[0].last_post_on"),
        ("accounts.toml", 'key = "line_city"', 'key = "x_city"', "account[1].key"),
        ("accounts.toml", 'purpose = "市政', 'aim = "x"\npurpose = "市政', "account[0].aim"),
        ("organization.toml", 'parent = "planning", ', "", "unit[6].parent"),
        ("organization.toml", 'staff = "head_planning", from', "from", "assignment[0].staff"),
        ("organization.toml", 'role = "owner"', 'role = "boss"', "assignment[0].role"),
    ],
)
def test_a_fault_in_the_sample_is_told_by_file_and_key(
    tmp_path: Path, name: str, before: str, after: str, word: str
) -> None:
    for file in FOLDER.glob("*.toml"):
        text = file.read_text(encoding="utf-8")
        if file.name == name:
            assert before in text
            text = text.replace(before, after, 1)
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    with pytest.raises(ResourceError) as caught:
        read_sample(tmp_path, TODAY, PLATFORMS)
    assert name in caught.value.what
    assert word in caught.value.what
