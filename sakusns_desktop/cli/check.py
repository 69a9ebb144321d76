"""5, 6: ``check``: what the pre-post check says, for a person to read or a JSON object a line."""

import gc
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import IO, TYPE_CHECKING, NoReturn

from sakusns_desktop.checks.registry import check_draft
from sakusns_desktop.domain.errors import InputError
from sakusns_desktop.domain.post import AccountContext, Draft, Outcome, Report
from sakusns_desktop.reference_data.checks import CheckData, load_checks

if TYPE_CHECKING:
    import argparse

_FIELDS = {"body": "body", "title": "title", "alt": "alt", "description": "body", "caption": "body"}
_OUTCOMES = {Outcome.VIOLATION: "違反", Outcome.REVIEW: "要確認", Outcome.HINT: "参考"}
_UNITS = {"x_weighted": "（Xの数え方）", "characters": "字", "utf16": "字（UTF-16）", "bytes": "バイト"}
LARGEST_INPUT = 64 * 1024 * 1024
"""Characters of one line or one text; what is longer is no post."""


def add_arguments(parser: "argparse.ArgumentParser") -> None:
    """The arguments of ``check``."""
    parser.add_argument("--jsonl", action="store_true", help="1行に1つのJSONを読み、1行に1つのJSONで答える")
    parser.add_argument("--platform", metavar="NAME", help="x、facebook、instagram、line、youtube のどれか")
    parser.add_argument(
        "--field", choices=[*_FIELDS], default="body", help="本文（body）、題（title）、代替テキスト（alt）"
    )
    parser.add_argument("--today", metavar="DATE", help="この日に出すものとして調べる（例 2026-11-22）")
    parser.add_argument("file", nargs="?", default="-", metavar="FILE", help="読むファイル。- は標準入力")


def run_plain(arguments: Sequence[str]) -> int | None:
    """``--jsonl [FILE|-]``, the form that scripts call; ``None`` for any other.

    Raises:
        InputError: the file or a line cannot be used.
        ResourceError: a word list or limit breaks its rules.
    """
    if not arguments or arguments[0] != "--jsonl" or len(arguments) > 2:
        return None
    name = arguments[1] if len(arguments) == 2 else "-"
    if name.startswith("-") and name != "-":
        return None
    collecting = gc.isenabled()
    gc.disable()  # a short process: collecting while patterns are compiled takes longer than what it frees
    try:
        with _opened(name) as stream:
            return _check_lines(stream, load_checks(), date.today())  # noqa: DTZ011 -- the office's own day
    finally:
        if collecting:
            gc.enable()


def run(options: "argparse.Namespace") -> int:
    """Check one text or every line. Returns 0 where nothing was found, 1 with findings.

    Raises:
        InputError: an argument, the file or a line that cannot be used.
        ResourceError: a word list or limit breaks its rules.
    """
    today = _day(options.today, "--today") if options.today else date.today()  # noqa: DTZ011 -- the office's own day
    data = load_checks()
    with _opened(options.file) as stream:
        if options.jsonl:
            return _check_lines(stream, data, today)
        if not options.platform:
            raise InputError(
                "platform", "--platform を指定してください。", next_step=f"使える名は {_names(data)} です。"
            )
        return _check_text(stream.read(LARGEST_INPUT), options, data, today)


@contextmanager
def _opened(name: str) -> Iterator[IO[str]]:
    if name == "-":
        yield sys.stdin
        return
    try:
        stream = open(name, encoding="utf-8-sig", errors="replace", newline="\n")  # noqa: SIM115 -- closed below
    except (OSError, ValueError):
        raise InputError(
            "file", f"「{name}」を開けませんでした。", next_step="ファイルの名と場所を確かめてください。"
        ) from None
    with stream:
        yield stream


def _check_text(text: str, options: "argparse.Namespace", data: CheckData, today: date) -> int:
    draft = Draft(
        _platform(options.platform, data, ""), text.removesuffix("\n").removesuffix("\r"), _FIELDS[options.field]
    )
    report = check_draft(draft, today, data)
    for line in _readable(report, data):
        print(line)
    return 1 if report.findings else 0


