"""The gates that a change must pass: all of them run, and a summary says which failed."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
MOST_WORKERS = 8  # each one is a Qt application
NOT_STARTED = 127
PYTEST_EXITS = {
    2: "中断",
    3: "pytest の内部エラー",
    4: "引数の誤り",
    5: "テストが 1 件も選ばれていません",
    NOT_STARTED: "システムのライブラリが足りないので始めていません",
}


@dataclass(frozen=True, slots=True)
class Gate:
    """A check and the arguments that the environment's Python gets for it."""

    name: str
    arguments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """How a gate ended: exit status (negative: the signal that killed it) and seconds."""

    name: str
    status: int
    seconds: float


LINT = (
    Gate("ruff check", ("-m", "ruff", "check", ".")),
    Gate("ruff format", ("-m", "ruff", "format", "--check", ".")),
    Gate("mypy", ("-m", "mypy")),
    Gate("lint-imports", ("-c", LINT_IMPORTS)),
)


def pytest_gate(arguments: Sequence[str], *, slow: bool, processors: int) -> Gate:
    """The tests, spread over the processors; later arguments win, so ``-n0`` brings them back into one process."""
    everything = ("-m", "") if slow else ()
    return Gate("pytest", ("-m", "pytest", "-n", str(min(processors, MOST_WORKERS)), *everything, *arguments))


def run(gates: Sequence[Gate], python: Path, root: Path, environ: Mapping[str, str]) -> list[Result]:
    """Run every gate, whatever the ones before it said."""
    results = []
    for gate in gates:
        print(f"== {gate.name}", flush=True)
        begun = time.monotonic()
        status = subprocess.run([python, *gate.arguments], cwd=root, env=dict(environ)).returncode
        results.append(Result(gate.name, status, time.monotonic() - begun))
    return results


def explain(result: Result) -> str:
    """One line of the summary."""
    if result.status == 0:
        verdict = "OK"
    elif result.status < 0:
        verdict = f"失敗（シグナル {-result.status} で止まりました）"
    elif result.name == "pytest" and result.status in PYTEST_EXITS:
        verdict = f"失敗（{PYTEST_EXITS[result.status]}）"
    else:
        verdict = "失敗"
    return f"{result.name:<13} {result.seconds:6.1f} 秒  {verdict}"


def summary(results: Sequence[Result]) -> str:
    """What a person reads at the end: every gate with its verdict."""
    failed = [result.name for result in results if result.status != 0]
    last = f"失敗: {', '.join(failed)}" if failed else "すべて合格"
    return "\n".join(["== まとめ", *map(explain, results), last])


def exit_status(results: Sequence[Result]) -> int:
    """0 when every gate passed, 1 otherwise."""
    return int(any(result.status != 0 for result in results))


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
