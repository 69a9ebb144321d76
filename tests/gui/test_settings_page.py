"""設定: saved when it is left, refused in place, back to the default, locked by the city; the register's own care."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget
from window_samples import close_window, open_test_window, settle

from sakusns_desktop.composition import open_services
from sakusns_desktop.paths import CITY_DEFAULTS_NAME
from sakusns_desktop.reference_data.settings import load_settings
from sakusns_desktop.services.integrity import IntegrityCheck, Outcome
from sakusns_desktop.services.services import Services
from sakusns_desktop.storage.archive_proof import read_manifest
from sakusns_desktop.storage.disposals import RecordKind
from sakusns_desktop.storage.location import BadLocation, LocationWarning
from sakusns_desktop.ui.main_window import MainWindow
from sakusns_desktop.ui.pages.settings_fields import SettingField, typed_text
from sakusns_desktop.ui.pages.settings_page import FORM, SettingsPage
from sakusns_desktop.ui.pages.settings_retention import FORM as RETENTION_FORM
from sakusns_desktop.ui.tasks import Tasks
from sakusns_desktop.ui.theme import look
from sakusns_desktop.ui.widgets.form_pane import AUTOSAVE_MS
from sakusns_desktop.ui.widgets.inputs import ComboBox, LineEdit, TextArea
from sakusns_desktop.ui.widgets.texts import WrappedLabel

CITY = 'issued_by = "見本市 情報課"\nissued_on = 2026-04-01\nlocked = ["city.name"]\n[values]\n"city.name" = "見本市"\n'


def settings_page(window: MainWindow, thing: str = "") -> SettingsPage:
    window.open_page("settings", thing)
    settle(window)
    assert isinstance(window.page, SettingsPage)
    return window.page


def line(page: SettingsPage, key: str) -> LineEdit:
    control = page.fields[key].field.control
    assert isinstance(control, LineEdit)
    return control


def type_over(page: SettingsPage, key: str, text: str) -> LineEdit:
    """Type into a line as a person does, and stay in it."""
    control = line(page, key)
    control.setFocus()
    control.selectAll()
    control.insert(text)
    return control


def texts(widget: QWidget) -> list[str]:
    labels = [child for child in widget.findChildren(QLabel) if child.isVisible()]
    return [child.plain if isinstance(child, WrappedLabel) else child.text() for child in labels]


def choose(field: SettingField, key: str) -> None:
    control = field.field.control
    assert isinstance(control, ComboBox)
    control.choose(key)
    control.chosen.emit(key)


def test_every_setting_stands_on_the_page_with_what_is_in_force(window: MainWindow, services: Services) -> None:
    page = settings_page(window)
    assert list(page.fields) == [row.key for row in load_settings().definitions]
    for state in services.settings.states():
        assert page.fields[state.definition.key].text() == typed_text(state.value)


def test_opening_and_leaving_the_page_changes_no_setting(window: MainWindow, services: Services) -> None:
    settings_page(window)
    window.open_page("home")
    settle(window)
    assert not any(state.own for state in services.settings.states())
    assert "setting.changed" not in [entry.action for entry in services.register.audit.entries(50)]


def test_enter_saves_says_so_and_brings_the_text_into_its_one_form(window: MainWindow, services: Services) -> None:
    page = settings_page(window, "city.phone")
    control = type_over(page, "city.phone", "０２６７ー００ー１２３４")
    QTest.keyClick(control, Qt.Key.Key_Return)
    settle(window)
    assert services.settings.text("city.phone") == "0267-00-1234"
    assert control.text() == "0267-00-1234"
    assert page.saved.text().startswith("自動保存 ")


def test_leaving_a_field_saves_it(window: MainWindow, services: Services) -> None:
    page = settings_page(window, "city.address")
    type_over(page, "city.address", "見本町1")
    line(page, "city.phone").setFocus()
    settle(window)
    assert services.settings.text("city.address") == "見本町1"


def test_a_list_is_saved_when_it_is_left(window: MainWindow, services: Services) -> None:
    page = settings_page(window, "city.hosts")
    control = page.fields["city.hosts"].field.control
    assert isinstance(control, TextArea)
    control.setFocus()
    control.appendPlainText("example.jp")
    assert services.settings.value("city.hosts") == ("city.saku.nagano.jp",)
    page.search.setFocus()
    settle(window)
    assert services.settings.value("city.hosts") == ("city.saku.nagano.jp", "example.jp")


def test_bad_input_is_told_at_its_field_kept_there_and_not_in_force(window: MainWindow, services: Services) -> None:
    page = settings_page(window, "review.dormant_days")
    control = type_over(page, "review.dormant_days", "5")
    QTest.keyClick(control, Qt.Key.Key_Return)
    settle(window)
    assert control.text() == "5"
    assert "30日から730日まで" in control.accessibleDescription()
    assert services.settings.number("review.dormant_days") == 180
    page.refresh()
    settle(window)
    assert control.text() == "5"


def test_what_was_typed_and_not_saved_is_there_again_after_a_kill(services: Services, tasks: Tasks) -> None:
    window = open_test_window(services, tasks)
    page = settings_page(window, "review.dormant_days")
    type_over(page, "review.dormant_days", "9999")
    QTest.qWait(AUTOSAVE_MS + 50)
    settle(window)
    draft = services.drafts.load(FORM, "")
    assert draft is not None
    assert draft.values == {"review.dormant_days": "9999"}
    close_window(window)
    again = open_test_window(services, tasks)
    page = settings_page(again)
    assert page.fields["review.dormant_days"].text() == "9999"
    assert "730日まで" in line(page, "review.dormant_days").accessibleDescription()
    type_over(page, "review.dormant_days", "200")
    QTest.keyClick(line(page, "review.dormant_days"), Qt.Key.Key_Return)
    settle(again)
    assert services.drafts.load(FORM, "") is None
    close_window(again)


def test_a_changed_setting_goes_back_to_its_default(window: MainWindow, services: Services) -> None:
    page = settings_page(window, "city.address")
    made = page.fields["city.address"]
    assert not made.reset_button.isVisible()
    QTest.keyClick(type_over(page, "city.address", "見本町1"), Qt.Key.Key_Return)
    settle(window)
    assert made.reset_button.isVisible()
    assert "初期値：佐久市中込3056" in texts(made)
    made.reset_button.click()
    settle(window)
    assert made.text() == services.settings.text("city.address") == "佐久市中込3056"
    assert not made.reset_button.isVisible()


def test_a_refused_text_gives_way_when_the_person_asks_for_the_default(window: MainWindow, services: Services) -> None:
    page = settings_page(window, "city.phone")
    QTest.keyClick(type_over(page, "city.phone", "0267-00-1234"), Qt.Key.Key_Return)
    settle(window)
    QTest.keyClick(type_over(page, "city.phone", "番号"), Qt.Key.Key_Return)
    settle(window)
    page.fields["city.phone"].reset_button.click()
    settle(window)
    assert line(page, "city.phone").text() == services.settings.text("city.phone") == "0267-62-2111"
    assert line(page, "city.phone").accessibleDescription() == ""


def test_theme_text_size_and_city_are_taken_over_at_once(window: MainWindow) -> None:
    page = settings_page(window, "appearance.theme")
    choose(page.fields["appearance.theme"], "dark")
    settle(window)
    assert look().dark
    choose(page.fields["appearance.text_size"], "150")
    settle(window)
    assert abs(look().points - 15.75) < 0.01
    QTest.keyClick(type_over(page, "city.name", "見本市"), Qt.Key.Key_Return)
    settle(window)
    assert window.windowTitle() == "見本市 SNS運用"


def test_a_check_box_is_saved_when_it_is_pressed(window: MainWindow, services: Services) -> None:
    page = settings_page(window, "backup.enabled")
    control = page.fields["backup.enabled"].field.control
    assert isinstance(control, QCheckBox)
    control.click()
    settle(window)
    assert services.settings.value("backup.enabled") is False


def test_a_chosen_folder_is_saved(window: MainWindow, services: Services, tmp_path: Path) -> None:
    page = settings_page(window, "backup.second_place")
    page.fields["backup.second_place"].choose(str(tmp_path))
    settle(window)
    assert services.settings.text("backup.second_place") == str(tmp_path)


@pytest.fixture
def city_window(tmp_path: Path, tasks: Tasks) -> MainWindow:
    """A window under a city's own defaults."""
    (tmp_path / CITY_DEFAULTS_NAME).write_text(CITY, encoding="utf-8")
    return open_test_window(open_services(tmp_path, sign_in="clerk"), tasks)


