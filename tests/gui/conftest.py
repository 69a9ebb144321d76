"""A window over a register of its own, offscreen."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication
from window_samples import close_window, open_test_window

from sakusns_desktop.app import make_application
from sakusns_desktop.composition import open_services
from sakusns_desktop.services.sample_data import SAMPLE_SIGN_IN, fill_with_sample
from sakusns_desktop.services.services import Services
from sakusns_desktop.ui.main_window import MainWindow
from sakusns_desktop.ui.tasks import Tasks

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The application as the product makes it: our fonts, our look, Japanese buttons."""
    return make_application(["tests"])


@pytest.fixture
def empty_services(tmp_path: Path) -> Iterator[Services]:
    """A register with nothing in it."""
    services = open_services(tmp_path / "register", sign_in=SAMPLE_SIGN_IN, today=TODAY)
    yield services
    services.close()


@pytest.fixture
def services(empty_services: Services) -> Services:
    """The register of the sample city."""
    fill_with_sample(empty_services.register, empty_services.accounts)
    return empty_services


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    """A worker that has finished when the test ends."""
    made = Tasks()
    yield made
    made.stop()


@pytest.fixture
def window(services: Services, tasks: Tasks) -> Iterator[MainWindow]:
    """The window over the sample city."""
    made = open_test_window(services, tasks)
    yield made
    close_window(made)


@pytest.fixture
def empty_window(empty_services: Services, tasks: Tasks) -> Iterator[MainWindow]:
    """The window over an empty register."""
    made = open_test_window(empty_services, tasks)
    yield made
    close_window(made)
