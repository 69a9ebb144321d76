"""One meter for all tests of this folder: building it takes half a second."""

import pytest

from sakusns_desktop.passwords.strength import PasswordMeter
from sakusns_desktop.reference_data.platform_passwords import PasswordRules, load_password_rules
from sakusns_desktop.reference_data.wordlists import load_wordlists


@pytest.fixture(scope="session")
def rules() -> PasswordRules:
    return load_password_rules()


@pytest.fixture(scope="session")
def meter(rules: PasswordRules) -> PasswordMeter:
    return PasswordMeter(load_wordlists(), rules)
