"""ガイドライン: every clause findable and led on from; the city's own text looked at, taken in, compared."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from window_samples import close_window, open_test_window, settle

from sakusns_desktop.reference_data.guideline import load_guideline
from sakusns_desktop.services.services import Services
from sakusns_desktop.ui.main_window import MainWindow
from sakusns_desktop.ui.pages.guideline_clause import NO_SERVICE
from sakusns_desktop.ui.pages.guideline_loading import FORM
from sakusns_desktop.ui.pages.guideline_page import GuidelinePage
from sakusns_desktop.ui.pages.guideline_terms import TermLabel
from sakusns_desktop.ui.tasks import Tasks
from sakusns_desktop.ui.widgets.form_pane import AUTOSAVE_MS
from sakusns_desktop.ui.widgets.texts import WrappedLabel

OLD = (
    "見本市<b>手引き</b>\n令和6年4月1日制定\n\n1 目的\n\nこの手引きは見本です。\n\n3 運用\n\n"
    "(1) 朝に確かめること(※1)。\n(4) 夕方に確かめること。\n(5) 鍵をかけること。\n(8) 見本だけの決まりです。\n\n"
    "6 用語の解説\n\n(※1) 目で見ること。\n"
)
NEW = OLD.replace("制定", "制定\n令和8年4月1日改定").replace("鍵をかける", "二重に鍵をかける")


def guideline_page(window: MainWindow) -> GuidelinePage:
    window.open_page("guideline")
    settle(window)
    assert isinstance(window.page, GuidelinePage)
    return window.page


def texts(widget: QWidget) -> list[str]:
    """What can be read in a pane."""
    labels = [child for child in widget.findChildren(QLabel) if child.isVisible()]
    return [child.plain if isinstance(child, WrappedLabel) else child.text() for child in labels]


def press_words(widget: QWidget, words: str) -> None:
    """Press the visible button with these words."""
    found = [child for child in widget.findChildren(QPushButton) if child.isVisible() and child.text().strip() == words]
    assert found, words
    found[0].click()


def shown_headings(page: GuidelinePage) -> list[str]:
    return [entry.heading for place in range(page.model.rowCount()) if (entry := page.model.entry(place))]


def take_in(window: MainWindow, page: GuidelinePage, text: str) -> None:
    """Paste, read, take in, as a person does."""
    page.add()
    page.loading.text.fill(text)
    page.loading.read_button.click()
    settle(window)
    page.loading.take_button.click()
    settle(window)


def test_every_clause_of_the_app_stands_in_the_list_in_order(window: MainWindow) -> None:
    page = guideline_page(window)
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    clauses = load_guideline().clauses
    assert shown_headings(page) == [f"{clause.id} {clause.title}" for clause in clauses]
    page.search.setText("パスワード")
    page.search.setText("")
    assert page.model.rowCount() == len(clauses)


def test_search_finds_titles_and_texts_in_any_kana_and_keeps_the_section(window: MainWindow) -> None:
    page = guideline_page(window)
    page.search.setText("ﾊﾟｽﾜｰﾄﾞ")
    assert shown_headings(page) == ["3 運用", "3(5) パスワードの管理"]
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert "3(5) パスワードの管理" in texts(page.clause)


def test_a_search_that_finds_nothing_says_so_and_can_be_taken_back(window: MainWindow) -> None:
    page = guideline_page(window)
    page.search.setText("見つからない言葉")
    assert any("当てはまる条項はありません" in text for text in texts(page))
    press_words(page, "条件を消す")
    assert page.model.rowCount() == len(load_guideline().clauses)


def test_arrow_keys_change_the_clause_and_enter_leads_into_it(window: MainWindow) -> None:
    page = guideline_page(window)
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert "2 対象になるSNS" in texts(page.clause)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert page.clause.area.hasFocus()
    assert page.go_back()
    assert page.list.hasFocus()


def test_a_clause_shows_whom_it_binds_in_the_citys_own_words_and_leads_to_what_serves_it(
    services: Services, tasks: Tasks
) -> None:
    services.settings.change("role.owner_name", "SNS責任者")
    window = open_test_window(services, tasks)
    page = guideline_page(window)
    page.open_thing("4(1)ア")
    assert "SNS責任者" in texts(page.clause)
    press_words(page.clause, "組織と担当者")
    assert window.current_key == "organization"
    close_window(window)


def test_every_clause_is_either_served_or_said_to_be_not_served(window: MainWindow) -> None:
    page = guideline_page(window)
    for clause in load_guideline().clauses:
        page.open_thing(str(clause.id))
        assert (NO_SERVICE in texts(page.clause)) is not bool(clause.served_by), clause.id
        assert clause.summary in texts(page.clause)


def test_a_dropped_file_is_looked_at_and_taken_in_only_when_the_person_says_so(
    window: MainWindow, services: Services, tmp_path: Path
) -> None:
    file = tmp_path / "手引き.txt"
    file.write_text(OLD, encoding="cp932")
    page = guideline_page(window)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, keys)
    page.dragEnterEvent(enter)
    assert enter.isAccepted()
    page.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))
    settle(window)
    shown = texts(page.loading)
    assert "手引き.txt" in shown
    assert "見本市<b>手引き</b>" in shown
    assert "令和6年4月1日" in shown
    assert any("アプリが知らない条項：3(8)" in text for text in shown)
    assert services.guideline.current() is None
    page.loading.take_button.click()
    settle(window)
    assert services.guideline.current() is not None


def test_what_is_no_file_of_this_computer_is_not_taken_by_a_drop(window: MainWindow) -> None:
    page = guideline_page(window)
    data = QMimeData()
    data.setUrls([QUrl("https://example.jp/guideline.txt")])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, keys)
    enter.ignore()
    page.dragEnterEvent(enter)
    assert not enter.isAccepted()


def test_the_official_text_and_its_notes_stand_beside_the_apps_words(window: MainWindow) -> None:
    page = guideline_page(window)
    take_in(window, page, OLD)
    page.open_thing("3(1)")
    shown = texts(page.clause)
    assert "朝に確かめること(※1)。" in shown
    assert "※1　目で見ること。" in shown
    page.open_thing("3(8)")
    assert any("まだ知りません" in text for text in texts(page.clause))
    page.open_thing("3(2)")
    assert any("読み込んだ版に、3(2) の条項はありません" in text for text in texts(page.clause))


def test_a_new_edition_lists_what_changed_with_signs_and_leads_to_what_to_review(window: MainWindow) -> None:
    page = guideline_page(window)
    take_in(window, page, OLD)
    assert not page.changes_button.isVisible()
    take_in(window, page, NEW)
    shown = texts(page.changes)
    assert "変わった条項 1" in shown
    assert "［＋二重に］鍵をかけること。" in shown
    press_words(page.changes, "アカウント台帳")
    assert window.current_key == "accounts"


def test_a_difference_is_marked_by_line_as_well_as_by_colour(window: MainWindow) -> None:
    page = guideline_page(window)
    take_in(window, page, NEW)
    take_in(window, page, OLD)
    html = next(child.text() for child in page.changes.findChildren(WrappedLabel) if "－" in child.plain[:2])
    assert "<s>二重に</s>" in html


def test_pasted_text_that_cannot_be_used_stays_and_is_told_at_the_field(window: MainWindow, services: Services) -> None:
    page = guideline_page(window)
    page.add()
    page.loading.text.fill("きょうの献立です。")
    page.loading.read_button.click()
    settle(window)
    assert page.loading.text.value() == "きょうの献立です。"
    assert "条項を見つけられませんでした" in page.loading.text.control.accessibleDescription()
    assert services.guideline.current() is None


def test_a_file_that_cannot_be_used_is_told_in_words(window: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "手引き.docx"
    file.write_bytes(b"PK\x03\x04")
    page = guideline_page(window)
    page.read_file(file)
    settle(window)
    assert "いまのガイドラインはそのままです。" in page.loading.notice.text


def test_pasted_text_is_kept_within_a_second_and_there_again_in_the_next_window(
    services: Services, tasks: Tasks
) -> None:
    window = open_test_window(services, tasks)
    page = guideline_page(window)
    page.add()
    page.loading.text.control.insertPlainText(OLD)  # type: ignore[attr-defined]
    QTest.qWait(AUTOSAVE_MS + 50)
    settle(window)
    draft = services.drafts.load(FORM, "")
    assert draft is not None
    assert draft.values["text"] == OLD
    close_window(window)
    again = open_test_window(services, tasks)
    page = guideline_page(again)
    page.add()
    settle(again)
    assert page.loading.text.value() == OLD
    page.loading.read_button.click()
    settle(again)
    page.loading.take_button.click()
    settle(again)
    assert services.drafts.load(FORM, "") is None
    close_window(again)


def test_escape_leads_back_step_by_step(window: MainWindow) -> None:
    page = guideline_page(window)
    page.add()
    page.loading.text.fill(OLD)
    page.loading.read_text()
    settle(window)
    assert page.loading.take_button.isVisible()
    assert page.go_back()
    assert page.loading.choose_button.isVisible()
    assert page.go_back()
    assert page.clause.isVisible()
    assert not page.go_back()


def test_a_term_is_underlined_once_and_leads_to_its_explanation(window: MainWindow) -> None:
    page = guideline_page(window)
    page.open_thing("7(3)")
    title = page.clause.findChildren(TermLabel)[0]
    assert title.text().count('href="なりすまし"') == 1
    title.linkActivated.emit("なりすまし")
    assert page.terms.isVisible()
    assert "市のアカウントのふりをした、別の人のアカウントです。" in texts(page.terms)


def test_the_task_of_the_home_page_leads_here_and_is_gone_once_the_file_is_loaded(window: MainWindow) -> None:
    home = window.page
    assert home is not None
    assert "市のガイドラインを読み込みます" in texts(home)
    press_words(home, "ガイドラインを開く")
    assert window.current_key == "guideline"
    settle(window)
    take_in(window, guideline_page(window), OLD)
    window.open_page("home")
    settle(window)
    assert "市のガイドラインを読み込みます" not in texts(home)


def test_one_pane_shows_the_list_and_then_the_clause(services: Services, tasks: Tasks) -> None:
    window = open_test_window(services, tasks, 960, 540)
    page = guideline_page(window)
    assert page.list.isVisible()
    assert not page.clause.isVisible()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert page.clause.isVisible()
    assert not page.list.isVisible()
    page.clause.back.click()
    assert page.list.isVisible()
    close_window(window)


def test_paper_carries_every_clause_and_its_official_text(window: MainWindow) -> None:
    page = guideline_page(window)
    take_in(window, page, OLD)
    printed = page.printed()
    assert printed is not None
    paper = printed.toPlainText()
    assert all(clause.summary in paper for clause in load_guideline().clauses)
    assert "鍵をかけること。" in paper