def _readable(report: Report, data: CheckData) -> Iterator[str]:
    length = report.length
    limit = f"／{length.limit}" if length.limit else ""
    yield f"長さ: {length.used}{limit}{_UNITS.get(length.unit, '')}"
    if not report.findings:
        yield "見つかったことはありません。人が確かめる質問は、画面の投稿前チェックで答えてください。"
    for finding in report.findings:
        title = data.kinds[finding.kind].title
        place = f"{finding.start + 1}字目" if finding.start is not None else "全体"
        surface = finding.surface.replace("\n", " ")[:60]
        quoted = f"「{surface}」" if surface else ""
        yield f"[{_OUTCOMES[finding.outcome]}] {'・'.join(finding.clauses)} {title}（{place}）{quoted}"
        yield f"    {finding.message}"
        if finding.suggestions:
            yield "    案: " + " ／ ".join(offer or "（消す）" for offer in finding.suggestions)


def _check_lines(lines: Iterable[str], data: CheckData, today: date) -> int:
    found = False
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        identity, draft, day, account = _read_line(line, number, data, today)
        report = check_draft(draft, day, data, account)
        found = found or bool(report.findings)
        print(json.dumps({"id": identity, **_as_json(report)}, ensure_ascii=False))
    return 1 if found else 0


def _as_json(report: Report) -> dict[str, object]:
    return {
        "length": {"used": report.length.used, "limit": report.length.limit, "unit": report.length.unit},
        "findings": [
            {
                "check": finding.check,
                "kind": finding.kind,
                "clauses": list(finding.clauses),
                "outcome": finding.outcome.value,
                "start": finding.start,
                "end": finding.end,
                "surface": finding.surface,
                "message": finding.message,
                "suggestions": list(finding.suggestions),
            }
            for finding in report.findings
        ],
    }


def _read_line(
    line: str, number: int, data: CheckData, today: date
) -> tuple[object, Draft, date, AccountContext | None]:
    where = f"{number}行目"
    try:
        row: object = json.loads(line)
    except (ValueError, RecursionError):
        _refuse("jsonl", f"{where}をJSONとして読めませんでした。")
    if not isinstance(row, dict):
        _refuse("jsonl", f"{where}はJSONのオブジェクトではありません。")
    text, platform = row.get("text"), row.get("platform")
    if not isinstance(text, str):
        _refuse("text", f"{where}の text がないか、文字列ではありません。")
    if not isinstance(platform, str):
        _refuse("platform", f"{where}の platform がないか、文字列ではありません。")
    field = row.get("field") or "body"
    if not isinstance(field, str) or field not in _FIELDS:
        _refuse("field", f"{where}の field は body、title、alt のどれかです。")
    day = row.get("today")
    if day is not None and not isinstance(day, str):
        _refuse("today", f"{where}の today は文字列（例 2026-11-22）です。")
    draft = Draft(_platform(platform, data, where), text, _FIELDS[field])
    return row.get("id"), draft, _day(day, where) if day else today, _account(row.get("account"), where)


def _account(value: object, where: str) -> AccountContext | None:
    """An account by its name, or an object with any of ``AccountContext``'s first fields."""
    if value is None:
        return None
    if isinstance(value, str):
        return AccountContext(name=value)
    if not isinstance(value, dict):
        _refuse("account", f"{where}の account は名前かオブジェクトです。")
    texts = {key: value.get(key, "") for key in ("name", "handle", "platform", "division")}
    words = value.get("purpose_words", [])
    if not all(isinstance(text, str) for text in texts.values()) or not isinstance(words, list):
        _refuse("account", f"{where}の account の項目は文字列です。")
    return AccountContext(**texts, purpose_words=tuple(word for word in words if isinstance(word, str)))


def _platform(name: str, data: CheckData, where: str) -> str:
    known = name.strip().lower()
    if known not in data.platforms:
        _refuse(
            "platform",
            f"{where}{'の' if where else ''} platform「{name[:20]}」を知りません。使える名は {_names(data)} です。",
        )
    return known


def _names(data: CheckData) -> str:
    return "、".join(name for name in data.platforms if "_" not in name)


def _day(text: str, where: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        _refuse("today", f"{where}の日付「{text[:20]}」を読めません。2026-11-22 のように書いてください。")


def _refuse(field: str, what: str) -> NoReturn:
    raise InputError(field, what)
