"""Full disk, read-only folder: told in words, nothing that was kept is lost, and the register goes on afterwards."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from storage_samples import NOW, everything, filled, register_path

from sakusns_desktop.storage.archive import make_archive
from sakusns_desktop.storage.archive_proof import prove_archive
from sakusns_desktop.storage.database import open_database
from sakusns_desktop.storage.inspection import inspect
from sakusns_desktop.storage.settings import SettingsRepository

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits and users of POSIX")

NOBODY = 65534

LIMIT = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from sakusns_desktop.domain.errors import StorageFullError
from sakusns_desktop.storage.archive import make_archive
from sakusns_desktop.storage.database import open_database
from sakusns_desktop.storage.settings import SettingsRepository
from sakusns_desktop.storage.stored_files import FileStore

folder, archive = Path(sys.argv[1]), Path(sys.argv[2])

def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

db = open_database(folder / "register.sqlite3")
settings = SettingsRepository(db)
now = datetime.now(UTC)

limit(20_000)
try:
    make_archive(db, folder, archive, now=now)
except StorageFullError as error:
    print("archive", error)
try:
    FileStore(db, folder).add(
        file_id="f", subject_kind="a", subject_id="b", name="c", content=bytes(100_000), added_at=now
    )
except StorageFullError as error:
    print("file", error)

limit(600_000)
number = 0
try:
    while number < 10_000:
        settings.set(f"s{number}", '"' + "x" * 2000 + '"')
        print("kept", number)
        number += 1
except StorageFullError as error:
    print("full", error)
print("read", len(settings.values()) == number + 1)
limit(resource.RLIM_INFINITY)
settings.set("after", "1")
print("kept after")
db.close()
"""


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    data_dir, archive = tmp_path / "data", tmp_path / "a.zip"
    with closing(filled(data_dir)) as db:
        make_archive(db, data_dir, archive, now=NOW)
    command = [sys.executable, "-c", LIMIT, str(data_dir), str(archive)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines if not line.startswith("kept")] == ["archive", "file", "full", "read"]
    assert all("空き" in line for line in lines if line.split()[0] in {"archive", "file", "full"})
    assert lines[-2:] == ["read True", "kept after"]
    kept = [line.split()[1] for line in lines if line.startswith("kept ")][:-1]
    assert len(kept) > 10
    with closing(open_database(register_path(data_dir))) as db:
        assert inspect(db) == []
        values = SettingsRepository(db).values()
        assert {f"s{number}" for number in kept} | {"after", "city.name"} == set(values)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    assert prove_archive(archive, scratch).audit.count == 12
    assert not list(data_dir.glob(".scratch-*"))
    assert not [path for path in (data_dir / "files").rglob("*") if path.is_file()]


CREATE_FULL = """
import resource, sys
from pathlib import Path
from sakusns_desktop.domain.errors import StorageFullError
from sakusns_desktop.storage.database import open_database
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    open_database(Path(sys.argv[1]) / "register.sqlite3")
except StorageFullError as error:
    print(error)
"""


@pytest.mark.parametrize("size", [0, 4096, 50_000])
def test_no_half_register_is_left_where_the_disk_is_full_from_the_start(tmp_path: Path, size: int) -> None:
    command = [sys.executable, "-c", CREATE_FULL, str(tmp_path / "data"), str(size)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "空き" in done.stdout, done.stderr
    assert list((tmp_path / "data").iterdir()) == []


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that another user can reach, too."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


READ_ONLY = """
import os, sys
from pathlib import Path
from sakusns_desktop.domain.errors import StorageError, StorageFullError
from sakusns_desktop.storage.database import open_database
from sakusns_desktop.storage.location import describe_location
from sakusns_desktop.storage.settings import SettingsRepository
from sakusns_desktop.reference_data.locations import load_locations

load_locations()
if os.geteuid() == 0:  # nothing is read-only to root
    os.setgroups([])
    os.setgid(int(sys.argv[2]))
    os.setuid(int(sys.argv[2]))
folder = Path(sys.argv[1])
print(describe_location(folder).kind)
for path in (folder / "register.sqlite3", folder / "deeper" / "register.sqlite3"):
    try:
        open_database(path)
        print("opened")
    except StorageFullError as error:
        print("refused", error)
db = open_database(folder / "register.sqlite3", read_only=True)
print(SettingsRepository(db).values())
db.close()
"""


def test_a_folder_that_takes_no_writing_is_told_and_a_copy_in_it_can_be_read(open_folder: Path) -> None:
    data_dir = open_folder / "data"
    with closing(filled(data_dir)) as db:
        before = everything(db)
    register = register_path(data_dir)
    register.chmod(0o444)
    data_dir.chmod(0o555)
    command = [sys.executable, "-c", READ_ONLY, str(data_dir), str(NOBODY)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    data_dir.chmod(0o755)
    register.chmod(0o644)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "read_only"
    assert [line.split()[0] for line in lines[1:3]] == ["refused", "refused"]
    assert lines[3] == "{'city.name': '\"佐久市\"'}"
    with closing(open_database(register)) as db:
        assert everything(db) == before
