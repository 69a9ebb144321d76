"""4(1): the structure as a picture. Every unit is a box that keys and screen readers reach; the lines are painted."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QSizePolicy, QWidget

from sakusns_desktop.services.organization_chart import Band, UnitNode
from sakusns_desktop.ui.theme import look, theme
from sakusns_desktop.ui.widgets.organization_box import (
    DEPUTY,
    VACANT,
    BoxPainter,
    ChartWords,
    person_words,
    spoken,
)
from sakusns_desktop.ui.widgets.organization_layout import BAND_GAP, MARGIN, Arrangement, arrange, paint_lines
from sakusns_desktop.ui.widgets.tips import tip


class UnitBox(QAbstractButton):
    """One unit. Clicking or moving to it chooses it; Enter opens it."""

    def __init__(self, canvas: "ChartCanvas", node: UnitNode) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.beside = False
        self.row = 0
        self.show_node(node)
        self.clicked.connect(lambda _on: canvas.press(self.node.unit.id))

    def show_node(self, node: UnitNode) -> None:
        """Change what it says."""
        self.node = node
        words = self._canvas.words
        self.setAccessibleName(spoken(node, words))
        told = [
            f"{words.roles[line.role]}{DEPUTY if line.deputy else ''}："
            + ("、".join(person_words(person) for person in line.people) or VACANT)
            for line in node.lines
        ]
        self.setToolTip(tip(node.unit.name, *told))
        self.update()

    def nextCheckState(self) -> None:
        """The canvas says which one is chosen."""

    def sizeHint(self) -> QSize:
        """The arrangement gives it what it needs."""
        height = self._canvas.painter_of_boxes.height(self.node, self.width(), side_by_side=self.beside)
        return QSize(round(self._canvas.painter_of_boxes.least_width), round(height))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box."""
        painter = QPainter(self)
        self._canvas.painter_of_boxes.paint(
            painter,
            self.node,
            QRectF(self.rect()),
            selected=self.isChecked(),
            hovered=self.underMouse(),
            side_by_side=self.beside,
        )
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End move; Enter opens."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._canvas.choose(self.node.unit.id)
            self._canvas.entered.emit(self.node.unit.id)
        elif event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier} and (
            target := self._canvas.neighbour(self, Qt.Key(event.key()))
        ):
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._canvas.choose(target.node.unit.id)
        else:
            super().keyPressEvent(event)


