"""Attacks on the register: one account twice, searches that lag behind the calendar, names that outlive 廃棄."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from sakusns_desktop.composition import DATABASE_NAME, open_services
from sakusns_desktop.domain.account import Account
from sakusns_desktop.domain.errors import ConflictError
from sakusns_desktop.domain.organization import Role, Staff, Unit
from sakusns_desktop.domain.text import fold
from sakusns_desktop.services.services import Services
from sakusns_desktop.storage.disposals import DisposalItem, RecordKind


def add_account(services: Services, url: str, platform: str = "x", division: str = "") -> Account:
    values = {"platform": platform, "display_name": url, "url": url, "division_id": division}
    account = services.accounts.save(None, values).after
    assert isinstance(account, Account)
    return account


def add_division(services: Services) -> Unit:
    department = services.organization.save_unit(None, {"kind": "department", "name": "経済部"}).after
    values = {"kind": "division", "name": "観光課", "parent_id": department.id}
    division = services.organization.save_unit(None, values).after
    assert isinstance(division, Unit)
    return division


def add_person(services: Services, division: Unit, name: str) -> Staff:
    values = {"post": "主事", "name": name, "unit_id": division.id}
    person = services.organization.save_staff(None, values).after
    assert isinstance(person, Staff)
    return person


def give_role(services: Services, person: Staff, division: Unit, from_day: str, until_day: str = "") -> None:
    role = {"role": Role.OPERATOR.value, "unit_id": division.id, "staff_id": person.id}
    services.organization.save_assignment(None, {**role, "from_day": from_day, "until_day": until_day})


def search_text(services: Services) -> str:
    return services.inventory.load().rows[0].search_text


@pytest.mark.parametrize(
    ("first", "second", "platform"),
    [
        ("https://x.com/Saku_City", "https://x.com/saku_city", "x"),
        ("https://twitter.com/SAKU_city", "https://x.com/saku_city?s=20", "x"),
        ("https://www.facebook.com/saku.city", "https://www.facebook.com/sakucity", "facebook"),
    ],
)
def test_the_same_account_in_another_writing_is_refused(
    services: Services, first: str, second: str, platform: str
) -> None:
    add_account(services, first, platform)
    with pytest.raises(ConflictError):
        add_account(services, second, platform)
    assert len(services.register.accounts.all()) == 1


def test_two_channels_that_differ_in_a_letters_case_are_two_where_the_platform_says_so(services: Services) -> None:
    add_account(services, "https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv", "youtube")
    add_account(services, "https://www.youtube.com/channel/UCABCDEFGHIJKLMNOPQRSTUV", "youtube")
    assert len(services.register.accounts.all()) == 2


def test_an_account_can_be_saved_again_in_another_writing_of_its_own_address(services: Services) -> None:
    account = add_account(services, "https://x.com/Saku_City")
    services.accounts.save(account, {"url": "https://x.com/saku_city"})


def test_a_deleted_account_does_not_come_back_beside_its_twin_in_another_writing(services: Services) -> None:
    account = add_account(services, "https://x.com/Saku_City")
    services.accounts.delete(account.id)
    add_account(services, "https://x.com/saku_city")
    with pytest.raises(ConflictError):
        services.accounts.restore(account.id)


def test_search_follows_a_transfer_that_was_entered_before_its_day(tmp_path: Path) -> None:
    folder = tmp_path / "register"
    with closing(open_services(folder, sign_in="clerk", today=date(2027, 3, 20))) as services:
        division = add_division(services)
        add_account(services, "https://x.com/saku_kanko", division=division.id)
        give_role(services, add_person(services, division, "旧担当"), division, "2026-04-01", "2027-03-31")
        give_role(services, add_person(services, division, "新担当"), division, "2027-04-01")
        assert fold("旧担当") in search_text(services)
    with closing(open_services(folder, sign_in="clerk", today=date(2027, 4, 1))) as services:
        assert fold("新担当") in search_text(services)
        assert fold("旧担当") not in search_text(services)
        assert services.register.audit.verify().first_broken is None


def test_a_disposed_name_is_nowhere_in_the_file_any_more(tmp_path: Path) -> None:
    folder, name = tmp_path / "register", "佐久鯉太郎左衛門"
    with closing(open_services(folder, sign_in="clerk", today=date(2026, 3, 20))) as services:
        division = add_division(services)
        add_account(services, "https://x.com/saku_kanko", division=division.id)
        person = add_person(services, division, name)
        give_role(services, person, division, "2025-04-01", "2026-03-31")
        services.organization.save_staff(person, {"until_day": "2026-03-31"})
        assert fold(name) in search_text(services)
        today = date(2046, 4, 1)
        services.register.today = lambda: today
        services.retention().dispose(
            [DisposalItem(RecordKind.STAFF, person.id)],
            decision_number="8佐総第1号",
            approved_by="総務課長",
            approved_on=today,
            today=today,
        )
        assert fold(name) not in search_text(services)
    content = (folder / DATABASE_NAME).read_bytes()
    assert [name.encode() in content, fold(name).encode() in content] == [False, False]


def test_a_pasted_megabyte_is_refused_without_reading_all_of_it(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []

    def clean(text: str) -> str:
        read.append(len(text))
        return text

    monkeypatch.setattr("sakusns_desktop.services.account_form.clean_block", clean)
    pasted = "あ" * 1_000_000
    problems = services.accounts.parse(Account(""), {"display_name": "名前", "platform": "x", "notes": pasted}).problems
    assert [(problem.field, problem.blocking) for problem in problems] == [("notes", True)]
    assert max(read) <= 20_000
