"""アカウント台帳: found, opened, changed, deleted and brought back, by keyboard alone where it matters."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QWidget
from window_samples import close_window, open_test_window, settle

from sakusns_desktop.services.accounts import FORM
from sakusns_desktop.services.services import Services
from sakusns_desktop.ui.main_window import MainWindow
from sakusns_desktop.ui.pages.accounts_page import AccountsPage
from sakusns_desktop.ui.tasks import Tasks
from sakusns_desktop.ui.widgets.form_pane import AUTOSAVE_MS
from sakusns_desktop.ui.widgets.inputs import LineEdit


def accounts_page(window: MainWindow) -> AccountsPage:
    window.open_page("accounts")
    settle(window)
    assert isinstance(window.page, AccountsPage)
    return window.page


def names(page: AccountsPage) -> list[str]:
    rows = (page.model.row(place) for place in range(page.model.rowCount()))
    return [row.display_name for row in rows if row is not None]


def line(page: AccountsPage, name: str) -> LineEdit:
    control = page.editor.form.fields[name].control
    assert isinstance(control, LineEdit)
    return control


def press(window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key as the window system delivers it, so that shortcuts see it."""
    QTest.keyClick(window.windowHandle(), key, modifier)
    settle(window)


@pytest.mark.parametrize("words", ["ﾗｲﾝ", "ライン", "line", "ＬＩＮＥ", "らいん"])
def test_search_minds_neither_kana_nor_width_nor_case(window: MainWindow, words: str) -> None:
    page = accounts_page(window)
    page.search.setText(words)
    found = names(page)
    assert found
    assert all("line" in (page.model.row(place).platform) for place in range(page.model.rowCount()))  # type: ignore[union-attr]


def test_a_search_without_an_answer_says_so_and_offers_the_way_back(window: MainWindow) -> None:
    page = accounts_page(window)
    everything = page.model.rowCount()
    page.search.setText("どこにもない")
    assert page.model.rowCount() == 0
    assert "当てはまるものはありません" in page.empty.accessibleName()
    page.clear_filters()
    assert page.model.rowCount() >= everything


def test_an_empty_register_says_what_to_do_first(empty_window: MainWindow) -> None:
    page = accounts_page(empty_window)
    assert "URLを貼る" in page.empty.accessibleName()
    press(empty_window, Qt.Key.Key_Return)
    assert page.side.currentWidget() is page.editor


def test_the_model_keeps_the_rules_of_qt(window: MainWindow) -> None:
    page = accounts_page(window)
    tester = QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Warning)
    page.search.setText("観光")
    page.model.sort(1, Qt.SortOrder.DescendingOrder)
    page.model.show_columns(["url", "purpose"])
    page.search.clear()
    assert tester.model() is page.model


def test_chosen_columns_stay_chosen(services: Services, tasks: Tasks) -> None:
    window = open_test_window(services, tasks)
    page = accounts_page(window)
    page._show_column("url", on=True)
    page._show_column("platform", on=False)
    close_window(window)
    again = open_test_window(services, tasks)
    shown = [column.key for column in accounts_page(again).model.columns]
    assert shown == ["account", "division_id", "url", "state"]
    close_window(again)


def test_a_pasted_url_fills_in_platform_and_handle(window: MainWindow) -> None:
    page = accounts_page(window)
    page.add()
    line(page, "url").setText("https://www.instagram.com/saku_sample_new/?igsh=abc")
    assert page.editor.form.fields["platform"].value() == "instagram"
    assert page.editor.form.fields["handle"].value() == "saku_sample_new"


def test_a_pasted_url_does_not_overwrite_what_a_person_wrote(window: MainWindow) -> None:
    page = accounts_page(window)
    page.add()
    line(page, "handle").setText("my_own")
    line(page, "url").setText("https://x.com/saku_sample_new")
    assert page.editor.form.fields["handle"].value() == "my_own"


