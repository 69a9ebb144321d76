"""1-8: a city's guideline file becomes clauses, in whatever layout it was typed."""

import re
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from guideline_samples import IDS, PLAIN, dotted, full_width, with_articles, wrapped
from hypothesis import given
from hypothesis import strategies as st

from sakusns_desktop.domain.errors import InputError
from sakusns_desktop.domain.guideline import ClauseId
from sakusns_desktop.domain.guideline_edition import EditionClause, GuidelineEdition, parse_edition
from sakusns_desktop.domain.guideline_lines import MAXIMUM_BYTES, decode_guideline, is_page_furniture

LAYOUTS = {
    "plain": PLAIN,
    "full width": full_width(),
    "dotted": dotted(),
    "windows line ends": PLAIN.replace("\n", "\r\n"),
    "old mac line ends": PLAIN.replace("\n", "\r"),
    "byte order mark": "\ufeff" + PLAIN,
    "tabs": PLAIN.replace("\n - ", "\n\t・").replace("\n- (", "\n\t("),
    "no blank lines": "\n".join(line for line in PLAIN.splitlines() if line),
    "page breaks": PLAIN.replace("\n4 役割", "\n－ ２ －\n\x0c\n- 3 -\n4 役割"),
    "contents first": PLAIN.replace("\n1 ねらい", "\n目次\n1 ねらい……1\n2 言葉の意味……1\n\n1 ねらい", 1),
    "bare contents first": PLAIN.replace("\n1 ねらい", "\n1 ねらい\n2 言葉の意味\n3 始める前に\n\n1 ねらい", 1),
}


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def clause(edition: GuidelineEdition, clause_id: str) -> EditionClause:
    found = edition.clause(ClauseId.parse(clause_id))
    assert found is not None
    return found


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_every_clause_is_found_in_every_layout(text: str) -> None:
    edition = parse_edition(text)
    assert [str(found.id) for found in edition.clauses] == IDS
    assert [note.number for note in edition.notes] == [1, 2, 3]
    assert edition.title == "架空市SNS利用の手引き"
    assert (edition.enacted, edition.revised) == (date(2018, 4, 1), date(2023, 10, 15))


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_every_layout_says_the_same(text: str) -> None:
    said = {found.id: squeezed(found.heading + found.text) for found in parse_edition(text).clauses}
    assert said == {found.id: squeezed(found.heading + found.text) for found in parse_edition(PLAIN).clauses}


def test_headings_are_told_from_sentences() -> None:
    edition = parse_edition(PLAIN)
    assert clause(edition, "1").heading == "ねらい"
    assert clause(edition, "4(1)ア").heading == "まとめ役"
    assert clause(edition, "4(1)ア").text == "使う課の長をまとめ役とする。\nまとめ役は、日々のことに目を配る。"
    assert clause(edition, "3(2)ア") == EditionClause(ClauseId(3, 2, "ア"), "使うわけ")
    assert clause(edition, "5(1)").heading == ""


LONG = PLAIN.replace(
    "すぐに直す。",
    "職員が自分だけで決めずに、まとめ役（※1）の指図を受けて、すぐに直す。また、直したことを、(2)に掲げる者のほか、"
    "3 日のうちに、広く知らせるものとし、2 人より多くの者で、ア又はイのどちらであるかを確かめる。",
)


def same_words(text: str, other: str) -> bool:
    """True where both files have the same clauses with the same headings and words, whatever their lines."""
    said = [
        [(found.id, squeezed(found.heading), squeezed(found.text)) for found in parse_edition(one).clauses]
        for one in (text, other)
    ]
    return said[0] == said[1]


@pytest.mark.parametrize("width", range(20, 50))
@pytest.mark.parametrize("text", [LONG, full_width()], ids=["plain", "full width"])
def test_a_text_cut_at_any_width_says_the_same(text: str, width: int) -> None:
    assert same_words(wrapped(text, width), text)


@pytest.mark.parametrize("width", range(20, 50))
def test_the_guideline_beside_this_checkout_cut_at_any_width_says_the_same(shared_cases: Path, width: int) -> None:
    text = decode_guideline((shared_cases.parent / "guideline.txt").read_bytes())
    assert same_words(wrapped(text, width), text)


def test_a_wrapped_line_is_put_together_again() -> None:
    assert clause(parse_edition(PLAIN), "3(2)ウ").text == "受け持つ課の名、電話の番号"