class ChartCanvas(QWidget):
    """The boxes with the lines between them, as high as its width asks for."""

    chosen = Signal(str)
    pressed = Signal(str)
    entered = Signal(str)

    def __init__(self, words: ChartWords) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self.setAccessibleName("組織の図")
        self.words = words
        self.painter_of_boxes = BoxPainter(look(), words)
        self.boxes: list[UnitBox] = []
        self.current = ""
        self._bands: Sequence[Band] = ()
        self._plan = Arrangement()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.painter_of_boxes = BoxPainter(look(), self.words)
        self._arrange()

    def show_bands(self, bands: Sequence[Band], words: ChartWords) -> None:
        """Show a structure; boxes of units that stay keep the focus."""
        self.words, self._bands = words, bands
        self.painter_of_boxes = BoxPainter(look(), words)
        old = {box.node.unit.id: box for box in self.boxes}
        self.boxes = []
        nodes = [node for band in bands for node in (band.department, *band.divisions) if node is not None]
        for node in nodes:
            box = old.pop(node.unit.id, None)
            if box is None:
                box = UnitBox(self, node)
            else:
                box.show_node(node)
            self.boxes.append(box)
        for box in old.values():
            box.hide()
            box.deleteLater()
        self._arrange()
        self.select(self.current)

    def _planned(self, width: int) -> Arrangement:
        height = self.fontMetrics().height() * 1.5
        return arrange(self._bands, width, self.painter_of_boxes, "属する部がない課", height)

    def _arrange(self) -> None:
        self._plan = self._planned(self.width())
        for box, (_node, rect, beside, row) in zip(self.boxes, self._plan.boxes, strict=True):
            box.beside, box.row = beside, row
            box.setGeometry(rect.toRect())
            box.show()
            box.update()
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        """As high as the boxes at this width."""
        return round(self._planned(width).height)

    def sizeHint(self) -> QSize:
        """Wide enough for two columns."""
        return QSize(640, round(self._plan.height))

    def minimumSizeHint(self) -> QSize:
        """It may become narrow: one column, names wrap."""
        return QSize(200, 120)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Columns follow the width."""
        self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines; the boxes draw themselves."""
        painter = QPainter(self)
        paint_lines(painter, self._plan, look())
        painter.setPen(look().color("text_second"))
        painter.setFont(look().font("body", bold=True))
        for text, top in self._plan.captions:
            painter.drawText(QRectF(MARGIN, top, self.width(), self.fontMetrics().height() * 1.3), text)
        painter.end()

    def select(self, unit_id: str) -> None:
        """Show which unit is chosen; Tab comes to its box, or to the first one."""
        self.current = unit_id
        there = any(box.node.unit.id == unit_id for box in self.boxes)
        for place, box in enumerate(self.boxes):
            mine = box.node.unit.id == unit_id
            box.setChecked(mine)
            tab = mine or (not there and place == 0)
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tab else Qt.FocusPolicy.ClickFocus)

    def choose(self, unit_id: str) -> None:
        """A person chose a unit."""
        self.select(unit_id)
        self.chosen.emit(unit_id)

    def press(self, unit_id: str) -> None:
        """A person clicked a unit."""
        self.choose(unit_id)
        self.pressed.emit(unit_id)

    def box_of(self, unit_id: str) -> UnitBox | None:
        """The box of a unit, ``None`` where it is not shown."""
        return next((box for box in self.boxes if box.node.unit.id == unit_id), None)

    def neighbour(self, box: UnitBox, key: Qt.Key) -> UnitBox | None:
        """Where a key leads from a box, ``None`` at the edge."""
        place = self.boxes.index(box)
        if key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            return self.boxes[0 if key == Qt.Key.Key_Home else -1]
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            wanted = place + (1 if key == Qt.Key.Key_Right else -1)
            return self.boxes[wanted] if 0 <= wanted < len(self.boxes) else None
        if key not in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            return None
        step = 1 if key == Qt.Key.Key_Down else -1
        rows = sorted({other.row for other in self.boxes if (other.row - box.row) * step > 0}, reverse=step < 0)
        if not rows:
            return None
        middle = box.geometry().left()
        return min(
            (other for other in self.boxes if other.row == rows[0]), key=lambda it: abs(it.geometry().left() - middle)
        )


class OrganizationChart(QScrollArea):
    """The picture, scrolled up and down where it is larger than the window.

    Signals:
        chosen(unit id): a person came to this unit. pressed(unit id): with the mouse or the space bar.
        entered(unit id): and wants to go into it.
    """

    chosen = Signal(str)
    pressed = Signal(str)
    entered = Signal(str)

    def __init__(self, words: ChartWords) -> None:
        super().__init__()
        self.canvas = ChartCanvas(words)
        self.canvas.chosen.connect(self._chosen)
        self.canvas.pressed.connect(self.pressed)
        self.canvas.entered.connect(self.entered)
        self.setWidget(self.canvas)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("組織の図")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _chosen(self, unit_id: str) -> None:
        self.show_unit(unit_id)
        self.chosen.emit(unit_id)

    def select(self, unit_id: str) -> None:
        """Mark a unit and bring it into sight."""
        self.canvas.select(unit_id)
        self.show_unit(unit_id)

    def show_unit(self, unit_id: str) -> None:
        """Scroll to a unit."""
        box = self.canvas.box_of(unit_id)
        if box is not None:
            self.ensureWidgetVisible(box, 0, BAND_GAP)

    def current_box(self) -> UnitBox | None:
        """The chosen box, else the first one."""
        return self.canvas.box_of(self.canvas.current) or next(iter(self.canvas.boxes), None)
