"""3(5): dates, kana keys, keyboard paths, readings of a text, and the cheapest cover of them."""

import pytest

from sakusns_desktop.passwords.cover import cheapest_cover
from sakusns_desktop.passwords.dates import date_parts
from sakusns_desktop.passwords.engine import graph_of, keyboard_parts
from sakusns_desktop.passwords.estimate import joint_guesses
from sakusns_desktop.passwords.kana_keys import KanaKeys
from sakusns_desktop.passwords.matching import repeated
from sakusns_desktop.passwords.parts import Kind, Part
from sakusns_desktop.passwords.variants import normalise, without_separators
from sakusns_desktop.reference_data.wordlists import load_wordlists


def kinds_of_whole(text: str) -> set[Kind]:
    return {part.kind for part in date_parts(text) if (part.start, part.end) == (0, len(text))}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2025", Kind.YEAR), ("1940", Kind.YEAR), ("2039", Kind.YEAR), ("2025nendo", Kind.YEAR),
        ("2025年度", Kind.YEAR), ("fy2025", Kind.YEAR),
        ("20250130", Kind.DATE), ("250130", Kind.DATE), ("01302025", Kind.DATE), ("0401", Kind.DATE),
        ("202504", Kind.DATE),
        ("2025-1-30", Kind.DATE), ("2025/01/30", Kind.DATE), ("2025年1月30日", Kind.DATE), ("25.1.30", Kind.DATE),
        ("4月1日", Kind.DATE), ("4gatsu1nichi", Kind.DATE),
        ("r7", Kind.ERA), ("r070130", Kind.ERA), ("r7.1.30", Kind.ERA), ("h25-09-24", Kind.ERA), ("heisei25", Kind.ERA),
        ("reiwa7nendo", Kind.ERA), ("令和7年1月30日", Kind.ERA), ("昭和63年", Kind.ERA), ("showa630107", Kind.ERA),
        ("syouwa63", Kind.ERA), ("reiwagan", Kind.ERA), ("令和元年", Kind.ERA), ("平成25年9月24日", Kind.ERA),
        ("0267622111", Kind.PHONE), ("0267-62-2111", Kind.PHONE), ("09012345678", Kind.PHONE),
    ],
)  # fmt: skip
def test_dates_in_all_writings_are_found(text: str, kind: Kind) -> None:
    assert kind in kinds_of_whole(text)


@pytest.mark.parametrize(
    "text", ["1939", "2040", "20251330", "20250132", "1301", "0432", "x70130", "r9999", "026762211", "sakushi"]
)
def test_what_is_no_date_is_not_taken_for_one(text: str) -> None:
    assert kinds_of_whole(text) == set()


def test_a_year_of_today_is_cheaper_than_one_of_birth() -> None:
    cost = {text: min(part.cost for part in date_parts(text) if part.kind is Kind.YEAR) for text in ("2026", "1985")}
    assert cost["2026"] < cost["1985"]


@pytest.mark.parametrize(
    ("kana", "typed"),
    [("さくし", "xhd"), ("ながの", "ut@k"), ("ぴんころ", "v[yb\\"), ("キョウ", "g)4"), ("っ", "z"), ("2025", "2025")],
)
def test_kana_is_typed_on_its_keys(kana: str, typed: str) -> None:
    boards = load_wordlists().keyboards
    assert KanaKeys(boards.board("jis"), boards.board("jis_kana")).type(kana) == typed


@pytest.mark.parametrize("path", ["asdfghjkl;:]", "qwertyuiop@[", "^\\", "!\"#$%&'()"])
def test_a_row_of_the_japanese_board_is_one_path(path: str) -> None:
    graphs = {"jis": graph_of(load_wordlists().keyboards.board("jis"))}
    found = {(part.start, part.end) for part in keyboard_parts(path, graphs)}
    assert found == ({(0, len(path))} if len(path) > 2 else set())


def test_a_path_over_the_kana_keys_is_found() -> None:
    graphs = {"jis_kana": graph_of(load_wordlists().keyboards.board("jis_kana"))}
    assert [(part.start, part.end) for part in keyboard_parts("ちとしはきくま", graphs)] == [(0, 7)]


def test_a_long_path_is_estimated_like_one_of_24_keys() -> None:
    graphs = {"jis": graph_of(load_wordlists().keyboards.board("jis"))}
    (part,) = keyboard_parts("as" * 64, graphs)
    assert (part.start, part.end) == (0, 128)
    assert part.guesses > 10**10


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("aaaa", [(0, 4, 1)]),
        ("sakusaku", [(0, 8, 4)]),
        ("xabcabcabcy", [(1, 10, 3)]),
        ("abc", []),
        ("aa", []),
        ("", []),
    ],
)
def test_repeated_pieces_are_found_once(text: str, expected: list[tuple[int, int, int]]) -> None:
    assert repeated(text) == expected


def test_a_text_is_normalised_to_plain_letters_and_cut() -> None:
    assert normalise("Ｓａｋｕ①ｻｸﾞｼ") == "Saku1サグシ"
    assert normalise("Kōhô") == "Koho"
    assert len(normalise("ﷺ" * 200)) == 128


def test_separators_are_taken_out() -> None:
    assert without_separators("s-a_k.u/2@0 2!5") == "saku2025"


def test_the_cheapest_cover_has_no_gaps_and_takes_the_cheaper_pieces() -> None:
    whole = Part(0, 8, Kind.WORD, 10**6)
    first, second = Part(0, 4, Kind.CITY, 5), Part(4, 8, Kind.YEAR, 15)
    assert cheapest_cover("saku2025", [whole, first, second]) == (first, second)
    (start, rest) = cheapest_cover("saku20x5", [first])
    assert (start, rest.kind, rest.start, rest.end, rest.guesses) == (first, Kind.RANDOM, 4, 8, 10_000)


def test_capitals_and_signs_that_nothing_is_known_about_cost_more() -> None:
    (letters,) = cheapest_cover("xkqz", [])
    (mixed,) = cheapest_cover("xK#z", [])
    assert mixed.guesses == 4 * letters.guesses


def test_a_habit_is_guessed_once_and_the_order_only_between_kinds() -> None:
    city = Part(0, 5, Kind.CITY, 5, capitals=2, signs=frozenset({ord("-")}))
    office = Part(5, 10, Kind.OFFICE, 10, capitals=2, signs=frozenset({ord("-")}))
    year = Part(10, 14, Kind.YEAR, 15)
    assert joint_guesses([city, office]) == 5 * 10 * 2 * 3
    assert joint_guesses([city, office, year]) == 5 * 10 * 15 * 2 * 3 * 3


def test_no_part_shows_the_text() -> None:
    (part,) = cheapest_cover("geheimnis", [])
    assert "geheimnis" not in repr(part)
