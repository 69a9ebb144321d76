"""Small things that the window remembers: chosen columns, splitter, last page. No change of the register."""

import json

from sakusns_desktop.services.register import Register

PREFIX = "window."


class WindowMemory:
    """Key and text, kept beside the settings; read once, written through."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def load(self) -> dict[str, str]:
        """Everything remembered; what cannot be read counts as forgotten."""
        kept: dict[str, str] = {}
        for key, text in self._register.settings.values().items():
            if key.startswith(PREFIX):
                value = json.loads(text)
                if isinstance(value, str):
                    kept[key.removeprefix(PREFIX)] = value
        return kept

    def keep(self, key: str, text: str) -> None:
        """Remember one thing."""
        with self._register.transaction():
            self._register.settings.set(PREFIX + key, json.dumps(text))
