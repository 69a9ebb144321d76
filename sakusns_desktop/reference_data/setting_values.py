"""Values of settings: types, limits, and reading what a person typed (DESIGN: settings are declared once)."""

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import PurePosixPath, PureWindowsPath

from sakusns_desktop.domain.errors import InputError
from sakusns_desktop.domain.text import clean_line

SettingValue = str | int | bool | tuple[str, ...]
"""A value: text, choice and path are strings, a list of texts is a tuple."""


class SettingKind(StrEnum):
    """What type of value a setting has."""

    TEXT = "text"
    INTEGER = "integer"
    CHOICE = "choice"
    BOOLEAN = "boolean"
    TEXT_LIST = "text_list"
    PATH = "path"


class SettingFormat(StrEnum):
    """What a text, or each text of a list, must look like."""

    PLAIN = "plain"
    URL = "url"
    HOST = "host"
    PHONE = "phone"
    POSTAL_CODE = "postal_code"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values of a choice, and its word on the screen."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class SettingDefinition:
    """One row of ``resources/settings.toml``.

    Args:
        required: it must not be empty.
        lockable: a city's defaults file may take it out of the person's hands.
        minimum, maximum: of an integer; ``maximum`` also counts the letters of a text and the lines of a list.
        unit: what an integer counts (日), empty elsewhere.
    """

    key: str
    group: str
    kind: SettingKind
    default: SettingValue
    label: str
    help: str
    source: str
    checked_on: date
    format: SettingFormat = SettingFormat.PLAIN
    required: bool = True
    lockable: bool = True
    minimum: int = 0
    maximum: int = 1000
    unit: str = ""
    choices: tuple[Choice, ...] = ()


_HOST = r"(?=.{1,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}"
_URL = rf"https?://{_HOST.replace(chr(92) + 'Z', '')}(?::[0-9]{{1,5}})?(?:/[!-~]*)?"
_POSTAL_CODE = r"([0-9]{3})-?([0-9]{4})"
_PHONE = r"0[0-9]{1,4}-?[0-9]{1,4}-?[0-9]{3,4}"
_INTEGER = r"-?[0-9]{1,9}"
_TRUE_WORDS, _FALSE_WORDS = ("true", "1", "はい"), ("false", "0", "いいえ")
_LIST_ITEM_LENGTH = 200


def parse_value(definition: SettingDefinition, text: str) -> SettingValue:
    """What a person typed: full-width digits, blanks around it and a unit after a number are fine; a list has lines.

    Raises:
        InputError: (field: the setting's key) it breaks the setting's limits.
    """
    match definition.kind:
        case SettingKind.INTEGER:
            narrow = unicodedata.normalize("NFKC", text).strip().removesuffix(definition.unit).strip()
            if not re.fullmatch(_INTEGER, narrow):
                raise _refused(definition, "数字で書いてください。")
            return checked_value(definition, int(narrow))
        case SettingKind.BOOLEAN:
            word = text.strip().casefold()
            if word not in (*_TRUE_WORDS, *_FALSE_WORDS):
                raise _refused(definition, "「はい」か「いいえ」を選んでください。")
            return word in _TRUE_WORDS
        case SettingKind.TEXT_LIST:
            return checked_value(definition, [line for line in text.splitlines() if line.strip()])
        case _:
            return checked_value(definition, text)


def checked_value(definition: SettingDefinition, value: object) -> SettingValue:
    """A value of the right type, brought into its one form (hosts in lower case, ``385-8501``).

    Args:
        value: as it comes out of TOML or JSON, or of this function.

    Raises:
        InputError: (field: the setting's key) wrong type, or it breaks the setting's limits.
    """
    match definition.kind:
        case SettingKind.INTEGER:
            if not isinstance(value, int) or isinstance(value, bool):
                raise _refused(definition, "整数で書いてください。")
            if not definition.minimum <= value <= definition.maximum:
                unit = definition.unit
                limits = f"{definition.minimum}{unit}から{definition.maximum}{unit}までにしてください。"
                raise _refused(definition, limits)
            return value
        case SettingKind.BOOLEAN:
            if not isinstance(value, bool):
                raise _refused(definition, "「はい」か「いいえ」を選んでください。")
            return value
        case SettingKind.TEXT_LIST:
            return _checked_list(definition, value)
    if not isinstance(value, str):
        raise _refused(definition, "文字で書いてください。")
    if definition.kind is SettingKind.CHOICE:
        if value not in {choice.value for choice in definition.choices}:
            raise _refused(definition, "一覧から選んでください。")
        return value
    text = clean_line(value)
    if definition.kind is SettingKind.PATH:
        return _checked_path(definition, text)
    if len(text) > definition.maximum:
        raise _refused(definition, f"{definition.maximum}文字までです（いま{len(text)}文字）。")
    if not text:
        if definition.required:
            raise _refused(definition, f"{definition.label}を書いてください。")
        return ""
    return _formatted(definition, text)


