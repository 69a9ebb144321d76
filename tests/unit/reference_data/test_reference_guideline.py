"""The clauses the app comes with: all of them, in own words, bound to somebody, pointing at what exists."""

import unicodedata
from pathlib import Path

import pytest

from sakusns_desktop.domain.errors import ResourceError
from sakusns_desktop.domain.guideline import Binds, Clause, ClauseId, ServedBy
from sakusns_desktop.domain.guideline_edition import parse_edition
from sakusns_desktop.domain.guideline_lines import decode_guideline
from sakusns_desktop.paths import resource_directory
from sakusns_desktop.reference_data.glossary import Term, load_glossary, read_glossary
from sakusns_desktop.reference_data.guideline import load_clauses, load_guideline, read_guideline

FILE = resource_directory() / "guideline.toml"
GUIDELINE = load_guideline()
GLOSSARY = load_glossary()
each_clause = pytest.mark.parametrize("clause", GUIDELINE.clauses, ids=lambda clause: str(clause.id))
LONGEST_SHARED_RUN = 11
"""Letters in a row that a text of ours may have in common with the official one: names of things are no longer."""


def test_every_clause_down_to_the_items_is_there_in_order() -> None:
    items = {"3(2)": "アイウエオ", "3(3)": "アイウ", "4(1)": "アイウエ", "5(1)": "アイウエオ"}
    paragraphs = {3: 7, 4: 1, 5: 1, 6: 7, 7: 4}
    expected = []
    for section in range(1, 9):
        expected.append(str(section))
        for paragraph in range(1, paragraphs.get(section, 0) + 1):
            number = f"{section}({paragraph})"
            expected += [number, *(number + item for item in items.get(number, ""))]
    assert [str(clause.id) for clause in GUIDELINE.clauses] == expected
    assert load_clauses() == GUIDELINE.clauses


@each_clause
def test_a_clause_has_a_short_title_a_plain_sentence_and_somebody_it_binds(clause: Clause) -> None:
    assert len(clause.title) <= 20
    assert clause.summary.endswith("。")
    assert all(len(sentence) <= 40 for sentence in clause.summary.split("。"))
    assert clause.binds
    assert all(GUIDELINE.binds_words[binds] for binds in clause.binds)


@each_clause
def test_a_clause_points_at_pages_that_exist_only(clause: Clause) -> None:
    pages = {"home", "accounts", "organization", "guideline", "settings"}
    for service in clause.served_by:
        assert service.label
        assert service.kind is not ServedBy.PAGE or service.ref in pages


def test_clauses_of_the_organisation_bind_the_roles_they_are_about() -> None:
    bound = {item: GUIDELINE.clause(ClauseId(4, 1, item)) for item in "アイエ"}
    roles = [clause.binds for clause in bound.values() if clause is not None]
    assert roles == [(Binds.OWNER,), (Binds.MANAGER,), (Binds.OPERATOR,)]


def test_the_clauses_below_a_clause_are_its_own() -> None:
    assert [str(clause.id) for clause in GUIDELINE.below(ClauseId(3, 3))] == ["3(3)ア", "3(3)イ", "3(3)ウ"]
    assert len(GUIDELINE.below(ClauseId(3))) == 7


def test_an_unknown_clause_is_none() -> None:
    assert GUIDELINE.clause(ClauseId(9)) is None


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def longest_shared_run(text: str, official: str) -> int:
    text = squeezed(text)
    longest = 0
    for start in range(len(text)):
        while text[start : start + longest + 1] in official and start + longest < len(text):
            longest += 1
    return longest


def test_a_shared_run_is_measured_whatever_its_width() -> None:
    assert longest_shared_run("あＡＢＣ い", squeezed("xabcABCいう")) == 4
    assert longest_shared_run("かき", "あいう") == 0


def test_no_official_sentence_is_copied(shared_cases: Path) -> None:
    official = squeezed(decode_guideline((shared_cases.parent / "guideline.txt").read_bytes()))
    texts = [text for clause in GUIDELINE.clauses for text in (clause.title, clause.summary)]
    texts += [term.explanation for term in GLOSSARY.terms]
    copied = [text for text in texts if longest_shared_run(text, official) > LONGEST_SHARED_RUN]
    assert copied == []


def test_the_app_knows_the_clauses_of_the_citys_own_file(shared_cases: Path) -> None:
    edition = parse_edition(decode_guideline((shared_cases.parent / "guideline.txt").read_bytes()))
    assert [clause.id for clause in edition.clauses] == [clause.id for clause in GUIDELINE.clauses]


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ('id = "1"', 'id = "one"', "clause[0].id"),
        ('id = "2"', 'id = "1"', "clause[1].id"),
        ('id = "3"', 'id = "3(1)"', "clause[2].id"),
        ('binds = ["city"]', 'binds = ["mayor"]', "clause[0].binds"),
        ('ref = "guideline"', 'ref = "patrol"', "clause[0].served_by[0].ref"),
        ('title = "何のための決まりか"\n', "", "clause[0].title"),
        ('owner = "アカウント責任者"\n', "", "binds.owner"),
        ('city = "市全体"', 'city = "市全体"\nmayor = "市長"', "binds.mayor"),
        ('kind = "page", ref = "guideline"', 'kind = "check", ref = "weekday"', "clause[0].served_by[0].label"),
    ],
)
def test_a_fault_in_the_clauses_is_told_by_file_and_key(tmp_path: Path, before: str, after: str, word: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert before in text
    broken = tmp_path / "guideline.toml"
    broken.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ResourceError) as caught:
        read_guideline(broken)
    assert "guideline.toml" in caught.value.what
    assert word in caught.value.what


def test_the_four_notes_of_the_guideline_are_explained() -> None:
    assert sorted(term.note for term in GLOSSARY.terms if term.note) == [1, 2, 3, 4]


@pytest.mark.parametrize("term", GLOSSARY.terms, ids=lambda term: term.term)
def test_a_term_is_explained_in_short_sentences_and_has_its_clause(term: Term) -> None:
    explanation = term.explanation
    assert explanation.endswith("。")
    assert all(len(sentence) <= 40 for sentence in explanation.split("。"))
    assert GUIDELINE.clause(term.clause) is not None


@pytest.mark.parametrize(
    ("word", "term"), [("成りすまし", "なりすまし"), ("ＵＲＬ", "URL"), (" ばっくあっぷ ", "控え"), ("佐久", None)]
)
def test_a_word_finds_its_term_in_every_writing(word: str, term: str | None) -> None:
    found = GLOSSARY.explain(word)
    assert (None if found is None else found.term) == term


def test_terms_in_a_text_are_found_longest_first_and_never_within_a_latin_word() -> None:
    text = "アカウント責任者は、短縮URLやVIDEOのIDを見る。"
    assert [(text[found.start : found.end], found.term.term) for found in GLOSSARY.find(text)] == [
        ("アカウント責任者", "アカウント責任者"),
        ("短縮URL", "短縮URL"),
        ("ID", "ID"),
    ]


def test_a_word_that_stands_for_two_terms_is_refused(tmp_path: Path) -> None:
    text = (resource_directory() / "glossary.toml").read_text(encoding="utf-8")
    broken = tmp_path / "glossary.toml"
    broken.write_text(text.replace('words = ["成りすまし"]', 'words = ["エンジョウ", "炎上"]'), encoding="utf-8")
    with pytest.raises(ResourceError) as caught:
        read_glossary(broken)
    assert "炎上" in caught.value.what
