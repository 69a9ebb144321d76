"""Settings as the register keeps them: a name and a JSON text; what they mean is declared in the services."""

from sakusns_desktop.storage.database import Database
from sakusns_desktop.storage.records import text_checksum, whole_texts


class SettingsRepository:
    """Settings that differ from their defaults."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def values(self) -> dict[str, str]:
        """Name -> JSON text.

        Raises:
            DatabaseDamagedError: one is not what was written.
        """
        rows = self._db.read("SELECT name, value, checksum FROM settings ORDER BY name")
        values = {}
        for row in rows:
            name, value = whole_texts(row, "設定")
            values[name] = value
        return values

    def set(self, key: str, json_text: str) -> None:
        """Keep a setting in place of what was there."""
        with self._db.writing():
            row = (key, json_text, text_checksum(key, json_text))
            self._db.write("INSERT OR REPLACE INTO settings VALUES (?, ?, ?)", row)

    def remove(self, key: str) -> None:
        """Go back to the default; nothing happens where it was that already."""
        with self._db.writing():
            self._db.write("DELETE FROM settings WHERE name = ?", (key,))
