"""The window: sidebar and pages, keys, undo, printing. Pages are made when they are first opened."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QByteArray, QObject, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from sakusns_desktop.domain.errors import SakusnsError
from sakusns_desktop.services.register import Change
from sakusns_desktop.services.services import Services
from sakusns_desktop.ui.composition import shortcut
from sakusns_desktop.ui.context import Context
from sakusns_desktop.ui.page_registry import PAGES
from sakusns_desktop.ui.style_sheet import BASE_POINTS
from sakusns_desktop.ui.tasks import Tasks
from sakusns_desktop.ui.theme import theme
from sakusns_desktop.ui.undo import UndoStack
from sakusns_desktop.ui.widgets.focus_ring import FocusRing
from sakusns_desktop.ui.widgets.notice import UndoBar
from sakusns_desktop.ui.widgets.page import Density, Page
from sakusns_desktop.ui.widgets.sidebar import Sidebar

APP_NAME = "佐久市SNS運用"
SMALLEST = (900, 520)
USUAL = (1360, 860)


def _first_size() -> tuple[int, int]:
    """The usual size, or what the screen leaves of it beside task bar and frame."""
    screen = QGuiApplication.primaryScreen()
    room = screen.availableSize() if screen is not None else QSize(*USUAL)
    return min(USUAL[0], room.width() - 16), min(USUAL[1], room.height() - 48)


class MainWindow(QMainWindow):
    """Shows at once; the register is handed in by ``adopt`` when it is open."""

    ready = Signal()

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("main")
        self.setWindowTitle(APP_NAME)
        self.setMinimumSize(*SMALLEST)
        self.resize(*_first_size())
        self.tasks = tasks
        self._services: Services | None = None
        self._context: Context | None = None
        self._pages: dict[str, Page] = {}
        self._memory: dict[str, str] = {}
        self.current_key = ""
        self._fitted = Density.WIDE
        self.doorbell: QObject | None = None
        self.sidebar = Sidebar([spec.entry for spec in PAGES], APP_NAME, "")
        self.sidebar.chosen.connect(lambda key: self.open_page(key))
        self.stack = QStackedWidget()
        self.undo_bar = UndoBar()
        self.undo_bar.undo_wanted.connect(self.undo)
        self.undo_stack = UndoStack()
        self._reverts: list[tuple[Callable[[], Change | None], Callable[[Change, Change], None]]] = []
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        column.addWidget(self.undo_bar)
        self._center = QWidget()
        row = QHBoxLayout(self._center)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addWidget(right, 1)
        self.setCentralWidget(self._center)
        self.focus_ring = FocusRing(self)
        self._make_keys()
        self._fit()

    @property
    def density(self) -> Density:
        """How much room there is, measured against the size of the text."""
        return Density.of_width(round(self.width() * BASE_POINTS / theme().look.points))

    def show_elsewhere(self, widget: QWidget) -> None:
        """Show something in the place of the pages (there is no register to show)."""
        self.takeCentralWidget()
        self.setCentralWidget(widget)

    def show_pages(self) -> None:
        """Show the pages again."""
        if self.centralWidget() is not self._center:
            self.setCentralWidget(self._center)

    def _make_keys(self) -> None:
        for number, spec in enumerate(PAGES, start=1):
            shortcut(self, f"Ctrl+{number}", partial(self.open_page, spec.key))
        shortcut(self, "Ctrl+F", lambda: self._on_page("focus_search"))
        shortcut(self, "Ctrl+N", lambda: self._on_page("add"))
        shortcut(self, "F2", lambda: self._on_page("edit"))
        shortcut(self, "Esc", self._go_back)
        shortcut(self, "Ctrl+Z", self.undo)
        shortcut(self, "Ctrl+Y", self.redo)
        shortcut(self, "Ctrl+P", self.print_page)
        shortcut(self, "F6", lambda: self._next_pane(1))
        shortcut(self, "Shift+F6", lambda: self._next_pane(-1))

    # -- the register

    def adopt(self, services: Services, memory: dict[str, str]) -> None:
        """Take over the open register and show the first page."""
        self._forget_pages()
        self._services = services
        self._memory = memory
        self._context = Context(
            services,
            self.tasks,
            self._changed,
            self.open_page,
            self._keep,
            lambda key: self._memory.get(key, ""),
            self._settings_changed,
        )
        self.apply_settings()
        geometry = memory.get("geometry")
        if geometry:
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
        self.open_page("home")
        self.ready.emit()

    def _forget_pages(self) -> None:
        """Pages and changes belong to one open register: after a recovery there is another."""
        for page in self._pages.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self.current_key = ""
        self.undo_stack = UndoStack()
        self._reverts = []

    def apply_settings(self) -> None:
        """City, unit, theme and text size as the settings have them now."""
        services = self._services
        if services is None:
            return
        settings = services.settings
        self.sidebar.show_city(f"{settings.text('city.name')} SNS運用", settings.text("pr_division.name"))
        self.setWindowTitle(f"{settings.text('city.name')} SNS運用")
        points = BASE_POINTS * settings.number("appearance.text_size") / 100
        theme().choose(theme=settings.text("appearance.theme"), points=points)
        self._fit()

    def _settings_changed(self) -> None:
        """Words of the settings stand on every page: those that are not open are made anew when they are."""
        self.apply_settings()
        for key in [key for key in self._pages if key != self.current_key]:
            page = self._pages.pop(key)
            self.stack.removeWidget(page)
            page.deleteLater()

    # -- pages

    def open_page(self, key: str, thing_id: str = "") -> None:
        """Go to a page, and there to the thing with this id."""
        if self._context is None:
            return
        if self.current_key and self.current_key != key:
            self._pages[self.current_key].leave()
        spec = next(spec for spec in PAGES if spec.key == key)
        page = self._pages.get(key)
        if page is None:
            page = self._pages[key] = spec.make(self._context)
            self.stack.addWidget(page)
        page.fit(self.density)
        self.current_key = key
        self.sidebar.show_page(key)
        self.stack.setCurrentWidget(page)
        page.refresh()
        if thing_id:
            page.open_thing(thing_id)
        else:
            page.focus_first()

    @property
    def page(self) -> Page | None:
        """The page that is open, ``None`` before there is a register."""
        return self._pages.get(self.current_key)

    def _on_page(self, name: str) -> None:
        action: Callable[[], None] | None = getattr(self.page, name, None)
        if action is not None:
            action()

    def _go_back(self) -> None:
        page = self.page
        if page is not None:
            page.go_back()

    def _next_pane(self, step: int) -> None:
        page = self.page
        if page is None:
            return
        panes: list[QWidget] = [self.sidebar.checked_button(), *(pane for pane in page.panes() if pane.isVisible())]
        focused = self.focusWidget()
        here = next(
            (n for n, pane in enumerate(panes) if focused and (pane is focused or pane.isAncestorOf(focused))), 0
        )
        panes[(here + step) % len(panes)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- changes

    def _changed(self, change: Change) -> None:
        self.undo_stack.done(change)
        self.undo_bar.offer(change.summary)
        self._refresh()

    def _refresh(self) -> None:
        page = self.page
        if page is not None:
            page.refresh()

    def undo(self) -> None:
        """Take the last change back."""
        self._one_after_the_other(self.undo_stack.to_undo, self.undo_stack.undone)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._one_after_the_other(self.undo_stack.to_redo, self.undo_stack.redone)

    def _one_after_the_other(self, choose: Callable[[], Change | None], note: Callable[[Change, Change], None]) -> None:
        """A second key waits for the answer to the first: it means the change before that one."""
        self._reverts.append((choose, note))
        if len(self._reverts) == 1:
            self._next_revert()

    def _next_revert(self) -> None:
        while self._reverts:
            choose, note = self._reverts[0]
            change = choose()
            if change is not None and self._services is not None:
                self._revert(self._services, change, note)
                return
            self._reverts.pop(0)

    def _answered(self) -> None:
        self._reverts.pop(0)
        self._next_revert()

    def _revert(self, services: Services, change: Change, note: Callable[[Change, Change], None]) -> None:
        service = services.accounts if change.after.__class__.__name__ == "Account" else services.organization

        def reverted(back: Change) -> None:
            note(change, back)
            self.undo_bar.offer(back.summary, can_undo=False)
            self._refresh()
            self._answered()

        def refused(error: Exception) -> None:
            self.undo_stack.forget(change)
            self._answered()
            if not isinstance(error, SakusnsError):
                raise error
            self.undo_bar.tell("warning", str(error))

        self.tasks.run(lambda: service.revert(change), reverted, refused)

    def _keep(self, key: str, text: str) -> None:
        if self._memory.get(key) != text and self._services is not None:
            self._memory[key] = text
            memory = self._services.memory
            self.tasks.run(lambda: memory.keep(key, text))

    def print_page(self) -> None:
        """Ctrl+P."""
        from sakusns_desktop.ui.printing import print_document

        page = self.page
        made = page.printed() if page is not None else None
        if made is not None:
            print_document(made, self)
        elif page is not None:
            page.notice.tell("hint", "このページには、印刷するものがありません。")

    # -- the window itself

    def _fit(self) -> None:
        density = self._fitted = self.density
        self.sidebar.show_narrow(narrow=density is not Density.WIDE)
        page = self.page
        if page is not None:
            page.fit(density)

    def showEvent(self, event: QShowEvent) -> None:
        """The native window exists now."""
        super().showEvent(event)
        self.focus_ring.watch()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold and unfold with the width."""
        super().resizeEvent(event)
        if self.density is not self._fitted:
            self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is being typed and where the window stood, then let it go."""
        page = self.page
        if page is not None:
            page.leave()
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self._keep("geometry", geometry)
        self.tasks.wait()
        if page is not None:
            page.leave()  # what was typed while the window waited
            self.tasks.wait()
        event.accept()
