"""Attack: killed while a set-aside register with a write-ahead log is being rewritten for 廃棄."""

import os
import shutil
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from storage_samples import fill

from sakusns_desktop.storage import archive_rewrite
from sakusns_desktop.storage.connection import log_files
from sakusns_desktop.storage.database import open_database
from sakusns_desktop.storage.disposals import Disposal


class Killed(BaseException):
    """The process ends here."""


def test_no_old_log_stands_beside_the_new_file_when_the_process_dies_right_after_the_replacement(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    live, aside = tmp_path / "live" / "register.sqlite3", tmp_path / "data" / "replaced" / "a" / "register.sqlite3"
    aside.parent.mkdir(parents=True)
    with closing(open_database(live)) as db:
        fill(db)
        for source, target in zip((live, *log_files(live)), (aside, *log_files(aside)), strict=True):
            shutil.copyfile(source, target)
    assert log_files(aside)[0].stat().st_size
    replace = os.replace

    def replace_and_die(source: Path, target: Path) -> None:
        replace(source, target)
        if Path(target) == aside:
            raise Killed

    monkeypatch.setattr(os, "replace", replace_and_die)
    now = datetime(2026, 11, 22, tzinfo=UTC)
    disposal = Disposal("d-1", "8佐総第1号", "総務課長", date(2026, 11, 22), now)
    with pytest.raises(Killed):
        archive_rewrite.rewrite_register(aside, [disposal], tmp_path / "data")
    log = log_files(aside)[0]
    assert not log.exists() or not log.stat().st_size
    with closing(open_database(aside)) as db:
        db.thorough_check()
        assert db.read("SELECT id FROM disposals WHERE id = 'd-1'") == [("d-1",)]
