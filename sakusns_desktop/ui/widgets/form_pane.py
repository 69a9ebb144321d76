"""A form that saves what is typed within a second, tells problems at their field, and gives everything back."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from sakusns_desktop.domain.errors import InputError, SakusnsError
from sakusns_desktop.services.account_form import FieldProblem
from sakusns_desktop.ui.composition import composition, shortcut
from sakusns_desktop.ui.widgets.form_fields import FormField, GroupSpec
from sakusns_desktop.ui.widgets.notice import Notice
from sakusns_desktop.ui.widgets.scrolled import ScrolledBody
from sakusns_desktop.ui.widgets.texts import button, label, restyle

AUTOSAVE_MS = 500
"""From the first keystroke to the draft in the file: well under a second, however fast somebody types."""


class FormPane(QWidget):
    """Groups of fields over a footer with the one filled button.

    Args:
        groups: the fields.
        save_words: the filled button.
        check: reads the values and says what is wrong; pure and quick, called while typing.

    Signals:
        draft_due(values): keep this draft now.
        submitted(values): the person wants it kept.
        left(): the person turned away; the draft stays.
        discarded(): the person threw the typed text away.
    """

    draft_due = Signal(dict)
    submitted = Signal(dict)
    left = Signal()
    discarded = Signal()

    def __init__(
        self,
        title: str,
        groups: Sequence[GroupSpec],
        *,
        save_words: str = "保存する",
        check: Callable[[Mapping[str, object]], Sequence[FieldProblem]] | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self._check = check
        self._tried = False
        self._busy = False
        self._touched: set[str] = set()
        self._origin: dict[str, object] = {}
        self.fields: dict[str, FormField] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AUTOSAVE_MS)
        self._timer.timeout.connect(self._autosave)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._make_header(title))
        self.notice = Notice()
        column.addWidget(self.notice)
        self._scroll = self._make_body(groups)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._make_footer(save_words))
        shortcut(self, "Ctrl+Return", self._submit)
        shortcut(self, "Ctrl+Enter", self._submit)

    def _make_header(self, title: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(24, 12, 24, 12)
        self.title = label(title, "title")
        row.addWidget(self.title)
        row.addStretch(1)
        self.saved = label("", "meta", tone="second")
        row.addWidget(self.saved)
        return row

    def _make_body(self, groups: Sequence[GroupSpec]) -> QScrollArea:
        body = ScrolledBody()
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 4, 20, 24)
        column.setSpacing(14)
        for group in groups:
            if group.title:
                heading = label(group.title, "section")
                heading.setContentsMargins(4, 10, 0, 0)
                column.addWidget(heading)
            for spec in group.fields:
                field = FormField(spec)
                field.edited.connect(lambda name=spec.name: self._field_edited(name))
                self.fields[spec.name] = field
                column.addWidget(field)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(body)
        return area

    def _make_footer(self, save_words: str) -> QWidget:
        footer = QWidget()
        footer.setObjectName("footer")
        row = QHBoxLayout(footer)
        row.setContentsMargins(24, 12, 24, 12)
        row.setSpacing(8)
        self.leave_button = button("やめる", self._leave, tip="Esc")
        row.addWidget(self.leave_button)
        self._discard_button = button("書きかけを捨てる", self._discard, kind="link")
        self._discard_button.setVisible(False)
        row.addWidget(self._discard_button)
        row.addStretch(1)
        self.save_button = button(save_words, self._submit, kind="filled", tip="Ctrl+Enter")
        row.addWidget(self.save_button)
        return footer

    def fill(self, values: Mapping[str, object], draft: Mapping[str, object] | None = None, draft_at: str = "") -> None:
        """Show a record, and over it what was typed before and never saved.

        Args:
            draft: values of the draft, ``None`` where there is none.
            draft_at: when the draft was kept, in words.
        """
        self._tried = False
        self._show_busy(busy=False)
        self._touched = set()
        self._origin = dict(values)
        shown = {**values, **(draft or {})}
        for name, field in self.fields.items():
            field.fill(shown.get(name, ""))
            field.tell("")
        self._discard_button.setVisible(draft is not None)
        self.saved.setText("")
        if draft is not None:
            self._touched = {name for name in draft if draft[name] != values.get(name)}
            self.notice.tell("owed", f"{draft_at}の書きかけが残っていました。続きから書けます。")
        else:
            self.notice.clear()
        self.show_problems()
        self._scroll.verticalScrollBar().setValue(0)

    def values(self) -> dict[str, object]:
        """Everything as it stands in the fields."""
        return {name: field.value() for name, field in self.fields.items()}

    def typed(self) -> dict[str, object]:
        """What a person wrote that is not in the register yet, by field: all that a draft may bring back."""
        values = self.values()
        return {
            name: values[name]
            for name in values
            if name in self._touched and values[name] != self._origin.get(name, "")
        }

    def changed(self) -> bool:
        """True where something stands there that is not in the register yet."""
        return bool(self.typed())

    def touched(self) -> bool:
        """True where a person has been at a field, whatever stands there now."""
        return bool(self._touched)

    def show_draft(self, draft: Mapping[str, object], draft_at: str) -> None:
        """Show what was typed before, and over it what was typed while it was being read."""
        typed = self.typed()
        self.fill(self._origin, {**draft, **typed}, draft_at)
        if typed:
            self._timer.start()

    def go_on(self, values: Mapping[str, object], later: Mapping[str, object]) -> None:
        """Show the record as it was kept, and over it what was typed while it was being kept."""
        self.fill(values, later)
        self._touched = set(later)
        self.notice.tell("owed", "保存しました。保存のあいだに書いた分は、まだ保存していません。")
        self._timer.start()

    def _field_edited(self, name: str) -> None:
        self._touched.add(name)
        if not self._timer.isActive():
            self._timer.start()

    def _autosave(self) -> None:
        if composition.active:
            # the text being composed is not in the field yet; what is confirmed is kept all the same
            self._timer.start()
        else:
            self.show_problems()
        self.draft_due.emit(self.values())

    def flush(self) -> None:
        """Keep the draft now: the window is closing or another page comes."""
        if self._timer.isActive():
            self._timer.stop()
            self.draft_due.emit(self.values())

    def show_saved(self, at: str) -> None:
        """Say once, top right, that the typed text is safe."""
        self.saved.setText(f"自動保存 {at}")
        restyle(self.saved, tone="second")
        self._discard_button.setVisible(True)

    def show_problems(self) -> None:
        """Mark what is wrong at the fields that were touched; all of them after a try to save."""
        if self._check is None:
            return
        told: dict[str, FieldProblem] = {}
        for problem in self._check(self.values()):
            if problem.field not in told or (problem.blocking and not told[problem.field].blocking):
                told[problem.field] = problem
        for name, field in self.fields.items():
            found = told.get(name)
            show = found is not None and (self._tried or name in self._touched or not found.blocking)
            field.tell(found.message if found and show else "", blocking=found.blocking if found else True)

    def tell_unsaved(self, error: Exception) -> None:
        """The draft could not be kept: say so and go on saying so; the text is still in the fields."""
        self.saved.setText("自動保存できていません")
        restyle(self.saved, tone="danger")
        self.notice.tell("violation", f"{error}書いたものは画面に残っています。")

    def _show_busy(self, *, busy: bool) -> None:
        """One save at a time: a second click must not keep the same thing twice."""
        self._busy = busy
        self.save_button.setEnabled(not busy)

    def tell_error(self, error: Exception) -> None:
        """Show why saving did not work: at its field where there is one, else above the form."""
        self._show_busy(busy=False)
        if isinstance(error, InputError) and error.field in self.fields:
            field = self.fields[error.field]
            field.tell(str(error))
            self._scroll.ensureWidgetVisible(field)
            field.control.setFocus()
        elif isinstance(error, SakusnsError):
            self.notice.tell("violation", str(error))
        else:
            raise error

    def _submit(self) -> None:
        if self._busy:
            return
        self._tried = True
        self._timer.stop()
        self.show_problems()
        wrong = [field for field in self.fields.values() if field.control.property("wrong") == "true"]
        self.draft_due.emit(self.values())
        if wrong:
            self.notice.tell("violation", f"直すところが{len(wrong)}か所あります。書いたものは残っています。")
            self._scroll.ensureWidgetVisible(wrong[0])
            wrong[0].control.setFocus()
            return
        self._show_busy(busy=True)
        self.submitted.emit(self.values())

    def _leave(self) -> None:
        self.flush()
        self.left.emit()

    def _discard(self) -> None:
        self._timer.stop()
        self.discarded.emit()
