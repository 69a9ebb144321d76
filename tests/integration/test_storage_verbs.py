"""The verbs ``backup``, ``restore`` and ``verify`` as a script sees them: exit status and one line where it fails."""

import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from storage_samples import ACCOUNTS, append, filled, register_path

from sakusns_desktop.storage.accounts import AccountRepository
from sakusns_desktop.storage.audit_log import AuditLog
from sakusns_desktop.storage.database import open_database
from sakusns_desktop.storage.instance_lock import InstanceLock


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "台帳"
    filled(folder).close()
    return folder


def run(data_dir: Path, *words: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "sakusns_desktop", "--data-dir", str(data_dir), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def assert_refused(done: "subprocess.CompletedProcess[str]", word: str) -> None:
    """Exit status 2, nothing on standard output, one Japanese line that says what and where."""
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert word in line, line


def test_what_was_backed_up_is_restored_elsewhere(data_dir: Path, tmp_path: Path) -> None:
    archive = tmp_path / "控え.zip"
    done = run(data_dir, "backup", archive)
    assert (done.returncode, done.stderr) == (0, "")
    assert "控え.zip" in done.stdout
    done = run(tmp_path / "新しい", "restore", archive)
    assert (done.returncode, done.stderr) == (0, "")
    assert run(tmp_path / "新しい", "verify").returncode == 0
    with closing(open_database(register_path(tmp_path / "新しい"))) as db:
        assert AccountRepository(db).all() == ACCOUNTS
        assert AuditLog(db).entries(1)[0].action == "register.restored"


def test_a_restore_says_where_the_state_before_is_kept(data_dir: Path, tmp_path: Path) -> None:
    run(data_dir, "backup", tmp_path / "a.zip")
    with closing(open_database(register_path(data_dir))) as db:
        append(AuditLog(db))
    done = run(data_dir, "restore", tmp_path / "a.zip")
    assert done.returncode == 0
    (kept,) = (data_dir / "replaced").iterdir()
    assert str(kept) in done.stdout


def test_a_backup_is_made_while_a_window_is_open_and_a_restore_is_not(data_dir: Path, tmp_path: Path) -> None:
    window = InstanceLock(data_dir)
    assert window.acquire()
    with closing(open_database(register_path(data_dir))):
        assert run(data_dir, "backup", tmp_path / "a.zip").returncode == 0
        assert run(data_dir, "verify").returncode == 0
        assert_refused(run(data_dir, "restore", tmp_path / "a.zip"), "画面")
    window.release()


def test_what_cannot_be_used_is_refused_in_one_line(data_dir: Path, tmp_path: Path) -> None:
    bad = tmp_path / "壊れた.zip"
    bad.write_bytes(b"PK")
    assert_refused(run(data_dir, "restore", bad), "使えません")
    assert_refused(run(data_dir, "restore", tmp_path / "ない.zip"), "ありません")
    assert_refused(run(data_dir, "backup", bad), "上書きしません")
    assert_refused(run(tmp_path / "空", "backup", tmp_path / "b.zip"), "台帳がまだありません")
    assert_refused(run(tmp_path / "空", "verify"), "ありません")
    assert_refused(run(data_dir, "restore"), "引数")
    assert not (tmp_path / "空").exists()
    assert not (tmp_path / "b.zip").exists()
    assert run(data_dir, "verify").returncode == 0


def test_verify_finds_damage_with_exit_status_one(data_dir: Path) -> None:
    done = run(data_dir, "verify")
    assert done.returncode == 0
    assert all(line[0] in "○△" for line in done.stdout.splitlines())
    register_path(data_dir).write_bytes(b"broken" * 1000)
    done = run(data_dir, "verify")
    assert done.returncode == 1
    assert done.stdout.startswith("× 台帳のファイル")


def test_the_verbs_work_on_a_throw_away_copy_of_the_sample(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sakusns_desktop", "--demo"]
    archive = tmp_path / "demo.zip"
    for words in (["backup", str(archive)], ["verify"], ["restore", str(archive)]):
        done = subprocess.run([*command, *words], capture_output=True, text=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr


def test_the_verbs_load_no_window() -> None:
    code = (
        "import json, sys\n"
        "import sakusns_desktop.cli.backup, sakusns_desktop.cli.restore, sakusns_desktop.cli.verify\n"
        "print(json.dumps([name for name in sys.modules if 'PySide6' in name]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []
