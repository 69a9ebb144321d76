"""What every page is handed: the services, the worker, and what only the window can do."""

from collections.abc import Callable
from dataclasses import dataclass

from sakusns_desktop.services.register import Change
from sakusns_desktop.services.services import Services
from sakusns_desktop.ui.tasks import Tasks


@dataclass(slots=True)
class Context:
    """Handed to every page.

    Args:
        services: the use cases; called through ``tasks`` alone.
        tasks: the worker.
        changed: tells the window that a mutation was done, so that it can be taken back and other pages look anew.
        open_page: goes to a page by its key, and there to the thing with this id.
        keep: remembers something small about the window (key, text).
        kept: what was remembered, empty where nothing was.
        settings_changed: tells the window that a setting was changed: city, theme and text size are taken over at once.
    """

    services: Services
    tasks: Tasks
    changed: Callable[[Change], None]
    open_page: Callable[[str, str], None]
    keep: Callable[[str, str], None]
    kept: Callable[[str], str]
    settings_changed: Callable[[], None]
