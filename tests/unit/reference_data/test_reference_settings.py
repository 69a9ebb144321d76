"""Settings: declared once, read as people type, refused at their own field; a city's defaults file."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakusns_desktop.domain.errors import InputError, ResourceError
from sakusns_desktop.paths import resource_directory
from sakusns_desktop.reference_data.setting_values import (
    SettingDefinition,
    SettingKind,
    SettingValue,
    checked_value,
    parse_value,
    value_from_json,
    value_to_json,
)
from sakusns_desktop.reference_data.settings import load_settings, read_city_defaults, read_settings

FILE = resource_directory() / "settings.toml"
SETTINGS = load_settings()
each_setting = pytest.mark.parametrize("definition", SETTINGS.definitions, ids=lambda definition: definition.key)


@each_setting
def test_a_default_is_within_its_own_limits_and_comes_back_from_the_register(definition: SettingDefinition) -> None:
    assert checked_value(definition, definition.default) == definition.default
    assert value_from_json(definition, value_to_json(definition.default)) == definition.default


@each_setting
def test_a_default_typed_in_is_the_default(definition: SettingDefinition) -> None:
    default = definition.default
    typed = "\n".join(default) if isinstance(default, tuple) else str(default)
    assert parse_value(definition, typed) == default


@each_setting
def test_a_value_of_a_wrong_type_is_refused_at_the_setting(definition: SettingDefinition) -> None:
    wrong: dict[SettingKind, object] = {
        SettingKind.INTEGER: True,
        SettingKind.BOOLEAN: 1,
        SettingKind.TEXT_LIST: "a.example",
    }
    with pytest.raises(InputError) as caught:
        checked_value(definition, wrong.get(definition.kind, 3))
    assert caught.value.field == definition.key


@each_setting
def test_every_setting_stands_in_a_group_and_says_where_it_comes_from(definition: SettingDefinition) -> None:
    assert definition in SETTINGS.in_group(definition.group)
    assert definition.source
    assert bool(definition.choices) is (definition.kind is SettingKind.CHOICE)
    assert bool(definition.unit) is (definition.kind is SettingKind.INTEGER)


def test_saku_is_the_default_city() -> None:
    defaults = SETTINGS.defaults()
    assert defaults["city.name"] == "佐久市"
    assert defaults["pr_division.manager_post"] == "広報広聴課長"
    assert defaults["city.hosts"] == ("city.saku.nagano.jp",)
    assert (defaults["backup.daily"], defaults["backup.weekly"]) == (7, 8)


def test_a_setting_that_is_not_there_is_our_own_fault() -> None:
    with pytest.raises(KeyError):
        SETTINGS.get("city.nickname")


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("city.name", "　小諸市 ", "小諸市"),
        ("city.postal_code", "３８５‐８５０１", "385-8501"),
        ("city.postal_code", "〒3858501", "385-8501"),
        ("city.postal_code", "", ""),
        ("city.phone", "０２６７（６２）２１１１", "0267-62-2111"),
        ("city.phone", "0267 62 2111", "0267622111"),
        ("city.site_url", "HTTPS://WWW.City.Saku.Nagano.JP/Koho/", "https://www.city.saku.nagano.jp/Koho/"),
        ("city.hosts", "City.Saku.nagano.jp\n\n　www.saku.example.\ncity.saku.nagano.jp",
         ("city.saku.nagano.jp", "www.saku.example")),
        ("city.mail_hosts", "＠city.saku.nagano.jp", ("city.saku.nagano.jp",)),
        ("backup.daily", " １０ ", 10),
        ("backup.daily", "10個", 10),
        ("review.interval_months", "６ か月", 6),
        ("backup.weekly", "0", 0),
        ("backup.enabled", "いいえ", False),
        ("backup.enabled", "True", True),
        ("appearance.theme", "dark", "dark"),
        ("backup.second_place", r"\\server\share\sns", r"\\server\share\sns"),
        ("backup.second_place", "/mnt/share", "/mnt/share"),
        ("backup.second_place", " ", ""),
    ],
)  # fmt: skip
def test_what_people_type_becomes_a_value(key: str, typed: str, value: SettingValue) -> None:
    assert parse_value(SETTINGS.get(key), typed) == value


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("city.name", "   "),
        ("city.name", "市" * 21),
        ("city.postal_code", "385-850"),
        ("city.phone", "62-2111"),
        ("city.phone", "0267-62-211"),
        ("city.phone", "1234-56-7890"),
        ("city.site_url", "www.city.saku.nagano.jp"),
        ("city.site_url", "https://"),
        ("city.site_url", "ftp://city.saku.nagano.jp"),
        ("city.site_url", "https://city.saku.nagano.jp/a b"),
        ("city.hosts", ""),
        ("city.hosts", "https://city.saku.nagano.jp"),
        ("city.hosts", "saku"),
        ("city.hosts", "-a.example"),
        ("city.hosts", "\n".join(f"a{number}.example" for number in range(51))),
        ("city.hosts", "a." * 150 + "example"),
        ("backup.daily", "0"),
        ("backup.daily", "61"),
        ("backup.daily", "七"),
        ("backup.daily", "1.5"),
        ("backup.daily", "9" * 5000),
        ("backup.enabled", "たぶん"),
        ("appearance.theme", "blue"),
        ("backup.second_place", "share/sns"),
    ],
)
def test_what_breaks_a_limit_is_refused_at_the_setting(key: str, typed: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_value(SETTINGS.get(key), typed)
    assert caught.value.field == key
    assert caught.value.safe


@given(st.sampled_from(SETTINGS.definitions), st.text(max_size=60))
def test_whatever_is_typed_is_refused_or_comes_to_a_value_that_stays(definition: SettingDefinition, text: str) -> None:
    try:
        value = parse_value(definition, text)
    except InputError:
        return
    assert checked_value(definition, value) == value
    assert value_from_json(definition, value_to_json(value)) == value


@pytest.mark.parametrize("text", ["", "{", "null", "[" * 100_000, '["a"]', "NaN"])
def test_a_damaged_value_in_the_register_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        value_from_json(SETTINGS.get("backup.daily"), text)


def test_limits_that_have_become_tighter_refuse_an_old_value() -> None:
    tighter = replace(SETTINGS.get("backup.daily"), maximum=5)
    with pytest.raises(InputError):
        value_from_json(tighter, "7")


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ('default = "佐久市"', "default = 3", "setting[0].default"),
        ('default = "佐久市"', 'default = " 佐久市"', "setting[0].default"),
        ('type = "text"', 'type = "string"', "setting[0].type"),
        ('group = "city"', 'group = "town"', "setting[0].group"),
        ('key = "city.address"', 'key = "city.name"', "setting[2].key"),
        ("required = false", 'required = "no"', "setting[1].required"),
        ("maximum = 20", "maximum = 20\nminimun = 1", "setting[0].minimun"),
        ('source = "ガイドラインの題"\n', "", "setting[0].source"),
    ],
)
def test_a_fault_in_the_declarations_is_told_by_file_and_key(
    tmp_path: Path, before: str, after: str, word: str
) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert before in text
    broken = tmp_path / "settings.toml"
    broken.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ResourceError) as caught:
        read_settings(broken)
    assert "settings.toml" in caught.value.what
    assert word in caught.value.what


HEAD = 'issued_by = "小諸市 情報課"\nissued_on = 2026-04-01\n'


def city_file(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "city.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_city_hands_out_its_own_defaults_and_locks_some(tmp_path: Path) -> None:
    values = '[values]\n"city.name" = "小諸市"\n"city.hosts" = ["City.Komoro.example"]\n'
    text = HEAD + 'locked = ["city.name", "backup.daily"]\n' + values
    defaults = read_city_defaults(city_file(tmp_path, text), SETTINGS)
    assert defaults.values == {"city.name": "小諸市", "city.hosts": ("city.komoro.example",)}
    assert defaults.locked == {"city.name", "backup.daily"}
    assert (defaults.issued_by, defaults.issued_on) == ("小諸市 情報課", date(2026, 4, 1))


def test_keys_may_stand_as_tables(tmp_path: Path) -> None:
    defaults = read_city_defaults(city_file(tmp_path, HEAD + '[values.city]\nname = "小諸市"\n'), SETTINGS)
    assert defaults.values == {"city.name": "小諸市"}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('[values]\n"city.name" = "小諸市"\n', "issued_by"),
        (HEAD, "values"),
        (HEAD + '[values]\n"city.nickname" = "こもろ"\n', "city.nickname"),
        (HEAD + '[values]\n"city.name" = 3\n', "city.name"),
        (HEAD + '[values]\n"backup.daily" = 0\n', "backup.daily"),
        (HEAD + '[values]\n"city.name" = "あ"\n[values.city]\nname = "い"\n', "2度"),
        (HEAD + 'locked = ["city.nickname"]\n[values]\n', "city.nickname"),
        (HEAD + 'locked = ["appearance.text_size"]\n[values]\n', "appearance.text_size"),
        (HEAD + 'lock = ["city.name"]\n[values]\n', "lock"),
        (HEAD + 'locked = "all"\n[values]\n', "locked"),
        ("not toml", "1行目"),
    ],
)
def test_a_fault_in_a_citys_file_is_told_by_file_and_key(tmp_path: Path, text: str, word: str) -> None:
    with pytest.raises(ResourceError) as caught:
        read_city_defaults(city_file(tmp_path, text), SETTINGS)
    assert "city.toml" in caught.value.what
    assert word in caught.value.what
    assert "配られた設定ファイル" in caught.value.next_step


json_values = (
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.lists(st.text(max_size=8), max_size=3)
)


@given(st.sampled_from(SETTINGS.definitions), json_values)
def test_no_value_raises_anything_but_an_input_error(definition: SettingDefinition, value: object) -> None:
    try:
        checked = value_from_json(definition, json.dumps(value))
    except InputError:
        return
    assert checked_value(definition, checked) == checked
