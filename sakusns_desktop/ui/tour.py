"""Pictures of every page and of every scene on it, and every page on paper, from the sample data."""

from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from sakusns_desktop.services.services import Services
from sakusns_desktop.ui.main_window import MainWindow
from sakusns_desktop.ui.page_registry import PAGES
from sakusns_desktop.ui.printing import write_pdf
from sakusns_desktop.ui.tasks import Tasks

SIZES = {"": (1360, 860), "_narrow": (1024, 700), "_small": (900, 520)}
"""Suffix of the picture's name -> size of the window in logical pixels."""


def settle(tasks: Tasks) -> None:
    """Let the worker and the window come to rest."""
    for _round in range(4):
        tasks.wait()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()


def take_pictures(services: Services, folder: Path, suffix: str, *, theme: str, sizes: tuple[str, ...]) -> list[Path]:
    """Show every page and scene, and keep each as a PNG.

    Args:
        services: an open register with sample data.
        suffix: end of each name (``_dark_150``).
        theme: ``light`` or ``dark``.
        sizes: keys of ``SIZES``.

    Returns:
        The files, in the order of the sidebar.
    """
    services.settings.change("appearance.theme", theme)
    tasks = Tasks()
    made: list[Path] = []
    for size in sizes:
        for spec in PAGES:
            for place in range(-1, _scene_count(services, tasks, spec.key)):
                window = _fresh_window(services, tasks, size)
                name = spec.key
                window.open_page(spec.key)
                settle(tasks)
                page = window.page
                if page is not None and place >= 0:
                    scene = page.scenes()[place]
                    scene.enter()
                    name += f"_{scene.name}"
                settle(tasks)
                file = folder / f"{name}{size}{suffix}.png"
                window.grab().save(str(file))
                made.append(file)
                _close(window, services, tasks)
    tasks.stop()
    return made


def _scene_count(services: Services, tasks: Tasks, key: str) -> int:
    window = _fresh_window(services, tasks, "")
    window.open_page(key)
    settle(tasks)
    count = len(window.page.scenes()) if window.page is not None else 0
    _close(window, services, tasks)
    return count


def _fresh_window(services: Services, tasks: Tasks, size: str) -> MainWindow:
    window = MainWindow(tasks)
    window.resize(*SIZES[size])
    window.adopt(services, {})
    window.show()
    settle(tasks)
    return window


def _close(window: MainWindow, services: Services, tasks: Tasks) -> None:
    """Close a window, and throw away what a scene typed, so that the next one starts clean."""
    window.close()
    window.deleteLater()
    settle(tasks)
    for draft in services.drafts.all():
        services.drafts.discard(draft.form, draft.subject_id)


def print_pages(services: Services, folder: Path) -> list[Path]:
    """Every page that can be printed, as PDF. Returns the files."""
    tasks = Tasks()
    made: list[Path] = []
    window = _fresh_window(services, tasks, "")
    for spec in PAGES:
        window.open_page(spec.key)
        settle(tasks)
        document = window.page.printed() if window.page is not None else None
        if document is not None:
            file = folder / f"{spec.key}.pdf"
            write_pdf(document, str(file))
            made.append(file)
    _close(window, services, tasks)
    tasks.stop()
    return made
