"""The page 組織と担当者: structure of any day, forms that lose nothing, keys, undo."""

from collections.abc import Callable
from datetime import date
from typing import cast

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from window_samples import settle

from sakusns_desktop.domain.organization import Role, RoleAssignment, Staff, Unit
from sakusns_desktop.services.organization import ASSIGNMENT_FORM, STAFF_FORM
from sakusns_desktop.services.services import Services
from sakusns_desktop.ui.main_window import MainWindow
from sakusns_desktop.ui.pages.organization_editor import OrganizationEditor
from sakusns_desktop.ui.pages.organization_page import OrganizationPage
from sakusns_desktop.ui.pages.staff_editor import StaffEditor
from sakusns_desktop.ui.widgets.inputs import ComboBox, LineEdit
from sakusns_desktop.ui.widgets.organization_box import VACANT
from sakusns_desktop.ui.widgets.texts import WrappedLabel


def unit_named(services: Services, name: str) -> Unit:
    """The unit with this name, as the register has it now."""
    return next(unit for unit in services.organization.load().units if unit.name == name)


def person_at(services: Services, post: str) -> Staff:
    """The person with this post."""
    return next(person for person in services.organization.load().staff if person.post == post)


def roles_in(services: Services, unit_id: str, role: Role) -> list[RoleAssignment]:
    """Who holds or held a role of a unit."""
    rows = services.organization.load().assignments
    return [row for row in rows if row.unit_id == unit_id and row.role is role]


def open_page(window: MainWindow, unit_id: str = "") -> OrganizationPage:
    """The page, at rest, with a unit chosen."""
    window.open_page("organization", unit_id)
    settle(window)
    page = window.page
    assert isinstance(page, OrganizationPage)
    return page


def editor_of(page: OrganizationPage) -> OrganizationEditor:
    """The form that is open."""
    assert page.side.editor is not None
    return page.side.editor


def write(editor: OrganizationEditor, name: str, text: str) -> None:
    """Type into a field, or choose in it."""
    control = editor.form.fields[name].control
    if isinstance(control, ComboBox):
        control.setCurrentIndex(control.findData(text))
        control.chosen.emit(control.key())
        assert control.key() == text
    else:
        cast("LineEdit", control).setText(text)


def save(window: MainWindow, editor: OrganizationEditor) -> None:
    """Press the filled button and let it be done."""
    editor.form.save_button.click()
    settle(window)


def press(parent: QWidget, name: str) -> None:
    """Press the button that is read out like this."""
    found = [it for it in parent.findChildren(QPushButton) if it.accessibleName() == name and it.isVisible()]
    assert found, name
    found[0].click()


def texts(parent: QWidget) -> str:
    """Every word that stands in labels below a widget and can be seen."""
    labels = (it for it in parent.findChildren(QLabel) if it.isVisible())
    return "\n".join(it.plain if isinstance(it, WrappedLabel) else it.text() for it in labels)


def problem_at(editor: OrganizationEditor, name: str) -> str:
    """What is told at a field."""
    return editor.form.fields[name].control.accessibleDescription()


# -- what is seen


def test_vacant_roles_are_said_in_the_box_in_the_list_and_beside_it(window: MainWindow, services: Services) -> None:
    vacant = unit_named(services, "商工振興課")
    page = open_page(window, vacant.id)
    box = page.views.chart.canvas.box_of(vacant.id)
    assert box is not None
    assert f"アカウント管理者 {VACANT}" in box.accessibleName()
    row = page.views.model.place_of(lambda it: it.node.unit.id == vacant.id)
    assert "未定 1" in [page.views.model.index(row, column).data() for column in range(4)]
    assert VACANT in texts(page.side.detail)
    assert page.vacant_badge.accessibleName() == "未定 3"


def test_a_vacant_box_looks_different_even_without_its_words(window: MainWindow, services: Services) -> None:
    page = open_page(window)

    def edge(name: str) -> QImage:
        box = page.views.chart.canvas.box_of(unit_named(services, name).id)
        assert box is not None
        return box.grab(QRect(box.width() - 9, 12, 8, 24)).toImage()

    assert edge("商工振興課") != edge("観光課")


def test_the_whole_structure_stands_in_the_picture_and_in_the_list(window: MainWindow, services: Services) -> None:
    page = open_page(window)
    ids = {unit.id for unit in services.organization.load().units}
    assert {box.node.unit.id for box in page.views.chart.canvas.boxes} == ids
    assert page.views.model.rowCount() == len(ids) == 20
    equal = page.views.chart.canvas.box_of(unit_named(services, "教育委員会").id)
    assert equal is not None
    assert "部に準じる組織" in equal.accessibleName()


