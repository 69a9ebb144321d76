"""4(1): where the boxes and the lines of the structure stand, on the screen and on paper."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from sakusns_desktop.services.organization_chart import Band, UnitNode
from sakusns_desktop.ui.theme import Look
from sakusns_desktop.ui.widgets.organization_box import BoxPainter, ChartWords

MARGIN = 8
INDENT = 24
TRUNK = 10
GAP = 12
DROP = 14
BAND_GAP = 24


@dataclass(slots=True)
class Arrangement:
    """Where everything stands: boxes with their row and whether the roles stand beside the name; lines; height."""

    boxes: list[tuple[UnitNode, QRectF, bool, int]] = field(default_factory=list)
    lines: list[QLineF] = field(default_factory=list)
    captions: list[tuple[str, float]] = field(default_factory=list)
    height: float = 0.0
    rows: int = 0


def arrange(bands: Sequence[Band], width: float, boxes: BoxPainter, orphans: str, line_height: float) -> Arrangement:
    """Departments one under the other, each over its divisions in as many columns as there is room for.

    Args:
        width: logical px.
        orphans: what stands over divisions without a department.
        line_height: logical px of one line of text.
    """
    plan = Arrangement(height=float(MARGIN))
    room = width - 2 * MARGIN
    columns = max(1, int((room - INDENT + GAP) // (boxes.least_width + GAP)))
    column = (room - INDENT - GAP * (columns - 1)) / columns
    for place, band in enumerate(bands):
        if place:
            plan.height += BAND_GAP
        if band.department is not None:
            beside = room >= 2 * boxes.least_width
            height = boxes.height(band.department, room, side_by_side=beside)
            rect = QRectF(MARGIN, plan.height, room, round(height))
            plan.boxes.append((band.department, rect, beside, plan.rows))
            plan.height = rect.bottom()
        else:
            plan.captions.append((orphans, plan.height))
            plan.height += line_height
        plan.rows += 1
        _place_divisions(plan, band, boxes, columns, column)
    plan.height += MARGIN
    return plan


def _place_divisions(plan: Arrangement, band: Band, boxes: BoxPainter, columns: int, column: float) -> None:
    """Below each other they hang on the trunk by their left side, beside each other on a line over their row."""
    trunk, start, end = MARGIN + TRUNK + 0.5, plan.height, plan.height
    lines: list[QLineF] = []
    for first in range(0, len(band.divisions), columns):
        row = band.divisions[first : first + columns]
        top = round(plan.height + GAP + (DROP if columns > 1 else 0))
        height = round(max(boxes.height(node, column) for node in row))
        for place, node in enumerate(row):
            rect = QRectF(round(MARGIN + INDENT + place * (column + GAP)), top, round(column), height)
            plan.boxes.append((node, rect, False, plan.rows))
        middle, end = round(rect.center().x()) + 0.5, top - DROP + 2.5
        if columns == 1:
            end = round(top + min(height / 2, 24)) + 0.5
            lines.append(QLineF(trunk, end, rect.left(), end))
        else:
            lines.append(QLineF(trunk, end, middle, end))
            middles = (round(box[1].center().x()) + 0.5 for box in plan.boxes[-len(row) :])
            lines.extend(QLineF(x, end, x, top) for x in middles)
        plan.height = top + height
        plan.rows += 1
    if band.department is not None and band.divisions:
        plan.lines.extend((QLineF(trunk, start, trunk, end), *lines))


def picture(band: Band, on: Look, words: ChartWords, width: int, ratio: float = 3.0) -> QImage:
    """One department with its divisions for paper.

    Args:
        on: the look of the paper. width: logical px. ratio: device pixels a logical one.
    """
    boxes = BoxPainter(on, words)
    plan = arrange([band], width, boxes, "", 0)
    image = QImage(round(width * ratio), round(plan.height * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor(on.palette.page))
    painter = QPainter(image)
    paint_lines(painter, plan, on)
    for node, rect, beside, _row in plan.boxes:
        boxes.paint(painter, node, rect, side_by_side=beside)
    painter.end()
    return image


def paint_lines(painter: QPainter, plan: Arrangement, on: Look) -> None:
    """Draw the lines between the boxes."""
    painter.setPen(QPen(on.color("control_border"), 1))
    painter.drawLines(plan.lines)
