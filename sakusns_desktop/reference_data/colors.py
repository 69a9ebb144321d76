"""Colours by role, light and dark, and the table of states, of ``resources/theme/colors.toml``."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

from sakusns_desktop.paths import resource_directory
from sakusns_desktop.reference_data.strict import Table, read_toml

STATES = ("ok", "owed", "warning", "violation", "waived", "not_applicable", "hint")
SHAPES = ("disc_check", "ring", "triangle", "square_cross", "dashed_ring", "dash", "ring_i")
TEXT_CONTRAST = 4.5
"""Least contrast of text: WCAG 2.1, 1.4.3 (AA), as JIS X 8341-3 has it."""

_HEX = r"#[0-9A-F]{6}"


@dataclass(frozen=True, slots=True)
class StateColors:
    """How one state looks: colour, shape and word, always all three.

    Args:
        mark, text: ``#RRGGBB`` of the shape and of the word.
        fill: ``#RRGGBB`` behind them, empty where there is none.
        word: the Japanese word; a longer one (期限超過) may stand in for it.
        shape: one of ``SHAPES``.
    """

    mark: str
    text: str
    fill: str
    word: str
    shape: str


@dataclass(frozen=True, slots=True)
class Palette:
    """One colour per role as ``#RRGGBB``; roles as in the tables of the look.

    Args:
        warning_sign, warning_sign_text: the triangle and the mark in it, the same on light and dark.
        states: state (one of ``STATES``) -> its look.
    """

    page: str
    panel: str
    text: str
    text_second: str
    text_third: str
    control_border: str
    hairline: str
    pane_line: str
    accent: str
    filled: str
    filled_text: str
    selection: str
    selection_bar: str
    nav_selected: str
    focus_outer: str
    focus_inner: str
    warning_sign: str
    warning_sign_text: str
    states: Mapping[str, StateColors]


@dataclass(frozen=True, slots=True)
class Palettes:
    """Both palettes."""

    light: Palette
    dark: Palette


@lru_cache(maxsize=1)
def load_palettes() -> Palettes:
    """The palettes that the app comes with.

    Raises:
        ResourceError: the file breaks its rules.
    """
    return read_palettes(resource_directory() / "theme" / "colors.toml")


def read_palettes(file: Path) -> Palettes:
    """The palettes of one file.

    Raises:
        ResourceError: the file breaks its rules; file and key are named.
    """
    top = read_toml(file)
    top.text("source")
    top.day("checked_on")
    tokens = _tokens(top.table("token")) | _tokens(top.table("derived"))
    roles, states = top.table("role"), top.table("state")
    palettes = Palettes(_palette(roles, states, tokens, 0), _palette(roles, states, tokens, 1))
    for table in (roles, states, top):
        table.finish()
    return palettes


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two ``#RRGGBB`` colours, 1 to 21 (WCAG 2.1, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def text_pairs(palette: Palette) -> Iterator[tuple[str, str, str]]:
    """Every pair in which text stands on a ground: what it is, colour of the text, colour of the ground."""
    grounds = {name: getattr(palette, name) for name in ("page", "panel", "selection", "nav_selected")}
    for role in ("text", "text_second", "text_third", "accent"):
        for name, ground in grounds.items():
            yield f"{role} on {name}", getattr(palette, role), ground
    yield "filled_text on filled", palette.filled_text, palette.filled
    yield "warning_sign_text on warning_sign", palette.warning_sign_text, palette.warning_sign
    for key, state in palette.states.items():
        yield f"{key} on page", state.text, palette.page
        yield f"{key} on its fill", state.text, state.fill or palette.selection


def _luminance(color: str) -> float:
    channels = (int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _tokens(table: Table) -> dict[str, str]:
    tokens = {name: table.text(name) for name in table.names()}
    for name, color in tokens.items():
        if not re.fullmatch(_HEX, color):
            table.fail(name, "は #RRGGBB の形でなければなりません")
    return tokens


def _palette(roles: Table, states: Table, tokens: Mapping[str, str], mode: int) -> Palette:
    colors = {
        field.name: _color(roles, field.name, tokens, mode) for field in fields(Palette) if field.name != "states"
    }
    return Palette(**colors, states={key: _state(states.table(key), tokens, mode) for key in STATES})


def _state(table: Table, tokens: Mapping[str, str], mode: int) -> StateColors:
    text = _color(table, "text", tokens, mode)
    fill = _color(table, "fill", tokens, mode, optional=True)
    state = StateColors(text, text, fill, table.text("word"), table.choice("shape", SHAPES))
    table.finish()
    return state


def _color(table: Table, key: str, tokens: Mapping[str, str], mode: int, *, optional: bool = False) -> str:
    """``key = [light, dark]``: the colour of one of the two."""
    value = table.value(key)
    if optional and value == []:
        return ""
    if not isinstance(value, list) or len(value) != 2:
        table.fail(key, "は [明, 暗] の2つでなければなりません")
    token = value[mode]
    if not isinstance(token, str) or token not in tokens:
        table.fail(key, f"の「{token}」という色はありません")
    return tokens[token]
