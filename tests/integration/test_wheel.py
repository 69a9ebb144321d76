"""The wheel: ``resources/`` is inside, is found there, and the licence texts travel with it."""

import hashlib
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = ROOT / "resources"


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without isolation and unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file under the folder, by its path there."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_wheel_holds_every_resource_unchanged(unpacked: Path) -> None:
    wanted = digests(RESOURCES)
    assert wanted
    assert digests(unpacked / "sakusns_desktop" / "resources") == wanted


def test_the_app_in_the_wheel_finds_the_resources_in_the_wheel(unpacked: Path, tmp_path: Path) -> None:
    code = "from sakusns_desktop.paths import resource_directory as found; print(found())"
    environ = {**os.environ, "PYTHONPATH": str(unpacked), "PYTHONIOENCODING": "utf-8"}
    answer = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environ, check=True, capture_output=True)
    found = Path(answer.stdout.decode("utf-8").strip())
    assert found == unpacked / "sakusns_desktop" / "resources"


def test_the_wheel_holds_the_product_and_nothing_of_the_workshop(unpacked: Path) -> None:
    top = {path.name for path in unpacked.iterdir()}
    assert {name for name in top if not name.endswith(".dist-info")} == {"sakusns_desktop"}


def test_licence_and_notices_travel_with_the_wheel(unpacked: Path) -> None:
    (information,) = unpacked.glob("*.dist-info")
    for name in ("LICENSE", "THIRD_PARTY_NOTICES.md"):
        assert (information / "licenses" / name).read_bytes() == (ROOT / name).read_bytes()


def test_every_font_in_the_wheel_stands_beside_its_licence(unpacked: Path) -> None:
    fonts = unpacked / "sakusns_desktop" / "resources" / "fonts"
    families = {path.stem.split("-")[0] for path in fonts.glob("*.ttf")}
    assert families
    for family in families:
        assert "SIL OPEN FONT LICENSE" in (fonts / f"{family}-OFL.txt").read_text(encoding="utf-8")


def runtime_packages() -> set[str]:
    """Every package that the product needs at run time on some operating system, from the comments of the lock."""
    needed_by: dict[str, set[str]] = {}
    name = ""
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([A-Za-z0-9][\w.-]*)==", line):
            name = match[1]
            needed_by[name] = set()
        elif match := re.match(r"\s+#\s+(?:via )?([A-Za-z0-9][\w.-]*)", line):
            needed_by[name].add(match[1])
    declared = direct_dependencies()
    found = declared & set(needed_by)
    while grown := {name for name, parents in needed_by.items() if name not in found and parents & found}:
        found |= grown
    return found


def direct_dependencies() -> set[str]:
    """Names of the direct dependencies in pyproject.toml, lower case."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {re.split(r"[^A-Za-z0-9._-]", requirement)[0].lower() for requirement in project["dependencies"]}


def test_every_package_needed_at_run_time_is_named_in_the_notices() -> None:
    notices = (ROOT / "THIRD_PARTY_NOTICES.md").read_text(encoding="utf-8").lower()
    needed = runtime_packages()
    assert {"pyside6-essentials", "shiboken6", "keyring", "pywin32-ctypes"} <= needed
    assert [name for name in sorted(needed) if f"| {name} |" not in notices] == []
