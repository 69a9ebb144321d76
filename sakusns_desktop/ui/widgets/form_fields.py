"""The fields of a form: a label tied to its control, help, and the problem told at the place where it was made."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from sakusns_desktop.domain.dates import format_day, parse_day
from sakusns_desktop.domain.errors import InputError
from sakusns_desktop.ui.widgets.inputs import ComboBox, LineEdit, TextArea
from sakusns_desktop.ui.widgets.state_mark import Mark
from sakusns_desktop.ui.widgets.texts import WrappedLabel, button, label, restyle


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a form.

    Args:
        name: its name in the values.
        label: what stands above it (or beside a check box).
        kind: ``line``, ``block``, ``day``, ``choice``, ``check``, ``rows``.
        help: one short sentence under the label.
        placeholder: an example inside an empty field.
        choices: (key, words) of a ``choice``, or of the second column of ``rows``.
        columns: the words over the two columns of ``rows``.
        required: marked 必須.
    """

    name: str
    label: str
    kind: str = "line"
    help: str = ""
    placeholder: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, str] = ("", "")
    required: bool = False


@dataclass(frozen=True, slots=True)
class GroupSpec:
    """A titled group of fields."""

    title: str
    fields: tuple[FieldSpec, ...] = field(default_factory=tuple)


class FormField(QWidget):
    """One field as it is drawn: label, control, help, problem."""

    edited = Signal()

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__()
        self.spec = spec
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4, 0, 4, 0)
        self._column.setSpacing(6)
        self._label = label(spec.label, strong=True)
        self.control = self._make_control()
        if spec.kind != "check":
            self._add_label()
        self.control.setAccessibleName(spec.label)
        self._column.addWidget(self.control)
        self._note = WrappedLabel("", "meta", tone="second")
        self._note.setVisible(False)
        self._column.addWidget(self._note)
        self._problem = QWidget()
        line = QHBoxLayout(self._problem)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self._problem_mark = Mark("violation")
        self._problem_text = WrappedLabel("", "meta")
        line.addWidget(self._problem_mark)
        line.addWidget(self._problem_text, 1)
        self._problem.setVisible(False)
        self._column.addWidget(self._problem)

    def _add_label(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._label.setBuddy(self.control)
        row.addWidget(self._label)
        if self.spec.required:
            row.addWidget(label("必須", "meta", tone="danger", strong=True))
        row.addStretch(1)
        self._column.addLayout(row)
        if self.spec.help:
            self._column.addWidget(WrappedLabel(self.spec.help, "meta", tone="second"))

    def _make_control(self) -> QWidget:
        spec = self.spec
        if spec.kind == "block":
            area = TextArea(3)
            area.setPlaceholderText(spec.placeholder)
            area.textChanged.connect(self.edited)
            return area
        if spec.kind == "choice":
            box = ComboBox(list(spec.choices))
            box.chosen.connect(lambda _key: self.edited.emit())
            return box
        if spec.kind == "check":
            check = QCheckBox(spec.label)
            check.toggled.connect(lambda _on: self.edited.emit())
            return check
        if spec.kind == "rows":
            rows = RowsControl(spec)
            rows.edited.connect(self.edited)
            return rows
        line = LineEdit()
        line.setPlaceholderText(spec.placeholder or ("例：令和8年4月1日" if spec.kind == "day" else ""))
        line.textChanged.connect(lambda _text: self._line_changed())
        return line

    def _line_changed(self) -> None:
        if self.spec.kind == "day":
            self._read_back_day()
        self.edited.emit()

    def _read_back_day(self) -> None:
        try:
            day = parse_day(str(self.value()))
        except InputError:
            day = None
        self._note.show_text(format_day(day) if day else "")
        self._note.setVisible(day is not None)

    def value(self) -> object:
        """What stands in the field: text, or rows of two texts each."""
        control = self.control
        if isinstance(control, RowsControl):
            return control.rows()
        if isinstance(control, TextArea):
            return control.toPlainText()
        if isinstance(control, ComboBox):
            return control.key()
        if isinstance(control, QCheckBox):
            return "1" if control.isChecked() else ""
        return control.text() if isinstance(control, LineEdit) else ""

    def fill(self, value: object) -> None:
        """Put a value into the field without counting it as typed."""
        control = self.control
        control.blockSignals(True)
        if isinstance(control, RowsControl):
            control.fill(value if isinstance(value, list | tuple) else ())
        elif isinstance(control, TextArea):
            control.setPlainText(str(value or ""))
        elif isinstance(control, ComboBox):
            control.choose(str(value or ""))
        elif isinstance(control, QCheckBox):
            control.setChecked(bool(value))
        elif isinstance(control, LineEdit):
            control.setText(str(value or ""))
        control.blockSignals(False)
        if self.spec.kind == "day":
            self._read_back_day()

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Replace the choices of a ``choice`` field."""
        if isinstance(self.control, ComboBox):
            self.control.offer(list(choices))

    def tell(self, message: str, *, blocking: bool = True) -> None:
        """Show what is wrong here, or take it away with an empty message. What was typed stays."""
        if message:
            self._problem_mark.show_state("violation" if blocking else "warning")
            self._problem_text.show_text(message)
        self._problem.setVisible(bool(message))
        self.control.setAccessibleDescription(message)
        wrong = "true" if message and blocking else ""
        if (self.control.property("wrong") or "") != wrong:
            restyle(self.control, wrong=wrong)


class RowsControl(QWidget):
    """A short list of rows, two entries each (a device and whose it is; an app and what for)."""

    edited = Signal()

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__()
        self._spec = spec
        self._rows: list[tuple[QWidget, LineEdit, ComboBox | LineEdit]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._add = button("行を追加", self._add_by_person, kind="row", icon_name="plus")
        self._add.setAccessibleName(f"{spec.label}の行を追加")
        line = QHBoxLayout()
        line.addWidget(self._add)
        line.addStretch(1)
        self._column.addLayout(line)
        self.setFocusProxy(self._add)

    def rows(self) -> list[list[str]]:
        """The rows as typed; empty ones are left out."""
        made = [
            [first.text(), second.key() if isinstance(second, ComboBox) else second.text()]
            for _line, first, second in self._rows
        ]
        return [row for row in made if row[0] or (row[1] and not self._spec.choices)]

    def fill(self, rows: Sequence[object]) -> None:
        """Replace the rows."""
        for line, _first, _second in list(self._rows):
            self._remove(line)
        for row in rows:
            if isinstance(row, list | tuple) and len(row) == 2:
                self._append(str(row[0]), str(row[1]))

    def _add_by_person(self) -> None:
        self._append("", "").setFocus()

    def _append(self, first_text: str, second_text: str) -> LineEdit:
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        number = len(self._rows) + 1
        first = LineEdit()
        first.setText(first_text)
        first.setPlaceholderText(self._spec.placeholder)
        first.setAccessibleName(f"{self._spec.label} {number} {self._spec.columns[0]}")
        second: ComboBox | LineEdit
        if self._spec.choices:
            second = ComboBox(list(self._spec.choices))
            second.choose(second_text)
            second.chosen.connect(lambda _key: self.edited.emit())
        else:
            second = LineEdit()
            second.setText(second_text)
            second.setPlaceholderText(self._spec.columns[1])
            second.textChanged.connect(lambda _text: self.edited.emit())
        second.setAccessibleName(f"{self._spec.label} {number} {self._spec.columns[1]}")
        first.textChanged.connect(lambda _text: self.edited.emit())
        layout.addWidget(first, 3)
        layout.addWidget(second, 2)
        remove = button("", lambda: self._remove_by_person(line), kind="plain", icon_name="x", tip="この行を消す")
        layout.addWidget(remove)
        self._rows.append((line, first, second))
        self._column.insertWidget(self._column.count() - 1, line)
        return first

    def _remove_by_person(self, line: QWidget) -> None:
        self._remove(line)
        self._add.setFocus()
        self.edited.emit()

    def _remove(self, line: QWidget) -> None:
        self._rows = [row for row in self._rows if row[0] is not line]
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()
