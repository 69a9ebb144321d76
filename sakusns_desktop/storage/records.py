"""Frozen dataclasses as rows of a table: encoding, decoding, revisions, and a checksum that sees a flipped bit."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, fields
from datetime import date
from enum import StrEnum
from typing import Any, Generic, TypeVar
from zlib import crc32

from sakusns_desktop.storage.database import Database, Row, SqlValue
from sakusns_desktop.storage.sql_errors import damaged

_Record = TypeVar("_Record")
_Decode = Callable[[Any], object]


def encode(value: object) -> SqlValue:
    """A field's value as SQLite keeps it: days as ISO texts, enums by value, truth as 0 or 1."""
    if value is None or type(value) is str or type(value) is int:
        return value
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no field of a record")


def text_checksum(*texts: str) -> int:
    """CRC-32 over a few texts that stand in one row."""
    return crc32("\x1f".join(map(str, texts)).encode("utf-8", "surrogatepass"))


def whole_texts(row: Row, noun: str) -> tuple[str, ...]:
    """The texts of a row whose last value is their ``text_checksum``.

    Raises:
        DatabaseDamagedError: they are not what was written; ``noun`` says what.
    """
    *texts, written = row
    if not all(type(text) is str for text in texts) or text_checksum(*texts) != written:
        raise damaged(noun)
    return tuple(texts)


class RecordTable(Generic[_Record]):
    """One table whose rows are the records of one dataclass.

    Args:
        name: the table.
        record: the dataclass; its fields are the columns.
        references: fields that name a row of another table; empty is kept as NULL.
        elsewhere: fields that are kept in tables of their own.
        noun: what a record is called in Japanese, for messages.
    """

    def __init__(
        self,
        name: str,
        record: type[_Record],
        *,
        references: Sequence[str] = (),
        elsewhere: Sequence[str] = (),
        noun: str,
    ) -> None:
        own = [field for field in fields(record) if field.name not in elsewhere]  # type: ignore[arg-type]
        self.name, self.noun, self.record = name, noun, record
        self.columns = tuple(field.name for field in own)
        self.select = f"SELECT {', '.join(self.columns)}"
        self._references = frozenset(references)
        self._defaults = tuple(_default(field, field.name in self._references) for field in own)
        self._decoders = tuple(_decoder(field.type, field.name in self._references) for field in own)

    def encode(self, record: _Record) -> list[SqlValue]:
        """The record's values in the order of ``columns``."""
        return [
            None if name in self._references and value == "" else encode(value)
            for name, value in ((name, getattr(record, name)) for name in self.columns)
        ]

    def decode(self, row: Row, **more: object) -> _Record:
        """A record from the values of ``columns``; ``more`` are the fields kept elsewhere.

        Raises:
            DatabaseDamagedError: a value that cannot have been written.
        """
        try:
            values = [
                value if decode is None else decode(value) for value, decode in zip(row, self._decoders, strict=True)
            ]
        except (ValueError, TypeError) as error:
            raise damaged(self.noun) from error
        return self.record(**dict(zip(self.columns, values, strict=True)), **more)

    def checksum(self, record: _Record, *more: str) -> int:
        """The CRC-32 that stands beside a record; ``more`` is what else belongs to it."""
        return self.row_checksum(self.encode(record), *more)

    def row_checksum(self, row: Sequence[SqlValue], *more: str) -> int:
        """As ``checksum``, from the values of ``columns``.

        What is at its default does not count, so that a column that a migration adds leaves old checksums true.
        """
        told = [
            f"{name}\x1f{value!s}"
            for name, value, default in zip(self.columns, row, self._defaults, strict=True)
            if value != default
        ]
        told.sort()  # the order of the columns does not matter
        return crc32("\x1e".join((*told, *map(str, more))).encode("utf-8", "surrogatepass"))

    def insert(self, db: Database, record: _Record, extra: Mapping[str, SqlValue]) -> None:
        """Add a row; ``extra`` are columns that are not fields, its checksum among them."""
        columns = (*self.columns, *extra)
        marks = ", ".join("?" * len(columns))
        # Names of fields, never input.
        sql = f"INSERT INTO {self.name} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608
        db.write(sql, [*self.encode(record), *extra.values()])

    def update(
        self, db: Database, record: _Record, extra: Mapping[str, SqlValue], where: str, values: Sequence[SqlValue]
    ) -> bool:
        """Write the row anew for which ``where`` holds. Returns whether there was one."""
        columns = ", ".join(f"{name} = ?" for name in (*self.columns, *extra))
        sql = f"UPDATE {self.name} SET {columns} WHERE {where}"  # noqa: S608
        return db.write(sql, [*self.encode(record), *extra.values(), *values]) == 1


def _default(field: "Field[Any]", reference: bool) -> SqlValue:
    if field.default is MISSING or (reference and field.default == ""):
        return None
    return encode(field.default)


def _decoder(kind: object, reference: bool) -> _Decode | None:
    if kind is str:
        return _text_or_empty if reference else _text
    if kind is int:
        return _number
    if kind is bool:
        return _truth
    if kind == date | None:
        return _day
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind
    raise TypeError(f"no column holds {kind}")


def _text(value: object) -> str:
    if type(value) is str:
        return value
    raise TypeError("text expected")


def _text_or_empty(value: object) -> str:
    return "" if value is None else _text(value)


def _number(value: object) -> int:
    if type(value) is int:
        return value
    raise TypeError("number expected")


def _truth(value: object) -> bool:
    if value in (0, 1):
        return bool(value)
    raise ValueError("0 or 1 expected")


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)