def test_a_wrapped_line_that_begins_with_a_reference_opens_no_clause() -> None:
    assert clause(parse_edition(PLAIN), "3(3)").text.endswith("(2)に掲げることを直したときも同じとする。")


WRAPPED_LINES = [
    "3 日以内に知らせる。",
    "2 人で確かめる。",
    "2番目に行うこと。",
    "4 番目のことも行う。",
    "第2項のとおりとする。",
    "2025 年度から行う。",
    "ア、イのどちらかとする。",
]


@pytest.mark.parametrize("line", WRAPPED_LINES)
def test_a_wrapped_line_that_begins_with_a_number_opens_no_clause(line: str) -> None:
    edition = parse_edition(f"手引き\n1 ねらい\nこの手引きは、\n{line}\n")
    assert [str(found.id) for found in edition.clauses] == ["1"]
    assert line in edition.clauses[0].text


@pytest.mark.parametrize(
    "line", ["- 2 -", "― ２ ―", "12", "----", "＿＿＿", "1 ねらい……1", "(1) はじめに ・・・・ １２"]
)
def test_page_numbers_rules_and_contents_are_no_text(line: str) -> None:
    assert is_page_furniture(line)


@pytest.mark.parametrize("line", ["1 ねらい", "(1) はじめ", "2018年", "など…", "ア"])
def test_text_is_no_page_furniture(line: str) -> None:
    assert not is_page_furniture(line)


def test_page_numbers_do_not_enter_a_clause() -> None:
    edition = parse_edition(PLAIN)
    assert "1" not in clause(edition, "3(3)").text
    assert edition.unread == ("- 1 -",)


def test_articles_carry_the_captions_above_them_and_supplements_stay_apart() -> None:
    edition = parse_edition(with_articles())
    assert [str(found.id) for found in edition.clauses] == IDS
    assert clause(edition, "3").heading == "始める前に"
    assert clause(edition, "2").text.startswith("SNSとは")
    assert (edition.enacted, edition.revised) == (date(2018, 4, 1), date(2023, 10, 15))
    assert edition.unread[-1] == "公布の日から施行する。"
    assert "附則" not in clause(edition, "6").text


def test_articles_may_be_counted_in_chinese_numbers() -> None:
    edition = parse_edition("要綱\n" + "\n".join(f"第{n}条　きまり{n}" for n in ["一", "二", "三"]) + "\n第十条　別")
    assert [str(found.id) for found in edition.clauses] == ["1", "2", "3"]


def test_a_level_below_the_items_stays_in_the_item() -> None:
    edition = parse_edition("手引き\n1 ねらい\n(1) 次のもの\nア 紙\n(ア) 白い紙\n(イ) 黒い紙\nイ 板\n")
    assert [str(found.id) for found in edition.clauses] == ["1", "1(1)", "1(1)ア", "1(1)イ"]
    assert "黒い紙" in clause(edition, "1(1)ア").text
    assert clause(edition, "1(1)イ").text == "板"


def test_items_in_brackets_and_items_right_below_a_section_are_found() -> None:
    bracketed = parse_edition("手引き\n1 ねらい\n(1) 次のもの\n(ア) 白い紙\n(イ) 黒い紙\n")
    assert [str(found.id) for found in bracketed.clauses] == ["1", "1(1)", "1(1)ア", "1(1)イ"]
    direct = parse_edition("手引き\n1 ねらい\nア 白い紙\nイ 黒い紙\n")
    assert [str(found.id) for found in direct.clauses] == ["1", "1ア", "1イ"]


def test_a_repealed_clause_leaves_a_gap() -> None:
    edition = parse_edition("手引き\n1 ねらい\n(1) はじめ\n(3) おわり\n\n3 役割\n")
    assert [str(found.id) for found in edition.clauses] == ["1", "1(1)", "1(3)", "3"]


@pytest.mark.parametrize(
    ("line", "enacted", "revised"),
    [
        ("平成30年4月1日制定", date(2018, 4, 1), None),
        ("（平成３０年４月１日　策定）", date(2018, 4, 1), None),
        ("制定 平成30年4月1日 改正 令和元年5月1日", date(2018, 4, 1), date(2019, 5, 1)),
        ("平成30年4月1日制定　令和2年1月1日一部改正　令和5年10月15日改定", date(2018, 4, 1), date(2023, 10, 15)),
        ("平成30年13月1日制定", None, None),
        ("令和40年1月1日改定", None, date(2058, 1, 1)),
        ("平成32年1月1日改定", None, None),
    ],
)
def test_days_of_enactment_and_revision_are_read(line: str, enacted: date | None, revised: date | None) -> None:
    edition = parse_edition(f"手引き\n{line}\n1 ねらい\n")
    assert (edition.enacted, edition.revised) == (enacted, revised)


