"""SIGKILL at any moment: every acknowledged change is there, the file and the log are whole."""

import random
import select
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from storage_samples import FULL, NOW, append, everything, filled, register_path

from sakusns_desktop.storage.accounts import AccountRepository
from sakusns_desktop.storage.archive import make_archive, remove_scratch
from sakusns_desktop.storage.audit_log import AuditLog
from sakusns_desktop.storage.database import open_database
from sakusns_desktop.storage.drafts import DraftRepository
from sakusns_desktop.storage.inspection import inspect
from sakusns_desktop.storage.instance_lock import InstanceLock
from sakusns_desktop.storage.stored_files import FileStore

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")

WRITER = """
import sys, random
from datetime import UTC, datetime
from dataclasses import replace
from pathlib import Path
from sakusns_desktop.domain.account import Account, Device
from sakusns_desktop.storage.accounts import AccountRepository
from sakusns_desktop.storage.audit_log import AuditLog
from sakusns_desktop.storage.database import open_database
from sakusns_desktop.storage.drafts import DraftRepository
from sakusns_desktop.storage.instance_lock import InstanceLock

folder, run = Path(sys.argv[1]), sys.argv[2]
print(InstanceLock(folder).acquire(), flush=True)
db = open_database(folder / "register.sqlite3")
accounts, log, drafts = AccountRepository(db), AuditLog(db), DraftRepository(db)
number = 0
while True:
    account = Account(f"{run}-{number}", display_name="佐久市", notes="文" * random.randrange(3000),
                      devices=tuple(Device(f"端末{n}") for n in range(random.randrange(3))))
    with db.transaction():
        accounts.add(account, account.notes)
        log.append(at=datetime.now(UTC), actor="a", actor_staff_id="", action="account.added",
                   subject_kind="account", subject_id=account.id, after={"notes": account.notes})
    print("added", account.id, flush=True)
    if number % 3 == 0:
        with db.transaction():
            accounts.update(replace(account, revision=2, notes="変えた", devices=()), "")
            log.append(at=datetime.now(UTC), actor="a", actor_staff_id="", action="account.updated",
                       subject_kind="account", subject_id=account.id, after={"notes": "変えた"})
        print("changed", account.id, flush=True)
    drafts.save("account", "", {"notes": f"書きかけ {run}-{number}"}, datetime.now(UTC))
    print("typed", f"{run}-{number}", flush=True)
    if number % 40 == 39:
        db.empty_log()
    number += 1
"""


def acknowledged(folder: Path, run: int, seconds: float) -> list[tuple[str, str]]:
    """What a writer said it had kept before it was killed after so many seconds of work."""
    command = [sys.executable, "-c", WRITER, str(folder), str(run)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"True\n"  # the lock of the one killed before is free again
        told = b""
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(seconds)
        child.kill()
        while chunk := child.stdout.read():
            told += chunk
    whole = told.decode().split("\n")[:-1]
    return [(kind, subject) for kind, subject in (line.split(" ") for line in whole)]


def kill_many(folder: Path, times: int) -> None:
    chosen = random.Random()
    expected: dict[str, int] = {}
    folder.mkdir()
    draft = ""
    for run in range(times):
        # The writer's pipe holds 64 KiB; more than this it could not say before it waits.
        for kind, subject in acknowledged(folder, run, chosen.uniform(0.0, 0.25)):
            if kind == "typed":
                draft = subject
            else:
                expected[subject] = 2 if kind == "changed" else 1
        with closing(open_database(register_path(folder))) as db:
            assert inspect(db) == []
            found = {account.id: account for account in AccountRepository(db).all()}
            for account_id, revision in expected.items():
                assert found[account_id].revision >= revision, (run, account_id)
            log = AuditLog(db)
            assert log.verify().count == sum(account.revision for account in found.values())
            kept = DraftRepository(db).load("account", "")
            if draft:
                assert kept is not None
                assert tuple(map(int, str(kept.payload["notes"]).split(" ")[1].split("-"))) >= tuple(
                    map(int, draft.split("-"))
                )
    assert expected


def test_ten_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    kill_many(tmp_path / "data", 10)


@pytest.mark.slow
def test_two_hundred_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    for part in range(10):
        kill_many(tmp_path / str(part), 20)


RESTORER = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path

count, limit = 0, int(sys.argv[3])

def deadly(function):
    def call(*values, **names):
        global count
        count += 1
        if count == limit:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*values, **names)
    return call

