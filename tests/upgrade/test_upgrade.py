"""Registers and backups of every older form open today, with everything in them; old migrations stay as they were."""

import json
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from storage_samples import NOW, register_path
from stored_registers import STORED, Content, content, fingerprint, store

from sakusns_desktop.storage.audit_log import AuditLog
from sakusns_desktop.storage.database import open_database
from sakusns_desktop.storage.inspection import inspect
from sakusns_desktop.storage.migrations import MIGRATIONS, SCHEMA_VERSION
from sakusns_desktop.storage.restore import restore_archive
from sakusns_desktop.storage.upgrade import COPIES_FOLDER

VERSIONS = [migration.version for migration in MIGRATIONS]


def expected(version: int) -> Content:
    stored: Content = json.loads((STORED / f"register_v{version}.json").read_text(encoding="utf-8"))
    return stored


def assert_holds(found: Content, stored: Content) -> None:
    """Every stored field reads as it did; what came later may stand beside it."""
    for kind, rows in stored.items():
        assert len(found[kind]) == len(rows), kind
        for now, then in zip(found[kind], rows, strict=True):
            assert {name: now.get(name) for name in then} == then, kind


@pytest.mark.parametrize("version", VERSIONS)
def test_a_register_of_every_form_opens_with_everything_in_it(tmp_path: Path, version: int) -> None:
    shutil.copyfile(STORED / f"register_v{version}.sqlite3", register_path(tmp_path))
    with closing(open_database(register_path(tmp_path))) as db:
        assert db.read_one("PRAGMA user_version") == (SCHEMA_VERSION,)
        assert_holds(content(db), expected(version))
        assert inspect(db) == []
        assert AuditLog(db).verify().first_broken is None


@pytest.mark.parametrize("version", VERSIONS)
def test_a_copy_of_each_form_is_made_on_the_way(tmp_path: Path, version: int) -> None:
    shutil.copyfile(STORED / f"register_v{version}.sqlite3", register_path(tmp_path))
    open_database(register_path(tmp_path)).close()
    copies = sorted(path.name.split("-")[1] for path in (tmp_path / COPIES_FOLDER).glob("*"))
    assert copies == [f"v{step}" for step in range(version, SCHEMA_VERSION)]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_backup_of_every_form_can_be_restored(tmp_path: Path, version: int) -> None:
    restore_archive(STORED / f"backup_v{version}.zip", tmp_path, now=NOW, actor="")
    with closing(open_database(register_path(tmp_path))) as db:
        found, stored = content(db), expected(version)
        assert found["audit_log"].pop(0)["action"] == "register.restored"
        assert_holds(found, stored)
        assert inspect(db) == []


def test_a_migration_that_people_have_used_is_never_changed() -> None:
    frozen = json.loads((STORED / "frozen.json").read_text(encoding="utf-8"))
    assert frozen == {str(migration.version): fingerprint(migration) for migration in MIGRATIONS}


def test_what_is_stored_is_what_the_form_looked_like(tmp_path: Path) -> None:
    """The files beside this test were made by the script beside it: a fresh one holds the same."""
    assert store(tmp_path)
    fresh = json.loads((tmp_path / f"register_v{SCHEMA_VERSION}.json").read_text(encoding="utf-8"))
    stored = expected(SCHEMA_VERSION)
    for kind in stored.keys() - {"audit_log"}:  # its hashes belong to one register
        assert fresh[kind] == stored[kind]
    assert not store(tmp_path)
