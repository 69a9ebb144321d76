"""5, 6: ``check`` answers as DESIGN.md says, for scripts and for people."""

import io
import json
import sys
from pathlib import Path

import pytest

from sakusns_desktop import cli

WRONG_DAY = "12月6日(土)に餅つき大会を開きます。"
FIELDS = {"check", "kind", "clauses", "outcome", "start", "end", "surface", "message", "suggestions"}


class Fed:
    """Runs the verb with bytes on standard input."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, data: bytes, *arguments: str) -> tuple[int, str, str]:
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        try:
            status = cli.run(["check", *(arguments or ("--jsonl",))])
        except SystemExit as ended:
            status = int(ended.code or 0)
        out, err = self._capsys.readouterr()
        return status, out, err


@pytest.fixture
def feed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Fed:
    return Fed(monkeypatch, capsys)


def line(**fields: object) -> bytes:
    given = {"id": 1, "platform": "x", "text": "雪の朝です。", "today": "2026-11-22"} | fields
    return json.dumps(given, ensure_ascii=False).encode() + b"\n"


def test_each_line_is_answered_in_its_order_with_the_fields_of_the_contract(feed: Fed) -> None:
    status, out, err = feed(line(id="a", text=WRONG_DAY) + b"\n" + line(id=2))
    answers = [json.loads(text) for text in out.splitlines()]
    assert (status, err) == (1, "")
    assert [answer["id"] for answer in answers] == ["a", 2]
    assert [set(answer) for answer in answers] == [{"id", "length", "findings"}] * 2
    assert answers[0]["length"] == {"used": 35, "limit": 280, "unit": "x_weighted"}
    (finding,) = answers[0]["findings"]
    assert set(finding) == FIELDS
    assert (finding["kind"], finding["clauses"], finding["outcome"]) == ("weekday_mismatch", ["5(1)オ"], "violation")
    assert (finding["start"], finding["end"], finding["surface"]) == (0, 8, "12月6日(土)")
    assert finding["suggestions"] == ["12月6日(日)", "12月5日(土)"]
    assert answers[1]["findings"] == []


def test_nothing_wrong_is_status_zero(feed: Fed) -> None:
    assert feed(line())[0] == 0
    assert feed(b"")[0] == 0


def test_a_finding_about_the_whole_post_has_no_place(feed: Fed) -> None:
    (finding,) = json.loads(feed(line(text="雪の朝です。" * 30))[1])["findings"]
    assert (finding["kind"], finding["start"], finding["end"]) == ("length_over", None, None)


def test_today_decides(feed: Fed) -> None:
    assert feed(line(text="12月6日(土)に開きます。", today="2025-11-22"))[0] == 0
    assert feed(line(text="12月6日(土)に開きます。", today="2026-11-22"))[0] == 1


def test_field_and_account_are_understood(feed: Fed) -> None:
    title = json.loads(feed(line(platform="youtube", text="あ" * 101, field="title"))[1])
    assert title["length"] == {"used": 101, "limit": 100, "unit": "utf16"}
    assert feed(line(platform="youtube", text="雪の朝です。", field="description"))[0] == 0
    assert feed(line(account="佐久市"))[0] == 0
    assert feed(line(account={"name": "佐久市", "handle": "saku", "purpose_words": ["雪"]}))[0] == 0


def test_lone_surrogates_zero_bytes_and_line_separators_pass_through_as_json(feed: Fed) -> None:
    status, out, _ = feed(b'{"id":1,"platform":"line","text":"a\\ud800\\u0000\xe2\x80\xa8b","today":"2026-11-22"}\n')
    surfaces = [finding["surface"] for finding in json.loads(out)["findings"]]
    assert status == 1
    assert surfaces == ["\ud800", "\x00", "\u2028"]


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"{\n", "1行目"),
        (line() + b"[]\n", "2行目"),
        (line(text=1), "text"),
        (line(platform=None), "platform"),
        (line(platform="mixi"), "mixi"),
        (line(field="footer"), "field"),
        (line(today="2026/11/22"), "2026/11/22"),
        (line(today=20261122), "today"),
        (line(account=1), "account"),
        (line(account={"name": 1}), "account"),
        (b"[" * 100_000 + b"\n", "1行目"),
    ],
)
def test_a_line_that_cannot_be_used_is_told_in_one_japanese_line(data: bytes, part: str, feed: Fed) -> None:
    status, _, err = feed(data)
    assert status == 2
    assert err.count("\n") == 1
    assert part in err


def test_a_file_is_read_as_well(feed: Fed, tmp_path: Path) -> None:
    file = tmp_path / "posts.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + line(text=WRONG_DAY))
    assert feed(b"", "--jsonl", str(file))[0] == 1
    assert feed(b"", "--jsonl", str(tmp_path / "missing"))[0] == 2


def test_one_post_is_told_for_a_person(feed: Fed) -> None:
    status, out, err = feed(WRONG_DAY.encode(), "--platform", "x", "--today", "2026-11-22")
    assert (status, err) == (1, "")
    assert out.splitlines()[0] == "長さ: 35／280（Xの数え方）"
    assert "[違反] 5(1)オ 日付と曜日のくい違い（1字目）「12月6日(土)」" in out
    assert "案: 12月6日(日) ／ 12月5日(土)" in out


def test_a_good_post_says_what_no_machine_can_answer(feed: Fed, tmp_path: Path) -> None:
    file = tmp_path / "post.txt"
    file.write_text("雪の朝です。\n", encoding="utf-8")
    status, out, _ = feed(b"", "--platform", "line", str(file))
    assert status == 0
    assert "人が確かめる質問" in out


@pytest.mark.parametrize(
    "arguments",
    [(), ("--platform",), ("--platform", "mixi"), ("--platform", "x", "--today", "x"), ("--jsonl", "--bogus")],
)
def test_arguments_that_cannot_be_used_are_status_two(arguments: tuple[str, ...], feed: Fed) -> None:
    status, out, err = feed(b"", *(arguments or ("-",)))
    assert status == 2
    assert out == ""
    assert err.count("\n") == 1