def test_what_the_city_locked_is_shown_with_who_issued_it_and_cannot_be_typed_over(city_window: MainWindow) -> None:
    page = settings_page(city_window, "city.name")
    control = line(page, "city.name")
    assert control.isReadOnly()
    assert control.text() == "見本市"
    shown = texts(page.fields["city.name"])
    assert any("見本市 情報課が決めました（令和8年4月1日）" in text for text in shown)
    assert "見本市 情報課の設定ファイル" in page.subtitle.text()
    close_window(city_window)


def test_search_finds_the_section_of_a_setting_in_any_kana(window: MainWindow) -> None:
    page = settings_page(window)
    page.search.setText("ﾄﾞﾒｲﾝ")
    assert [page.list.item(place).text() for place in range(page.list.count())] == ["市"]
    page.search.setText("見つからない言葉")
    assert any("当てはまる設定はありません" in text for text in texts(page))
    assert page.go_back()
    assert page.list.count() == len(page.sections)


def test_keys_go_from_section_to_section_and_into_it_and_back(window: MainWindow) -> None:
    page = settings_page(window)
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert page.pane is page.sections["organization"].pane
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert line(page, "organization.department_word").hasFocus()
    assert page.go_back()
    assert page.list.hasFocus()
    assert not page.go_back()


