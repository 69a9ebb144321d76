"""設定: one setting as a field, made from its definition: saved when it is left, bad input kept and told in place."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from sakusns_desktop.domain.dates import format_day
from sakusns_desktop.reference_data.setting_values import SettingDefinition, SettingKind, SettingValue
from sakusns_desktop.reference_data.settings import CityDefaults
from sakusns_desktop.services.settings import SettingState
from sakusns_desktop.ui.widgets.form_fields import FieldSpec, FormField
from sakusns_desktop.ui.widgets.inputs import ComboBox, LineEdit, TextArea
from sakusns_desktop.ui.widgets.state_mark import Badge
from sakusns_desktop.ui.widgets.texts import WrappedLabel, button

_KINDS = {
    SettingKind.TEXT: "line",
    SettingKind.INTEGER: "line",
    SettingKind.PATH: "line",
    SettingKind.CHOICE: "choice",
    SettingKind.BOOLEAN: "check",
    SettingKind.TEXT_LIST: "block",
}


def typed_text(value: SettingValue) -> str:
    """A value as a person would type it; ``SettingsService.change`` reads it back."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "\n".join(value) if isinstance(value, tuple) else str(value)


def shown_value(definition: SettingDefinition, value: SettingValue) -> str:
    """A value in words, on one line."""
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, tuple):
        return "、".join(value) or "なし"
    label = next((choice.label for choice in definition.choices if choice.value == value), str(value))
    return f"{label}{definition.unit}" or "なし"


class SettingField(QWidget):
    """A setting on the page.

    Signals:
        left(key, text): the field was left, or its choice made, with something that is not in force yet.
        edited(key, text): something is being typed.
        reset(key): back to the default.
    """

    left = Signal(str, str)
    edited = Signal(str, str)
    reset = Signal(str)

    def __init__(self, state: SettingState, city: CityDefaults | None) -> None:
        super().__init__()
        definition = state.definition
        self.definition = definition
        self._saved = typed_text(state.value)
        unit = f"（{definition.unit}）" if definition.unit else ""
        spec = FieldSpec(
            definition.key,
            f"{definition.label}{unit}",
            _KINDS[definition.kind],
            help=definition.help if definition.kind is not SettingKind.BOOLEAN else "",
            choices=tuple((choice.value, choice.label) for choice in definition.choices),
        )
        self.field = FormField(spec)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.field)
        if definition.kind is SettingKind.BOOLEAN:
            column.addWidget(_inset(WrappedLabel(definition.help, "meta", tone="second")))
        if definition.kind is SettingKind.PATH:
            self.choose_button = button("フォルダーを選ぶ", self._choose_folder, kind="row", icon_name="folder-open")
            self.choose_button.setAccessibleName(f"{definition.label}のフォルダーを選ぶ")
            self.choose_button.setEnabled(not state.locked)
            column.addWidget(_inset(self.choose_button))
        if state.locked and city is not None:
            column.addWidget(_inset(_locked_line(city)))
        self._own = QWidget()
        row = QHBoxLayout(self._own)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(12)
        self._default = WrappedLabel("", "meta", tone="second")
        self.reset_button = button("初期値に戻す", lambda: self.reset.emit(definition.key), kind="link")
        self.reset_button.setAccessibleName(f"{definition.label}を初期値に戻す")
        row.addWidget(self.reset_button)
        row.addWidget(self._default, 1)
        column.addWidget(self._own)
        column.addWidget(_inset(WrappedLabel(f"出どころ：{definition.source}", "meta", tone="third")))
        self.put(self._saved)
        self._connect(locked=state.locked)
        self.show_state(state)

    def _connect(self, *, locked: bool) -> None:
        control = self.field.control
        if isinstance(control, LineEdit | TextArea):
            control.setReadOnly(locked)
        else:
            control.setEnabled(not locked)
        if locked:
            return
        self.field.edited.connect(self._typed)
        if isinstance(control, LineEdit):
            control.editingFinished.connect(self.commit)
        elif isinstance(control, ComboBox | QCheckBox):
            self.field.edited.connect(self.commit)
        else:
            control.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A list of lines is saved when it is left."""
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()
        return False

    def _typed(self) -> None:
        self.field.tell("")
        self.edited.emit(self.definition.key, self.text())

    def text(self) -> str:
        """What stands in the field now."""
        control = self.field.control
        if isinstance(control, QCheckBox):
            return typed_text(control.isChecked())
        return str(self.field.value())

    @property
    def changed(self) -> bool:
        """Something stands there that is not in force."""
        return self.text() != self._saved

    def commit(self) -> None:
        """Ask to have what stands there saved."""
        if self.changed:
            self.left.emit(self.definition.key, self.text())

    def show_state(self, state: SettingState) -> None:
        """Show what is in force now; text that is being typed or was refused stays."""
        typing = self.changed and not state.locked
        self._saved = typed_text(state.value)
        if not typing:
            self.put(self._saved)
            self.field.tell("")
        self._own.setVisible(state.own and not state.locked)
        self._default.show_text(f"初期値：{shown_value(self.definition, state.default)}")

    def take(self, state: SettingState, typed: str) -> None:
        """What was asked for is in force: show it in its one form, unless more was typed meanwhile."""
        if self.text() == typed:
            self.put(typed_text(state.value))
            self._saved = self.text()
        self.show_state(state)

    def put(self, text: str) -> None:
        """Put a text into the field without counting it as typed."""
        self.field.fill(text == "true" if self.definition.kind is SettingKind.BOOLEAN else text)

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self.window(), f"{self.definition.label}を選ぶ", self.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.choose)
        dialog.open()

    def choose(self, folder: str) -> None:
        """Take a folder over, as if it had been typed."""
        self.field.fill(folder)
        self._typed()
        self.commit()


def _inset(widget: QWidget) -> QWidget:
    """In line with the field, which leaves room for the focus ring."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(4, 0, 4, 0)
    row.addWidget(widget, 0 if isinstance(widget, QPushButton) else 1)
    if isinstance(widget, QPushButton):
        row.addStretch(1)
    return made


def _locked_line(city: CityDefaults) -> QWidget:
    """A disabled field always has its reason beside it."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(Badge("waived", "固定"))
    day = format_day(city.issued_on, weekday=False)
    row.addWidget(WrappedLabel(f"{city.issued_by}が決めました（{day}）。ここでは変えられません。", "meta"), 1)
    return made
