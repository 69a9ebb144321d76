"""3(5): all common romanisations of a word meet in one key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakusns_desktop.passwords.romaji import kana_keys, key_of, keys_from, morae, openings_of, romaji

MORAE = [
    *"あいえかきくこさしすたちつとなにのはひふまみもやゆよらりるわがぎござじずだどばびぶぼ",
    *("きゃ", "しゅ", "しょ", "ちょ", "にゃ", "りゅ", "じょ", "ぎょ"),
]


@pytest.mark.parametrize(
    ("kana", "writings"),
    [
        ("こうほう", ("kouhou", "koho", "kohou", "kouho", "kohoh", "koohoo")),
        ("しょうぼうちょう", ("shouboucho", "syoubouthou".replace("th", "ty"), "shobocho", "syobotyo")),
        ("しんぶん", ("shinbun", "shimbun", "sinbun", "sinnbunn")),
        ("つちや", ("tsuchiya", "tutiya", "tsutiya")),
        ("ふじ", ("fuji", "huzi", "fuzi")),
        ("おおの", ("ohno", "oono", "ono", "ouno")),
        ("さとう", ("satou", "sato", "satoh", "satoo")),
        ("しんいち", ("shinichi", "shin'ichi", "shinnichi", "siniti")),
        ("にっぽん", ("nippon", "nipponn")),
        ("まっちゃ", ("maccha", "matcha", "mattya")),
        ("らーめん", ("raamen", "ramen", "ra-men")),
        ("じゃがいも", ("jagaimo", "zyagaimo", "jyagaimo")),
        ("ぱーてぃー", ("paathii", "paatii", "pati")),
        ("ちづか", ("chizuka", "tiduka", "chiduka")),
    ],
)
def test_the_writings_of_a_word_have_its_key(kana: str, writings: tuple[str, ...]) -> None:
    key = kana_keys([kana])[0]
    assert {writing: key_of(writing) for writing in writings} == dict.fromkeys(writings, key)


@pytest.mark.parametrize(("one", "other"), [("saku", "sake"), ("nagano", "nakano"), ("koho", "koso"), ("shio", "sho")])
def test_different_words_have_different_keys(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


@pytest.mark.parametrize("letters", ["sakx", "q", "strength", "k", "sh"])
def test_letters_that_are_no_japanese_have_no_key(letters: str) -> None:
    assert key_of(letters) is None


@given(st.lists(st.sampled_from(MORAE), min_size=1, max_size=6))
def test_a_word_in_letters_has_the_key_of_its_kana(signs: list[str]) -> None:
    kana = "".join(signs)
    key = kana_keys([kana])[0]
    doubled = any(one == other for one, other in zip(romaji(kana), romaji(kana)[1:], strict=False))
    if not doubled and "ou" not in romaji(kana):
        assert key_of(romaji(kana)) == key


def test_katakana_and_mixed_texts_are_romanised_and_the_rest_stays() -> None:
    assert romaji("サクシ2025!") == "sakusi2025!"
    assert romaji("ふぁいと ヴァイオリン 佐久") == "faito baiorin 佐久"


def test_no_readings_have_no_keys() -> None:
    assert kana_keys([]) == []


def test_a_search_gives_up_where_no_word_begins_like_this() -> None:
    text = "sakusinagano"
    openings = openings_of(["naganoken"])
    assert keys_from(text, morae(text), 0, openings)[-1] == (6, "sakusi")
    assert keys_from(text, morae(text), 6, openings)[-1] == (12, "nagano")