for name in ("rename", "replace", "fsync", "unlink", "mkdir", "rmdir", "open"):
    setattr(os, name, deadly(getattr(os, name)))
from sakusns_desktop.storage.restore import restore_archive
restore_archive(Path(sys.argv[1]), Path(sys.argv[2]), now=datetime(2026, 11, 22, tzinfo=UTC), actor="a")
print(count)
"""


def test_a_restore_killed_at_any_step_leaves_the_old_state_or_the_new_one(tmp_path: Path) -> None:
    base, archive = tmp_path / "base", tmp_path / "a.zip"
    with closing(filled(base)) as db:
        store = FileStore(db, base)
        store.add(file_id="f1", subject_kind="account", subject_id=FULL.id, name="a.png", content=b"old", added_at=NOW)
        make_archive(db, base, archive, now=NOW)
        append(AuditLog(db), 77)
        store.add(file_id="f2", subject_kind="account", subject_id=FULL.id, name="b.png", content=b"new", added_at=NOW)
        old = everything(db)

    seen = {"old": 0, "new": 0}
    for limit in range(1, 1000):
        data_dir = tmp_path / "data"
        shutil.copytree(base, data_dir)
        command = [sys.executable, "-c", RESTORER, str(archive), str(data_dir), str(limit)]
        done = subprocess.run(command, capture_output=True, check=False)
        assert done.returncode in {0, -9}, done.stderr.decode()
        with closing(open_database(register_path(data_dir))) as db:
            assert inspect(db) == []
            store = FileStore(db, data_dir)
            contents = [store.content(file) for file in store.all()]
            newest = AuditLog(db).entries(1)[0]
            if newest.action == "register.restored":
                seen["new"] += 1
                assert contents == [b"old"]
                (kept,) = (data_dir / "replaced").iterdir()
                with closing(open_database(kept / "register.sqlite3")) as replaced:
                    assert everything(replaced) == old
                    assert len(FileStore(replaced, kept).all()) == 2
                    assert FileStore(replaced, kept).faults() == []
            else:
                seen["old"] += 1
                assert everything(db) == old
                assert contents == [b"old", b"new"]
            assert store.strays() == []
        assert InstanceLock(data_dir).holder_pid() is None
        remove_scratch(data_dir)
        assert not list(data_dir.glob(".scratch-*"))
        assert not (data_dir / "switch.json").exists()
        shutil.rmtree(data_dir)
        if done.returncode == 0:
            break
    assert done.returncode == 0
    assert seen["old"] > 10
    assert seen["new"] > 10


BACKUP_WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from sakusns_desktop.storage.archive import make_archive
from sakusns_desktop.storage.database import open_database
db = open_database(Path(sys.argv[1]) / "register.sqlite3")
print("ready", flush=True)
while True:
    make_archive(db, Path(sys.argv[1]), Path(sys.argv[2]), now=datetime(2026, 11, 22, tzinfo=UTC))
"""


def test_a_backup_killed_at_any_moment_leaves_the_older_archive_whole(tmp_path: Path) -> None:
    from sakusns_desktop.storage.archive_proof import prove_archive

    chosen = random.Random()
    data_dir, archive = tmp_path / "data", tmp_path / "a.zip"
    with closing(filled(data_dir)) as db:
        make_archive(db, data_dir, archive, now=NOW)
    for _ in range(5):
        command = [sys.executable, "-c", BACKUP_WRITER, str(data_dir), str(archive)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == b"ready\n"
            select.select([], [], [], chosen.uniform(0, 0.1))
            child.kill()
        scratch = tmp_path / "scratch"
        scratch.mkdir()
        assert prove_archive(archive, scratch).audit.count == 12
        shutil.rmtree(scratch)
    remove_scratch(data_dir)
    assert not list(data_dir.glob(".scratch-*"))
