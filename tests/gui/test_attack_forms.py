"""Attacks on forms: typing while the worker is held up, two forms in a row, drafts over a changed record, markup."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox
from window_samples import settle

from sakusns_desktop.domain.account import Account
from sakusns_desktop.domain.errors import ConflictError
from sakusns_desktop.services.accounts import FORM
from sakusns_desktop.services.services import Services
from sakusns_desktop.ui.error_dialog import report
from sakusns_desktop.ui.main_window import MainWindow
from sakusns_desktop.ui.pages.account_editor import AccountEditor
from sakusns_desktop.ui.pages.accounts_page import AccountsPage

URL = "https://x.com/attack_sample"


@contextmanager
def held_up(window: MainWindow) -> Iterator[None]:
    """The worker is busy with something long for as long as the block lasts; afterwards all comes to rest."""
    gate = Event()
    window.tasks.run(gate.wait)
    try:
        yield
    finally:
        gate.set()
        settle(window)


def opened_page(window: MainWindow) -> AccountsPage:
    window.open_page("accounts")
    settle(window)
    page = window.page
    assert isinstance(page, AccountsPage)
    return page


def write(editor: AccountEditor, **texts: str) -> None:
    for name, text in texts.items():
        control = editor.form.fields[name].control
        (control.setPlainText if name == "notes" else control.setText)(text)  # type: ignore[attr-defined]


def value(editor: AccountEditor, name: str) -> object:
    return editor.form.fields[name].value()


def first_account(services: Services) -> Account:
    return services.register.accounts.all()[0]


def test_what_is_typed_while_saving_stays_on_the_screen_and_in_the_draft(
    window: MainWindow, services: Services
) -> None:
    page = opened_page(window)
    page.add()
    settle(window)
    write(page.editor, url=URL, display_name="攻撃の見本")
    with held_up(window):
        page.editor.form.save_button.click()
        write(page.editor, notes="あとから書いた")
    assert page.side.currentWidget() is page.editor
    assert value(page.editor, "notes") == "あとから書いた"
    kept = services.register.accounts.find_by_url(URL)
    assert kept is not None
    page.editor.flush()
    settle(window)
    draft = services.drafts.load(FORM, kept.id)
    assert draft is not None
    assert draft.values == {"notes": "あとから書いた"}
    page.editor.form.save_button.click()
    settle(window)
    assert services.register.accounts.get(kept.id).notes == "あとから書いた"
    assert services.drafts.all() == []


def test_a_save_that_ends_late_leaves_the_next_form_alone(window: MainWindow, services: Services) -> None:
    page = opened_page(window)
    page.add()
    settle(window)
    write(page.editor, url=URL, display_name="攻撃の見本")
    with held_up(window):
        page.editor.form.save_button.click()
        page.go_back()
        page.editor.open(first_account(services), services.organization.load())
        page.side.setCurrentWidget(page.editor)
        write(page.editor, notes="別のアカウントに書いた")
    assert value(page.editor, "notes") == "別のアカウントに書いた"
    assert value(page.editor, "display_name") == first_account(services).display_name
    assert services.register.accounts.find_by_url(URL) is not None


def test_a_draft_that_is_read_late_does_not_cover_what_was_typed_meanwhile(
    window: MainWindow, services: Services
) -> None:
    services.drafts.save(FORM, "", {"display_name": "前の書きかけ", "notes": "前の覚え"})
    page = opened_page(window)
    with held_up(window):
        page.add()
        write(page.editor, notes="いま書いた")
    assert (value(page.editor, "display_name"), value(page.editor, "notes")) == ("前の書きかけ", "いま書いた")


def test_a_draft_does_not_take_back_what_was_changed_after_it(window: MainWindow, services: Services) -> None:
    page = opened_page(window)
    account = first_account(services)
    page.editor.open(account, services.organization.load())
    settle(window)
    write(page.editor, notes="書きかけの覚え")
    page.editor.flush()
    settle(window)
    changed = services.accounts.save(account, {"purpose": "あとで直した目的"}).after
    services.drafts.save(FORM, account.id, {"notes": "書きかけの覚え"})
    assert isinstance(changed, Account)
    page.editor.open(changed, services.organization.load())
    settle(window)
    page.editor.form.save_button.click()
    settle(window)
    kept = services.register.accounts.get(account.id)
    assert (kept.purpose, kept.notes) == ("あとで直した目的", "書きかけの覚え")


def test_only_what_was_typed_is_in_a_draft_and_what_was_taken_back_is_not(
    window: MainWindow, services: Services
) -> None:
    page = opened_page(window)
    account = first_account(services)
    page.editor.open(account, services.organization.load())
    settle(window)
    write(page.editor, notes="うっかり貼ったパスワード")
    page.editor.flush()
    settle(window)
    draft = services.drafts.load(FORM, account.id)
    assert draft is not None
    assert draft.values == {"notes": "うっかり貼ったパスワード"}
    assert [one.values["display_name"] for one in services.home.summary().drafts] == [account.display_name]
    write(page.editor, notes=account.notes)
    page.editor.flush()
    settle(window)
    assert services.drafts.load(FORM, account.id) is None


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_a_persons_words_in_an_error_are_never_markup(window: MainWindow) -> None:
    told = "「<b>太字</b><img src='file:///etc/passwd'>」として台帳にもうあります。"
    report(window, ConflictError, ConflictError(told, safe="<i>入力</i>は残っています。"), None)
    box = window.findChildren(QMessageBox)[-1]
    texts = {label.text(): label.textFormat() for label in box.findChildren(QLabel) if label.text()}
    assert texts[told] == Qt.TextFormat.PlainText
    assert set(texts.values()) == {Qt.TextFormat.PlainText}
    box.close()


def test_a_draft_does_not_wait_behind_a_long_backup(window: MainWindow, services: Services) -> None:
    page = opened_page(window)
    page.add()
    settle(window)
    gate, kept = Event(), Event()
    window.tasks.run(gate.wait, slow=True)
    write(page.editor, notes="控えを作るあいだに書いた")
    page.editor.flush()
    window.tasks.run(kept.set)
    in_time = kept.wait(10)
    draft = services.drafts.load(FORM, "")
    gate.set()
    settle(window)
    assert in_time
    assert draft is not None
    assert draft.values == {"notes": "控えを作るあいだに書いた"}
