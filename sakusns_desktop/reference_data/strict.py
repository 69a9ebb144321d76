"""Strict reading of resource files: what is missing, unknown or of a wrong type is told by file and key."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NoReturn, TypeVar

from sakusns_desktop.domain.errors import ResourceError

MAXIMUM_BYTES = 4 * 1024 * 1024
"""No resource file is larger; what is larger is not one."""

_REINSTALL = "アプリを入れ直してください。直らないときは、情報政策の担当へ知らせてください。"
_SAFE = "台帳の内容は変わっていません。"
_Value = TypeVar("_Value")


class Table:
    """One table of a resource file, read key by key; ``finish`` refuses what nobody asked for.

    Args:
        data: the parsed table.
        file: the file as a person knows it (``platforms.toml``), for messages.
        path: where in the file the table stands (``platform[2].handle``).
        next_step: what a person can do about a fault.
    """

    __slots__ = ("_data", "_file", "_next_step", "_path", "_seen")

    def __init__(self, data: Mapping[str, object], file: str, path: str = "", next_step: str = _REINSTALL) -> None:
        self._data = data
        self._file = file
        self._path = path
        self._next_step = next_step
        self._seen: set[str] = set()

    def names(self) -> tuple[str, ...]:
        """Every key that stands in the file, in its order."""
        return tuple(self._data)

    def fail(self, key: str, fault: str) -> NoReturn:
        """Refuse the file because of one key.

        Raises:
            ResourceError: always; ``what`` names file and key path.
        """
        place = ".".join(part for part in (self._path, key) if part)
        raise ResourceError(f"{self._file} の {place or '先頭'} {fault}。", safe=_SAFE, next_step=self._next_step)

    def _take(self, key: str, kind: type[_Value], name: str, default: _Value | None) -> _Value:
        self._seen.add(key)
        if key not in self._data:
            if default is None:
                self.fail(key, "がありません")
            return default
        value = self._data[key]
        # bool is an int to Python, not to a person who writes a settings file
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.fail(key, f"は{name}でなければなりません")
        return value

    def text(self, key: str, default: str | None = None, *, empty: bool = False) -> str:
        """A string; an empty one is refused unless ``empty``, or where it is the default."""
        value = self._take(key, str, "文字列", default)
        if not value.strip() and not empty and key in self._data:
            self.fail(key, "が空です")
        return value

    def integer(self, key: str, default: int | None = None, *, minimum: int | None = None) -> int:
        """A whole number, at least ``minimum`` where one is given."""
        value = self._take(key, int, "整数", default)
        if minimum is not None and value < minimum:
            self.fail(key, f"は{minimum}以上でなければなりません")
        return value

    def boolean(self, key: str, default: bool | None = None) -> bool:
        """``true`` or ``false``."""
        return self._take(key, bool, " true か false ", default)

    def day(self, key: str) -> date:
        """A date: ``2026-11-22``, as a date of TOML or as a string of JSON."""
        raw = self._data.get(key)
        if isinstance(raw, str):
            self._seen.add(key)
            try:
                return date.fromisoformat(raw)
            except ValueError:
                self.fail(key, "は日付（例 2026-11-22）でなければなりません")
        value = self._take(key, date, "日付", None)
        if type(value) is not date:
            self.fail(key, "は時刻のない日付でなければなりません")
        return value

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of strings, none of them empty, none of them twice."""
        items = self._list(key, default is not None)
        if items is None:
            return default or ()
        seen: dict[str, None] = {}
        for number, item in enumerate(items):
            if not isinstance(item, str):
                self.fail(f"{key}[{number}]", "は文字列でなければなりません")
            if not item.strip():
                self.fail(f"{key}[{number}]", "が空です")
            if item in seen:
                self.fail(f"{key}[{number}]", f"の「{item}」は2度書かれています")
            seen[item] = None
        return tuple(seen)

    def choice(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """One word of ``allowed``."""
        value = self.text(key, default)
        if value not in allowed:
            self.fail(key, f"の「{value}」は使えません（使えるのは {'、'.join(allowed)}）")
        return value

    def pattern(self, key: str, default: str | None = None) -> re.Pattern[str]:
        """A regular expression, compiled; where many patterns would delay the start, take ``text`` instead."""
        text = self.text(key, default)
        try:
            return re.compile(text)
        except re.error:
            self.fail(key, "は正規表現として読めません")

    def value(self, key: str) -> object:
        """Whatever stands there; for a reader that judges the type itself."""
        self._seen.add(key)
        if key not in self._data:
            self.fail(key, "がありません")
        return self._data[key]

    def has(self, key: str) -> bool:
        """True where the key stands in the file."""
        return key in self._data

    def table(self, key: str) -> "Table":
        """A table within this one."""
        return self._within(key, self._take(key, dict, "表", None))

    def tables(self, key: str, *, optional: bool = False) -> Iterator["Table"]:
        """The tables of a list; the list may be missing only where ``optional``."""
        for number, item in enumerate(self._list(key, optional) or ()):
            if not isinstance(item, dict):
                self.fail(f"{key}[{number}]", "は表でなければなりません")
            yield self._within(f"{key}[{number}]", item)

    def finish(self) -> None:
        """Every key has been asked for.

        Raises:
            ResourceError: the table holds a key that nobody knows.
        """
        for key in self._data:
            if key not in self._seen:
                self.fail(key, "は知らない項目です")

    def _list(self, key: str, optional: bool) -> list[object] | None:
        if optional and key not in self._data:
            self._seen.add(key)
            return None
        return self._take(key, list, "並び", None)

    def _within(self, key: str, data: Mapping[str, object]) -> "Table":
        path = ".".join(part for part in (self._path, key) if part)
        return Table(data, self._file, path, self._next_step)


def read_toml(file: Path, *, next_step: str = _REINSTALL) -> Table:
    """A TOML file as a strict table.

    Raises:
        ResourceError: it is missing, larger than ``MAXIMUM_BYTES``, not UTF-8 or not TOML.
    """
    text = _read(file, next_step)
    try:
        return Table(tomllib.loads(text), file.name, next_step=next_step)
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(file, f"{_place(str(error))}の書き方に誤りがあります", next_step) from None
    except RecursionError:
        raise _unreadable(file, "入れ子が深すぎます", next_step) from None


def read_json(file: Path, *, next_step: str = _REINSTALL) -> Table:
    """A JSON file whose top is an object, as a strict table.

    Raises:
        ResourceError: it is missing, larger than ``MAXIMUM_BYTES``, not UTF-8 or not a JSON object.
    """
    text = _read(file, next_step)
    try:
        data: object = json.loads(text, object_pairs_hook=_no_key_twice)
    except _KeyTwiceError as error:
        raise _unreadable(file, f"「{error}」が2度書かれています", next_step) from None
    except ValueError as error:
        raise _unreadable(file, f"{_place(str(error))}の書き方に誤りがあります", next_step) from None
    except RecursionError:
        raise _unreadable(file, "入れ子が深すぎます", next_step) from None
    if not isinstance(data, dict):
        raise _unreadable(file, "先頭は表でなければなりません", next_step)
    return Table(data, file.name, next_step=next_step)


class _KeyTwiceError(ValueError):
    """An object of JSON has a key twice; ``json`` itself would keep the last one silently."""


def _no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table: dict[str, object] = {}
    for key, value in pairs:
        if key in table:
            raise _KeyTwiceError(key)
        table[key] = value
    return table


def _place(message: str) -> str:
    """Where the parser stopped, out of its English message."""
    match = re.search(r"line (\d+),? column (\d+)", message)
    return "ファイルの終わり" if match is None else f"{match[1]}行目の{match[2]}文字目"


def _read(file: Path, next_step: str) -> str:
    try:
        with file.open("rb") as stream:
            data = stream.read(MAXIMUM_BYTES + 1)
    except FileNotFoundError:
        raise _unreadable(file, "ファイルが見つかりません", next_step) from None
    except OSError:
        raise _unreadable(file, "ファイルを開けません", next_step) from None
    if len(data) > MAXIMUM_BYTES:
        raise _unreadable(file, "ファイルが大きすぎます", next_step)
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise _unreadable(file, "文字コードがUTF-8ではありません", next_step) from None


def _unreadable(file: Path, fault: str, next_step: str) -> ResourceError:
    return ResourceError(f"{file.name} を読めませんでした。{fault}。", safe=_SAFE, next_step=next_step)
