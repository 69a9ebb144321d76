"""4(1): one unit of the structure as a box: its name, its roles, and who holds them; the same on screen and paper."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextLayout

from sakusns_desktop.domain.organization import Role, Staff, UnitKind
from sakusns_desktop.services.organization_chart import RoleLine, UnitNode
from sakusns_desktop.ui.theme import LINE_HEIGHT, Look
from sakusns_desktop.ui.widgets.state_mark import MARK, paint_mark

VACANT = "決まっていません"
DEPUTY = "代理"
ITEMS = {Role.OWNER: "ア", Role.MANAGER: "イ", Role.OPERATOR: "エ"}
DIVISION_ITEM = "ウ"
"""Items of 4(1) as they stand before each line."""

PADDING = 12
ROW_GAP = 4
HATCH = 8
HATCH_STEP = 4
SHOWN_PEOPLE = 2


@dataclass(frozen=True, slots=True)
class ChartWords:
    """What the city calls things.

    Args:
        roles: names of the roles in full.
        layers: 部 and 課 as the city has them.
    """

    roles: Mapping[Role, str]
    layers: Mapping[UnitKind, str]

    def short(self, role: Role) -> str:
        """A role's name without what all three begin with (アカウント)."""
        names = list(self.roles.values())
        common = 0
        while all(len(name) > common + 1 for name in names) and len({name[common] for name in names}) == 1:
            common += 1
        return self.roles[role][common:]

    def equivalent(self, kind: UnitKind) -> str:
        """What a unit equal to a layer is called."""
        return f"{self.layers[kind]}に準じる組織"


def person_words(person: Staff) -> str:
    """Post and, where there is one, name."""
    return f"{person.post} {person.name}".strip()


def people_words(people: tuple[Staff, ...]) -> str:
    """The first people in full, how many there are besides."""
    shown = "、".join(person_words(person) for person in people[:SHOWN_PEOPLE])
    more = len(people) - SHOWN_PEOPLE
    return f"{shown} ほか{more}人" if more > 0 else shown


def spoken(node: UnitNode, words: ChartWords) -> str:
    """A box as it is read out: everything that it shows."""
    parts = [node.unit.name, words.equivalent(node.unit.kind) if node.unit.equivalent else ""]
    for line in node.lines:
        name = words.roles[line.role] + (DEPUTY if line.deputy else "")
        parts.append(f"{name} {people_words(line.people) if line.people else VACANT}")
    return "、".join(part for part in parts if part)


def wrapped(text: str, font: QFont, width: float) -> list[str]:
    """The lines of a text within a width; a word that is too long is broken."""
    layout = QTextLayout(text, font)
    option = layout.textOption()
    option.setWrapMode(option.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1.0))
        lines.append(text[line.textStart() : line.textStart() + line.textLength()].strip())
    layout.endLayout()
    return lines or [""]


def _hatch(painter: QPainter, area: QRectF, fill: QColor, color: QColor) -> None:
    """A pattern beside colour, shape and word: it stays on grey paper, and at every resolution."""
    painter.save()
    painter.setClipRect(area)
    painter.fillRect(area, fill)
    painter.setPen(QPen(color, 1))
    bottom = area.bottom() + area.width()
    while bottom > area.top():
        painter.drawLine(QLineF(area.left(), bottom, area.right(), bottom - area.width()))
        bottom -= HATCH_STEP
    painter.restore()


