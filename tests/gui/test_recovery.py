"""A register that cannot be read: set aside untouched, and the newest good backup offered in the window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from sakusns_desktop.app import Session
from sakusns_desktop.composition import DATABASE_NAME, open_services
from sakusns_desktop.services.sample_data import fill_with_sample
from sakusns_desktop.storage.instance_lock import InstanceLock
from sakusns_desktop.ui.tour import settle
from sakusns_desktop.ui.widgets.texts import WrappedLabel


@pytest.fixture
def lock(tmp_path: Path) -> Iterator[InstanceLock]:
    made = InstanceLock(tmp_path)
    assert made.acquire()
    yield made
    made.release()


def damage(folder: Path) -> bytes:
    """Overwrite the middle of the register with nonsense; returns the file as it is then."""
    file = folder / DATABASE_NAME
    data = bytearray(file.read_bytes())
    data[100:8192] = b"\xa5" * (8192 - 100)
    file.write_bytes(data)
    return bytes(data)


def begin(folder: Path, lock: InstanceLock) -> Session:
    session = Session(folder, lock, None)
    session.start()
    settle(session.window.tasks)
    return session


def button(session: Session, words: str) -> QPushButton:
    buttons = session.window.findChildren(QPushButton)
    return next(one for one in buttons if one.accessibleName() == words and one.isVisible())


def finish(session: Session) -> None:
    session.window.close()
    session.end()
    session.window.deleteLater()
    QApplication.processEvents()


def test_a_damaged_register_is_replaced_by_its_newest_good_backup(
    tmp_path: Path, lock: InstanceLock, qapp: QApplication
) -> None:
    services = open_services(tmp_path)
    fill_with_sample(services.register, services.accounts)
    services.backups.run_automatic()
    accounts = len(services.register.accounts.all())
    services.close()
    damaged = damage(tmp_path)

    session = begin(tmp_path, lock)
    told = " ".join(label.plain for label in session.window.findChildren(WrappedLabel))
    assert "控えに戻せます" in told
    assert "手を触れていません" in told
    button(session, "控えに戻す").click()
    settle(session.window.tasks)

    assert session.window.current_key == "home"
    finish(session)
    again = open_services(tmp_path)
    assert len(again.register.accounts.all()) == accounts
    assert again.register.audit.verify().first_broken is None
    again.close()
    kept = [path.read_bytes() for path in (tmp_path / "damaged").rglob(DATABASE_NAME)]
    assert kept == [damaged], "the damaged file is kept to the byte"


def test_without_a_backup_an_empty_register_can_be_begun(
    tmp_path: Path, lock: InstanceLock, qapp: QApplication
) -> None:
    open_services(tmp_path).close()
    damaged = damage(tmp_path)
    session = begin(tmp_path, lock)
    button(session, "空の台帳で始める").click()
    settle(session.window.tasks)
    assert session.window.current_key == "home"
    finish(session)
    assert [path.read_bytes() for path in (tmp_path / "damaged").rglob(DATABASE_NAME)] == [damaged]


def test_a_good_register_is_backed_up_by_itself(tmp_path: Path, lock: InstanceLock, qapp: QApplication) -> None:
    services = open_services(tmp_path)
    fill_with_sample(services.register, services.accounts)
    services.close()
    session = begin(tmp_path, lock)
    settle(session.window.tasks)
    finish(session)
    services = open_services(tmp_path)
    assert len(services.backups.made()) == 1
    services.close()
