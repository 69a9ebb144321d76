"""Backup archives: whole, proved, refused when hostile; the old one stays until the new one is there."""

import json
import random
import shutil
import struct
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from storage_samples import FULL, NOW, append, everything, filled, register_path

from sakusns_desktop.domain.errors import BackupError, DatabaseDamagedError, NewerDatabaseError, SakusnsError
from sakusns_desktop.storage.archive import make_archive, register_id
from sakusns_desktop.storage.archive_manifest import Manifest
from sakusns_desktop.storage.archive_proof import ArchiveProof, prove_archive, read_manifest
from sakusns_desktop.storage.audit_log import AuditLog
from sakusns_desktop.storage.database import Database, open_database
from sakusns_desktop.storage.migrations import SCHEMA_VERSION
from sakusns_desktop.storage.stored_files import FileStore

Parts = dict[str, bytes]


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def db(data_dir: Path) -> Iterator[Database]:
    made = filled(data_dir)
    store = FileStore(made, data_dir)
    for number, name in enumerate(("画面の写し.PNG", "証拠", "..\\..\\evil.exe")):
        store.add(
            file_id=f"file-{number}",
            subject_kind="account",
            subject_id=FULL.id,
            name=name,
            content=f"内容{number}".encode() * 100,
            added_at=NOW,
        )
    yield made
    made.close()


@pytest.fixture
def archive(db: Database, data_dir: Path, tmp_path: Path) -> Path:
    make_archive(db, data_dir, tmp_path / "控え.zip", now=NOW)
    return tmp_path / "控え.zip"


def prove(path: Path, tmp_path: Path) -> ArchiveProof:
    scratch = tmp_path / "scratch"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    return prove_archive(path, scratch)


def parts_of(path: Path) -> Parts:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rebuild(path: Path, change: Callable[[Parts], None]) -> Path:
    """An archive with other parts; the manifest is left as ``change`` leaves it."""
    parts = parts_of(path)
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def with_manifest(change: Callable[[dict[str, Any]], object]) -> Callable[[Parts], None]:
    def on(parts: Parts) -> None:
        told = json.loads(parts["manifest.json"])
        change(told)
        parts["manifest.json"] = json.dumps(told).encode()

    return on


def test_an_archive_holds_register_files_and_a_manifest_of_both(archive: Path, db: Database) -> None:
    manifest = read_manifest(archive)
    assert (manifest.schema_version, manifest.made_at, manifest.audit_count) == (SCHEMA_VERSION, NOW, 12)
    assert manifest.audit_head == AuditLog(db).head_hash()
    assert manifest.register_id == register_id(db) != ""
    assert set(parts_of(archive)) == {"manifest.json", *(part.name for part in manifest.parts)}
    assert len(manifest.parts) == 4
    assert sys.platform == "win32" or archive.stat().st_mode & 0o077 == 0


def test_what_is_proved_reads_as_the_register_did(archive: Path, db: Database, tmp_path: Path) -> None:
    proof = prove(archive, tmp_path)
    assert (proof.audit.first_broken, proof.audit.count, proof.missing_files) == (None, 12, 0)
    with closing(open_database(proof.register)) as restored:
        assert everything(restored) == everything(db)
        store = FileStore(restored, tmp_path / "scratch")
        assert [store.content(file) for file in store.all()] == [
            FileStore(db, db.path.parent).content(file) for file in store.all()
        ]


def test_an_archive_taken_while_the_register_is_written_to_is_one_moment_of_it(
    db: Database, data_dir: Path, tmp_path: Path
) -> None:
    with db.transaction():
        append(AuditLog(db), 99)
        make_archive(db, data_dir, tmp_path / "within.zip", now=NOW)
    assert prove(tmp_path / "within.zip", tmp_path).audit.count == 12
    assert AuditLog(db).verify().count == 13


def test_nothing_is_left_beside_the_archive_and_in_the_data_directory(archive: Path, data_dir: Path) -> None:
    assert {path.name for path in archive.parent.iterdir()} == {"data", "控え.zip"}
    assert {path.name.split("-")[0] for path in data_dir.iterdir()} == {"register.sqlite3", "files"}