def test_one_pane_shows_the_sections_and_then_one_of_them(services: Services, tasks: Tasks) -> None:
    window = open_test_window(services, tasks, 960, 540)
    page = settings_page(window)
    assert page.list.isVisible()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert not page.list.isVisible()
    page.back.click()
    assert page.list.isVisible()
    close_window(window)


def test_a_bad_place_of_the_register_is_told_with_its_reason(window: MainWindow, services: Services) -> None:
    page = settings_page(window, "place")
    section = page.place
    assert section.path.text() == str(services.data_directory)
    section.show_warning(LocationWarning(BadLocation.NETWORK, "ネットワーク上です。", "移してください。"))
    assert section.verdict.plain == "ネットワーク上です。移してください。"


def test_a_backup_now_goes_where_the_person_wants_it_and_can_be_proved(
    window: MainWindow, services: Services, tmp_path: Path
) -> None:
    page = settings_page(window, "backup")
    target = tmp_path / "控え.zip"
    page.backup.save_to(target)
    settle(window)
    assert read_manifest(target).register_id
    assert "「控え.zip」に取りました" in page.backup.notice.text
    assert page.backup.save_button.isEnabled()


def test_a_backup_does_not_overwrite_what_is_no_backup(window: MainWindow, tmp_path: Path) -> None:
    target = tmp_path / "報告書.zip"
    target.write_bytes(b"not a backup")
    page = settings_page(window, "backup")
    page.backup.save_to(target)
    settle(window)
    assert "上書きしません" in page.backup.notice.text
    assert target.read_bytes() == b"not a backup"


def test_the_automatic_backups_and_the_second_place_are_told(
    window: MainWindow, services: Services, tmp_path: Path
) -> None:
    page = settings_page(window, "backup")
    assert any("2つ目の置き場所が決まっていません" in text for text in texts(page.backup))
    (tmp_path / "second").mkdir()
    page.fields["backup.second_place"].choose(str(tmp_path / "second"))
    settle(window)
    services.backups.run_automatic()
    page.refresh()
    settle(window)
    assert any(text.startswith("自動の控え 1個：") for text in texts(page.backup))
    assert any("いちばん新しい控えは" in text and "（きょう）" in text for text in texts(page.backup))


def test_the_way_back_names_the_command_for_this_register(window: MainWindow, services: Services) -> None:
    page = settings_page(window, "backup")
    page.backup.way_button.click()
    assert page.backup.command.text().startswith(f'sakusns-desktop --data-dir "{services.data_directory}" restore ')


