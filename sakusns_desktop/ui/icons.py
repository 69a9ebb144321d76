"""Line icons (Lucide) in the palette's own colours, drawn at device pixels."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from sakusns_desktop.paths import resource_directory

STROKE = b"1.75"
RATIOS = (1.0, 1.25, 1.5, 2.0, 3.0)
"""Device pixel ratios that an icon is drawn for."""


@lru_cache(maxsize=128)
def _renderer(name: str, color: str) -> QSvgRenderer:
    source = (resource_directory() / "icons" / f"{name}.svg").read_bytes()
    colored = source.replace(b"currentColor", color.encode()).replace(
        b'stroke-width="2"', b'stroke-width="%s"' % STROKE
    )
    return QSvgRenderer(QByteArray(colored))


def paint_icon(painter: QPainter, name: str, rect: QRectF, color: QColor) -> None:
    """Draw an icon into a rectangle (logical pixels)."""
    _renderer(name, color.name()).render(painter, rect)


def pixmap(name: str, color: QColor, size: int, ratio: float) -> QPixmap:
    """One icon of ``size`` logical pixels for a screen of this device pixel ratio."""
    picture = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_icon(painter, name, QRectF(0, 0, size, size), color)
    painter.end()
    return picture


def icon(name: str, color: QColor, *, disabled: QColor | None = None, size: int = 18) -> QIcon:
    """An icon for a button, sharp at every usual scale."""
    result = QIcon()
    for ratio in RATIOS:
        result.addPixmap(pixmap(name, color, size, ratio), QIcon.Mode.Normal)
        if disabled is not None:
            result.addPixmap(pixmap(name, disabled, size, ratio), QIcon.Mode.Disabled)
    return result
