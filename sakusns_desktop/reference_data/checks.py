"""5, 6: word lists, limits and the city's own facts for the checks, read from ``resources/``.

The TOML files are what people edit. Reading them costs more than a whole ``check`` may, so their strictly read form
lies beside them in ``compiled.json``, with a checksum of each source: where a checksum differs, the sources rule.
"""

import json
import os
import zlib
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from sakusns_desktop.domain.post import Outcome
from sakusns_desktop.reference_data.folder import resource_folder

if TYPE_CHECKING:
    from pathlib import Path

SOURCES = (
    "checks/kinds.toml",
    "checks/discrimination.toml",
    "checks/conduct.toml",
    "checks/secrecy.toml",
    "checks/wording.toml",
    "checks/staff.toml",
    "checks/names.toml",
    "checks/lists.toml",
    "checks/links.toml",
    "checks/characters.toml",
    "checks/city.toml",
    "checks/holidays.toml",
    "checks/area_codes.toml",
    "checks/top_level_domains.txt",
    "platform_limits.toml",
)
COMPILED = "checks/compiled.json"
FORMAT = 1


class Kind(NamedTuple):
    """A kind of finding: clauses in the guideline's order, default outcome, title and sentence."""

    clauses: tuple[str, ...]
    outcome: Outcome
    title: str
    message: str


class Phrase(NamedTuple):
    """A row of wording.

    Args:
        id: stable id, also the id of its findings.
        kind: kind of finding.
        outcome: what it asks for.
        words: one of them must stand in the text for the row to be looked at.
        pattern: regular expression over the folded text; empty: the words themselves.
        message: one sentence; empty: the kind's own.
        instead: what to write instead; a text in brackets is advice, not a replacement.
        unless: words that clear it where they stand in the same sentence.
        unless_post: words that clear it wherever they stand in the post.
        unless_start: beginnings of a post that clear it.
        whole: the finding is about the post as a whole.
        only_with_link: looked at only where the post has a link.
    """

    id: str
    kind: str
    outcome: Outcome
    words: tuple[str, ...]
    pattern: str
    message: str
    instead: tuple[str, ...]
    unless: tuple[str, ...]
    unless_post: tuple[str, ...]
    unless_start: tuple[str, ...]
    whole: bool
    only_with_link: bool


class Limit(NamedTuple):
    """How much a platform takes in one field. 0 stands for no known limit; ``checked`` is an ISO date."""

    platform: str
    field: str
    unit: str
    limit: int
    warn: int
    hashtags: int
    mentions: int
    source: str
    checked: str


class City(NamedTuple):
    """What belongs to the city: names, numbers, places. ``phones`` are digits only."""

    name: str
    short_names: tuple[str, ...]
    postal_codes: frozenset[str]
    postal_prefixes: tuple[str, ...]
    area_code: str
    phones: frozenset[str]
    addresses: tuple[str, ...]
    hosts: tuple[str, ...]
    host_tokens: tuple[str, ...]
    other_bodies: tuple[str, ...]
    towns: frozenset[str]