def test_the_register_is_looked_through_and_a_broken_log_is_named(window: MainWindow, services: Services) -> None:
    page = settings_page(window, "place")
    page.verifier.verify_button.click()
    assert not page.verifier.verify_button.isEnabled()
    settle(window)
    assert "台帳に異常はありません。" in page.verifier.notice.text
    checks = [IntegrityCheck("操作の記録", Outcome.FAULT, "3番目から合いません。")]
    page.verifier.show_checks(checks)
    settle(window)
    assert "異常が1件あります" in page.verifier.notice.text
    assert "操作の記録：異常　3番目から合いません。" in texts(page.verifier)


def later_page(window: MainWindow, services: Services) -> SettingsPage:
    """The section of what is due, many years on."""
    services.register.today = lambda: date(2040, 5, 1)
    return settings_page(window, "retention")


def test_nothing_is_due_before_its_years_are_over(window: MainWindow, services: Services) -> None:
    services.register.today = lambda: date(2026, 11, 22)
    page = settings_page(window, "retention")
    assert "廃棄できる記録は、いまはありません。" in texts(page.retention)
    assert not page.retention.form.isVisible()


def test_disposal_wants_a_choice_and_the_approved_act(window: MainWindow, services: Services) -> None:
    page = later_page(window, services)
    page.retention.dispose_button.click()
    assert "一覧で選んでください" in page.retention.notice.text
    page.retention.ticks[0][0].setChecked(True)
    page.retention.fields["approved_on"].fill("令和22年6月1日")
    page.retention.dispose_button.click()
    told = {name: field.control.accessibleDescription() for name, field in page.retention.fields.items()}
    assert told["approved_by"]
    assert "きょうより先" in told["approved_on"]
    assert told["decision_number"]
    assert page.retention.question is None
    assert services.retention().disposals() == ()


def fill_act(page: SettingsPage) -> None:
    for name, text in (("approved_by", "総務部長"), ("approved_on", "令和22年4月20日"), ("decision_number", "第3号")):
        page.retention.fields[name].fill(text)


@pytest.mark.qt_log_ignore("propagateSizeHints")  # of platforms without a window manager, see app.py
def test_disposal_is_asked_once_and_turning_away_removes_nothing(window: MainWindow, services: Services) -> None:
    page = later_page(window, services)
    page.retention.ticks[0][0].setChecked(True)
    fill_act(page)
    page.retention.dispose_button.click()
    question = page.retention.question
    assert question is not None
    assert question.defaultButton().text() == "やめる"
    question.reject()
    settle(window)
    assert services.retention().disposals() == ()


@pytest.mark.qt_log_ignore("propagateSizeHints")  # of platforms without a window manager, see app.py
def test_an_approved_disposal_is_carried_out_and_listed_with_its_decision(
    window: MainWindow, services: Services
) -> None:
    page = later_page(window, services)
    count = len(page.retention.ticks)
    box, choice = page.retention.ticks[0]
    assert choice.rows[0].item.kind is RecordKind.ACCOUNT
    box.setChecked(True)
    fill_act(page)
    page.retention.dispose_button.click()
    assert page.retention.question is not None
    next(found for found in page.retention.question.buttons() if found.text() == "廃棄する").click()
    settle(window)
    assert [disposal.decision_number for disposal in services.retention().disposals()] == ["第3号"]
    assert "廃棄しました" in page.retention.notice.text
    assert any("第3号（総務部長、令和22年4月20日）" in text for text in texts(page.retention))
    assert len(page.retention.ticks) == count - 1


def test_the_form_of_the_act_is_kept_within_a_second(window: MainWindow, services: Services) -> None:
    page = later_page(window, services)
    control = page.retention.fields["decision_number"].control
    assert isinstance(control, LineEdit)
    control.setText("22佐総第3号")
    QTest.qWait(AUTOSAVE_MS + 50)
    settle(window)
    draft = services.drafts.load(RETENTION_FORM, "")
    assert draft is not None
    assert draft.values["decision_number"] == "22佐総第3号"


def test_paper_carries_every_setting_and_its_source(window: MainWindow) -> None:
    paper = settings_page(window).printed().toPlainText()
    for definition in load_settings().definitions:
        assert definition.label in paper
        assert definition.source in paper
