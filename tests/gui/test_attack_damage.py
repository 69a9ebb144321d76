"""Attack: damage that is found only after the pages have been opened."""

from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from sakusns_desktop.app import Session
from sakusns_desktop.composition import open_services
from sakusns_desktop.domain.errors import DatabaseDamagedError
from sakusns_desktop.services.sample_data import fill_with_sample
from sakusns_desktop.storage.database import Database
from sakusns_desktop.storage.instance_lock import InstanceLock
from sakusns_desktop.ui.tour import settle


def test_after_damage_found_late_the_pages_work_on_the_register_that_was_brought_back(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_services(tmp_path)) as services:
        fill_with_sample(services.register, services.accounts)
        services.backups.run_automatic()
    lock = InstanceLock(tmp_path)
    assert lock.acquire()

    def damaged(_self: Database) -> None:
        raise DatabaseDamagedError("台帳のファイルが壊れていて読めません。")

    session = Session(tmp_path, lock, None)
    with monkeypatch.context() as patch:
        patch.setattr(Database, "quick_check", damaged)
        session.start()
        settle(session.window.tasks)
    session._recover(next((tmp_path / "backups").glob("*.zip")))
    settle(session.window.tasks)
    page = session.window.page
    assert page is not None
    session.window.open_page("accounts")
    settle(session.window.tasks)
    assert session.window.page.model.total == 20  # type: ignore[union-attr]
    session.window.close()
    session.end()
    session.window.deleteLater()
    lock.release()
