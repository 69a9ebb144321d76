"""5, 6: strict reading of the checks' TOML files, and the compiled form that starts fast."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from sakusns_desktop.domain.errors import ResourceError
from sakusns_desktop.domain.folding import fold
from sakusns_desktop.domain.post import Outcome
from sakusns_desktop.reference_data.checks import FORMAT, checksums
from sakusns_desktop.reference_data.strict import Table, read_toml

OUTCOMES = tuple(outcome.value for outcome in Outcome)
PHRASE_FILES = ("discrimination", "conduct", "secrecy", "wording", "staff")
LIST_FILES = ("names", "lists", "links")
UNITS = ("x_weighted", "characters", "utf16", "bytes")
FIELDS = ("body", "title", "alt")
CHARACTER_GROUPS = ("platform", "hint", "invisible")


def read_sources(folder: Path) -> dict[str, object]:
    """Every source, strictly.

    Args:
        folder: the folder ``resources``.

    Raises:
        ResourceError: a file is missing, or a key is missing, unknown or of a wrong type.
    """
    checks = folder / "checks"
    kinds = _kinds(checks / "kinds.toml")
    default_outcomes = {str(row[0]): str(row[2]) for row in kinds}
    phrases = [row for name in PHRASE_FILES for row in _phrases(checks / f"{name}.toml", default_outcomes)]
    return {
        "kinds": kinds,
        # a row is decoded when its words are met: most are not
        "phrases": [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in phrases],
        "bigrams": _bigrams(phrases),
        "lists": {
            key: "\n".join(words)
            for name in LIST_FILES
            for key, words in _lists(checks / f"{name}.toml", default_outcomes)
        },
        "characters": _characters(checks / "characters.toml"),
        "city": read_city(checks / "city.toml"),
        "limits": read_limits(folder / "platform_limits.toml"),
        "holidays": _holidays(checks / "holidays.toml"),
        "area_codes": _area_codes(checks / "area_codes.toml"),
        "top_level_domains": _top_level_domains(checks / "top_level_domains.txt"),
    }


def compile_sources(folder: Path) -> str:
    """The text of ``compiled.json`` for the sources as they are now."""
    compiled = {"format": FORMAT, "sums": checksums(str(folder)), "data": read_sources(folder)}
    return json.dumps(compiled, ensure_ascii=False, separators=(",", ":")) + "\n"


def _kinds(file: Path) -> list[list[object]]:
    table = _open(file)
    rows: list[list[object]] = []
    for row in table.tables("kind"):
        rows.append(
            [
                row.text("id"),
                list(row.texts("clauses")),
                row.choice("outcome", OUTCOMES),
                row.text("title"),
                row.text("message"),
            ]
        )
        row.finish()
    table.finish()
    return rows


def _phrases(file: Path, kinds: dict[str, str]) -> Iterator[list[object]]:
    table = _open(file)
    for row in table.tables("phrase"):
        kind = row.choice("kind", tuple(kinds))
        pattern = row.text("pattern", "")
        if pattern:
            row.pattern("pattern")
        row.texts("example")
        row.texts("silent")
        yield [
            row.text("id"),
            kind,
            row.choice("outcome", OUTCOMES, kinds[kind]),
            list(dict.fromkeys(fold(word).text for word in row.texts("words"))),
            pattern,
            row.text("why", ""),
            list(row.texts("instead")),
            list(row.texts("unless", ())),
            list(row.texts("unless_post", ())),
            list(row.texts("unless_start", ())),
            row.boolean("whole", False),
            row.boolean("only_with_link", False),
        ]
        row.finish()
    table.finish()


def _bigrams(phrases: list[list[object]]) -> dict[str, list[int]]:
    """First two characters (one, for a word of one) -> phrase numbers, each once."""
    index: dict[str, dict[int, None]] = {}
    for number, row in enumerate(phrases):
        words = row[3]
        for word in words if isinstance(words, list) else ():
            index.setdefault(word[:2], {})[number] = None
    return {key: list(numbers) for key, numbers in index.items()}


def _lists(file: Path, kinds: dict[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    table = _open(file)
    for row in table.tables("list"):
        row.choice("kind", tuple(kinds))
        row.text("example", empty=True)
        row.text("silent", empty=True)
        words = tuple(dict.fromkeys(row.text("words").split()))
        yield row.text("id"), words
        row.finish()
    table.finish()


def _characters(file: Path) -> dict[str, dict[str, str]]:
    table = _open(file)
    groups: dict[str, dict[str, str]] = {}
    for name in CHARACTER_GROUPS:
        groups[name] = dict(_group(table, name))
    table.finish()
    return groups


def _group(table: Table, name: str) -> Iterator[tuple[str, str]]:
    group = table.value(name)
    if not isinstance(group, dict):
        table.fail(name, "は表でなければなりません")
    for key, instead in group.items():
        if not isinstance(instead, str) or not instead:
            table.fail(f"{name}.{key}", "は文字列でなければなりません")
        if name == "invisible":
            if re.fullmatch("[0-9A-F]{4,6}", key) is None:
                table.fail(f"{name}.{key}", "は文字番号（例 200B）でなければなりません")
            yield chr(int(key, 16)), instead
        else:
            yield key, instead


def read_city(file: Path) -> dict[str, object]:
    """A city's facts.

    Raises:
        ResourceError: the file is missing or breaks its rules.
    """
    table = _open(file)
    city: dict[str, object] = {"name": table.text("name"), "area_code": table.text("area_code")}
    for key in (
        "short_names", "postal_codes", "postal_prefixes", "phones", "addresses", "hosts", "host_tokens",
        "other_bodies", "towns",
    ):  # fmt: skip
        city[key] = list(table.texts(key))
    table.finish()
    return city


def read_limits(file: Path) -> list[list[object]]:
    """Platform limits, in ``Limit``'s order.

    Raises:
        ResourceError: the file is missing or breaks its rules.
    """
    table = read_toml(file)
    rows: list[list[object]] = []
    for row in table.tables("limit"):
        rows.append(
            [
                row.text("platform"),
                row.choice("field", FIELDS),
                row.choice("unit", UNITS),
                row.integer("limit", minimum=0),
                row.integer("warn", minimum=0),
                row.integer("hashtags", minimum=0),
                row.integer("mentions", minimum=0),
                row.text("source"),
                row.day("checked").isoformat(),
            ]
        )
        row.finish()
    table.finish()
    if not rows:
        table.fail("limit", "がありません")
    return rows


def _holidays(file: Path) -> dict[str, object]:
    table = _open(file)
    first, last = table.integer("first_year", minimum=1949), table.integer("last_year", minimum=1949)
    lines = [line.strip() for line in table.text("days").splitlines() if line.strip()]
    for line in lines:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2} \S.*", line) is None or not first <= int(line[:4]) <= last:
            table.fail("days", f"の「{line[:30]}」は「2026-01-01 元日」の形でなければなりません")
    table.finish()
    return {"first_year": first, "last_year": last, "days": "\n".join(lines)}


def _area_codes(file: Path) -> str:
    table = _open(file)
    codes = table.text("codes").split()
    for code in codes:
        if re.fullmatch(r"0[1-9]\d{0,4}", code) is None:
            table.fail("codes", f"の「{code[:10]}」は市外局番ではありません")
    table.finish()
    return " ".join(codes)


def _top_level_domains(file: Path) -> str:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise ResourceError(f"{file.name} を読めませんでした。", next_step="アプリを入れ直してください。") from None
    return " ".join(word for line in lines if not line.startswith("#") for word in line.split())


def _open(file: Path) -> Table:
    """A source with its origin and the day it was checked."""
    table = read_toml(file)
    table.text("source")
    table.day("checked")
    return table
