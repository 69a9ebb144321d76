"""The bundled fonts: what BIZ UDPGothic lacks stands in the fallback, with lines of the same height."""

from pathlib import Path

import pytest
from PySide6.QtGui import QRawFont
from PySide6.QtWidgets import QApplication

from sakusns_desktop.paths import resource_directory


@pytest.fixture
def fonts(qapp: QApplication) -> Path:
    """The folder of fonts, once Qt can read them."""
    assert qapp is not None
    return resource_directory() / "fonts"


def font(folder: Path, name: str) -> QRawFont:
    """One of the bundled files at 100 pixels, hints off so that heights are not rounded."""
    loaded = QRawFont(str(folder / f"{name}.ttf"), 100.0)
    assert loaded.isValid()
    return loaded


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_the_main_font_covers_what_an_office_writes(fonts: Path, weight: str) -> None:
    main = font(fonts, f"BIZUDPGothic-{weight}")
    assert main.familyName() == "BIZ UDPGothic"
    text = "佐久市髙﨑邉①㈱～－…‥※→↑↓●○◎△▲✓☆★♪ｱｲｳ"
    assert [letter for letter in text if not main.supportsCharacter(ord(letter))] == []


def test_the_fallback_covers_what_the_main_font_lacks(fonts: Path) -> None:
    main, fallback = font(fonts, "BIZUDPGothic-Regular"), font(fonts, "SakusnsFallback-Regular")
    assert fallback.familyName() == "Sakusns Fallback"
    for letter in "𠮷☐☑☒⚠✔✕✗\u2011":
        assert not main.supportsCharacter(ord(letter)), letter
        assert fallback.supportsCharacter(ord(letter)), letter


def test_colour_emoji_are_left_to_the_operating_system(fonts: Path) -> None:
    fallback = font(fonts, "SakusnsFallback-Regular")
    assert [letter for letter in "🎉😀⏰⭐⚡❌" if fallback.supportsCharacter(ord(letter))] == []


def test_a_line_does_not_grow_when_a_fallback_character_stands_in_it(fonts: Path) -> None:
    main, fallback = font(fonts, "BIZUDPGothic-Regular"), font(fonts, "SakusnsFallback-Regular")
    assert (round(fallback.ascent()), round(fallback.descent())) == (round(main.ascent()), round(main.descent()))
