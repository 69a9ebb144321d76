"""3(5): ``strength --jsonl`` answers as DESIGN.md says, and no password comes out of it."""

import io
import json
import sys

import pytest

from sakusns_desktop import cli

STRONG = "hT7wqZ4nXv2mKd9RbLc3"


class Fed:
    """Runs the verb with bytes on standard input."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, data: bytes, *arguments: str) -> tuple[int, list[dict[str, object]], str]:
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        try:
            status = cli.run(["strength", *(arguments or ("--jsonl",))])
        except SystemExit as ended:
            status = int(ended.code or 0)
        out, err = self._capsys.readouterr()
        return status, [json.loads(line) for line in out.splitlines()], err


@pytest.fixture
def feed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Fed:
    return Fed(monkeypatch, capsys)


def line(**fields: object) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


def test_each_line_is_answered_in_its_order_with_the_fields_of_the_contract(feed: Fed) -> None:
    status, answers, err = feed(line(id="a", password="sakushi2025") + b"\n" + line(id=2, password=STRONG))
    assert (status, err) == (1, "")
    assert [answer["id"] for answer in answers] == ["a", 2]
    assert [set(answer) for answer in answers] == [{"id", "score", "guesses_log10", "verdict", "reasons"}] * 2
    assert [answer["verdict"] for answer in answers] == ["reject", "ok"]
    assert answers[0]["score"] == 0
    assert answers[1] == {
        "id": 2,
        "score": 4,
        "guesses_log10": answers[1]["guesses_log10"],
        "verdict": "ok",
        "reasons": [],
    }


def test_the_status_is_0_where_every_verdict_is_ok(feed: Fed) -> None:
    assert feed(line(id="a", password=STRONG, platform="line", context=["momiji"], second_factor=False))[0] == 0
    assert feed(b"")[0] == 0


def test_platform_context_and_second_factor_are_heard(feed: Fed) -> None:
    asked = (
        line(id=1, password="vorplunkent-quib", context=["vorplunkent_quib"])
        + line(id=2, password=STRONG + "x", platform="line")
        + line(id=3, password=STRONG[:13], second_factor=False)
        + line(id=4, password=STRONG[:13], second_factor=True, context=None, platform=None)
    )
    _, answers, _ = feed(asked)
    assert [answer["verdict"] for answer in answers] == ["weak", "reject", "weak", "ok"]


def test_lone_surrogates_and_long_passwords_are_answered(feed: Fed) -> None:
    asked = b'{"id": "\\ud800", "password": "\\ud800\\u0000"}\n' + line(id="b", password="a" * 100_000)
    status, answers, err = feed(asked)
    assert (status, err) == (1, "")
    assert answers[0]["id"] == "\ud800"
    assert answers[1]["verdict"] == "weak"


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (b'{"id": "b", "password": "geheimnis"\n', "JSON"),
        (b'["geheimnis"]\n', "オブジェクト"),
        (b'{"password": "geheimnis"}\n', "id"),
        (b'{"id": true, "password": "geheimnis"}\n', "id"),
        (b'{"id": "b", "password": 5}\n', "password"),
        (b'{"id": "b"}\n', "password"),
        (b'{"id": "b", "password": "geheimnis", "platform": 1}\n', "platform"),
        (b'{"id": "b", "password": "geheimnis", "context": "geheim"}\n', "context"),
        (b'{"id": "b", "password": "geheimnis", "context": [1]}\n', "context"),
        (b'{"id": "b", "password": "geheimnis", "second_factor": "yes"}\n', "second_factor"),
        (b'{"id": "b", "password": "geheimnis\xff"}\n', "UTF-8"),
        (b"[" * 100_000 + b"\n", "JSON"),
        (b'{"id": "b", "password": "' + b"x" * 5_000_000, "長すぎます"),
    ],
)
def test_an_unusable_line_ends_with_status_2_and_names_the_line_but_never_repeats_it(
    feed: Fed, bad: bytes, words: str
) -> None:
    status, answers, err = feed(line(id="a", password=STRONG) + bad)
    assert status == 2
    assert [answer["id"] for answer in answers] == ["a"]
    assert err.count("\n") == 1
    assert "2行目" in err
    assert words in err
    assert "geheim" not in err


@pytest.mark.parametrize(
    "arguments", [("geheimnis",), ("--jsonl", "geheimnis"), ("--jsonl", "--password=geheimnis"), ("-p", "geheimnis")]
)
def test_a_password_in_an_argument_is_refused_and_not_repeated(feed: Fed, arguments: tuple[str, ...]) -> None:
    status, answers, err = feed(line(id="a", password=STRONG), *arguments)
    assert (status, answers) == (2, [])
    assert "標準入力" in err
    assert "geheim" not in err


def test_the_verb_is_known_and_loads_no_qt() -> None:
    assert "strength" in cli.VERBS
