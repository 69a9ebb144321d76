"""Colours: every pair of text and ground can be read, every role is a token, every state has colour, shape, word."""

from dataclasses import fields
from pathlib import Path

import pytest

from sakusns_desktop.domain.errors import ResourceError
from sakusns_desktop.paths import resource_directory
from sakusns_desktop.reference_data.colors import (
    STATES,
    TEXT_CONTRAST,
    Palette,
    contrast,
    load_palettes,
    read_palettes,
    text_pairs,
)

FILE = resource_directory() / "theme" / "colors.toml"
PALETTES = load_palettes()
MODES = {"light": PALETTES.light, "dark": PALETTES.dark}
each_mode = pytest.mark.parametrize("palette", MODES.values(), ids=MODES.keys())
PAIRS = [(mode, *pair) for mode, palette in MODES.items() for pair in text_pairs(palette)]


@pytest.mark.parametrize(("mode", "what", "text", "ground"), PAIRS, ids=[f"{mode}: {what}" for mode, what, *_ in PAIRS])
def test_text_can_be_read_on_its_ground(mode: str, what: str, text: str, ground: str) -> None:
    assert contrast(text, ground) >= TEXT_CONTRAST


@each_mode
def test_edges_of_controls_and_the_focus_ring_are_seen(palette: Palette) -> None:
    assert contrast(palette.control_border, palette.page) >= 3
    assert contrast(palette.control_border, palette.panel) >= 3
    assert max(contrast(palette.focus_outer, palette.page), contrast(palette.focus_inner, palette.page)) >= 3
    assert contrast(palette.focus_outer, palette.focus_inner) >= 3
    assert contrast(palette.selection_bar, palette.selection) >= 3


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#FFFFFF", 21.0),
        ("#FFFFFF", "#FFFFFF", 1.0),
        ("#777777", "#FFFFFF", 4.48),
        ("#0055AD", "#FFFFFF", 7.2),
        ("#1A1A1A", "#FFFFFF", 17.4),
    ],
)
def test_contrast_is_the_ratio_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.05)
    assert contrast(one, other) == contrast(other, one)


@each_mode
def test_every_state_has_its_own_shape_and_word(palette: Palette) -> None:
    assert tuple(palette.states) == STATES
    assert len({state.shape for state in palette.states.values()}) == len(STATES)
    assert len({state.word for state in palette.states.values()}) == len(STATES)


def test_the_words_of_states_are_the_same_in_both_modes() -> None:
    words = [{key: (state.word, state.shape) for key, state in palette.states.items()} for palette in MODES.values()]
    assert words[0] == words[1]


@each_mode
def test_every_role_is_a_colour(palette: Palette) -> None:
    for field in fields(palette):
        if field.name != "states":
            value = getattr(palette, field.name)
            assert len(value) == 7
            assert int(value[1:], 16) >= 0


def test_the_notice_of_the_tokens_lies_beside_them() -> None:
    notice = (FILE.parent / "LICENSE-design-tokens").read_text(encoding="utf-8")
    assert "MIT License" in notice
    assert "デジタル庁" in notice


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ('page = ["white", "gray-900"]\n', "", "role.page"),
        ('page = ["white", "gray-900"]', 'page = ["white"]', "role.page"),
        ('page = ["white", "gray-900"]', 'page = ["whitish", "gray-900"]', "role.page"),
        ('page = ["white", "gray-900"]', 'page = ["white", "gray-900"]\npages = []', "role.pages"),
        ('white = "#FFFFFF"', 'white = "#FFF"', "token.white"),
        ('shape = "ring"', 'shape = "circle"', "state.owed.shape"),
        ('word = "未", ', "", "state.owed.word"),
        ("hint = {", "hints = {", "state.hint"),
        ('text = ["green-800", "green-300"]', 'text = []', "state.ok.text"),
    ],
)  # fmt: skip
def test_a_fault_in_the_colours_is_told_by_file_and_key(tmp_path: Path, before: str, after: str, word: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert before in text
    broken = tmp_path / "colors.toml"
    broken.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ResourceError) as caught:
        read_palettes(broken)
    assert "colors.toml" in caught.value.what
    assert word in caught.value.what