def test_boxes_never_overlap_and_stay_inside_at_every_width(window: MainWindow) -> None:
    page = open_page(window)
    for width in (900, 1024, 1280, 1600):
        window.resize(width, 700)
        settle(window)
        canvas = page.views.chart.canvas
        areas = [box.geometry() for box in canvas.boxes]
        assert all(canvas.rect().contains(area) for area in areas)
        assert not any(one.intersects(two) for at, one in enumerate(areas) for two in areas[at + 1 :])


def test_another_day_shows_who_was_responsible_then(window: MainWindow, services: Services) -> None:
    unit = unit_named(services, "広報広聴課")
    page = open_page(window, unit.id)
    box = page.views.chart.canvas.box_of(unit.id)
    assert box is not None
    assert "広報広聴課長（前任）" not in box.accessibleName()
    page.day.edit.selectAll()
    QTest.keyClicks(page.day.edit, "2026-03-31")
    QTest.keyClick(page.day.edit, Qt.Key.Key_Return)
    settle(window)
    assert "アカウント管理者 広報広聴課長（前任）" in box.accessibleName()
    page.day.today_button.click()
    settle(window)
    assert "（前任）" not in box.accessibleName()


def test_a_day_that_cannot_be_read_is_told_and_the_picture_stays(qtbot: QtBot, window: MainWindow) -> None:
    page = open_page(window)
    before = [box.accessibleName() for box in page.views.chart.canvas.boxes]
    page.day.edit.selectAll()
    QTest.keyClicks(page.day.edit, "2026-02-30")
    qtbot.waitUntil(lambda: "という日はありません" in page.day.problem)
    assert "令和8年11月22日" in page.day.problem
    assert page.day.edit.text() == "2026-02-30"
    assert [box.accessibleName() for box in page.views.chart.canvas.boxes] == before


def test_past_holders_stay_under_what_was(window: MainWindow, services: Services) -> None:
    page = open_page(window, unit_named(services, "総務部").id)
    told = texts(page.side.detail)
    assert "総務部長（前任）" in told.split("これまで", 1)[1]
    assert "令和5年4月1日から令和8年3月31日まで" in told


def test_user_text_is_never_markup(window: MainWindow, services: Services) -> None:
    services.organization.save_unit(None, {"kind": "department", "name": "<b>太字</b>部"})
    unit = unit_named(services, "<b>太字</b>部")
    page = open_page(window, unit.id)
    assert "<b>太字</b>部" in texts(page.side.detail)
    box = page.views.chart.canvas.box_of(unit.id)
    assert box is not None
    assert "&lt;b&gt;太字" in box.toolTip()
    printed = page.printed()
    assert printed is not None
    assert "<b>太字</b>部" in printed.toPlainText()


def test_the_words_of_the_city_stand_on_the_page(window: MainWindow, services: Services) -> None:
    services.settings.change("organization.department_word", "局")
    services.settings.change("role.owner_name", "アカウント統括者")
    unit = unit_named(services, "企画部")
    page = open_page(window, unit.id)
    assert page.subtitle.text().startswith("局 6")
    assert "アカウント統括者" in texts(page.side.detail)
    box = page.views.chart.canvas.box_of(unit.id)
    assert box is not None
    assert "アカウント統括者 企画部長" in box.accessibleName()


def test_the_page_prints_what_it_shows(window: MainWindow, services: Services) -> None:
    printed = open_page(window).printed()
    assert printed is not None
    text = printed.toPlainText()
    assert all(unit.name in text for unit in services.organization.load().units)
    assert text.count("\ufffc") >= 6, "a picture for every department"


# -- doing


def test_an_empty_page_leads_from_the_first_department_to_a_role(
    empty_window: MainWindow, empty_services: Services
) -> None:
    page = open_page(empty_window)
    press(page.views.empty, "部を追加")
    write(editor_of(page), "name", "企画部")
    save(empty_window, editor_of(page))
    page.side.add_division()
    write(editor_of(page), "name", "広報広聴課")
    save(empty_window, editor_of(page))
    division = unit_named(empty_services, "広報広聴課")
    assert division.parent_id == unit_named(empty_services, "企画部").id
    page.side.add_staff()
    write(editor_of(page), "post", "広報係 主任")
    save(empty_window, editor_of(page))
    person = person_at(empty_services, "広報係 主任")
    assert person.unit_id == division.id
    press(page.side.detail, "アカウント担当者を決める")
    write(editor_of(page), "staff_id", person.id)
    save(empty_window, editor_of(page))
    held = empty_services.organization.load().holders(Role.OPERATOR, date(2026, 11, 22), unit_id=division.id)
    assert [row.id for row in held] == [person.id]
    box = page.views.chart.canvas.box_of(division.id)
    assert box is not None
    assert "アカウント担当者 広報係 主任" in box.accessibleName()


