"""The look: palettes, fonts and one style sheet, made from the colour tokens and the user's font size.

Sizes follow the text: fonts are set in points, heights come from padding, so nothing is cut at 200 % or 20 pt.
"""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from sakusns_desktop.paths import resource_directory
from sakusns_desktop.reference_data.colors import Palette, load_palettes
from sakusns_desktop.ui.style_sheet import (
    BASE_POINTS,
    BOLD_STYLES,
    TEXT_STYLES,
    qt_palette,
    style_sheet,
    system_palette,
)

FAMILY = "BIZ UDPGothic"
LINE_HEIGHT = 145
"""Per cent of the font's own line: BIZ UDPGothic's is 1.0, too tight for wrapped Japanese."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the window is drawn with now.

    Args:
        palette: colours by role.
        dark: the dark palette is on.
        points: size of body text in points.
    """

    palette: Palette
    dark: bool
    points: float

    def color(self, role: str) -> QColor:
        """A colour by the name of its role (``text_second``)."""
        return QColor(getattr(self.palette, role))

    def size(self, style: str) -> float:
        """Points of a text style, grown with the user's text size."""
        return TEXT_STYLES[style] * 0.75 * self.points / BASE_POINTS

    def font(self, style: str = "body", *, bold: bool | None = None) -> QFont:
        """The font of a text style, for painting by hand."""
        font = QFont(QApplication.font())
        font.setPointSizeF(self.size(style))
        font.setBold(style in BOLD_STYLES if bold is None else bold)
        return font


class Theme(QObject):
    """Holds the look and lays it over the application; follows the system between light and dark."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._palettes = load_palettes()
        self._choice = "system"
        self._points = BASE_POINTS
        load_fonts()
        application.setStyle("Fusion")
        self.look = Look(self._palettes.light, False, BASE_POINTS)
        self._apply()
        application.styleHints().colorSchemeChanged.connect(lambda _scheme: self._apply())

    def choose(self, *, theme: str = "system", points: float = BASE_POINTS) -> None:
        """Take over the user's choice: ``system``, ``light`` or ``dark``, and the size of body text in points."""
        if (theme, points) != (self._choice, self._points):
            self._choice, self._points = theme, points
            self._apply()

    def _apply(self) -> None:
        scheme = self._application.styleHints().colorScheme()
        dark = self._choice == "dark" or (self._choice == "system" and scheme == Qt.ColorScheme.Dark)
        palette = self._palettes.dark if dark else self._palettes.light
        if _high_contrast(self._application):
            palette = system_palette(self._application.style().standardPalette(), palette)
        self.look = Look(palette, dark, self._points)
        font = QFont([FAMILY, *FALLBACK_FAMILIES])
        font.setPointSizeF(self._points)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        self._application.setFont(font)
        self._application.setPalette(qt_palette(palette))
        self._application.setStyleSheet(style_sheet(palette, self._points))
        self.changed.emit()


FALLBACK_FAMILIES: list[str] = []
"""Families of the other fonts in resources/fonts, for what BIZ UDPGothic lacks."""


def load_fonts() -> None:
    """Make the bundled fonts known to Qt; again only once per process."""
    if FALLBACK_FAMILIES or QFontDatabase.hasFamily(FAMILY):
        return
    for path in sorted((resource_directory() / "fonts").glob("*.ttf")):
        for family in QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path))):
            if family != FAMILY and family not in FALLBACK_FAMILIES:
                FALLBACK_FAMILIES.append(family)


def _high_contrast(application: QApplication) -> bool:
    accessibility = getattr(application.styleHints(), "accessibility", None)
    return accessibility is not None and accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast


_look_of: dict[int, Theme] = {}


def theme() -> Theme:
    """The application's one theme."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise TypeError("no QApplication")
    found = _look_of.get(id(application))
    if found is None:
        found = _look_of[id(application)] = Theme(application)
    return found


def look() -> Look:
    """What the window is drawn with now."""
    return theme().look
