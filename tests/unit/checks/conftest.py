"""A draft checked in one line, and how cases with labels are judged."""

from datetime import date

import pytest
from labelled_posts import CheckText

from sakusns_desktop.checks.registry import check_draft
from sakusns_desktop.domain.post import AccountContext, Draft, Finding, Media
from sakusns_desktop.reference_data.checks import CheckData, load_checks

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def data() -> CheckData:
    """The checks' data as it is shipped."""
    return load_checks()


@pytest.fixture(scope="session")
def check(data: CheckData) -> CheckText:
    """``check(text, platform="x", field="body", today=TODAY, ...)`` -> findings."""

    def run(
        text: str,
        *,
        platform: str = "x",
        field: str = "body",
        today: date = TODAY,
        media: tuple[Media, ...] = (),
        account: AccountContext | None = None,
    ) -> tuple[Finding, ...]:
        return check_draft(Draft(platform, text, field, media), today, data, account).findings

    return run