def test_a_role_ends_on_a_day_and_what_was_stays_known(window: MainWindow, services: Services) -> None:
    unit = unit_named(services, "観光課")
    page = open_page(window, unit.id)
    press(page.side.detail, "観光課長のアカウント管理者：終える")
    write(editor_of(page), "until_day", "令和8年11月21日")
    save(window, editor_of(page))
    assert [row.until_day for row in roles_in(services, unit.id, Role.MANAGER)] == [date(2026, 11, 21)]
    told = texts(page.side.detail)
    assert VACANT in told
    assert "観光課長" in told.split("これまで", 1)[1]


def test_undo_gives_an_ended_role_back(window: MainWindow, services: Services) -> None:
    unit = unit_named(services, "観光課")
    page = open_page(window, unit.id)
    press(page.side.detail, "観光課長のアカウント管理者：終える")
    write(editor_of(page), "until_day", "2026-11-21")
    save(window, editor_of(page))
    window.undo()
    settle(window)
    assert [row.until_day for row in roles_in(services, unit.id, Role.MANAGER)] == [None]
    assert VACANT not in texts(page.side.detail)


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("post", "", "職名を書いてください"),
        ("from_day", "令和8年2月30日", "という日はありません"),
        ("until_day", "2020-01-01", "終わりの日が始まりの日より前です"),
    ],
)
def test_bad_input_is_told_at_its_field_and_stays(
    window: MainWindow, services: Services, field: str, text: str, said: str
) -> None:
    page = open_page(window, unit_named(services, "観光課").id)
    page.side.add_staff()
    editor = editor_of(page)
    for name, good in (("post", "観光係 主任"), ("from_day", "2026-04-01")):
        write(editor, name, good)
    write(editor, field, text)
    before = len(services.organization.load().staff)
    save(window, editor)
    assert said in problem_at(editor, field)
    assert editor.form.fields[field].value() == text
    assert len(services.organization.load().staff) == before


def test_what_the_register_refuses_is_told_at_its_field(window: MainWindow, services: Services) -> None:
    page = open_page(window, unit_named(services, "観光課").id)
    page.edit()
    write(editor_of(page), "name", "商工振興課")
    save(window, editor_of(page))
    assert "もうあります" in problem_at(editor_of(page), "name")


def test_the_present_sign_in_is_filled_in_by_a_button(window: MainWindow, services: Services) -> None:
    page = open_page(window, unit_named(services, "観光課").id)
    page.side.add_staff()
    editor = editor_of(page)
    assert isinstance(editor, StaffEditor)
    editor.sign_in_button.click()
    assert editor.form.fields["os_sign_in"].value() == services.register.sign_in != ""
    assert editor.form.changed()


def test_a_draft_outlives_the_page_and_is_offered_again(qtbot: QtBot, window: MainWindow, services: Services) -> None:
    unit = unit_named(services, "観光課")
    page = open_page(window, unit.id)
    page.side.add_staff()
    write(editor_of(page), "post", "書きかけの職名")
    qtbot.waitUntil(lambda: bool(editor_of(page).form.saved.text()))
    assert services.drafts.load(STAFF_FORM, f"new:{unit.id}") is not None
    context = page._context
    again = OrganizationPage(context)
    qtbot.addWidget(again)
    again.refresh()
    settle(window)
    assert again.notice.text == "書きかけの職員が残っています。"
    press_hidden(again.notice, "続きを書く")
    settle(window)
    assert editor_of(again).form.fields["post"].value() == "書きかけの職名"
    assert editor_of(again).form.fields["unit_id"].value() == unit.id
    save(window, editor_of(again))
    assert services.drafts.all() == []


def press_hidden(parent: QWidget, words: str) -> None:
    """Press a button of a page that is not in the window."""
    next(it for it in parent.findChildren(QPushButton) if it.text() == words).click()


