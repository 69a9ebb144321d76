"""A register of its own for each test, with a clock that stands still until it is told to go on."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sakusns_desktop.composition import open_services
from sakusns_desktop.services.services import Services

TODAY = date(2026, 11, 22)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """The use cases over an empty register; the sign-in is nobody's."""
    made = open_services(tmp_path / "register", sign_in="clerk", today=TODAY)
    yield made
    made.close()
