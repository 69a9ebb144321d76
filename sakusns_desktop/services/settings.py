"""Settings: the app's defaults, a city's own defaults over them, and over those what was chosen here."""

from dataclasses import dataclass
from pathlib import Path

from sakusns_desktop.domain.errors import InputError
from sakusns_desktop.domain.organization import Role
from sakusns_desktop.paths import city_defaults_file
from sakusns_desktop.reference_data.setting_values import (
    SettingDefinition,
    SettingValue,
    parse_value,
    value_from_json,
    value_to_json,
)
from sakusns_desktop.reference_data.settings import (
    CityDefaults,
    SettingDefinitions,
    load_settings,
    read_city_defaults,
)
from sakusns_desktop.services.register import Register

_ROLE_KEYS = {Role.OWNER: "role.owner_name", Role.MANAGER: "role.manager_name", Role.OPERATOR: "role.operator_name"}


@dataclass(frozen=True, slots=True)
class SettingState:
    """One setting as it stands.

    Args:
        value: what is in force. default: what it would be without a choice made here.
        locked: the city's defaults file has taken it out of everybody's hands.
    """

    definition: SettingDefinition
    value: SettingValue
    default: SettingValue
    locked: bool

    @property
    def own(self) -> bool:
        """True where somebody chose something else than the default."""
        return self.value != self.default


class SettingsService:
    """Reads and changes settings.

    Args:
        register: the open register.
        data_directory: where a city's defaults file may lie beside the register.

    Raises:
        ResourceError: the city's defaults file cannot be used; it is named.
    """

    def __init__(self, register: Register, data_directory: Path) -> None:
        self._register = register
        self._definitions = load_settings()
        file = city_defaults_file(data_directory)
        self.city_defaults: CityDefaults | None = None if file is None else read_city_defaults(file, self._definitions)
        self._values: dict[str, SettingValue] | None = None

    @property
    def definitions(self) -> SettingDefinitions:
        """Every setting there is."""
        return self._definitions

    def _defaults(self) -> dict[str, SettingValue]:
        city = self.city_defaults
        return {**self._definitions.defaults(), **(city.values if city else {})}

    def _locked(self, key: str) -> bool:
        return self.city_defaults is not None and key in self.city_defaults.locked

    def _load(self) -> dict[str, SettingValue]:
        if self._values is None:
            values = self._defaults()
            stored = self._register.settings.values()
            for definition in self._definitions.definitions:
                text = stored.get(definition.key)
                if text is None or self._locked(definition.key):
                    continue
                try:
                    values[definition.key] = value_from_json(definition, text)
                except InputError:
                    continue  # not within today's limits any more: the default holds, the stored text stays
            self._values = values
        return self._values

    def value(self, key: str) -> SettingValue:
        """What is in force.

        Raises:
            KeyError: there is no such setting, which is a fault of ours.
        """
        return self._load()[key]

    def text(self, key: str) -> str:
        """A setting that is a text, a choice or a path."""
        return str(self.value(key))

    def number(self, key: str) -> int:
        """A setting that is a whole number, or a choice among numbers."""
        value = self.value(key)
        return int(value) if isinstance(value, int | str) else 0

    def states(self) -> list[SettingState]:
        """Every setting as it stands, in the order of the page."""
        defaults, values = self._defaults(), self._load()
        return [
            SettingState(definition, values[definition.key], defaults[definition.key], self._locked(definition.key))
            for definition in self._definitions.definitions
        ]

    def role_words(self) -> dict[Role, str]:
        """What the city calls the three roles of 4(1)."""
        return {role: self.text(key) for role, key in _ROLE_KEYS.items()}

    def change(self, key: str, text: str) -> SettingValue:
        """Choose a value, as a person typed it. Returns the value in its one form.

        Raises:
            InputError: (field: the key) it breaks the setting's limits, or the city has locked it.
        """
        definition = self._definitions.get(key)
        if self._locked(key):
            raise InputError(key, "市が決めた設定なので、ここでは変えられません。")
        value = parse_value(definition, text)
        before = self.value(key)
        if value == before:
            return value
        with self._register.transaction():
            self._register.settings.set(key, value_to_json(value))
            self._record("changed", key, before, value)
        self._values = None
        return value

    def reset(self, key: str) -> SettingValue:
        """Go back to the default. Returns it.

        Raises:
            InputError: (field: the key) the city has locked it.
        """
        if self._locked(key):
            raise InputError(key, "市が決めた設定なので、ここでは変えられません。")
        before, after = self.value(key), self._defaults()[key]
        if before != after:
            with self._register.transaction():
                self._register.settings.remove(key)
                self._record("reset", key, before, after)
            self._values = None
        return after

    def _record(self, action: str, key: str, before: SettingValue, after: SettingValue) -> None:
        old, new = {key: _plain(before)}, {key: _plain(after)}
        self._register.record(f"setting.{action}", "setting", key, before=old, after=new)


def _plain(value: SettingValue) -> object:
    return list(value) if isinstance(value, tuple) else value
