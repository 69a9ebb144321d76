"""Folded text for search, and a person's input made clean without losing words."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakusns_desktop.domain.text import clean_block, clean_line, fold

any_text = st.text(max_size=60)


@pytest.mark.parametrize(
    "writings",
    [
        ("ﾗｲﾝ", "ライン", "らいん"),
        ("LINE", "line", "ｌｉｎｅ", "Ｌｉｎｅ"),
        ("佐久市㈱", "佐久市(株)"),
        ("ヴ", "ゔ", "ｳﾞ", "う\u3099"),
        ("ガイド", "がいど", "ｶﾞｲﾄﾞ", "カ\u3099イト\u3099"),
        ("Ⅳ", "iv"),
        ("Straße", "STRASSE"),
    ],
)
def test_writings_that_a_person_takes_for_the_same_fold_together(writings: tuple[str, ...]) -> None:
    assert len({fold(writing) for writing in writings}) == 1


@pytest.mark.parametrize(("one", "other"), [("は", "ば"), ("つ", "っ"), ("市", "帀"), ("saku", "sakú")])
def test_writings_that_differ_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text(st.characters(max_codepoint=127), max_size=60))
def test_the_short_way_for_ascii_comes_to_the_same_as_the_long_one(text: str) -> None:
    assert fold(text) == unicodedata.normalize("NFKC", text).casefold()


@given(st.text("ァアカガナパヴヶｶﾞﾊﾟらリABcＺ ０1ー-㈱", max_size=40))
def test_folding_folded_text_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_one_line_of_input_has_no_line_ends_and_no_blanks_around_it() -> None:
    assert clean_line("　佐久市\t公式\r\n ") == "佐久市 公式"


@pytest.mark.parametrize("unseen", ["\u202e", "\u200b", "\ufeff", "\u2066", "\u200f"])
def test_marks_that_turn_or_hide_text_do_not_enter_one_line_of_input(unseen: str) -> None:
    assert clean_line(f"佐久{unseen}市") == "佐久市"


def test_the_joiner_within_an_emoji_stays() -> None:
    assert clean_line("👨\u200d👩\u200d👧") == "👨\u200d👩\u200d👧"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_end_becomes_one(end: str) -> None:
    assert clean_block(f" 一行目{end}二行目 ") == "一行目\n二行目"


def test_control_characters_leave_a_block_and_tabs_stay() -> None:
    assert clean_block("a\x00b\x1b\tc") == "ab\tc"


@given(any_text)
def test_clean_input_can_be_stored_as_utf_8_and_is_clean_for_good(text: str) -> None:
    for clean in (clean_line, clean_block):
        once = clean(text + "\ud800")
        once.encode("utf-8")
        assert clean(once) == once


@given(any_text)
def test_no_visible_character_is_lost(text: str) -> None:
    visible = [character for character in text if unicodedata.category(character)[0] in "LNPS"]
    for clean in (clean_line, clean_block):
        assert [character for character in clean(text) if unicodedata.category(character)[0] in "LNPS"] == visible
