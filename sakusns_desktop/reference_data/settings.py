"""Settings, declared once in ``resources/settings.toml``, and the defaults file that a city hands out (4, 3(4))."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from sakusns_desktop.domain.errors import InputError
from sakusns_desktop.paths import resource_directory
from sakusns_desktop.reference_data.setting_values import (
    Choice,
    SettingDefinition,
    SettingFormat,
    SettingKind,
    SettingValue,
    checked_value,
)
from sakusns_desktop.reference_data.strict import Table, read_toml

_ASK_THE_CITY = "配られた設定ファイルを作った人に知らせてください。ファイルを外すと、アプリの初期値で使えます。"


@dataclass(frozen=True, slots=True)
class SettingGroup:
    """Settings that stand together on the page."""

    key: str
    label: str
    help: str


@dataclass(frozen=True, slots=True)
class SettingDefinitions:
    """Every setting there is, in the order of the page."""

    groups: tuple[SettingGroup, ...]
    definitions: tuple[SettingDefinition, ...]

    def get(self, key: str) -> SettingDefinition:
        """The definition of a setting.

        Raises:
            KeyError: there is no such setting, which is a fault of ours.
        """
        for definition in self.definitions:
            if definition.key == key:
                return definition
        raise KeyError(key)

    def in_group(self, group: str) -> tuple[SettingDefinition, ...]:
        """The settings of one group."""
        return tuple(definition for definition in self.definitions if definition.group == group)

    def defaults(self) -> dict[str, SettingValue]:
        """Key -> default of the app."""
        return {definition.key: definition.default for definition in self.definitions}


@dataclass(frozen=True, slots=True)
class CityDefaults:
    """What a city's defaults file says.

    Args:
        values: key -> value in place of the app's default.
        locked: keys that nobody changes in the window.
        issued_by, issued_on: who handed the file out, and when.
    """

    values: Mapping[str, SettingValue]
    locked: frozenset[str]
    issued_by: str
    issued_on: date


@lru_cache(maxsize=1)
def load_settings() -> SettingDefinitions:
    """The settings that the app comes with.

    Raises:
        ResourceError: the file breaks its rules.
    """
    return read_settings(resource_directory() / "settings.toml")


def read_settings(file: Path) -> SettingDefinitions:
    """The settings of one file.

    Raises:
        ResourceError: the file breaks its rules; file and key are named.
    """
    top = read_toml(file)
    checked_on = top.day("checked_on")
    groups = tuple(_group(table) for table in top.tables("group"))
    known = tuple(group.key for group in groups)
    definitions: dict[str, SettingDefinition] = {}
    for table in top.tables("setting"):
        definition = _definition(table, known, checked_on)
        if definition.key in definitions:
            table.fail("key", f"の「{definition.key}」は2度書かれています")
        definitions[definition.key] = definition
    top.finish()
    return SettingDefinitions(groups, tuple(definitions.values()))


def read_city_defaults(file: Path, settings: SettingDefinitions) -> CityDefaults:
    """A city's own defaults: ``issued_by``, ``issued_on``, ``locked = [keys]`` and ``[values]``.

    Keys stand quoted (``"city.name" = …``) or as tables (``[values.city]`` ``name = …``).

    Raises:
        ResourceError: it cannot be read, or a key or value is not one of the settings'; file and key are named.
    """
    top = read_toml(file, next_step=_ASK_THE_CITY)
    issued_by, issued_on = top.text("issued_by"), top.day("issued_on")
    definitions = {definition.key: definition for definition in settings.definitions}
    values: dict[str, SettingValue] = {}
    table = top.table("values")
    for key, value in _flattened(table, "").items():
        definition = definitions.get(key)
        if definition is None:
            table.fail(key, "は知らない設定です")
        try:
            values[key] = checked_value(definition, value)
        except InputError as error:
            table.fail(key, f"の値が使えません（{error.what.rstrip('。')}）")
    locked = top.texts("locked", ())
    for key in locked:
        definition = definitions.get(key)
        if definition is None:
            top.fail("locked", f"の「{key}」は知らない設定です")
        if not definition.lockable:
            top.fail("locked", f"の「{key}」は人が選ぶ設定なので、固定できません")
    top.finish()
    return CityDefaults(values, frozenset(locked), issued_by, issued_on)


def _flattened(table: Table, prefix: str) -> dict[str, object]:
    flat: dict[str, object] = {}
    for name in table.names():
        value = table.value(name)
        inner = _flattened(table.table(name), f"{prefix}{name}.") if isinstance(value, dict) else {prefix + name: value}
        for key in inner:
            if key in flat:
                table.fail(name, "は2度書かれています")
        flat |= inner
    return flat


def _group(table: Table) -> SettingGroup:
    group = SettingGroup(table.text("key"), table.text("label"), table.text("help"))
    table.finish()
    return group


def _definition(table: Table, groups: tuple[str, ...], checked_on: date) -> SettingDefinition:
    kind = SettingKind(table.choice("type", tuple(kind.value for kind in SettingKind)))
    default = table.value("default")
    definition = SettingDefinition(
        key=table.text("key"),
        group=table.choice("group", groups),
        kind=kind,
        default=tuple(default) if isinstance(default, list) else default,  # type: ignore[arg-type]  # checked below
        label=table.text("label"),
        help=table.text("help"),
        source=table.text("source"),
        checked_on=checked_on,
        format=SettingFormat(table.choice("format", tuple(form.value for form in SettingFormat), "plain")),
        required=table.boolean("required", True),
        lockable=table.boolean("lockable", True),
        minimum=table.integer("minimum", 0),
        maximum=table.integer("maximum", 1000),
        unit=table.text("unit", ""),
        choices=tuple(_choice(choice) for choice in table.tables("choice", optional=True)),
    )
    table.finish()
    try:
        same = checked_value(definition, default) == definition.default
    except InputError as error:
        table.fail("default", f"の値が使えません（{error.what.rstrip('。')}）")
    if not same:
        table.fail("default", "が、整えた形で書かれていません")
    return definition


def _choice(table: Table) -> Choice:
    choice = Choice(table.text("value"), table.text("label"))
    table.finish()
    return choice
