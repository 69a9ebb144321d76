"""Attacks on copies: other divisions' backups, hostile manifests, flipped bytes, a clock that goes backwards."""

import json
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sakusns_desktop.composition import DATABASE_NAME, open_services
from sakusns_desktop.domain.errors import BackupError
from sakusns_desktop.services.integrity import Outcome, verify
from sakusns_desktop.services.recovery import newest_good_backup
from sakusns_desktop.services.sample_data import fill_with_sample
from sakusns_desktop.services.services import Services
from sakusns_desktop.storage.archive_manifest import MANIFEST_PART
from sakusns_desktop.storage.archive_proof import read_manifest

EARLY = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
LATE = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


def opened(folder: Path, now: datetime = EARLY) -> Services:
    services = open_services(folder, sign_in="clerk")
    services.register.clock = lambda: now
    return services


def flip_last_data_byte(archive: Path, name: str) -> None:
    """Change one byte in the packed content of a part; the archive's directory stays as it is."""
    with zipfile.ZipFile(archive) as opened_zip:
        entry = opened_zip.getinfo(name)
    data = bytearray(archive.read_bytes())
    middle = entry.header_offset + 30 + len(name) + 20 + entry.compress_size // 2
    data[middle] ^= 0xFF
    archive.write_bytes(bytes(data))


def forge_manifest(archive: Path, **changes: object) -> None:
    with zipfile.ZipFile(archive) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    told = {**json.loads(parts[MANIFEST_PART]), **changes}
    parts[MANIFEST_PART] = json.dumps(told).encode()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)


@pytest.fixture
def backed_up(tmp_path: Path) -> Path:
    """A register that was backed up here and at a share that two divisions use. Gives its folder."""
    share = tmp_path / "share"
    share.mkdir()
    for name, now in (("ours", EARLY), ("theirs", LATE)):
        with closing(opened(tmp_path / name, now)) as services:
            services.settings.change("backup.second_place", str(share))
            if name == "ours":
                fill_with_sample(services.register, services.accounts)
            assert services.backups.run_automatic().made is not None
    return tmp_path / "ours"


def test_recovery_never_offers_the_newer_backup_of_another_division_on_the_same_share(backed_up: Path) -> None:
    ours = read_manifest(next((backed_up / "backups").glob("*.zip"))).register_id
    (backed_up / DATABASE_NAME).write_bytes(b"\xa5" * 8192)
    found = newest_good_backup(backed_up)
    assert found is not None
    assert found.proof.manifest.register_id == ours


def test_recovery_finds_its_own_backup_on_the_share_when_those_beside_the_register_are_gone(backed_up: Path) -> None:
    own = next((backed_up / "backups").glob("*.zip"))
    ours = read_manifest(own).register_id
    own.unlink()
    (backed_up / DATABASE_NAME).write_bytes(b"\xa5" * 8192)
    found = newest_good_backup(backed_up)
    assert found is not None
    assert found.proof.manifest.register_id == ours


@pytest.mark.parametrize(
    "moment", ["9999-12-31T23:59:59-14:00", "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00"]
)
def test_a_manifest_with_an_impossible_moment_is_refused_in_words(backed_up: Path, moment: str) -> None:
    archive = next((backed_up / "backups").glob("*.zip"))
    forge_manifest(archive, made_at=moment)
    with pytest.raises(BackupError):
        read_manifest(archive)


def test_a_flipped_byte_inside_a_backup_is_told_by_verify(backed_up: Path) -> None:
    archive = next((backed_up / "backups").glob("*.zip"))
    assert all(check.outcome is not Outcome.FAULT for check in verify(backed_up, LATE))
    flip_last_data_byte(archive, DATABASE_NAME)
    faults = [check for check in verify(backed_up, LATE) if check.outcome is Outcome.FAULT]
    assert [archive.name in fault.text for fault in faults] == [True]


def test_a_guideline_loaded_after_the_clock_went_back_is_the_one_in_force(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "data", LATE)) as services:
        first = services.guideline.load("1 目的\n(1) はじめの版の文です。\n")
        services.register.clock = lambda: EARLY
        second = services.guideline.load("1 目的\n(1) 次の版の文です。\n")
        current = services.guideline.current()
        assert current is not None
        assert (current.id, first.id != second.id) == (second.id, True)
