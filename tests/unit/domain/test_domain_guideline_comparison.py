"""1-8: two editions of a guideline compared: what came, went, changed or moved."""

import pytest
from guideline_samples import PLAIN, dotted, full_width
from hypothesis import given
from hypothesis import strategies as st

from sakusns_desktop.domain.guideline import ClauseId
from sakusns_desktop.domain.guideline_comparison import (
    EditionComparison,
    PieceKind,
    compare_editions,
    compare_texts,
)
from sakusns_desktop.domain.guideline_edition import GuidelineEdition, parse_edition

OLD = parse_edition(PLAIN)


def compared(*replacements: tuple[str, str]) -> EditionComparison:
    text = PLAIN
    for before, after in replacements:
        assert before in text
        text = text.replace(before, after)
    return compare_editions(OLD, parse_edition(text))


@pytest.mark.parametrize("text", [PLAIN, full_width(), dotted()], ids=["same", "full width", "dotted"])
def test_width_blanks_and_layout_change_nothing(text: str) -> None:
    assert compare_editions(OLD, parse_edition(text)).is_empty


def test_a_changed_clause_shows_which_words_changed() -> None:
    comparison = compared(("すぐに直す。", "ただちに直す。"))
    assert [str(change.id) for change in comparison.changed] == ["5(1)"]
    kinds = [(piece.kind, piece.text) for piece in comparison.changed[0].pieces]
    assert (PieceKind.REMOVED, "すぐに") in kinds
    assert (PieceKind.ADDED, "ただちに") in kinds
    assert comparison.clause_ids == (ClauseId(5, 1),)
    assert not comparison.is_empty


def test_a_changed_heading_counts() -> None:
    assert [str(change.id) for change in compared(("ア まとめ役", "ア たばね役")).changed] == ["4(1)ア"]


def test_an_added_and_a_removed_clause_are_told() -> None:
    added = compared(("3 日以内に知らせる。\n", "3 日以内に知らせる。\n- (3) 迷ったら、まとめ役に聞く。\n"))
    assert [str(clause.id) for clause in added.added] == ["5(3)"]
    removed = compared(("- (2) にせ者(※3)を見つけたときは、3 日以内に知らせる。\n", ""))
    assert [str(clause.id) for clause in removed.removed] == ["5(2)"]


def test_a_clause_pushed_to_another_number_has_moved_not_changed() -> None:
    comparison = compared(
        ("- (2) にせ者", "- (3) にせ者"),
        ("- (1) まちがえたときは、すぐに直す。", "- (1) 迷ったら聞く。\n- (2) まちがえたときは、すぐに直す。"),
    )
    moves = [(str(move.old_id), str(move.new.id)) for move in comparison.moved]
    assert moves == [("5(1)", "5(2)"), ("5(2)", "5(3)")]
    assert [str(clause.id) for clause in comparison.added] == ["5(1)"]
    assert (comparison.removed, comparison.changed) == ((), ())
    assert [str(clause_id) for clause_id in comparison.clause_ids] == ["5(1)", "5(2)", "5(3)"]


def test_short_texts_that_happen_to_be_equal_do_not_count_as_moved() -> None:
    old = parse_edition("手引き\n1 あ\n(1) 免責\n(2) 別のこと\n")
    new = parse_edition("手引き\n1 あ\n(1) 別のもの\n(2) 免責\n")
    assert compare_editions(old, new).moved == ()


def test_two_clauses_with_the_same_words_move_one_each() -> None:
    old = parse_edition("手引き\n1 あ\n(1) 同じ言葉のきまり\n(2) 同じ言葉のきまり\n2 い\n")
    new = parse_edition("手引き\n1 あ\n2 い\n(1) 同じ言葉のきまり\n(2) 同じ言葉のきまり\n")
    moves = [(str(move.old_id), str(move.new.id)) for move in compare_editions(old, new).moved]
    assert moves == [("1(1)", "2(1)"), ("1(2)", "2(2)")]


def test_notes_that_came_went_or_changed_are_told() -> None:
    comparison = compared(
        ("(※2) 電子のものを含む。", "(※2) 電子のものを除く。"), ("- (※3) 市のふりをする者のこと。\n", "")
    )
    assert [(note.number, bool(note.new)) for note in comparison.notes] == [(2, True), (3, False)]
    assert comparison.changed == ()


def test_a_text_too_long_to_compare_word_by_word_is_replaced_whole() -> None:
    old, new = "あ山" * 1000, "い川" * 1000
    assert [(piece.kind, piece.text) for piece in compare_texts(old, new)] == [
        (PieceKind.REMOVED, old),
        (PieceKind.ADDED, new),
    ]


texts = st.text("あいうアイ山川市ABCab12、。\n", max_size=40)


@given(texts, texts)
def test_the_pieces_make_up_both_texts(old: str, new: str) -> None:
    pieces = compare_texts(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind is not PieceKind.REMOVED) == new
    assert "".join(piece.text for piece in pieces if piece.kind is not PieceKind.ADDED) == old


editions = st.lists(
    st.sampled_from(
        [
            "1 あ",
            "2 い",
            "3 う",
            "(1) ながいながい文です",
            "(2) 別の文であります",
            "ア 山",
            "イ 川",
            "※1 注",
            "文の続き",
        ]
    ),
    max_size=12,
).map(lambda rows: parse_edition("\n".join(["題", *rows])))


@given(editions)
def test_an_edition_does_not_differ_from_itself(edition: GuidelineEdition) -> None:
    assert compare_editions(edition, edition).is_empty


@given(editions, editions)
def test_every_clause_of_either_edition_is_told_once_or_is_the_same(
    old: GuidelineEdition, new: GuidelineEdition
) -> None:
    before = {clause.id: clause for clause in old.clauses}
    after = {clause.id: clause for clause in new.clauses}
    comparison = compare_editions(old, new)
    gone = [clause.id for clause in comparison.removed] + [move.old_id for move in comparison.moved]
    came = [clause.id for clause in comparison.added] + [move.new.id for move in comparison.moved]
    changed = [change.id for change in comparison.changed]
    assert len({*gone, *changed}) == len(gone) + len(changed)
    assert len({*came, *changed}) == len(came) + len(changed)
    untouched_before = before.keys() - {*gone, *changed}
    assert untouched_before == after.keys() - {*came, *changed}
    assert all(before[clause_id].text == after[clause_id].text for clause_id in untouched_before)
