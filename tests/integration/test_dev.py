"""``dev.py``: the version of Python, the verbs and the gates; nothing here needs the network."""

import ast
import os
import re
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

import dev
from tools.bootstrap import commands, environment, gates, system_libraries
from tools.bootstrap.environment import Layout
from tools.bootstrap.errors import SetupError

ROOT = Path(__file__).resolve().parents[2]


# --- the version of Python


@pytest.mark.parametrize(("version", "refused"), [((3, 10), True), ((3, 11), False), ((3, 14), False), ((3, 15), True)])
def test_a_python_outside_the_bounds_gets_one_line_that_names_both(version: tuple[int, int], refused: bool) -> None:
    complaint = dev.version_complaint(version)
    assert bool(complaint) is refused
    if refused:
        assert "\n" not in complaint
        assert f"{version[0]}.{version[1]}" in complaint


def test_dev_py_can_be_read_by_pythons_that_it_refuses() -> None:
    ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_the_bounds_are_the_same_wherever_they_stand() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    bounds = (environment.OLDEST_PYTHON, environment.FIRST_UNSUPPORTED_PYTHON)
    assert bounds == (dev.OLDEST_PYTHON, dev.FIRST_UNSUPPORTED_PYTHON)
    assert project["requires-python"] == ">={}.{},<{}.{}".format(*bounds[0], *bounds[1])


# --- the verbs


@pytest.mark.parametrize(
    ("platform", "environ", "screen"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("win32", {}, True),
        ("darwin", {}, True),
    ],
)
def test_a_screen_is_recognised(platform: str, environ: dict[str, str], screen: bool) -> None:
    assert commands.has_screen(platform, environ) is screen


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["--demo"], True),
        (["--data-dir", "check", "--demo"], True),
        (["--data-dir=x"], True),
        (["--data-dir", "x", "check", "--platform", "x"], False),
        (["--help"], False),
    ],
)
def test_the_window_opens_when_no_verb_is_given(arguments: list[str], window: bool) -> None:
    assert commands.wants_window(arguments) is window


@pytest.mark.parametrize(
    ("environ", "platform", "lc_all"),
    [
        ({}, "linux", "C.UTF-8"),
        ({"LC_ALL": "C", "LANG": "ja_JP.UTF-8"}, "linux", "C.UTF-8"),
        ({"LANG": "ja_JP.UTF-8"}, "linux", None),
        ({"LC_CTYPE": "C.utf8"}, "linux", None),
        ({}, "win32", None),
    ],
)
def test_commands_run_in_a_utf_8_locale(environ: dict[str, str], platform: str, lc_all: str | None) -> None:
    assert commands.child_environ(environ, platform).get("LC_ALL") == lc_all


def test_the_report_says_how_many_pictures_and_documents_lie_where(tmp_path: Path) -> None:
    for name in ("pages/ホーム.png", "pages/台帳.png", "documents/方針.docx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert commands.what_was_made(tmp_path) == f"画面の絵 2 枚、文書など 1 件: {tmp_path}"


def test_an_unknown_verb_is_answered_with_the_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["tset"]) == 2
    assert "使い方" in capsys.readouterr().err


def test_a_set_up_that_cannot_go_on_ends_with_its_sentence_and_status_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_layout: Layout) -> Path:
        raise SetupError("pip が見つかりません")

    monkeypatch.setattr(environment, "ensure", fail)
    assert commands.main(["lint"]) == 2
    assert capsys.readouterr().err == "pip が見つかりません\n"


# --- the gates


def test_every_gate_runs_and_the_summary_names_those_that_failed(tmp_path: Path) -> None:
    chosen = [
        gates.Gate("first", ("-c", "raise SystemExit(3)")),
        gates.Gate("second", ("-c", "open('ran', 'w').close()")),
        gates.Gate("third", ("-c", "raise SystemExit(1)")),
    ]
    results = gates.run(chosen, Path(sys.executable), tmp_path, os.environ)
    assert (tmp_path / "ran").exists()
    assert gates.exit_status(results) == 1
    assert gates.summary(results).splitlines()[-1] == "失敗: first, third"


def test_all_gates_passed_is_status_0() -> None:
    results = [gates.Result("mypy", 0, 1.0), gates.Result("pytest", 0, 1.0)]
    assert gates.exit_status(results) == 0
    assert gates.summary(results).splitlines()[-1] == "すべて合格"


@pytest.mark.parametrize(
    ("status", "part"), [(5, "1 件も選ばれていません"), (2, "中断"), (-11, "シグナル 11"), (1, "失敗")]
)
def test_the_summary_explains_how_pytest_ended(status: int, part: str) -> None:
    result = gates.Result("pytest", status, 1.0)
    assert part in gates.explain(result)
    assert gates.exit_status([result]) == 1


def test_without_the_system_libraries_the_other_gates_run_and_the_tests_count_as_failed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran: list[str] = []

    def run(chosen: Sequence[gates.Gate], *_others: object) -> list[gates.Result]:
        ran.extend(gate.name for gate in chosen)
        return [gates.Result(gate.name, 0, 1.0) for gate in chosen]

    monkeypatch.setattr(system_libraries, "ensure", lambda needs: [needs[0]])
    monkeypatch.setattr(environment, "ensure", lambda _layout: Path(sys.executable))
    monkeypatch.setattr(gates, "run", run)
    assert commands.main(["test"]) == 1
    assert ran == ["ruff check", "ruff format", "mypy", "lint-imports"]
    assert capsys.readouterr().out.splitlines()[-1] == "失敗: pytest"


def test_slow_tests_are_included_on_demand_and_later_arguments_win() -> None:
    normal = gates.pytest_gate(["-k", "x"], slow=False, processors=2).arguments
    slow = gates.pytest_gate(["-n0"], slow=True, processors=64).arguments
    assert normal == ("-m", "pytest", "-n", "2", "-k", "x")
    assert slow == ("-m", "pytest", "-n", "8", "-m", "", "-n0")


# --- what stands beside it


def test_continuous_integration_runs_the_test_command_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    ran = [line for line in script if line and not line.startswith("#")]
    assert len(ran) == 1
    assert ran[0].endswith("exec python3 dev.py test")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(r"^\s*python3 dev\.py run$", readme, re.MULTILINE)
    assert re.search(r"^\s*python3 dev\.py test$", readme, re.MULTILINE)


def test_every_verb_of_the_usage_exists() -> None:
    named = re.findall(r"^  ([a-z]+)", commands.USAGE, re.MULTILINE)
    assert named == list(commands.COMMANDS)
