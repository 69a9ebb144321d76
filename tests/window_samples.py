"""Windows for the tests: opened at rest, closed without a trace."""

from sakusns_desktop.services.services import Services
from sakusns_desktop.ui.main_window import MainWindow
from sakusns_desktop.ui.tasks import Tasks
from sakusns_desktop.ui.theme import theme
from sakusns_desktop.ui.tour import settle as settle_tasks


def open_test_window(services: Services, tasks: Tasks, width: int = 1360, height: int = 860) -> MainWindow:
    """A window on a register, shown and at rest."""
    window = MainWindow(tasks)
    window.resize(width, height)
    window.adopt(services, services.memory.load())
    window.show()
    settle(window)
    return window


def settle(window: MainWindow) -> None:
    """Let the worker and the window come to rest."""
    settle_tasks(window.tasks)


def close_window(window: MainWindow) -> None:
    """Close and forget, and go back to the usual look."""
    window.close()
    settle(window)
    window.deleteLater()
    settle(window)
    theme().choose()
