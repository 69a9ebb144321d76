"""3(5): ``strength --jsonl``: judges passwords from standard input, a JSON object a line, and nothing else.

A password is never taken as an argument, where other users of the machine and the shell's history would see it, and
no message repeats a line that could not be read.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from sakusns_desktop.domain.errors import InputError
from sakusns_desktop.passwords.strength import Judgement, PasswordMeter, Verdict
from sakusns_desktop.reference_data.platform_passwords import load_password_rules
from sakusns_desktop.reference_data.wordlists import load_wordlists

_NO_ARGUMENTS = (
    "sakusns-desktop strength: 使い方は「strength --jsonl」だけです。パスワードは標準入力から渡してください。"
    "引数に書いたパスワードは履歴に残るので、使うのをやめてください。\n"
)
MAXIMUM_LINE = 4 * 1024 * 1024
"""Bytes; a longer line is not a password and its context."""


@dataclass(frozen=True, slots=True)
class Request:
    """One line of input; without the password in its repr."""

    id: str | int
    password: str
    platform: str | None
    context: tuple[str, ...]
    second_factor: bool | None

    def __repr__(self) -> str:
        return f"Request(id={self.id!r})"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``--jsonl`` is the only form; what else stands there may be a password, so argparse must not repeat it."""

    def refuse(message: str) -> NoReturn:
        parser.exit(2, _NO_ARGUMENTS)

    parser.error = refuse  # type: ignore[method-assign]
    parser.add_argument(
        "--jsonl",
        action="store_true",
        required=True,
        help="標準入力から1行に1つのJSONを読む。パスワードを引数に書くことはできません",
    )


def run(options: argparse.Namespace) -> int:
    """Judge every line. Returns 0 where every verdict is ok, 1 otherwise.

    Raises:
        InputError: a line is not what DESIGN.md says; the lines before it have been answered.
    """
    meter = PasswordMeter(load_wordlists(), load_password_rules())
    status = 0
    for request in read_requests():
        judgement = meter.judge(
            request.password,
            context=request.context,
            platform=request.platform,
            second_factor=request.second_factor,
        )
        print(_answer(request, judgement))
        if judgement.verdict is not Verdict.OK:
            status = 1
    return status


def read_requests() -> Iterator[Request]:
    """The requests on standard input; empty lines are passed over.

    Raises:
        InputError: a line is too long, not UTF-8, not JSON, or not of the right shape; it names the line.
    """
    stream = sys.stdin.buffer
    number = 0
    while line := stream.readline(MAXIMUM_LINE + 1):
        number += 1
        if len(line) > MAXIMUM_LINE:
            _refuse(number, "が長すぎます")
        if line.strip():
            yield _request(line, number)


def _request(line: bytes, number: int) -> Request:
    try:
        data: object = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        data = _refuse(number, "はUTF-8ではありません")
    except (ValueError, RecursionError):
        data = _refuse(number, "はJSONとして読めません")
    if not isinstance(data, dict):
        _refuse(number, "はJSONのオブジェクトではありません")
    identifier = data.get("id")
    if not isinstance(identifier, str | int) or isinstance(identifier, bool):
        _refuse(number, "の id は文字列か整数で書いてください")
    password = data.get("password")
    if not isinstance(password, str):
        _refuse(number, "の password は文字列で書いてください")
    platform = data.get("platform")
    if platform is not None and not isinstance(platform, str):
        _refuse(number, "の platform は文字列で書いてください")
    context = data.get("context") or []
    if not isinstance(context, list) or not all(isinstance(word, str) for word in context):
        _refuse(number, "の context は文字列の並びで書いてください")
    second_factor = data.get("second_factor")
    if second_factor is not None and not isinstance(second_factor, bool):
        _refuse(number, "の second_factor は true か false で書いてください")
    return Request(identifier, password, platform, tuple(context), second_factor)


def _refuse(number: int, fault: str) -> NoReturn:
    # The line itself is not told: it holds a password.
    raise InputError(
        "stdin", f"標準入力の{number}行目{fault}。", next_step="その行を直して、もう一度渡してください。"
    ) from None


def _answer(request: Request, judgement: Judgement) -> str:
    return json.dumps(
        {
            "id": request.id,
            "score": judgement.score,
            "guesses_log10": judgement.guesses_log10,
            "verdict": judgement.verdict.value,
            "reasons": list(judgement.reasons),
        },
        ensure_ascii=False,
    )
