"""A switch of file sets: all of the renames or none, whatever cuts it short."""

import json
from pathlib import Path

import pytest

from sakusns_desktop.domain.errors import DatabaseDamagedError, DatabaseLockedError
from sakusns_desktop.storage.instance_lock import InstanceLock
from sakusns_desktop.storage.private_files import SWITCH_JOURNAL
from sakusns_desktop.storage.switch import Move, finish_switch, switch

MOVES: list[Move] = [
    ("register", "replaced/register"),
    ("log", "replaced/log"),
    ("files", "replaced/files"),
    ("staged/register", "register"),
    ("staged/files", "files"),
]


def lay_out(folder: Path) -> None:
    (folder / "files").mkdir()
    (folder / "staged" / "files").mkdir(parents=True)
    (folder / "register").write_text("old")
    (folder / "files" / "a").write_text("old")
    (folder / "staged" / "register").write_text("new")
    (folder / "staged" / "files" / "a").write_text("new")


def state(folder: Path) -> tuple[str, str, str, str]:
    names = ("register", "files/a", "replaced/register", "replaced/files/a")
    read = ((folder / name).read_text() if (folder / name).exists() else "" for name in names)
    return next(read), next(read), next(read), next(read)


def test_every_rename_is_made_in_order(tmp_path: Path) -> None:
    lay_out(tmp_path)
    switch(tmp_path, MOVES)
    assert state(tmp_path) == ("new", "new", "old", "old")
    assert not (tmp_path / SWITCH_JOURNAL).exists()
    finish_switch(tmp_path)
    assert state(tmp_path) == ("new", "new", "old", "old")


@pytest.mark.parametrize("done", range(6))
def test_a_switch_that_was_cut_short_anywhere_is_finished(tmp_path: Path, done: int) -> None:
    lay_out(tmp_path)
    there = [move for move in MOVES if (tmp_path / move[0]).exists()]
    (tmp_path / SWITCH_JOURNAL).write_text(json.dumps({"moves": there}))
    for source, target in there[:done]:
        (tmp_path / target).parent.mkdir(exist_ok=True)
        (tmp_path / source).rename(tmp_path / target)
    finish_switch(tmp_path)
    assert state(tmp_path) == ("new", "new", "old", "old")
    assert not (tmp_path / SWITCH_JOURNAL).exists()


def test_a_source_that_was_missing_is_not_mistaken_for_what_took_its_place(tmp_path: Path) -> None:
    lay_out(tmp_path)
    (tmp_path / "register").unlink()
    switch(tmp_path, MOVES)
    assert state(tmp_path) == ("new", "new", "", "old")


def test_two_processes_do_not_switch_at_once(tmp_path: Path) -> None:
    lay_out(tmp_path)
    (tmp_path / SWITCH_JOURNAL).write_text(json.dumps({"moves": MOVES}))
    other = InstanceLock(tmp_path, "switch.lock")
    other.acquire()
    with pytest.raises(DatabaseLockedError):
        finish_switch(tmp_path)
    with pytest.raises(DatabaseLockedError):
        switch(tmp_path, MOVES)
    assert state(tmp_path) == ("old", "old", "", "")
    other.release()


def test_a_file_that_somebody_holds_open_at_the_first_rename_leaves_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out(tmp_path)

    def held(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("sakusns_desktop.storage.switch.os.rename", held)
    with pytest.raises(DatabaseLockedError):
        switch(tmp_path, MOVES)
    assert state(tmp_path) == ("old", "old", "", "")
    assert not (tmp_path / SWITCH_JOURNAL).exists()


@pytest.mark.parametrize(
    "told",
    [
        "",
        "[]",
        '{"moves": [["a"]]}',
        '{"moves": [["../a", "b"]]}',
        '{"moves": [["/a", "b"]]}',
        '{"moves": [["C:\\\\a", "b"]]}',
    ],
)
def test_a_journal_that_nobody_wrote_is_not_carried_out(tmp_path: Path, told: str) -> None:
    (tmp_path / SWITCH_JOURNAL).write_text(told)
    with pytest.raises(DatabaseDamagedError):
        finish_switch(tmp_path)