def value_to_json(value: SettingValue) -> str:
    """The form in which the register keeps a value."""
    return json.dumps(value, ensure_ascii=False)


def value_from_json(definition: SettingDefinition, text: str) -> SettingValue:
    """A value out of the register.

    Raises:
        InputError: (field: the setting's key) it is not one, or not within today's limits any more.
    """
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        raise _refused(definition, "保存された値が読めません。") from None
    return checked_value(definition, value)


def _checked_list(definition: SettingDefinition, value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise _refused(definition, "1行に1つずつ書いてください。")
    items: dict[str, None] = {}
    for item in value:
        if not isinstance(item, str):
            raise _refused(definition, "1行に1つずつ、文字で書いてください。")
        text = clean_line(item)
        if len(text) > _LIST_ITEM_LENGTH:
            raise _refused(definition, f"1行は{_LIST_ITEM_LENGTH}文字までです。")
        if text:
            items[_formatted(definition, text)] = None
    if definition.required and not items:
        raise _refused(definition, f"{definition.label}を書いてください。")
    if len(items) > definition.maximum:
        raise _refused(definition, f"{definition.maximum}行までです。")
    return tuple(items)


def _checked_path(definition: SettingDefinition, text: str) -> str:
    if not text and not definition.required:
        return ""
    if not (PurePosixPath(text).is_absolute() or PureWindowsPath(text).is_absolute()):
        raise _refused(definition, "フォルダーを選んでください。")
    return text


def _formatted(definition: SettingDefinition, text: str) -> str:
    return _FORMATS[definition.format](definition, text)


def _host(definition: SettingDefinition, text: str) -> str:
    host = unicodedata.normalize("NFKC", text).casefold().lstrip("@").rstrip(".")
    if not re.fullmatch(_HOST, host):
        raise _refused(
            definition, f"「{text[:40]}」はドメインの形ではありません。「city.saku.nagano.jp」のように書いてください。"
        )
    return host


def _url(definition: SettingDefinition, text: str) -> str:
    scheme, _, rest = unicodedata.normalize("NFKC", text).partition("://")
    host, slash, path = rest.partition("/")
    url = f"{scheme.casefold()}://{host.casefold()}{slash}{path}"
    if not re.fullmatch(_URL, url):
        raise _refused(definition, "「https://」から始まるURLを書いてください。")
    return url


def _phone(definition: SettingDefinition, text: str) -> str:
    phone = re.sub("[‐‑–—―−ーｰ()]", "-", unicodedata.normalize("NFKC", text)).replace(" ", "").strip("-")
    digits = phone.replace("-", "")
    if not re.fullmatch(_PHONE, phone) or len(digits) not in {10, 11}:
        raise _refused(definition, "「0267-62-2111」のように、市外局番から10桁か11桁で書いてください。")
    return phone


def _postal_code(definition: SettingDefinition, text: str) -> str:
    narrow = re.sub("[‐‑–—―−ーｰ]", "-", unicodedata.normalize("NFKC", text)).removeprefix("〒").strip()
    match = re.fullmatch(_POSTAL_CODE, narrow)
    if match is None:
        raise _refused(definition, "「385-8501」のように、7桁で書いてください。")
    return f"{match[1]}-{match[2]}"


_FORMATS: dict[SettingFormat, Callable[[SettingDefinition, str], str]] = {
    SettingFormat.PLAIN: lambda _definition, text: text,
    SettingFormat.HOST: _host,
    SettingFormat.URL: _url,
    SettingFormat.PHONE: _phone,
    SettingFormat.POSTAL_CODE: _postal_code,
}


def _refused(definition: SettingDefinition, what: str) -> InputError:
    return InputError(definition.key, what, safe="いまの設定は変わっていません。")
