"""3(1), 3(2)ウ: the inventory's mutations: one transaction, one audit entry, and a way back."""

import pytest

from sakusns_desktop.domain.account import Account
from sakusns_desktop.domain.errors import ConflictError, InputError
from sakusns_desktop.services.accounts import FORM
from sakusns_desktop.services.register import Change
from sakusns_desktop.services.services import Services


def add(services: Services, name: str = "佐久市見本", **values: object) -> Account:
    change = services.accounts.save(None, {"platform": "x", "display_name": name, **values})
    assert isinstance(change.after, Account)
    return change.after


def actions(services: Services) -> list[str]:
    return [entry.action for entry in services.register.audit.entries(100)]


def test_a_new_account_is_kept_with_one_audit_entry(services: Services) -> None:
    account = add(services)
    assert services.register.accounts.get(account.id) == account
    assert actions(services) == ["account.added"]


def test_saving_throws_its_draft_away_and_no_other(services: Services) -> None:
    services.drafts.save(FORM, "", {"display_name": "書きかけ"})
    services.drafts.save(FORM, "another", {"display_name": "別"})
    add(services)
    assert services.drafts.load(FORM, "") is None
    assert services.drafts.load(FORM, "another") is not None


def test_bad_input_keeps_nothing_but_the_draft(services: Services) -> None:
    services.drafts.save(FORM, "", {"display_name": ""})
    with pytest.raises(InputError) as caught:
        services.accounts.save(None, {"platform": "x", "display_name": ""})
    assert caught.value.field == "display_name"
    assert services.register.accounts.all() == ()
    assert services.drafts.load(FORM, "") is not None
    assert actions(services) == []


def test_a_change_over_an_older_revision_is_refused(services: Services) -> None:
    account = add(services)
    services.accounts.save(account, {"purpose": "一つめ"})
    with pytest.raises(ConflictError):
        services.accounts.save(account, {"purpose": "二つめ"})
    assert services.register.accounts.get(account.id).purpose == "一つめ"


def test_the_same_url_twice_is_refused(services: Services) -> None:
    add(services, url="https://x.com/saku_sample")
    with pytest.raises(ConflictError, match="佐久市見本"):
        add(services, "別の名前", url="https://twitter.com/saku_sample?s=20")


def test_a_deleted_account_can_be_brought_back(services: Services) -> None:
    account = add(services)
    services.accounts.delete(account.id)
    assert services.register.accounts.all() == ()
    services.accounts.restore(account.id)
    assert [row.id for row in services.register.accounts.all()] == [account.id]


def test_every_change_can_be_taken_back_and_done_again(services: Services) -> None:
    account = add(services, purpose="はじめ")
    changed = services.accounts.save(account, {"purpose": "つぎ"})
    back = services.accounts.revert(changed)
    assert services.register.accounts.get(account.id).purpose == "はじめ"
    services.accounts.revert(back)
    assert services.register.accounts.get(account.id).purpose == "つぎ"


def test_taking_back_an_addition_deletes_softly(services: Services) -> None:
    change = services.accounts.save(None, {"platform": "x", "display_name": "佐久市見本"})
    services.accounts.revert(change)
    assert services.register.accounts.all() == ()
    assert len(services.register.accounts.all(include_deleted=True)) == 1


def test_what_changed_again_meanwhile_is_not_taken_back(services: Services) -> None:
    account = add(services)
    first = services.accounts.save(account, {"purpose": "一つめ"})
    assert isinstance(first.after, Account)
    services.accounts.save(first.after, {"purpose": "二つめ"})
    with pytest.raises(ConflictError):
        services.accounts.revert(first)


def test_a_change_of_something_else_is_no_business_of_the_inventory(services: Services) -> None:
    unit = services.organization.save_unit(None, {"kind": "department", "name": "企画部"})
    with pytest.raises(TypeError):
        services.accounts.revert(Change("x", None, unit.after, ""))


def test_search_finds_platform_division_and_people_by_other_names(services: Services) -> None:
    department = services.organization.save_unit(None, {"kind": "department", "name": "教育部"}).after
    division = services.organization.save_unit(
        None, {"kind": "division", "parent_id": department.id, "name": "中央図書館", "kana": "ちゅうおうとしょかん"}
    ).after
    account = add(services, "お知らせ", platform="line", division_id=division.id)

    def finds(words: str) -> bool:
        from sakusns_desktop.domain.text import fold

        row = next(row for row in services.register.accounts.rows() if row.id == account.id)
        return all(word in row.search_text for word in fold(words).split())

    assert finds("ﾗｲﾝ")
    assert finds("ライン 図書館")
    assert finds("ﾁｭｳｵｳ")
    assert not finds("館長")
    person = services.organization.save_staff(None, {"post": "中央図書館長", "unit_id": division.id}).after
    services.organization.save_assignment(None, {"role": "manager", "unit_id": division.id, "staff_id": person.id})
    assert finds("館長")
    services.organization.save_unit(division, {"name": "本館"})  # type: ignore[arg-type]
    assert finds("本館")
