"""The system libraries that ``dev.py`` finds missing, and what it does about them; without network."""

import sys

import pytest

from tools.bootstrap import system_libraries
from tools.bootstrap.system_libraries import Need

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
