"""States as LOOK.md has them: colour, shape and word, always all three."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from sakusns_desktop.ui.theme import Look, look

MARK = 14
"""Side of a state's shape in logical px with the standard text size."""

PADDING = 8
GAP = 6


def paint_mark(painter: QPainter, state: str, rect: QRectF, on: Look | None = None) -> None:
    """Draw the shape of a state, one of ``reference_data.colors.STATES``; ``on`` paper with a look of its own."""
    current = on or look()
    colors = current.palette.states[state]
    page = QColor(current.palette.page)
    color = QColor(colors.mark)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / MARK, rect.height() / MARK)
    pen = QPen(color, 1.75, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    white = QPen(page, 1.75, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    if state == "ok":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawEllipse(QRectF(0, 0, 14, 14))
        painter.setPen(white)
        painter.drawPolyline([QPointF(4, 7.2), QPointF(6.2, 9.4), QPointF(10, 5)])
    elif state == "owed":
        painter.setPen(QPen(color, 2))
        painter.drawEllipse(QRectF(1.5, 1.5, 11, 11))
    elif state == "warning":
        dark = QColor("#1A1A1A")
        path = QPainterPath(QPointF(7, 1.4))
        path.lineTo(13.2, 12.6)
        path.lineTo(0.8, 12.6)
        path.closeSubpath()
        painter.setPen(QPen(QColor(colors.text) if not current.dark else color, 1.2, j=Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(QBrush(QColor("#FFC700")))
        painter.drawPath(path)
        painter.setPen(QPen(dark, 1.6, c=Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(7, 5.4), QPointF(7, 8.4))
        painter.drawPoint(QPointF(7, 10.7))
    elif state == "violation":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawRoundedRect(QRectF(0.5, 0.5, 13, 13), 2, 2)
        painter.setPen(white)
        painter.drawLine(QPointF(4.2, 4.2), QPointF(9.8, 9.8))
        painter.drawLine(QPointF(9.8, 4.2), QPointF(4.2, 9.8))
    elif state == "waived":
        dashed = QPen(color, 1.5)
        dashed.setDashPattern([1.6, 1.4])
        painter.setPen(dashed)
        painter.drawEllipse(QRectF(1, 1, 12, 12))
        painter.setPen(pen)
        painter.drawLine(QPointF(4.5, 7), QPointF(9.5, 7))
    elif state == "not_applicable":
        painter.setPen(pen)
        painter.drawLine(QPointF(4, 7), QPointF(10, 7))
    else:
        painter.setPen(QPen(color, 1.5))
        painter.drawEllipse(QRectF(1, 1, 12, 12))
        painter.setPen(QPen(color, 1.6, c=Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(7, 6.6), QPointF(7, 10))
        painter.drawPoint(QPointF(7, 4.2))
    painter.restore()


def mark_size() -> float:
    """Side of a state's shape, grown with the user's text size."""
    return MARK * look().size("body") / 10.5


def badge_size(word: str) -> QSize:
    """Room that a badge with this word needs."""
    metrics = QFontMetricsF(look().font("meta", bold=True))
    width = mark_size() + GAP + metrics.horizontalAdvance(word) + 2 * PADDING
    return QSize(round(width + 0.5), round(metrics.height() + 8.5))


def paint_badge(painter: QPainter, state: str, word: str, left: float, middle: float) -> None:
    """Draw a badge (fill, shape, word) with its left edge and its vertical middle at these places."""
    colors = look().palette.states[state]
    size = badge_size(word)
    area = QRectF(left, middle - size.height() / 2, size.width(), size.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if colors.fill:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.fill))
        painter.drawRoundedRect(area, 4, 4)
    side = mark_size()
    paint_mark(painter, state, QRectF(area.left() + PADDING, middle - side / 2, side, side))
    painter.setPen(QColor(colors.text))
    painter.setFont(look().font("meta", bold=True))
    text_area = area.adjusted(PADDING + side + GAP, 0, 0, 0)
    painter.drawText(text_area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, word)
    painter.restore()


class Badge(QWidget):
    """One state with its word, read out as the word."""

    def __init__(self, state: str, word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_state(state, word)

    def show_state(self, state: str, word: str) -> None:
        """Change what it says."""
        self._state, self._word = state, word
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for shape and word."""
        return badge_size(self._word)

    def minimumSizeHint(self) -> QSize:
        """A badge is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw fill, shape and word."""
        painter = QPainter(self)
        paint_badge(painter, self._state, self._word, 0, self.height() / 2)
        painter.end()


class Mark(QWidget):
    """One state's shape alone, beside words that say the same."""

    def __init__(self, state: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_state(self, state: str) -> None:
        """Change the shape."""
        self._state = state
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        side = round(mark_size() + 2)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the shape."""
        painter = QPainter(self)
        paint_mark(painter, self._state, QRectF(1, 1, mark_size(), mark_size()))
        painter.end()
