"""Any text at all: no exception, offsets inside the text, nothing kept but the surface, the same answer twice."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sakusns_desktop.checks.registry import MOST_FINDINGS, check_draft
from sakusns_desktop.checks.subject import LONGEST_EXAMINED
from sakusns_desktop.domain.folding import fold
from sakusns_desktop.domain.post import Draft, Report
from sakusns_desktop.reference_data.checks import load_checks

DATA = load_checks()
TODAY = date(2026, 11, 22)
OWN = Path(__file__).resolve().parents[2] / "fixtures" / "posts_own.jsonl"
POSTS = [json.loads(line)["text"] for line in OWN.read_text(encoding="utf-8").splitlines()]
PIECES = [
    "12月6日(土)", "令和8年", "12/6", "㈰", "25時", "〜", "http://", "www.", "a.jp", "@", "#", "090-1234-5678", "佐藤", "さん", "様",
    "佐久市岩村田1234-5", "ﾏﾞ", "か\u3099", "👨‍👩‍👧", "\ud800", "\x00", "\u200b", "\u202e", "א", "縺", "○○", "{", "}", "パスワード:", "\n",
    "1234 5678 9018", "検討中", "です", "(", ")", "「", "」", "令和0年", "2月29日", "0", "-", "。",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(st.characters(), max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.tuples(st.sampled_from(POSTS), st.text(st.characters(), max_size=5), st.integers(0, 200)).map(
        lambda parts: parts[0][: parts[2]] + parts[1] + parts[0][parts[2] :]
    ),
)


def checked(text: str, platform: str, field: str = "body") -> Report:
    report = check_draft(Draft(platform, text, field), TODAY, DATA)
    for found in report.findings:
        assert found.kind in DATA.kinds
        assert found.clauses == DATA.kinds[found.kind].clauses
        assert len(found.suggestions) <= 2
        if found.start is None or found.end is None:
            assert found.start is found.end
            continue
        assert 0 <= found.start < found.end <= len(text)
        assert found.surface == text[found.start : found.end]
    return report


@given(
    TEXTS, st.sampled_from(["x", "facebook", "instagram", "line", "youtube"]), st.sampled_from(["body", "title", "alt"])
)
@settings(max_examples=300, deadline=None)
def test_any_text_gets_an_answer_with_offsets_inside(text: str, platform: str, field: str) -> None:
    assert checked(text, platform, field) == checked(text, platform, field)


@given(st.text(st.characters(), max_size=80))
@settings(max_examples=200, deadline=None)
def test_folding_keeps_the_way_back(text: str) -> None:
    folded = fold(text)
    size = len(folded.text)
    if folded.starts is None or folded.ends is None:
        assert size == len(text)
    else:
        assert len(folded.starts) == len(folded.ends) == size
        assert folded.starts == sorted(folded.starts)
        assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))


@pytest.mark.parametrize("piece", PIECES, ids=repr)
def test_a_pasted_megabyte_is_answered(piece: str) -> None:
    text = (piece * 1_000_000)[:1_000_000]
    report = checked(text, "line")
    assert report.examined == LONGEST_EXAMINED
    assert [found.kind for found in report.findings if found.check == "platforms.length"] == ["length_over"]
    assert len(report.findings) <= MOST_FINDINGS * 10


def test_findings_come_in_the_order_of_the_text_and_the_whole_post_last() -> None:
    report = checked("明日、㈱佐久で12月6日(土)に#冬まつり-2026 を。" + "あ" * 300, "x")
    starts = [found.start for found in report.findings]
    assert starts == [*sorted(starts[:-1], key=lambda start: start or 0), None]
