"""The data of the checks: strict, dated, and the compiled form belongs to the sources."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import jpholiday
import phonenumbers
import pytest

from sakusns_desktop.domain.errors import ResourceError
from sakusns_desktop.paths import resource_directory
from sakusns_desktop.reference_data.checks import COMPILED, load_checks
from sakusns_desktop.reference_data.checks_source import compile_sources, read_sources
from sakusns_desktop.reference_data.folder import resource_folder

RESOURCES = resource_directory()


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of ``resources`` with what the checks read."""
    shutil.copytree(RESOURCES / "checks", tmp_path / "checks")
    shutil.copy(RESOURCES / "platform_limits.toml", tmp_path)
    return tmp_path


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_compiled_form_belongs_to_the_sources() -> None:
    assert (RESOURCES / COMPILED).read_text(encoding="utf-8") == compile_sources(RESOURCES), (
        "run tools/compile_checks.py"
    )


def test_an_edited_source_rules_over_the_compiled_form(copied: Path) -> None:
    change(copied / "platform_limits.toml", "limit = 280", "limit = 300")
    assert load_checks(copied).limits["x", "body"].limit == 300


def test_a_missing_or_broken_compiled_form_is_no_loss(copied: Path) -> None:
    (copied / COMPILED).write_text("{", encoding="utf-8")
    assert load_checks(copied).limits == load_checks().limits
    (copied / COMPILED).unlink()
    assert load_checks(copied).kinds == load_checks().kinds


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("checks/kinds.toml", 'title = "政治的な中立"', 'titel = "政治的な中立"', "title"),
        ("checks/kinds.toml", 'outcome = "review"', 'outcome = "maybe"', "outcome"),
        ("checks/conduct.toml", 'kind = "political"', 'kind = "politics"', "kind"),
        ("checks/conduct.toml", 'pattern = "', 'pattern = "(', "pattern"),
        ("checks/conduct.toml", "checked = 2026-11-22", "", "checked"),
        ("checks/characters.toml", '"200B" =', '"20Z" =', "invisible"),
        ("checks/city.toml", "phones = [", "phones = [1, ", "phones"),
        ("checks/holidays.toml", "2026-01-01 元日", "2026/01/01 元日", "days"),
        ("checks/area_codes.toml", "\n03\n", "\n3\n", "codes"),
        ("platform_limits.toml", 'unit = "utf16"', 'unit = "kana"', "unit"),
        ("platform_limits.toml", "limit = 280", "limit = -1", "limit"),
        ("platform_limits.toml", "warn = 0", "warn = 0\nwarm = 1", "warm"),
    ],
)
def test_a_fault_names_file_and_key(file: str, old: str, new: str, place: str, copied: Path) -> None:
    change(copied / file, old, new)
    with pytest.raises(ResourceError) as told:
        read_sources(copied)
    assert Path(file).name in str(told.value)
    assert place in str(told.value)


def test_a_city_can_bring_its_own_limits_and_facts(copied: Path) -> None:
    change(copied / "platform_limits.toml", "limit = 2200", "limit = 2000")
    change(copied / "checks/city.toml", 'name = "佐久市"', 'name = "小諸市"')
    data = load_checks(limits=copied / "platform_limits.toml", city=copied / "checks/city.toml")
    assert data.limits["instagram", "body"].limit == 2000
    assert data.city.name == "小諸市"


def test_both_ways_to_the_resources_lead_to_one_folder() -> None:
    assert Path(resource_folder()).resolve() == RESOURCES.resolve()


def test_the_holiday_table_is_jpholidays() -> None:
    data = load_checks()
    day = date(data.holiday_years[0], 1, 1)
    while day.year in data.holiday_years:
        assert data.holidays.get(day.isoformat(), "") == (jpholiday.is_holiday_name(day) or ""), day
        day += timedelta(days=1)


def test_the_area_codes_are_japans() -> None:
    codes = load_checks().area_codes
    assert {"03", "06", "026", "0267"} <= codes
    number = phonenumbers.parse("0267622111", "JP")
    assert phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL).partition("-")[0] in codes


def test_every_kind_says_its_clauses_and_every_limit_its_source() -> None:
    data = load_checks()
    assert all(kind.clauses and kind.message.endswith("。") for kind in data.kinds.values())
    assert all(limit.source and date.fromisoformat(limit.checked) for limit in data.limits.values())
    assert {"x", "facebook", "instagram", "line", "youtube"} <= set(data.platforms)