class BoxPainter:
    """Measures and draws boxes with one look.

    Args:
        look: colours and text sizes; for paper the light ones.
        words: names of roles and layers.
    """

    def __init__(self, look: Look, words: ChartWords) -> None:
        self._look = look
        self._words = words
        self._fonts = {
            "name": look.font("body", bold=True),
            "head": look.font("section"),
            "body": look.font("body"),
            "bold": look.font("body", bold=True),
            "meta": look.font("meta"),
        }
        self._metrics = {key: QFontMetricsF(font) for key, font in self._fonts.items()}
        meta = self._metrics["meta"]
        self._item_width = meta.horizontalAdvance("ア") + 8
        labels = [DEPUTY, *(words.short(role) for role in Role)]
        self._label_width = max(meta.horizontalAdvance(label) for label in labels) + 10
        self._mark = MARK * look.size("body") / 10.5

    @property
    def least_width(self) -> float:
        """Width from which a box shows a post in one line."""
        value = max(self._metrics["body"].horizontalAdvance("移住交流推進課長"), self._vacant_width())
        return 2 * PADDING + HATCH + self._item_width + self._label_width + value

    def _vacant_width(self) -> float:
        return self._mark + 6 + self._metrics["bold"].horizontalAdvance(VACANT) + 16

    def height(self, node: UnitNode, width: float, *, side_by_side: bool = False) -> float:
        """Room that a box of this width needs. ``side_by_side``: the roles stand right of the name."""
        return self._draw(None, node, QRectF(0, 0, width, 0), side_by_side=side_by_side) + PADDING

    def paint(
        self,
        painter: QPainter,
        node: UnitNode,
        rect: QRectF,
        *,
        selected: bool = False,
        hovered: bool = False,
        side_by_side: bool = False,
    ) -> None:
        """Draw one box."""
        colors = self._look.palette
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        warning = colors.states["warning"]
        fill = colors.panel if node.unit.kind is UnitKind.DEPARTMENT or hovered else colors.page
        if selected:
            fill = colors.selection
        border = QPen(QColor(warning.text if node.vacant else colors.control_border), 1)
        painter.setPen(border)
        painter.setBrush(QColor(fill))
        frame = rect.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, 4, 4)
        painter.setPen(Qt.PenStyle.NoPen)
        if node.vacant:
            strip = QRectF(frame.right() - HATCH, frame.top(), HATCH, frame.height()).adjusted(0, 1, -1, -1)
            _hatch(painter, strip, QColor(warning.fill or colors.page), QColor(warning.text))
        if selected:
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), QColor(colors.selection_bar))
        self._draw(painter, node, rect, side_by_side=side_by_side)
        painter.restore()

    def _draw(self, painter: QPainter | None, node: UnitNode, rect: QRectF, *, side_by_side: bool) -> float:
        """Draw (or only measure) what stands in a box. Returns the lower end of it."""
        inner = rect.adjusted(PADDING, PADDING - 2, -PADDING - HATCH, 0)
        left = QRectF(inner.left(), inner.top(), inner.width() * 0.4 if side_by_side else inner.width(), 0)
        bottom = self._draw_name(painter, node, left)
        area = inner.adjusted(0, bottom - inner.top() + ROW_GAP, 0, 0)
        if side_by_side:
            area = QRectF(left.right() + 12, inner.top(), inner.right() - left.right() - 12, 0)
        top = area.top()
        for line in node.lines:
            top = self._draw_line(painter, line, area.left(), top, area.width())
        return max(bottom, top - ROW_GAP)

    def _draw_name(self, painter: QPainter | None, node: UnitNode, area: QRectF) -> float:
        department = node.unit.kind is UnitKind.DEPARTMENT
        style, indent = ("head", 0.0) if department else ("name", self._item_width)
        metrics = self._metrics[style]
        if not department:
            self._text(painter, "meta", "text_third", DIVISION_ITEM, area.left(), area.top(), metrics.height())
        bottom = self._lines(painter, style, node.unit.name, area.left() + indent, area.top(), area.width() - indent)
        if not node.unit.equivalent:
            return bottom
        tag = self._words.equivalent(node.unit.kind)
        meta = self._metrics["meta"]
        size = meta.horizontalAdvance(tag) + 14
        end = area.left() + indent + metrics.horizontalAdvance(node.unit.name) + 10
        if end + size <= area.right() and metrics.horizontalAdvance(node.unit.name) <= area.width() - indent:
            left, top = end, area.top() + (metrics.height() - meta.height() - 4) / 2
        else:
            left, top = area.left() + indent, bottom + 3
            bottom = top + meta.height() + 6
        if painter is not None:
            painter.setPen(QPen(self._look.color("control_border"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(left, top, size, meta.height() + 4), 4, 4)
            self._text(painter, "meta", "text_second", tag, left + 7, top, meta.height() + 4)
        return bottom

    def _draw_line(self, painter: QPainter | None, line: RoleLine, left: float, top: float, width: float) -> float:
        """One role. Returns the top of the next one."""
        height = self._metrics["body"].height() * LINE_HEIGHT / 100
        if not line.deputy:
            self._text(painter, "meta", "text_third", ITEMS[line.role], left, top, height)
        words = DEPUTY if line.deputy else self._words.short(line.role)
        self._text(painter, "meta", "text_second", words, left + self._item_width, top, height)
        indent = self._item_width + self._label_width
        if line.vacant:
            self._vacant(painter, left + indent, top, height)
            return top + height + ROW_GAP
        bottom = self._lines(painter, "body", people_words(line.people), left + indent, top, width - indent, height)
        return bottom + ROW_GAP

    def _vacant(self, painter: QPainter | None, left: float, top: float, height: float) -> None:
        if painter is None:
            return
        colors = self._look.palette.states["warning"]
        area = QRectF(left - 6, top, self._vacant_width(), height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.fill) if colors.fill else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area, 4, 4)
        middle = top + height / 2
        paint_mark(painter, "warning", QRectF(left, middle - self._mark / 2, self._mark, self._mark), self._look)
        painter.setPen(QColor(colors.text))
        painter.setFont(self._fonts["bold"])
        painter.drawText(
            QRectF(left + self._mark + 6, top, area.width(), height), int(Qt.AlignmentFlag.AlignVCenter), VACANT
        )

    def _lines(
        self, painter: QPainter | None, style: str, text: str, left: float, top: float, width: float, height: float = 0
    ) -> float:
        """A wrapped text. Returns its lower end."""
        step = height or self._metrics[style].height() * 1.2
        for words in wrapped(text, self._fonts[style], width):
            self._text(painter, style, "text", words, left, top, step)
            top += step
        return top

    def _text(
        self, painter: QPainter | None, style: str, color: str, text: str, left: float, top: float, height: float
    ) -> None:
        if painter is None:
            return
        metrics = self._metrics[style]
        painter.setFont(self._fonts[style])
        painter.setPen(self._look.color(color))
        painter.drawText(QPointF(left, top + (height - metrics.height()) / 2 + metrics.ascent()), text)
