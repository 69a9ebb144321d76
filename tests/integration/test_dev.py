"""``dev.py`` and the set-up behind it, without network: every decision it takes, and what an interruption leaves."""

import ast
import os
import re
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

import dev
from tools.bootstrap import commands, environment, file_lock, gates, pip, system_libraries
from tools.bootstrap.environment import Action, Layout
from tools.bootstrap.errors import SetupError
from tools.bootstrap.system_libraries import Need

ROOT = Path(__file__).resolve().parents[2]
HERE = (sys.version_info[0], sys.version_info[1])
LOCK = """\
alpha==1.0 \\
    --hash=sha256:00
Beta_two==2.0 ; sys_platform == 'win32' \\
    --hash=sha256:11
    # via alpha
"""


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


# --- the environment


@pytest.mark.parametrize(
    ("version", "interrupted", "stamp", "action"),
    [
        (None, False, None, Action.REMAKE),  # nothing there, or an interpreter that does not run
        ((3, 11), True, "wanted", Action.REMAKE),  # an installation was interrupted
        ((3, 10), False, "wanted", Action.REMAKE),  # made by a Python that is too old
        ((3, 11), False, None, Action.SYNCHRONISE),  # made by another tool
        ((3, 11), False, "older lock", Action.SYNCHRONISE),
        ((3, 11), False, "wanted", Action.NOTHING),
    ],
)
def test_what_happens_to_an_environment_that_was_found(
    version: tuple[int, int] | None, interrupted: bool, stamp: str | None, action: Action
) -> None:
    assert environment.decide(version=version, interrupted=interrupted, stamp=stamp, wanted="wanted") is action


def test_the_fingerprint_follows_the_lock_and_the_python_but_not_line_ends() -> None:
    wanted = environment.fingerprint(b"a==1\nb==2\n", (3, 11))
    assert environment.fingerprint(b"a==1\r\nb==2\r\n", (3, 11)) == wanted
    assert environment.fingerprint(b"a==1\nb==3\n", (3, 11)) != wanted
    assert environment.fingerprint(b"a==1\nb==2\n", (3, 12)) != wanted


def test_packages_that_the_lock_does_not_name_are_surplus_but_pip_may_stay() -> None:
    assert environment.locked_names(LOCK) == {"alpha", "beta-two"}
    assert environment.surplus({"alpha", "beta-two", "gamma", "pip"}, LOCK) == ["gamma"]


