"""Sweeps over every page and scene that there is: accessible names, room for every word, at every size."""

import os
import subprocess
import sys
from collections.abc import Iterator
from html import escape

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QTableView,
    QWidget,
)
from window_samples import close_window, open_test_window, settle

from sakusns_desktop.services.services import Services
from sakusns_desktop.ui.main_window import MainWindow
from sakusns_desktop.ui.page_registry import PAGES
from sakusns_desktop.ui.tasks import Tasks
from sakusns_desktop.ui.theme import theme

LAYOUTS = {
    "full_hd_100": (1366, 768, 10.5),
    "full_hd_150": (1280, 720, 10.5),
    "narrow_150": (1024, 700, 10.5),
    "full_hd_200": (960, 540, 10.5),
    "smallest": (900, 520, 10.5),
    "twenty_points": (1366, 768, 20.0),
    "twenty_points_narrow": (1024, 700, 20.0),
}
"""Name -> logical size of the window, points of body text."""

PAGE_KEYS = [spec.key for spec in PAGES]


def scenes_of(window: MainWindow, key: str) -> Iterator[str]:
    """Go through a page's first sight and its scenes, yielding the name of what is shown."""
    window.open_page(key)
    settle(window)
    page = window.page
    assert page is not None
    yield "first sight"
    for scene in page.scenes():
        scene.enter()
        settle(window)
        yield scene.name
        page.go_back()
        settle(window)


def visible_widgets(window: MainWindow) -> Iterator[QWidget]:
    """Every widget that a person can see or reach."""
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.size().width() > 0:
            yield widget


def described(widget: QWidget) -> str:
    """A widget as a failing test names it."""
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton | QLineEdit) else ""
    return f"{type(widget).__name__}({text or widget.accessibleName()!r}) in {type(widget.parentWidget()).__name__}"


@pytest.mark.parametrize("key", PAGE_KEYS)
def test_every_control_has_a_role_and_a_name(window: MainWindow, key: str) -> None:
    nameless: list[str] = []
    for scene in scenes_of(window, key):
        for widget in visible_widgets(window):
            if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isEnabled():
                continue
            if isinstance(widget, QScrollArea) and not isinstance(widget, QAbstractItemView):
                continue  # a pane that scrolls is no control; what is in it is swept by itself
            interface = QAccessible.queryAccessibleInterface(widget)
            assert interface is not None, described(widget)
            name = interface.text(QAccessible.Text.Name)
            if interface.role() == QAccessible.Role.NoRole or not name.strip():
                nameless.append(f"{scene}: {described(widget)} role {interface.role()}")
    assert nameless == []


@pytest.mark.parametrize("key", PAGE_KEYS)
def test_every_label_above_a_field_is_tied_to_it(window: MainWindow, key: str) -> None:
    for _scene in scenes_of(window, key):
        for widget in visible_widgets(window):
            if isinstance(widget, QLabel) and widget.buddy() is not None:
                buddy = widget.buddy()
                assert buddy.accessibleName() == widget.text(), described(widget)


def lacks_room(window: MainWindow) -> list[str]:
    """What needs more room than it has, or is cut off by what it stands in."""
    found: list[str] = []
    for widget in visible_widgets(window):
        if isinstance(widget, QLabel):
            found.extend(_label_lacks_room(widget))
        elif isinstance(widget, QAbstractButton) and not isinstance(widget.parentWidget(), QLineEdit):
            need = widget.minimumSizeHint() if widget.text() else widget.sizeHint()
            if widget.width() < need.width() - 1 or widget.height() < need.height() - 1:
                found.append(f"{described(widget)} has {widget.size()}, needs {need}")
        elif isinstance(widget, QLineEdit | QComboBox):
            if widget.height() < widget.minimumSizeHint().height() - 1:
                found.append(f"{described(widget)} is too low")
        elif isinstance(widget, QTableView):
            found.extend(_cells_lack_room(widget))
        found.extend(_cut_off(widget))
    return found