class CheckData:
    """Everything that the checks take as data. Parts are built when they are first asked for.

    Args:
        raw: the strictly read form, as ``checks_source.read_sources`` returns it.
    """

    def __init__(self, raw: Mapping[str, object]) -> None:
        self._raw: dict[str, object] = dict(raw)

    def _table(self, key: str) -> dict[str, object]:
        value = self._raw[key]
        return value if isinstance(value, dict) else {}

    def _rows(self, key: str) -> list[list[object]]:
        value = self._raw[key]
        return value if isinstance(value, list) else []

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """Kind id -> kind."""
        return {
            str(row[0]): Kind(_texts(row[1]), Outcome(str(row[2])), str(row[3]), str(row[4]))
            for row in self._rows("kinds")
        }

    @cached_property
    def bigrams(self) -> dict[str, list[int]]:
        """First two characters of a word -> numbers of the phrases that have it."""
        return {key: _numbers(value) for key, value in self._table("bigrams").items()}

    @cached_property
    def phrase_count(self) -> int:
        """How many phrases there are."""
        return len(self._phrase_texts)

    @cached_property
    def _phrase_texts(self) -> tuple[str, ...]:
        return _texts(self._raw["phrases"])

    def phrase(self, number: int) -> Phrase:
        """One row of wording."""
        cached = self._phrases.get(number)
        if cached is None:
            row = json.loads(self._phrase_texts[number])
            cached = Phrase(
                str(row[0]),
                str(row[1]),
                Outcome(str(row[2])),
                _texts(row[3]),
                str(row[4]),
                str(row[5]),
                _texts(row[6]),
                _texts(row[7]),
                _texts(row[8]),
                _texts(row[9]),
                bool(row[10]),
                bool(row[11]),
            )
            self._phrases[number] = cached
        return cached

    @cached_property
    def _phrases(self) -> dict[int, Phrase]:
        return {}

    @cached_property
    def _lists(self) -> dict[str, tuple[str, ...]]:
        return {}

    def words(self, name: str) -> tuple[str, ...]:
        """A named list, in its order."""
        found = self._lists.get(name)
        if found is None:
            found = tuple(str(self._table("lists")[name]).split("\n"))
            self._lists[name] = found
        return found

    @cached_property
    def _sets(self) -> dict[str, frozenset[str]]:
        return {}

    def word_set(self, name: str) -> frozenset[str]:
        """A named list as a set."""
        found = self._sets.get(name)
        if found is None:
            found = frozenset(self.words(name))
            self._sets[name] = found
        return found

    def characters(self, group: str) -> dict[str, str]:
        """``platform``, ``hint`` or ``invisible``: character -> what to write instead, or its name."""
        found = self._table("characters")[group]
        return found if isinstance(found, dict) else {}

    @cached_property
    def city(self) -> City:
        """The city's own facts."""
        row = self._table("city")
        return City(
            str(row["name"]),
            _texts(row["short_names"]),
            frozenset(_texts(row["postal_codes"])),
            _texts(row["postal_prefixes"]),
            str(row["area_code"]),
            frozenset(number.replace("-", "") for number in _texts(row["phones"])),
            _texts(row["addresses"]),
            _texts(row["hosts"]),
            _texts(row["host_tokens"]),
            _texts(row["other_bodies"]),
            frozenset(_texts(row["towns"])),
        )

    @cached_property
    def limits(self) -> dict[tuple[str, str], Limit]:
        """(platform, field) -> limit."""
        rows = (Limit(*row) for row in self._rows("limits"))  # type: ignore[arg-type]
        return {(row.platform, row.field): row for row in rows}

    @cached_property
    def platforms(self) -> tuple[str, ...]:
        """Every platform that has a limit."""
        return tuple(dict.fromkeys(platform for platform, _ in self.limits))

    @cached_property
    def holidays(self) -> dict[str, str]:
        """ISO date -> name of the holiday, within ``holiday_years``."""
        lines = str(self._table("holidays")["days"]).split("\n")
        return dict(line.split(" ", 1) for line in lines)

    @cached_property
    def holiday_years(self) -> range:
        """The years whose holidays are known here; other years need jpholiday."""
        table = self._table("holidays")
        return range(int(str(table["first_year"])), int(str(table["last_year"])) + 1)

    @cached_property
    def area_codes(self) -> frozenset[str]:
        """Area codes of landlines, with their 0."""
        return frozenset(str(self._raw["area_codes"]).split(" "))

    @cached_property
    def top_level_domains(self) -> frozenset[str]:
        """Lower-case names without a dot."""
        return frozenset(str(self._raw["top_level_domains"]).split(" "))


def _texts(value: object) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, (list, tuple)) else ()


def _numbers(value: object) -> list[int]:
    return value if isinstance(value, list) else []


def load_checks(
    directory: "Path | None" = None, *, limits: "Path | None" = None, city: "Path | None" = None
) -> CheckData:
    """The checks' data.

    Args:
        directory: the folder ``resources``; by default the app's own.
        limits: a city's own ``platform_limits.toml`` in place of the app's.
        city: a city's own ``city.toml`` in place of the app's.

    Raises:
        ResourceError: a file is missing or breaks its rules; it names file and key.
    """
    folder = str(directory) if directory is not None else resource_folder()
    raw = _compiled(folder)
    if raw is None:
        from pathlib import Path

        from sakusns_desktop.reference_data.checks_source import read_sources

        raw = read_sources(Path(folder))
    if limits is not None or city is not None:
        from sakusns_desktop.reference_data.checks_source import read_city, read_limits

        raw = dict(raw)
        if limits is not None:
            raw["limits"] = read_limits(limits)
        if city is not None:
            raw["city"] = read_city(city)
    return CheckData(raw)


def _compiled(folder: str) -> dict[str, object] | None:
    """The compiled form where it belongs to the sources as they are now."""
    try:
        with open(os.path.join(folder, COMPILED), "rb") as stream:
            loaded: object = json.loads(stream.read())
        if not isinstance(loaded, dict) or loaded.get("format") != FORMAT or loaded.get("sums") != checksums(folder):
            return None
    except (OSError, ValueError):
        return None
    data: object = loaded.get("data")
    return data if isinstance(data, dict) else None


def checksums(folder: str) -> dict[str, int]:
    """Source -> checksum of its bytes; line ends count as ``\\n``.

    Raises:
        OSError: a source is missing or cannot be read.
    """
    sums: dict[str, int] = {}
    for name in SOURCES:
        with open(os.path.join(folder, name), "rb") as stream:
            sums[name] = zlib.crc32(stream.read().replace(b"\r\n", b"\n"))
    return sums