def test_an_older_archive_stays_whole_until_the_new_one_is_there(
    archive: Path, db: Database, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = archive.read_bytes()

    def broken(*_: object, **__: object) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr("sakusns_desktop.storage.archive.os.fsync", broken)
    with pytest.raises(SakusnsError, match="空き"):
        make_archive(db, data_dir, archive, now=NOW)
    assert archive.read_bytes() == before
    assert {path.name for path in archive.parent.iterdir()} == {"data", "控え.zip"}


def test_no_archive_is_made_of_a_damaged_register(db: Database, data_dir: Path, tmp_path: Path) -> None:
    db.close()
    path = register_path(data_dir)
    content = bytearray(path.read_bytes())
    with closing(open_database(path, read_only=True)) as reader:
        (root,) = reader.read_one("SELECT rootpage FROM sqlite_schema WHERE name = 'accounts'") or (0,)
    start = (root - 1) * 4096
    content[start : start + 4096] = random.Random(1).randbytes(4096)
    path.write_bytes(content)
    damaged = open_database(path)
    with pytest.raises(DatabaseDamagedError):
        make_archive(damaged, data_dir, tmp_path / "never.zip", now=NOW)
    assert not (tmp_path / "never.zip").exists()
    damaged.close()


def test_a_file_that_is_gone_does_not_stop_the_backup_but_is_told(db: Database, data_dir: Path, tmp_path: Path) -> None:
    store = FileStore(db, data_dir)
    store.location(store.all()[0]).unlink()
    make_archive(db, data_dir, tmp_path / "a.zip", now=NOW)
    assert prove(tmp_path / "a.zip", tmp_path).missing_files == 1


def test_only_what_the_register_names_goes_into_an_archive(db: Database, data_dir: Path, tmp_path: Path) -> None:
    for name in ("recovery.age", "files/stray.txt", "files/aa/stray.txt", "before-migration/old.sqlite3"):
        file = data_dir / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("kept elsewhere")
    make_archive(db, data_dir, tmp_path / "a.zip", now=NOW)
    assert not [name for name, content in parts_of(tmp_path / "a.zip").items() if b"kept elsewhere" in content]


def wrong_hash(parts: Parts) -> None:
    name = next(name for name in parts if name.startswith("files/"))
    parts[name] = bytes([parts[name][0] ^ 1]) + parts[name][1:]


def left_out(parts: Parts) -> None:
    del parts[next(name for name in parts if name.startswith("files/"))]


def stranger(parts: Parts) -> None:
    parts["files/" + "0" * 2 + "/" + "0" * 64] = b""


def no_manifest(parts: Parts) -> None:
    del parts["manifest.json"]


def not_json(parts: Parts) -> None:
    parts["manifest.json"] = b"{" * 10_000


def no_register(parts: Parts) -> None:
    del parts["register.sqlite3"]


def named(name: str) -> Callable[[Parts], None]:
    import hashlib

    def on(parts: Parts) -> None:
        parts[name] = b"evil"
        part = {"name": name, "size": 4, "sha256": hashlib.sha256(b"evil").hexdigest()}
        with_manifest(lambda told: told["parts"].append(part))(parts)

    return on


def set_to(key: str, value: object) -> Callable[[Parts], None]:
    return with_manifest(lambda told: told.update({key: value}))


@pytest.mark.parametrize(
    "change",
    [
        wrong_hash,
        left_out,
        stranger,
        no_manifest,
        not_json,
        no_register,
        named("../evil"),
        named("files/../../evil"),
        named("/etc/evil"),
        named("C:\\evil"),
        named("files/aa/" + "a" * 64 + ".png/../../../evil"),
        named("files/aa/" + "a" * 64),  # a good name that no record names
        named("register.sqlite3-wal"),
        named("files/aa/" + "a" * 64 + "\n"),
        set_to("format", "something else"),
        set_to("schema_version", "1"),
        set_to("schema_version", -1),
        set_to("made_at", "2026-11-22T09:30:00"),
        set_to("made_at", "yesterday"),
        set_to("disposals", None),
        set_to("disposals", [1]),
        set_to("parts", []),
        set_to("parts", [{"name": "register.sqlite3"}]),
        set_to("password", "a key that nobody knows"),
        with_manifest(lambda told: told.pop("audit_head")),
        with_manifest(lambda told: told["parts"].append(told["parts"][0])),
    ],
)
def test_a_hostile_or_wrong_archive_is_refused_whole(
    archive: Path, tmp_path: Path, change: Callable[[Parts], None]
) -> None:
    rebuild(archive, change)
    before = {path for path in tmp_path.rglob("*") if "scratch" not in path.parts}
    with pytest.raises(BackupError, match="使えません"):
        prove(archive, tmp_path)
    outside = {path for path in tmp_path.rglob("*") if "scratch" not in path.relative_to(tmp_path).parts}
    assert outside - {tmp_path / "scratch"} == before - {tmp_path / "scratch"}


def test_a_newer_archive_is_refused_as_newer(archive: Path, tmp_path: Path) -> None:
    rebuild(archive, set_to("format_version", 2))
    with pytest.raises(NewerDatabaseError, match="新しい版"):
        prove(archive, tmp_path)


def test_an_archive_of_a_register_with_a_broken_log_is_told_and_still_of_use(
    db: Database, data_dir: Path, tmp_path: Path
) -> None:
    import sqlite3

    with closing(sqlite3.connect(db.path, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER audit_log_keeps_entries")
        trigger = "CREATE TRIGGER audit_log_keeps_entries BEFORE UPDATE ON audit_log\n"
        connection.execute("UPDATE audit_log SET actor = 'x' WHERE sequence = 4")
        connection.execute(f"{trigger}    BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END")
    make_archive(db, data_dir, tmp_path / "a.zip", now=NOW)
    assert prove(tmp_path / "a.zip", tmp_path).audit.first_broken == 4


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + b"\0" * 18, b"not a zip" * 100])
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(content)
    with pytest.raises(BackupError):
        read_manifest(file)
    with pytest.raises(BackupError, match="ありません"):
        read_manifest(tmp_path / "nowhere.zip")
    with pytest.raises(BackupError):
        read_manifest(tmp_path)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(archive: Path, tmp_path: Path) -> None:
    size = 300 << 20

    def bomb(told: dict[str, Any]) -> None:
        for part in told["parts"]:
            if part["name"] == "register.sqlite3":
                part["size"] = size

    parts = parts_of(archive)
    with_manifest(bomb)(parts)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            if name == "register.sqlite3":
                with target.open(name, "w", force_zip64=True) as stream:
                    for _ in range(300):
                        stream.write(b"\0" * (1 << 20))
            else:
                target.writestr(name, content)
    with pytest.raises(BackupError, match="大きすぎます"):
        prove(archive, tmp_path)
    assert not list((tmp_path / "scratch").iterdir())


def test_a_part_that_unpacks_to_more_than_it_says_is_cut_off(archive: Path, tmp_path: Path) -> None:
    content = bytearray(archive.read_bytes())
    with zipfile.ZipFile(archive) as opened:
        name = next(name for name in opened.namelist() if name.startswith("files/"))
        real = opened.getinfo(name).file_size
    # The central directory says less than the stream holds.
    place = content.rindex(name.encode()) - 46
    struct.pack_into("<I", content, place + 24, real - 10)
    archive.write_bytes(content)
    with pytest.raises(BackupError):
        prove(archive, tmp_path)


def test_links_and_locked_parts_are_refused(archive: Path, tmp_path: Path) -> None:
    parts = parts_of(archive)
    with zipfile.ZipFile(archive, "w") as target:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = (0o120777 if name.startswith("files/") else 0o100600) << 16
            target.writestr(entry, content)
    with pytest.raises(BackupError, match="使われるはずのない形"):
        prove(archive, tmp_path)


def test_a_damaged_byte_anywhere_is_told_or_harmless(archive: Path, tmp_path: Path) -> None:
    whole = archive.read_bytes()
    expected: Manifest = read_manifest(archive)
    chosen = random.Random(3)
    told = 0
    for _ in range(150):
        content = bytearray(whole)
        content[chosen.randrange(len(whole))] ^= 1 << chosen.randrange(8)
        archive.write_bytes(content)
        try:
            assert prove(archive, tmp_path).manifest == expected
        except (BackupError, NewerDatabaseError):
            told += 1
    assert told > 100
    for length in (1, 100, len(whole) // 2, len(whole) - 1):
        archive.write_bytes(whole[:length])
        with pytest.raises(BackupError):
            prove(archive, tmp_path)