@pytest.mark.parametrize("text", ["", "\n\n", "ただの文章です。\nもう一行。", "(1) 節の前の項\nア 項目"])
def test_a_text_without_sections_has_no_clauses_and_loses_nothing(text: str) -> None:
    edition = parse_edition(text)
    assert edition.clauses == ()
    assert list(edition.unread) == [line for line in text.splitlines() if line]


def test_an_endless_text_is_refused() -> None:
    with pytest.raises(InputError):
        parse_edition("あ" * (MAXIMUM_BYTES + 1))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_bytes_are_decoded_as_windows_editors_write_them(encoding: str) -> None:
    assert parse_edition(decode_guideline(PLAIN.encode(encoding))) == parse_edition(PLAIN)


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 a docx",
        b"%PDF-1.7",
        b"\xd0\xcf\x11\xe0 a doc",
        b"{\\rtf1",
        b"\x00\x01\x02\x03",
        b"\xff\xfe\x00\xd8",
        b"\x80\xa0\xfd\xfe",
        b"a" * (MAXIMUM_BYTES + 1),
    ],
)
def test_files_that_are_no_text_are_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        decode_guideline(data)
    assert caught.value.field == "file"
    assert caught.value.next_step


@given(st.binary(max_size=200))
def test_decoding_raises_nothing_but_an_input_error(data: bytes) -> None:
    try:
        text = decode_guideline(data)
    except InputError:
        return
    assert isinstance(text, str)


SECTIONS = ["1 ", "2 ", "３　", "4．", "第1条 ", "第二条 ", "12 "]
PARAGRAPHS = ["(1) ", "（２）", "⑶", "- (4) "]
OTHERS = ["ア ", "ｲ．", "(ウ) ", "※1 ", "(※2) ", "", "・"]
marks = st.sampled_from(SECTIONS + PARAGRAPHS + OTHERS)
words = st.text("あいうえ山川市SNS、。（）年月日 　…", max_size=20)
lines = st.builds(lambda indent, mark, word: indent + mark + word, st.sampled_from(["", " ", "　", "\t"]), marks, words)
texts = st.text(max_size=200) | st.lists(lines | st.sampled_from(["", "- 2 -", "附則", "目次"]), max_size=25).map(
    "\n".join
)


@given(texts)
def test_any_text_gives_unique_ids_in_rising_order_below_sections_that_are_there(text: str) -> None:
    edition = parse_edition(text)
    ids = [found.id for found in edition.clauses]
    assert ids == sorted(set(ids))
    assert all(ClauseId(found.section) in ids for found in ids)
    numbers = [note.number for note in edition.notes]
    assert len(numbers) == len(set(numbers))


def letters(*parts: str) -> Counter[str]:
    """The letters of texts; digits, kana that may number an item, and marks aside."""
    return Counter(re.findall("[あいうえ山川市S]", "".join(parts)))


@given(texts)
def test_no_word_of_a_text_is_lost_or_doubled(text: str) -> None:
    edition = parse_edition(text)
    found = [edition.title, *edition.unread]
    found += [part for clause in edition.clauses for part in (clause.heading, clause.text)]
    found += [note.text for note in edition.notes]
    assert letters(*found) == letters(text)


def test_the_guideline_beside_this_checkout_is_read_whole(shared_cases: Path) -> None:
    edition = parse_edition(decode_guideline((shared_cases.parent / "guideline.txt").read_bytes()))
    counts = Counter(found.id.section for found in edition.clauses)
    assert counts == {1: 1, 2: 1, 3: 16, 4: 6, 5: 7, 6: 8, 7: 5, 8: 1}
    assert [note.number for note in edition.notes] == [1, 2, 3, 4]
    assert all(found.text or found.heading for found in edition.clauses)
    assert (edition.enacted, edition.revised) == (date(2013, 9, 24), date(2025, 1, 30))
    assert edition.unread == ()
