"""Settings: the app's default, the city's over it, what was chosen here over both; nothing wrong gets in."""

from pathlib import Path

import pytest

from sakusns_desktop.composition import open_services
from sakusns_desktop.domain.errors import InputError, ResourceError
from sakusns_desktop.domain.organization import Role
from sakusns_desktop.paths import CITY_DEFAULTS_NAME
from sakusns_desktop.services.services import Services
from sakusns_desktop.services.settings import SettingState

CITY = """issued_by = "見本市 情報課"
issued_on = 2026-04-01
locked = ["city.name"]
[values]
"city.name" = "見本市"
"review.dormant_days" = 90
"""


def state(services: Services, key: str) -> SettingState:
    return next(row for row in services.settings.states() if row.definition.key == key)


def actions(services: Services) -> list[str]:
    return [entry.action for entry in services.register.audit.entries(10)]


@pytest.fixture
def city_services(tmp_path: Path) -> Services:
    """A register under a city's own defaults."""
    (tmp_path / CITY_DEFAULTS_NAME).write_text(CITY, encoding="utf-8")
    return open_services(tmp_path, sign_in="clerk")


def test_without_a_choice_the_default_is_in_force(services: Services) -> None:
    assert services.settings.text("city.name") == "佐久市"
    assert not any(row.own or row.locked for row in services.settings.states())


def test_a_choice_is_in_force_stays_and_is_in_the_log(services: Services) -> None:
    assert services.settings.change("review.dormant_days", "９０日") == 90
    assert state(services, "review.dormant_days").own
    assert actions(services) == ["setting.changed"]
    entry = services.register.audit.entries(1)[0]
    assert (entry.before, entry.after) == ({"review.dormant_days": 180}, {"review.dormant_days": 90})


def test_a_choice_survives_the_next_start(services: Services) -> None:
    services.settings.change("city.hosts", "example.jp\nEXAMPLE.org")
    services.close()
    again = open_services(services.data_directory, sign_in="clerk")
    assert again.settings.value("city.hosts") == ("example.jp", "example.org")
    again.close()


def test_choosing_what_is_in_force_leaves_no_entry(services: Services) -> None:
    services.settings.change("city.name", " 佐久市 ")
    assert actions(services) == []


@pytest.mark.parametrize(
    ("key", "text"),
    [("review.dormant_days", "29"), ("review.dormant_days", "たくさん"), ("city.name", ""), ("appearance.theme", "赤")],
)
def test_what_breaks_a_limit_is_refused_and_nothing_changes(services: Services, key: str, text: str) -> None:
    before = services.settings.value(key)
    with pytest.raises(InputError) as caught:
        services.settings.change(key, text)
    assert caught.value.field == key
    assert services.settings.value(key) == before
    assert actions(services) == []


def test_going_back_to_the_default_is_logged_and_holds(services: Services) -> None:
    services.settings.change("city.phone", "0267-00-0000")
    assert services.settings.reset("city.phone") == "0267-62-2111"
    assert not state(services, "city.phone").own
    assert actions(services) == ["setting.reset", "setting.changed"]


def test_a_citys_defaults_hold_and_what_it_locked_cannot_be_changed(city_services: Services) -> None:
    settings = city_services.settings
    assert settings.text("city.name") == "見本市"
    assert state(city_services, "city.name").locked
    with pytest.raises(InputError, match="市が決めた"):
        settings.change("city.name", "別の市")
    with pytest.raises(InputError, match="市が決めた"):
        settings.reset("city.name")
    assert settings.number("review.dormant_days") == 90
    assert not state(city_services, "review.dormant_days").own
    settings.change("review.dormant_days", "100")
    assert settings.reset("review.dormant_days") == 90
    city_services.close()


def test_a_choice_made_before_the_city_locked_it_does_not_hold(tmp_path: Path) -> None:
    first = open_services(tmp_path, sign_in="clerk")
    first.settings.change("city.name", "わが市")
    first.close()
    (tmp_path / CITY_DEFAULTS_NAME).write_text(CITY, encoding="utf-8")
    again = open_services(tmp_path, sign_in="clerk")
    assert again.settings.text("city.name") == "見本市"
    again.close()


def test_a_citys_file_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / CITY_DEFAULTS_NAME).write_text(CITY.replace("city.name", "city.nickname"), encoding="utf-8")
    with pytest.raises(ResourceError, match=r"city\.nickname"):
        open_services(tmp_path, sign_in="clerk")


def test_a_stored_value_outside_todays_limits_gives_way_to_the_default(services: Services) -> None:
    with services.register.transaction():
        services.register.settings.set("review.dormant_days", "99999")
        services.register.settings.set("city.name", "これはJSONではない")
    assert services.settings.number("review.dormant_days") == 180
    assert services.settings.text("city.name") == "佐久市"


def test_the_roles_have_the_names_that_the_city_gives_them(services: Services) -> None:
    services.settings.change("role.operator_name", "SNS担当")
    assert services.role_words[Role.OPERATOR] == "SNS担当"
