"""The environment that ``dev.py`` makes: every decision, what an interruption leaves, and pip; without network."""

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tools.bootstrap import environment, file_lock, pip
from tools.bootstrap.environment import Action, Layout
from tools.bootstrap.errors import SetupError

HERE = (sys.version_info[0], sys.version_info[1])
LOCK = """\
alpha==1.0 \\
    --hash=sha256:00
Beta_two==2.0 ; sys_platform == 'win32' \\
    --hash=sha256:11
    # via alpha
"""


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
