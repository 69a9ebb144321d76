"""Fixtures that every test may use."""

from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = REPOSITORY.parent / "shared"


@pytest.fixture(scope="session")
def shared_cases() -> Path:
    """The folder of sample cases beside the checkout; its tests run in addition, where it is there."""
    folder = SHARED / "cases"
    if not folder.is_dir():
        pytest.skip("the sample cases are not beside this checkout")
    return folder