def test_an_account_is_added_and_taken_back_by_keyboard(window: MainWindow, services: Services) -> None:
    page = accounts_page(window)
    before = page.model.total
    press(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    line(page, "url").setText("https://x.com/saku_sample_new")
    line(page, "display_name").setText("佐久市あたらしい")
    press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "佐久市あたらしい" in names(page)
    assert page.detail.account is not None
    assert page.detail.account.handle == "saku_sample_new"
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "佐久市あたらしい" not in names(page)
    press(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert "佐久市あたらしい" in names(page)
    assert len(services.register.accounts.all()) == before + 1


def test_saving_twice_keeps_one_account(window: MainWindow, services: Services) -> None:
    page = accounts_page(window)
    before = len(services.register.accounts.all())
    page.add()
    line(page, "url").setText("https://x.com/saku_sample_new")
    line(page, "display_name").setText("佐久市あたらしい")
    page.editor.form.save_button.click()
    page.editor.form.save_button.click()
    settle(window)
    assert len(services.register.accounts.all()) == before + 1


def test_bad_input_is_told_at_its_field_and_stays(window: MainWindow) -> None:
    page = accounts_page(window)
    page.add()
    line(page, "display_name").setText("佐久市あたらしい")
    line(page, "opened_on").setText("令和8年2月30日")
    page.editor.form.save_button.click()
    settle(window)
    field = page.editor.form.fields["opened_on"]
    assert "ありません" in field.control.accessibleDescription()
    assert field.value() == "令和8年2月30日"
    assert page.side.currentWidget() is page.editor


def type_and_leave(window: MainWindow, page: AccountsPage, leave: Callable[[], object]) -> None:
    page.add()
    settle(window)
    line(page, "display_name").setText("書きかけの名前")
    leave()
    settle(window)


@pytest.mark.parametrize("way", ["esc", "another page", "close"])
def test_what_was_typed_survives_turning_away(services: Services, tasks: Tasks, way: str) -> None:
    window = open_test_window(services, tasks)
    page = accounts_page(window)
    leave = {
        "esc": lambda: press(window, Qt.Key.Key_Escape),
        "another page": lambda: window.open_page("home"),
        "close": window.close,
    }[way]
    type_and_leave(window, page, leave)
    close_window(window)
    again = open_test_window(services, tasks)
    page = accounts_page(again)
    page.add()
    settle(again)
    assert page.editor.form.fields["display_name"].value() == "書きかけの名前"
    close_window(again)


def test_typing_is_kept_within_a_second_however_fast_one_types(window: MainWindow, services: Services) -> None:
    page = accounts_page(window)
    page.add()
    settle(window)
    spy = QSignalSpy(page.editor.form.draft_due)
    line(page, "display_name").setText("さ")
    remaining = page.editor.form._timer.remainingTime()
    line(page, "display_name").setText("さく")
    assert page.editor.form._timer.remainingTime() <= remaining
    assert AUTOSAVE_MS < 1000
    assert spy.wait(AUTOSAVE_MS * 4)
    settle(window)
    draft = services.drafts.load(FORM, "")
    assert draft is not None
    assert draft.values["display_name"] == "さく"


def test_an_unfinished_form_is_on_the_home_page_and_leads_back(window: MainWindow) -> None:
    page = accounts_page(window)
    type_and_leave(window, page, lambda: window.open_page("home"))
    window.open_page("home")
    settle(window)
    button = next(widget for widget in window.findChildren(QWidget) if widget.accessibleName() == "続きを書く")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(window)
    assert page.editor.form.fields["display_name"].value() == "書きかけの名前"


def compose(field: QWidget, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(field, event)


def test_composing_japanese_survives_autosave_validation_and_shortcuts(window: MainWindow, services: Services) -> None:
    page = accounts_page(window)
    page.add()
    settle(window)
    field = line(page, "display_name")
    field.setFocus()
    compose(field, "さくし")
    page.editor.form._autosave()  # the timer fires in the middle of composing
    settle(window)
    press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    press(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    press(window, Qt.Key.Key_Escape)
    assert window.current_key == "accounts", "no shortcut may act while Japanese is being composed"
    assert page.side.currentWidget() is page.editor
    compose(field, "", "佐久市")
    assert field.text() == "佐久市"
    press(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.current_key == "home"
    draft = services.drafts.load(FORM, "")
    assert draft is not None
    assert draft.values["display_name"] == "佐久市"


def test_delete_offers_the_way_back(window: MainWindow) -> None:
    page = accounts_page(window)
    page.table.selectRow(2)
    settle(window)
    name = names(page)[2]
    page.delete()
    settle(window)
    assert name not in names(page) or names(page).count(name) < 2
    assert "削除しました" in window.undo_bar.text
    window.undo_bar.undo_wanted.emit()
    settle(window)
    assert name in names(page)


def test_enter_leads_to_the_detail_and_escape_back(window: MainWindow) -> None:
    page = accounts_page(window)
    page.table.setFocus()
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Return)
    assert page.detail.isAncestorOf(window.focusWidget())
    press(window, Qt.Key.Key_Escape)
    assert window.focusWidget() is page.table


def test_ctrl_f_leads_to_the_search_from_anywhere(window: MainWindow) -> None:
    page = accounts_page(window)
    press(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.focusWidget() is page.search


def test_f6_goes_round_the_panes(window: MainWindow) -> None:
    page = accounts_page(window)
    page.table.selectRow(0)
    settle(window)
    page.table.setFocus()
    seen = []
    for _step in range(4):
        press(window, Qt.Key.Key_F6)
        seen.append(window.focusWidget())
    assert len({id(widget) for widget in seen}) == 4
    assert page.table in seen
    assert page.search in seen


def test_one_pane_shows_the_detail_instead_of_the_list(services: Services, tasks: Tasks) -> None:
    window = open_test_window(services, tasks, 960, 540)
    page = accounts_page(window)
    page.table.selectRow(1)
    settle(window)
    page.table.setFocus()
    press(window, Qt.Key.Key_Return)
    assert page.detail.isVisible()
    assert not page.table.isVisible()
    press(window, Qt.Key.Key_Escape)
    press(window, Qt.Key.Key_Escape)
    assert page.table.isVisible()
    close_window(window)


def test_a_draft_that_cannot_be_kept_is_said_and_stays_said(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = accounts_page(window)
    page.add()
    settle(window)

    def full(*_rest: object) -> None:
        from sakusns_desktop.domain.errors import StorageFullError

        raise StorageFullError("空きがありません。")

    monkeypatch.setattr(type(page._context.services.drafts), "save", full)
    line(page, "display_name").setText("佐久市")
    page.editor.form._autosave()
    settle(window)
    assert "自動保存できていません" in page.editor.form.saved.text()
    assert "空きがありません" in page.editor.form.notice.text
    assert line(page, "display_name").text() == "佐久市"


def test_the_page_prints_the_rows_that_are_shown(window: MainWindow) -> None:
    page = accounts_page(window)
    page.search.setText("図書館")
    text = page.printed().toPlainText()
    assert "図書館" in text
    assert "観光" not in text
