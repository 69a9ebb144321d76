"""The window around the pages: undo and redo, faults told in words, light and dark, keys, printing."""

import logging
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from window_samples import settle

from sakusns_desktop.domain.account import Account
from sakusns_desktop.domain.errors import NewerDatabaseError
from sakusns_desktop.services.register import Change
from sakusns_desktop.services.services import Services
from sakusns_desktop.ui.error_dialog import describe, report
from sakusns_desktop.ui.main_window import MainWindow
from sakusns_desktop.ui.page_registry import PAGES
from sakusns_desktop.ui.printing import write_pdf
from sakusns_desktop.ui.recovery import RecoveryPage, show_recovery
from sakusns_desktop.ui.tasks import Tasks
from sakusns_desktop.ui.theme import theme
from sakusns_desktop.ui.undo import UndoStack
from sakusns_desktop.ui.widgets.texts import WrappedLabel


def test_every_page_opens_by_its_number(window: MainWindow) -> None:
    for number, spec in enumerate(PAGES, start=1):
        key = Qt.Key(Qt.Key.Key_0.value + number)
        QTest.keyClick(window.windowHandle(), key, Qt.KeyboardModifier.ControlModifier)
        settle(window)
        assert window.current_key == spec.key


def test_changes_are_taken_back_one_after_the_other_and_done_again(window: MainWindow, services: Services) -> None:
    account = services.register.accounts.all()[0]
    texts = [account.purpose]
    for words in ("一つめ", "二つめ", "三つめ"):
        change = services.accounts.save(services.register.accounts.get(account.id), {"purpose": words})
        window.undo_stack.done(change)
        texts.append(words)

    def purpose() -> str:
        return services.register.accounts.get(account.id).purpose

    for expected in (texts[2], texts[1], texts[0]):
        window.undo()
        settle(window)
        assert purpose() == expected
    for expected in texts[1:]:
        window.redo()
        settle(window)
        assert purpose() == expected
    window.undo()
    settle(window)
    assert purpose() == texts[2]


def test_a_new_change_ends_what_could_be_done_again() -> None:
    stack = UndoStack()
    first = Change("a", None, Account("1", revision=1), "")
    stack.done(first)
    stack.undone(first, Change("b", first.after, Account("1", revision=2), ""))
    stack.done(Change("c", None, Account("2", revision=1), ""))
    assert stack.to_redo() is None


def test_two_quick_keys_take_back_two_changes(window: MainWindow, services: Services) -> None:
    account = services.register.accounts.all()[0]
    for words in ("一つめ", "二つめ"):
        change = services.accounts.save(services.register.accounts.get(account.id), {"purpose": words})
        window.undo_stack.done(change)
    window.undo()
    window.undo()
    settle(window)
    settle(window)
    assert services.register.accounts.get(account.id).purpose == account.purpose


def test_what_can_no_longer_be_taken_back_is_said(window: MainWindow, services: Services) -> None:
    account = services.register.accounts.all()[0]
    change = services.accounts.save(account, {"purpose": "一つめ"})
    window.undo_stack.done(change)
    assert isinstance(change.after, Account)
    services.accounts.save(change.after, {"purpose": "二つめ"})
    window.undo()
    settle(window)
    assert "元に戻せません" in window.undo_bar.text
    assert window.undo_stack.to_undo() is None


def test_dark_and_light_follow_the_choice(window: MainWindow, services: Services) -> None:
    services.settings.change("appearance.theme", "dark")
    window.apply_settings()
    assert theme().look.dark
    assert QApplication.palette().window().color() == QColor(theme().look.palette.page)
    services.settings.change("appearance.theme", "light")
    window.apply_settings()
    assert not theme().look.dark


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_a_fault_is_told_without_what_was_typed(window: MainWindow, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(ValueError, match="ひみつ") as caught:
        int("ひみつの言葉")
    error = caught.value
    report(window, type(error), error, error.__traceback__)
    assert "ひみつ" not in describe(type(error), error.__traceback__)
    box = next(box for box in window.findChildren(QMessageBox) if box.isVisible())
    assert "変わっていません" in box.informativeText()
    assert "ひみつ" not in box.text() + box.informativeText() + caplog.text
    box.close()
    box.deleteLater()
    settle(window)


def test_a_fault_on_the_worker_reaches_who_asked(tasks: Tasks) -> None:
    told: list[Exception] = []
    tasks.run(lambda: 1 // 0, None, told.append)
    tasks.wait()
    assert [type(error) for error in told] == [ZeroDivisionError]


def test_answers_come_in_the_order_of_the_questions(tasks: Tasks) -> None:
    answers: list[int] = []
    for number in range(50):
        tasks.run(lambda number=number: number, answers.append)  # type: ignore[misc]
    tasks.wait()
    assert answers == list(range(50))


def test_a_register_that_cannot_be_opened_says_what_is_safe_and_offers_a_way(tasks: Tasks, qapp: QApplication) -> None:
    window = MainWindow(tasks)
    tried: list[bool] = []
    error = NewerDatabaseError(
        "新しい版の台帳です。", safe="台帳はそのままです。", next_step="アプリを新しくしてください。"
    )
    show_recovery(window, error, [("もう一度開く", lambda: tried.append(True))])
    window.show()
    page = window.centralWidget()
    assert isinstance(page, RecoveryPage)
    assert page.accessibleName() == "新しい版の台帳です。"
    page.buttons[0].click()
    assert tried == [True]
    window.close()
    window.deleteLater()


def test_every_page_that_prints_makes_a_pdf(window: MainWindow, tmp_path: Path) -> None:
    printed = 0
    for spec in PAGES:
        window.open_page(spec.key)
        settle(window)
        document = window.page.printed() if window.page is not None else None
        if document is not None:
            write_pdf(document, str(tmp_path / f"{spec.key}.pdf"))
            assert (tmp_path / f"{spec.key}.pdf").read_bytes().startswith(b"%PDF")
            printed += 1
    assert printed >= 4


def test_the_ring_shows_after_keys_and_hides_after_the_mouse(window: MainWindow) -> None:
    window.open_page("accounts")
    settle(window)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    settle(window)
    assert window.focus_ring.isVisible()
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton)
    settle(window)
    assert not window.focus_ring.isVisible()


def test_a_new_name_for_a_role_stands_on_every_page(window: MainWindow, services: Services) -> None:
    window.open_page("organization")
    settle(window)
    window.open_page("settings")
    settle(window)
    services.settings.change("role.owner_name", "運用の長")
    window._settings_changed()
    window.open_page("accounts", services.register.accounts.all()[0].id)
    settle(window)
    assert window.page is not None
    shown = " ".join(label.plain for label in window.page.findChildren(WrappedLabel))
    assert "運用の長" in shown
    assert "アカウント責任者" not in shown
