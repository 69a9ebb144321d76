"""Evidence files: on the disk before the register names them, kept once, proved when read, gone when disposed of."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from storage_samples import NOW, register_path

from sakusns_desktop.domain.errors import DatabaseDamagedError, NotFoundError, StorageError, StorageFullError
from sakusns_desktop.storage.database import Database, open_database
from sakusns_desktop.storage.stored_files import FileFault, FileStore, StoredFile


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    made = open_database(register_path(tmp_path))
    yield made
    made.close()


@pytest.fixture
def store(db: Database, tmp_path: Path) -> FileStore:
    return FileStore(db, tmp_path)


def add(
    store: FileStore, number: int, content: bytes = b"content", name: str = "写し.png", subject: str = "a"
) -> StoredFile:
    return store.add(
        file_id=f"f{number}", subject_kind="account", subject_id=subject, name=name, content=content, added_at=NOW
    )


def test_what_was_added_is_read_back(store: FileStore) -> None:
    file = add(store, 1)
    assert store.get("f1") == file
    assert store.content(file) == b"content"
    assert (file.name, file.size, file.added_at) == ("写し.png", 7, NOW.isoformat())
    assert store.of_subject("a") == store.all() == (file,)
    assert store.of_subject("b") == ()


@pytest.mark.parametrize(
    "name",
    [
        "../../evil.png",
        "C:\\evil.png",
        "a.png/../../b",
        "con",
        ".ssh",
        "a.p ng",
        "a." + "x" * 40,
        "\0.png",
        "a.PNG",
        "",
    ],
)
def test_no_name_leads_out_of_the_folder(store: FileStore, tmp_path: Path, name: str) -> None:
    file = add(store, 1, name=name)
    assert store.location(file).resolve().is_relative_to(tmp_path / "files")
    assert store.content(file) == b"content"
    assert store.get("f1").name == name


def test_a_record_whose_path_leads_out_of_the_folder_is_damage(store: FileStore) -> None:
    with pytest.raises(DatabaseDamagedError):
        store.location(StoredFile("x", path="../register.sqlite3"))


def test_the_same_content_is_on_the_disk_once_and_stays_as_long_as_one_needs_it(
    store: FileStore, tmp_path: Path
) -> None:
    first, second = add(store, 1), add(store, 2, subject="b")
    assert store.location(first) == store.location(second)
    gone = store.forget("a", NOW)
    assert gone == []
    assert store.content(second) == b"content"
    gone = store.forget("b", NOW)
    store.remove(gone)
    store.remove(gone)
    assert store.all() == ()
    assert not [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
    kept = store.get("f1")
    assert (kept.name, kept.sha256, kept.disposed_at) == ("", first.sha256, NOW.isoformat())


def test_a_damaged_file_on_the_disk_is_mended_when_the_same_comes_again(store: FileStore) -> None:
    file = add(store, 1)
    store.location(file).write_bytes(b"CONTENT")
    add(store, 2)
    assert store.content(file) == b"content"


def test_faults_are_found_and_never_handed_out_as_content(store: FileStore) -> None:
    good, changed, missing = add(store, 1, b"1"), add(store, 2, b"2"), add(store, 3, b"3")
    store.location(changed).write_bytes(b"other")
    store.location(missing).unlink()
    assert store.faults() == [FileFault(changed, missing=False), FileFault(missing, missing=True)]
    assert store.content(good) == b"1"
    for file in (changed, missing):
        with pytest.raises(StorageError, match="写し"):
            store.content(file)


def test_a_change_that_fails_leaves_no_record_and_its_file_is_known_as_a_stray(
    store: FileStore, db: Database, tmp_path: Path
) -> None:
    def fail_after_adding() -> None:
        with db.transaction():
            add(store, 1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_adding()
    assert store.all() == ()
    (stray,) = store.strays()
    assert stray.is_relative_to(tmp_path / "files")
    with pytest.raises(NotFoundError):
        store.get("f1")


def test_a_folder_that_takes_no_file_is_told_and_nothing_is_recorded(store: FileStore, tmp_path: Path) -> None:
    (tmp_path / "files").write_text("in the way")
    with pytest.raises(StorageFullError):
        add(store, 1)
    assert store.all() == ()


def test_a_changed_record_is_damage(store: FileStore, db: Database) -> None:
    add(store, 1)
    with db.transaction():
        db.write("UPDATE stored_files SET size = 8")
    with pytest.raises(DatabaseDamagedError):
        store.all()


def test_moments_are_kept_in_utc(store: FileStore) -> None:
    assert datetime.fromisoformat(add(store, 1).added_at).tzinfo is UTC