def test_drafts_of_two_units_do_not_write_over_each_other(window: MainWindow, services: Services) -> None:
    first, second = unit_named(services, "観光課"), unit_named(services, "総務課")
    page = open_page(window, first.id)
    for unit, post in ((first, "ひとつめ"), (second, "ふたつめ")):
        page = open_page(window, unit.id)
        page.side.add_staff()
        write(editor_of(page), "post", post)
        assert page.go_back()
        settle(window)
    page = open_page(window, first.id)
    page.side.add_staff()
    settle(window)
    assert editor_of(page).form.fields["post"].value() == "ひとつめ"


def test_a_kept_role_leaves_no_draft_behind(window: MainWindow, services: Services) -> None:
    page = open_page(window, unit_named(services, "総務課").id)
    press(page.side.detail, "アカウント担当者を決める")
    write(editor_of(page), "staff_id", person_at(services, "人事係長").id)
    save(window, editor_of(page))
    assert not [draft for draft in services.drafts.all() if draft.form == ASSIGNMENT_FORM]
    assert VACANT not in texts(page.side.detail)


def test_what_is_used_is_not_deleted_and_the_reason_is_told(window: MainWindow, services: Services) -> None:
    unit = unit_named(services, "観光課")
    page = open_page(window, unit.id)
    page._delete(unit)
    settle(window)
    assert "「観光課」には" in page.notice.text
    assert "いつまで" in page.notice.text
    assert unit_named(services, "観光課") == unit


def test_what_is_unused_is_deleted_and_comes_back(window: MainWindow, services: Services) -> None:
    services.organization.save_unit(None, {"kind": "department", "name": "まちがい部"})
    unit = unit_named(services, "まちがい部")
    page = open_page(window, unit.id)
    page._delete(unit)
    settle(window)
    assert page.views.chart.canvas.box_of(unit.id) is None
    window.undo()
    settle(window)
    assert page.views.chart.canvas.box_of(unit.id) is not None


# -- keys


def test_arrows_move_between_boxes_and_enter_opens(window: MainWindow, services: Services) -> None:
    page = open_page(window)
    window.activateWindow()
    page.focus_first()
    path: tuple[tuple[Qt.Key, str], ...] = (
        (Qt.Key.Key_Right, "広報広聴課"),
        (Qt.Key.Key_Down, "総務部"),
        (Qt.Key.Key_Down, "総務課"),
        (Qt.Key.Key_Up, "総務部"),
        (Qt.Key.Key_Left, "移住交流推進課"),
        (Qt.Key.Key_End, "議事課"),
        (Qt.Key.Key_Home, "企画部"),
    )
    for key, name in path:
        QTest.keyClick(cast("QWidget", QApplication.focusWidget()), key)
        unit = unit_named(services, name)
        assert page.side.unit == unit, name
        assert QApplication.focusWidget() is page.views.chart.canvas.box_of(unit.id)
    QTest.keyClick(cast("QWidget", QApplication.focusWidget()), Qt.Key.Key_Return)
    assert page.side.isAncestorOf(cast("QWidget", QApplication.focusWidget()))
    assert page.go_back()
    assert QApplication.focusWidget() is page.views.chart.current_box()


def step_by_step(act: Callable[[], object], window: MainWindow) -> None:
    """Do something and let the window come to rest."""
    act()
    settle(window)


def test_one_pane_goes_in_and_back_with_keys(window: MainWindow, services: Services) -> None:
    page = open_page(window)
    step_by_step(lambda: window.resize(960, 540), window)
    assert page.views.isVisible()
    assert not page.side.isVisible()
    box = page.views.chart.canvas.box_of(unit_named(services, "観光課").id)
    assert box is not None
    step_by_step(box.click, window)
    assert not page.views.isVisible()
    assert page.side.detail.back.isVisible()
    step_by_step(page.edit, window)
    assert page.go_back(), "out of the form"
    assert page.side.detail.isVisible()
    assert page.go_back(), "back to the list"
    assert page.views.isVisible()
    assert not page.side.isVisible()


def test_the_next_vacant_role_is_one_press_away(window: MainWindow, services: Services) -> None:
    page = open_page(window)
    met = []
    for _press in range(4):
        page.next_vacant()
        met.append(page.side.unit.name if page.side.unit else "")
    assert met == ["総務課", "商工振興課", "体育課", "総務課"]


def test_a_unit_that_ended_says_so_and_stays_open_to_change(window: MainWindow, services: Services) -> None:
    unit = unit_named(services, "観光課")
    services.organization.save_unit(unit, {"until_day": "2026-10-31"})
    page = open_page(window, unit.id)
    assert page.views.chart.canvas.box_of(unit.id) is None
    assert "ありません" in page.side.detail.notice.text
    page.edit()
    assert editor_of(page).form.fields["until_day"].value() == "2026-10-31"
