"""2, 3(2)ウ: reading the account form: nothing typed is lost, and what is wrong is told at its field."""

from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakusns_desktop.domain.account import Account, Device, LifeCycleState, LinkedApp, Ownership
from sakusns_desktop.reference_data.platforms import load_platforms
from sakusns_desktop.services.account_form import (
    BLOCK_FIELDS,
    CHOICE_FIELDS,
    DAY_FIELDS,
    LINE_FIELDS,
    LINE_LIMIT,
    ParsedAccount,
    form_values,
    parse_account,
)

PLATFORMS = load_platforms()
BASE = Account("a", platform="x", display_name="佐久市見本")


def parse(**values: object) -> ParsedAccount:
    return parse_account(BASE, values, PLATFORMS)


def problems(parsed: ParsedAccount, field: str) -> list[str]:
    return [problem.message for problem in parsed.problems if problem.field == field]


def test_a_form_without_changes_gives_the_same_account_back() -> None:
    account = Account(
        "a",
        platform="x",
        display_name="佐久市見本",
        handle="saku_sample",
        url="https://x.com/saku_sample",
        opened_on=date(2020, 4, 1),
        state=LifeCycleState.OPERATING,
        devices=(Device("公用端末", Ownership.OFFICE),),
        linked_apps=(LinkedApp("予約", "投稿"),),
    )
    parsed = parse_account(account, form_values(account), PLATFORMS)
    assert parsed.account == account
    assert parsed.problems == ()


def test_every_field_of_the_form_belongs_to_exactly_one_kind() -> None:
    kinds = [*LINE_FIELDS, *BLOCK_FIELDS, *DAY_FIELDS, *CHOICE_FIELDS]
    kinds += ["platform", "url", "division_id", "devices", "linked_apps"]
    shown = {field.name for field in fields(Account)} - {"id", "revision", "deleted_at"}
    assert sorted(kinds) == sorted(shown)


def test_a_missing_name_blocks_and_is_told_at_the_name() -> None:
    parsed = parse(display_name="　 ")
    assert not parsed.acceptable
    assert problems(parsed, "display_name") == ["アカウント名を書いてください。"]


def test_a_day_that_does_not_exist_blocks_and_leaves_the_old_day() -> None:
    base = Account("a", platform="x", display_name="見本", opened_on=date(2020, 4, 1))
    parsed = parse_account(base, {"opened_on": "令和8年2月30日"}, PLATFORMS)
    assert not parsed.acceptable
    assert parsed.account.opened_on == date(2020, 4, 1)
    assert "ありません" in problems(parsed, "opened_on")[0]


def test_a_handle_that_disagrees_with_the_url_is_pointed_out_but_can_be_kept() -> None:
    parsed = parse(url="https://x.com/saku_sample", handle="saku_other")
    assert parsed.acceptable
    assert "どちらが正しいか見てください" in problems(parsed, "handle")[0]
    assert parsed.account.handle == "saku_other"


def test_a_url_of_another_platform_is_pointed_out() -> None:
    parsed = parse(url="https://www.instagram.com/saku_sample/")
    assert parsed.acceptable
    assert "Instagram" in problems(parsed, "url")[0]


def test_text_that_is_no_url_blocks_and_stays_as_typed() -> None:
    parsed = parse(url="あとで調べる")
    assert not parsed.acceptable
    assert parsed.account.url == "あとで調べる"


def test_a_pasted_address_is_brought_into_its_one_form() -> None:
    parsed = parse(url="ｈｔｔｐｓ：／／ｔｗｉｔｔｅｒ．ｃｏｍ／saku_sample?s=20")
    assert parsed.account.url == "https://x.com/saku_sample"


def test_the_at_sign_of_a_handle_is_not_kept() -> None:
    assert parse(handle="＠saku_sample").account.handle == "saku_sample"


def test_a_line_that_is_too_long_blocks() -> None:
    assert not parse(login_id="あ" * (LINE_LIMIT + 1)).acceptable
    assert parse(login_id="あ" * LINE_LIMIT).acceptable


def test_a_linked_app_without_a_name_blocks() -> None:
    assert not parse(linked_apps=[["", "予約投稿"]]).acceptable


def test_empty_rows_are_left_out() -> None:
    assert parse(devices=[["", "office"], ["端末", "office"]]).account.devices == (Device("端末", Ownership.OFFICE),)


def test_a_post_before_the_opening_is_remarked() -> None:
    parsed = parse(opened_on="2026-04-01", last_post_on="2026-03-01")
    assert parsed.acceptable
    assert problems(parsed, "last_post_on")


def test_a_field_that_does_not_exist_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError):
        parse(password="x")


_typed = st.text(max_size=60)
_rows = st.lists(st.lists(_typed, max_size=3), max_size=4)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            **dict.fromkeys((*LINE_FIELDS, *BLOCK_FIELDS, *DAY_FIELDS, *CHOICE_FIELDS), _typed),
            "platform": st.sampled_from([row.key for row in PLATFORMS] + ["", "nothing"]),
            "url": st.one_of(_typed, st.builds("https://x.com/{}".format, _typed)),
            "division_id": _typed,
            "devices": _rows,
            "linked_apps": _rows,
        },
    )
)
def test_whatever_is_typed_is_read_without_a_fault_and_reads_the_same_again(values: dict[str, object]) -> None:
    parsed = parse_account(BASE, values, PLATFORMS)
    if parsed.acceptable:
        again = parse_account(parsed.account, form_values(parsed.account), PLATFORMS)
        assert again.account == parsed.account
        assert again.acceptable
