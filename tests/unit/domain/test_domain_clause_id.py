"""Clause ids: read in any width, written in one, in the guideline's order."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakusns_desktop.domain.errors import InputError
from sakusns_desktop.domain.guideline import ITEM_ORDER, ClauseId

ids = st.builds(
    ClauseId,
    st.integers(1, 99),
    st.integers(0, 99),
    st.sampled_from(["", *ITEM_ORDER]),
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("3", ClauseId(3)),
        ("3(2)", ClauseId(3, 2)),
        ("3(2)ウ", ClauseId(3, 2, "ウ")),
        ("３（２）ウ", ClauseId(3, 2, "ウ")),
        ("3⑵ｳ", ClauseId(3, 2, "ウ")),
        (" 3 (2) ウ ", ClauseId(3, 2, "ウ")),
        ("10(12)", ClauseId(10, 12)),
        ("2ア", ClauseId(2, 0, "ア")),
    ],
)
def test_a_clause_id_is_read_in_every_width(written: str, read: ClauseId) -> None:
    assert ClauseId.parse(written) == read


@pytest.mark.parametrize(
    "written",
    ["", "0", "3(0)", "ウ", "(2)", "3(2", "3(2)ウエ", "3(2)ウ\n4", "1 2", "3(2)が", "100", "3.2", "三", "3" * 500],
)
def test_what_is_no_clause_id_is_refused_at_its_field(written: str) -> None:
    with pytest.raises(InputError) as caught:
        ClauseId.parse(written)
    assert caught.value.field == "clause"


@given(ids)
def test_a_clause_id_written_and_read_is_the_same(clause_id: ClauseId) -> None:
    assert ClauseId.parse(str(clause_id)) == clause_id


@given(st.text(max_size=30))
def test_reading_a_clause_id_raises_nothing_but_an_input_error(text: str) -> None:
    with contextlib.suppress(InputError):
        assert str(ClauseId.parse(text))


def test_clauses_sort_in_the_order_of_the_guideline() -> None:
    order = ["2", "3", "3(1)", "3(2)", "3(2)ア", "3(2)オ", "3(2)カ", "3(10)", "10"]
    assert [str(clause_id) for clause_id in sorted(map(ClauseId.parse, reversed(order)))] == order


@given(ids, ids)
def test_the_order_is_total_and_agrees_with_equality(one: ClauseId, other: ClauseId) -> None:
    assert (one < other) + (other < one) + (one == other) == 1


@pytest.mark.parametrize(("clause", "parent"), [("3(2)ウ", "3(2)"), ("3(2)", "3"), ("2ア", "2")])
def test_a_clause_stands_in_its_parent(clause: str, parent: str) -> None:
    assert ClauseId.parse(clause).parent == ClauseId.parse(parent)


def test_a_section_stands_in_nothing() -> None:
    assert ClauseId(3).parent is None


def test_a_clause_id_does_not_compare_with_other_things() -> None:
    with pytest.raises(TypeError):
        _ = ClauseId(3) < 4
