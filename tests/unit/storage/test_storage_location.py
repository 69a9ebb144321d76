"""Bad places for a register are told with the reason, for Windows, macOS and Linux alike."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from sakusns_desktop.domain.errors import ResourceError
from sakusns_desktop.reference_data.locations import load_locations, read_locations
from sakusns_desktop.storage.location import (
    BadLocation,
    LocationFacts,
    describe_location,
    judge,
    parse_mount_command,
    parse_proc_mounts,
)

LOCAL, REMOTE = 3, 4
WINDOWS = LocationFacts((r"C:\Users\kanko01\AppData\Local\sakusns-desktop",), True, {}, LOCAL, (), True)
LINUX = LocationFacts(
    ("/home/kanko/.local/share/sakusns-desktop",), False, {}, None, (("/", "ext4"), ("/home", "ext4")), True
)
PROC_MOUNTS = r"""sysfs /sys sysfs rw,nosuid 0 0
/dev/sda1 / ext4 rw 0 0
server:/export /mnt/share nfs4 rw 0 0
//server/kanko /mnt/\346\240\252\040two cifs rw 0 0
kanko@host:/ /home/kanko/far fuse.sshfs rw 0 0
/dev/sdb1 /mnt/share/local ext4 rw 0 0
tmpfs /later tmpfs rw 0 0
server:/x /later nfs rw 0 0
"""
MAC_MOUNTS = """/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//kanko@server/課の 共有 on /Volumes/課の 共有 (smbfs, nodev, nosuid, mounted by kanko)
"""


def kind(facts: LocationFacts) -> BadLocation | None:
    warning = judge(facts, load_locations())
    return None if warning is None else warning.kind


def test_the_usual_places_are_good_ones() -> None:
    assert kind(WINDOWS) is None
    assert kind(LINUX) is None
    assert kind(replace(WINDOWS, paths=(r"\\?\C:\Users\kanko01\データ",))) is None


@pytest.mark.parametrize(
    "path",
    [r"\\server\kanko\台帳", "//server/kanko/台帳", r"\\?\UNC\server\kanko\台帳", r"\\wsl.localhost\Debian\home\kanko"],
)
def test_a_share_named_by_its_server_is_told(path: str) -> None:
    assert kind(replace(WINDOWS, paths=(path,))) is BadLocation.NETWORK


def test_a_mapped_drive_is_told() -> None:
    assert kind(replace(WINDOWS, paths=(r"Z:\台帳",), drive_type=REMOTE)) is BadLocation.NETWORK


def test_a_link_that_leads_onto_a_share_is_told() -> None:
    assert kind(replace(WINDOWS, paths=(r"C:\台帳", r"\\server\kanko\台帳"))) is BadLocation.NETWORK


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/mnt/share", BadLocation.NETWORK),
        ("/mnt/share/台帳", BadLocation.NETWORK),
        ("/mnt/shared", None),
        ("/mnt/share/local/台帳", None),
        ("/home/kanko/far/台帳", BadLocation.NETWORK),
        ("/home/kanko/near", None),
        ("/later/台帳", BadLocation.NETWORK),
    ],
)
def test_the_innermost_mount_decides(path: str, expected: BadLocation | None) -> None:
    facts = replace(LINUX, paths=(path,), mounts=parse_proc_mounts(PROC_MOUNTS))
    assert kind(facts) is expected


def test_escaped_blanks_of_mount_points_are_read() -> None:
    assert parse_proc_mounts("a /mnt/one\\040two\\134three nfs rw 0 0\nbroken\n") == (("/mnt/one two\\three", "nfs"),)


def test_what_macos_says_of_its_mounts_is_read() -> None:
    mounts = parse_mount_command(MAC_MOUNTS)
    assert mounts == (("/", "apfs"), ("/Volumes/課の 共有", "smbfs"))
    assert kind(replace(LINUX, paths=("/Volumes/課の 共有/台帳",), mounts=mounts)) is BadLocation.NETWORK


def test_every_example_of_a_synchronised_folder_is_told_by_its_own_service() -> None:
    services = load_locations().services
    assert services
    for service in services:
        for example in service.examples:
            facts = replace(WINDOWS if "\\" in example else LINUX, paths=(example,))
            warning = judge(facts, load_locations())
            assert warning is not None, example
            assert warning.kind is BadLocation.SYNCHRONISED
            assert service.label in warning.reason or "CloudStorage" in example


def test_a_folder_named_by_the_environment_is_told_whatever_it_is_called() -> None:
    environment = {"OneDriveCommercial": r"D:\同期\佐久市"}
    inside = replace(WINDOWS, paths=(r"d:\同期\佐久市\台帳",), environment=environment)
    assert kind(inside) is BadLocation.SYNCHRONISED
    assert kind(replace(inside, paths=(r"D:\同期\佐久市2\台帳",))) is None
    assert kind(replace(inside, environment={"OneDrive": ""})) is None


@pytest.mark.parametrize("path", [r"C:\Dropboxes\台帳", r"C:\Inbox\台帳", r"C:\OneDriver\台帳", r"C:\Boxing\台帳"])
def test_names_that_only_look_alike_are_not_told(path: str) -> None:
    assert kind(replace(WINDOWS, paths=(path,))) is None


def test_a_place_that_takes_no_writing_is_told_before_anything_else() -> None:
    facts = replace(WINDOWS, paths=(r"\\server\kanko",), writable=False)
    assert kind(facts) is BadLocation.READ_ONLY


def test_a_real_folder_is_judged_and_left_as_it_was(tmp_path: Path) -> None:
    assert describe_location(tmp_path / "not yet" / "there") is None
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "Dropbox").mkdir()
    places = [tmp_path / "Dropbox", tmp_path / "Dropbox" / "deeper"]
    if sys.platform != "win32":  # a link needs a right of its own there
        (tmp_path / "link").symlink_to(tmp_path / "Dropbox")
        places += [tmp_path / "link", tmp_path / "link" / "deeper"]
    for path in places:
        warning = describe_location(path)
        assert warning is not None
        assert (warning.kind, warning.reason.endswith("。"), warning.next_step.endswith("。")) == (
            BadLocation.SYNCHRONISED,
            True,
            True,
        )
    file = tmp_path / "a file"
    file.write_text("")
    warning = describe_location(file / "folder")
    assert warning is not None
    assert warning.kind is BadLocation.READ_ONLY


def test_the_list_is_read_strictly(tmp_path: Path) -> None:
    file = tmp_path / "locations.toml"
    file.write_text('checked_on = 2026-11-22\n[network]\ndrive_type = "four"\n', encoding="utf-8")
    with pytest.raises(ResourceError, match=r"locations\.toml.*drive_type"):
        read_locations(file)


def test_no_posix_module_is_loaded_by_the_room_itself() -> None:
    code = (
        "import sys\n"
        "import sakusns_desktop.storage.location, sakusns_desktop.storage.instance_lock\n"
        "print(*(name for name in ('fcntl', 'msvcrt', 'subprocess', 'ctypes') if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