class FakePip:
    """Stands in for the pip module: writes what an installation would, and may be stopped half-way."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, packages: Sequence[str]) -> None:
        self.packages = packages
        self.stop: BaseException | None = None
        self.installed = 0
        self.removed: list[str] = []
        monkeypatch.setattr(pip, "find", lambda: ["pip"])
        monkeypatch.setattr(pip, "install", self.install)
        monkeypatch.setattr(pip, "uninstall", lambda _pip, _python, names: self.removed.extend(names))

    def install(self, _pip: list[str], python: Path, _requirements: Path) -> None:
        site_packages = environment._site_packages(Layout(python.parents[2]))
        for package in self.packages:
            (site_packages / f"{package}-1.0.dist-info").mkdir(exist_ok=True)
            if self.stop is not None:
                raise self.stop
        self.installed += 1


@pytest.fixture
def checkout(tmp_path: Path) -> Layout:
    """A checkout with a lock and no environment yet, in a folder with a Japanese name."""
    root = tmp_path / "作業 用"
    root.mkdir()
    (root / "requirements.lock").write_text(LOCK, encoding="utf-8")
    (root / "marker_module.py").write_text("", encoding="utf-8")
    return Layout(root)


def test_a_new_environment_can_import_the_source_tree_and_is_left_alone_afterwards(
    checkout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = FakePip(monkeypatch, ["alpha"])
    python = environment.ensure(checkout)
    assert environment._ask(python, "import marker_module; print(marker_module.__file__)").endswith("marker_module.py")
    assert environment.find_action(checkout) is Action.NOTHING
    environment.ensure(checkout)
    assert fake.installed == 1


def test_an_interrupted_installation_is_thrown_away_by_the_next_start(
    checkout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = FakePip(monkeypatch, ["half"])
    fake.stop = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        environment.ensure(checkout)
    assert not checkout.stamp.exists()
    assert list(checkout.folder.rglob("half-1.0.dist-info"))
    assert environment.find_action(checkout) is Action.REMAKE

    fake.stop, fake.packages = None, ["alpha"]
    environment.ensure(checkout)
    assert not list(checkout.folder.rglob("half-1.0.dist-info"))
    assert environment.find_action(checkout) is Action.NOTHING


def test_a_changed_lock_is_followed_in_place_and_what_it_dropped_is_removed(
    checkout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = FakePip(monkeypatch, ["alpha", "gamma"])
    environment.ensure(checkout)
    kept = checkout.folder / "kept"
    kept.touch()
    assert fake.removed == ["gamma"]
    checkout.requirements.write_text(LOCK + "gamma==1.0\n", encoding="utf-8")
    environment.ensure(checkout)
    assert (fake.installed, fake.removed) == (2, ["gamma"])
    assert kept.exists()


def test_an_environment_made_by_another_tool_is_taken_over(checkout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = FakePip(monkeypatch, ["alpha"])
    environment.ensure(checkout)
    checkout.stamp.unlink()
    foreign = checkout.folder / "foreign"
    foreign.touch()
    environment.ensure(checkout)
    assert fake.installed == 2
    assert foreign.exists()


def test_an_environment_whose_python_does_not_run_is_made_anew(
    checkout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    FakePip(monkeypatch, [])
    environment.ensure(checkout)
    checkout.python.unlink()
    checkout.python.write_bytes(b"no program")
    environment.ensure(checkout)
    assert environment.python_version(checkout.python) == HERE


def test_a_folder_that_cannot_be_written_gives_a_sentence_not_a_traceback(
    checkout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = FakePip(monkeypatch, ["alpha"])
    fake.stop = PermissionError("in use")
    with pytest.raises(SetupError, match="in use"):
        environment.ensure(checkout)


def test_only_one_process_at_a_time_fills_the_environment(tmp_path: Path) -> None:
    with file_lock.exclusive(tmp_path / "lock"), (tmp_path / "lock").open("ab") as second:
        assert not file_lock._try_lock(second.fileno())
    with (tmp_path / "lock").open("ab") as third:
        assert file_lock._try_lock(third.fileno())


# --- pip


@pytest.mark.parametrize(
    ("text", "version"),
    [("pip 23.0.1 from /usr/lib (python 3.11)", (23, 0)), ("pip 22.3 from /x", (22, 3)), ("No module named pip", None)],
)
def test_the_version_of_pip_is_read_from_what_it_says(text: str, version: tuple[int, int] | None) -> None:
    assert pip.parse_pip_version(text) == version


@pytest.mark.parametrize(("version", "part"), [(None, "見つかりません"), ((22, 2), "22.2 は古すぎます")])
def test_a_missing_or_old_pip_is_named_with_what_to_do(version: tuple[int, int] | None, part: str) -> None:
    said = pip.complaint(version)
    assert said is not None
    assert part in said
    assert "python3-pip" in said


def test_a_pip_that_can_install_elsewhere_will_do() -> None:
    assert pip.complaint((22, 3)) is None


def test_settings_that_lead_pip_astray_do_not_reach_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_USER", "1")
    monkeypatch.setenv("PYTHONHOME", "/elsewhere")
    monkeypatch.setenv("PIP_INDEX_URL", "kept")
    environ = pip.clean_environ()
    assert "PIP_USER" not in environ
    assert "PYTHONHOME" not in environ
    assert environ["PIP_INDEX_URL"] == "kept"


# --- system libraries

GL = Need("libGL.so.1", ("libgl1",))
GLIB = Need("libglib-2.0.so.0", ("libglib2.0-0t64", "libglib2.0-0"))


def test_a_library_that_does_not_load_and_a_command_that_is_not_there_are_missing() -> None:
    needs = [Need("libno-such-thing.so.9", ("nothing",)), Need("no-such-command", ("nothing",))]
    assert system_libraries.missing(needs) == needs


def test_only_what_is_not_found_is_missing() -> None:
    assert system_libraries.missing([GL, GLIB], found=lambda need: need is GL) == [GLIB]


@pytest.mark.parametrize(
    ("known", "package"),
    [
        ({"libglib2.0-0"}, "libglib2.0-0"),  # Debian 12
        ({"libglib2.0-0t64"}, "libglib2.0-0t64"),  # Ubuntu 24.04, Debian 13
        (set(), "libglib2.0-0"),  # no package lists: the old name is also provided by the new package
    ],
)
def test_the_package_is_named_as_this_release_names_it(known: set[str], package: str) -> None:
    assert system_libraries.packages_for([GLIB], known.__contains__) == [package]


def test_without_root_rights_the_one_line_to_run_is_printed_and_nothing_is_installed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    installed: list[Need] = []
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(system_libraries, "missing", lambda needs: list(needs))
    monkeypatch.setattr(system_libraries, "_is_root", lambda: False)
    monkeypatch.setattr(system_libraries, "_install", installed.extend)
    monkeypatch.setattr(system_libraries, "_known_to_apt", {"libgl1"}.__contains__)
    assert system_libraries.ensure([GL, GLIB]) == [GL, GLIB]
    commands_given = [line for line in capsys.readouterr().err.splitlines() if "apt-get" in line]
    assert [line.strip() for line in commands_given] == [
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends libgl1 libglib2.0-0"
    ]
    assert not installed


def test_when_nothing_is_missing_no_program_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_libraries, "missing", lambda _needs: [])
    monkeypatch.setattr("subprocess.run", lambda *_args, **_options: pytest.fail("started"))
    assert system_libraries.ensure(system_libraries.PICTURES) == []


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
    checkout: Layout, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran: list[str] = []

    def run(chosen: Sequence[gates.Gate], *_others: object) -> list[gates.Result]:
        ran.extend(gate.name for gate in chosen)
        return [gates.Result(gate.name, 0, 1.0) for gate in chosen]

    monkeypatch.setattr(system_libraries, "ensure", lambda needs: [needs[0]])
    monkeypatch.setattr(environment, "ensure", lambda _layout: checkout.python)
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