def _label_lacks_room(widget: QLabel) -> Iterator[str]:
    if widget.wordWrap():
        need = widget.heightForWidth(widget.width())
        if widget.height() < need - 1:
            yield f"{described(widget)} has height {widget.height()}, needs {need}"
    elif (
        widget.text()
        and widget.width() < widget.sizeHint().width() - 1
        and escape(widget.text()) not in widget.toolTip()
    ):
        yield f"{described(widget)} has width {widget.width()}, needs {widget.sizeHint().width()}"


def _cells_lack_room(table: QTableView) -> Iterator[str]:
    model = table.model()
    first = max(table.rowAt(0), 0)
    for row in range(first, min(first + 20, model.rowCount())):
        for column in range(model.columnCount()):
            if table.isColumnHidden(column):
                continue
            index = model.index(row, column)
            need = table.sizeHintForIndex(index)
            if table.rowHeight(row) < need.height() - 1:
                yield f"row {row} is {table.rowHeight(row)} high, needs {need.height()}"
            if table.columnWidth(column) < need.width() and not index.data(Qt.ItemDataRole.ToolTipRole):
                yield f"cell {row},{column} is cut and has no tooltip"
    header = table.horizontalHeader()
    for column in range(model.columnCount()):
        if not table.isColumnHidden(column) and header.isVisible():
            need_width = header.sectionSizeHint(column)
            if header.sectionSize(column) < need_width - 1:
                yield f"head {column} has {header.sectionSize(column)}, needs {need_width}"


def _cut_off(widget: QWidget) -> Iterator[str]:
    """Nothing stands out of its parent sideways, unless the parent scrolls that way."""
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or not isinstance(widget, QLabel | QAbstractButton | QLineEdit | QComboBox):
        return
    if (
        isinstance(parent, QAbstractScrollArea | QLineEdit | QComboBox)
        or parent.objectName() == "qt_scrollarea_viewport"
    ):
        return
    area = QRect(widget.mapTo(parent, QPoint(0, 0)), widget.size())
    if area.left() < -1 or area.right() > parent.width() + 1:
        yield f"{described(widget)} at {area} stands out of {parent.size()}"


def sideways(window: MainWindow) -> list[str]:
    """Panes that scroll sideways; only tables and pictures that say so may."""
    return [
        described(area)
        for area in window.findChildren(QScrollArea)
        if area.isVisible()
        and not area.property("sideways")
        and (content := area.widget()) is not None
        and content.minimumSizeHint().width() > area.viewport().width() + 1
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("key", PAGE_KEYS)
def test_nothing_needs_more_room_than_it_has(services: Services, tasks: Tasks, key: str, layout: str) -> None:
    width, height, points = LAYOUTS[layout]
    services.settings.change("appearance.text_size", "190" if points == 20.0 else "100")
    window = open_test_window(services, tasks, width, height)
    assert abs(theme().look.points - points) < 0.1
    assert (window.width(), window.height()) == (width, height), "the window must not be pushed wider by a page"
    found = {}
    for scene in scenes_of(window, key):
        wrong = lacks_room(window) + [f"sideways: {words}" for words in sideways(window)]
        if (window.width(), window.height()) != (width, height):
            wrong.append(f"the window grew to {window.size()}")
        if wrong:
            found[scene] = wrong
    close_window(window)
    assert found == {}


@pytest.mark.slow
@pytest.mark.parametrize("scale", ["1.25", "1.5", "2"])
def test_the_sweep_holds_at_a_real_device_scale(scale: str) -> None:
    if os.environ.get("QT_SCALE_FACTOR"):
        return
    command = [sys.executable, "-m", "pytest", __file__, "-q", "-k", "more_room", "-p", "no:cacheprovider", "-n0"]
    finished = subprocess.run(
        command, env={**os.environ, "QT_SCALE_FACTOR": scale}, capture_output=True, text=True, check=False
    )
    assert finished.returncode == 0, finished.stdout[-3000:]
