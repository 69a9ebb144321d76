"""The form of one account: pasting its URL fills in platform and handle; what is typed is kept within a second."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sakusns_desktop.domain.account import Account
from sakusns_desktop.domain.account_address import detect_account
from sakusns_desktop.domain.organization import Organization
from sakusns_desktop.services.account_form import FieldProblem, form_values
from sakusns_desktop.services.accounts import FORM
from sakusns_desktop.services.drafts import SavedDraft
from sakusns_desktop.services.register import Change
from sakusns_desktop.ui.context import Context
from sakusns_desktop.ui.history import format_moment, local_time
from sakusns_desktop.ui.pages.account_fields import account_groups, division_choices
from sakusns_desktop.ui.widgets.form_pane import FormPane


class AccountEditor(QWidget):
    """Adds or changes an account. ``finished(id)`` when it is kept, with an empty id when the person turned away."""

    finished = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._base: Account | None = None
        self._filled_by_url: dict[str, str] = {}
        self._opened = 0
        self.form = FormPane("アカウント", account_groups(context.services.platforms), check=self._check)
        self.form.draft_due.connect(self._keep_draft)
        self.form.submitted.connect(self._save)
        self.form.left.connect(lambda: self.finished.emit(""))
        self.form.discarded.connect(self._discard)
        self.form.fields["url"].edited.connect(self._read_url)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)

    def open(self, account: Account | None, organization: Organization) -> None:
        """Show the form of an account, or an empty one; over it a draft that was left."""
        self._base = account
        self._opened += 1
        self._filled_by_url = {}
        self.form.title.setText("アカウントを直す" if account else "アカウントを追加")
        self.form.fields["division_id"].offer(division_choices(organization))
        self.form.fill(self._base_values())
        subject = account.id if account else ""
        drafts = self._context.services.drafts
        self._context.tasks.run(lambda: drafts.load(FORM, subject), self._show_draft)
        self.form.fields["url" if account is None else "display_name"].control.setFocus()

    def flush(self) -> None:
        """Keep what is being typed."""
        self.form.flush()

    def _base_values(self) -> dict[str, object]:
        return form_values(self._base or Account(""))

    def _show_draft(self, draft: SavedDraft | None) -> None:
        if draft is not None and draft.subject_id == self._subject():
            at = format_moment(draft.saved_at, self._context.services.register.today())
            self.form.show_draft(draft.values, at)

    def _subject(self) -> str:
        return self._base.id if self._base else ""

    def _check(self, values: Mapping[str, object]) -> Sequence[FieldProblem]:
        return self._context.services.accounts.parse(self._base or Account(""), values).problems

    def _read_url(self) -> None:
        """3(2)ウ: fill platform and handle from a pasted URL, but never over what a person wrote."""
        detection = detect_account(str(self.form.fields["url"].value()), self._context.services.platforms)
        if detection is None:
            return
        found = {"platform": detection.platform, "handle": detection.handle, "numeric_id": detection.numeric_id}
        for name, text in found.items():
            field = self.form.fields[name]
            if text and str(field.value()) in {"", self._filled_by_url.get(name, "")}:
                field.fill(text)
                self._filled_by_url[name] = text

    def _keep_draft(self, values: Mapping[str, object]) -> None:
        subject, drafts = self._subject(), self._context.services.drafts
        # What was not typed stays out: a draft must not bring back what somebody has changed meanwhile.
        kept = {**{name: values[name] for name in self._filled_by_url}, **self.form.typed()}
        if kept:
            self._context.tasks.run(lambda: drafts.save(FORM, subject, kept), self._draft_kept, self.form.tell_unsaved)
        elif self.form.touched():
            self._context.tasks.run(lambda: drafts.discard(FORM, subject), None, self.form.tell_unsaved)

    def _draft_kept(self, at: datetime) -> None:
        local = local_time(at)
        self.form.show_saved(f"{local.hour}:{local.minute:02}")

    def _save(self, values: Mapping[str, object]) -> None:
        base, accounts, opened = self._base, self._context.services.accounts, self._opened
        self._context.tasks.run(
            lambda: accounts.save(base, values),
            lambda change: self._saved(change, values, opened),
            lambda error: self._refused(error, opened),
        )

    def _saved(self, change: Change, values: Mapping[str, object], opened: int) -> None:
        later = {name: value for name, value in self.form.values().items() if value != values.get(name)}
        if opened == self._opened and later and isinstance(change.after, Account):
            self._base = change.after
            self._filled_by_url = {}
            self.form.title.setText("アカウントを直す")
            self.form.go_on(self._base_values(), later)
        elif opened == self._opened:
            self._base = None
            self._filled_by_url = {}
            self.form.fill({})
            self.finished.emit(change.after.id)
        self._context.changed(change)

    def _refused(self, error: Exception, opened: int) -> None:
        if opened != self._opened:
            raise error  # another form stands here by now: the window tells, the draft stays
        self.form.tell_error(error)

    def _discard(self) -> None:
        subject, drafts = self._subject(), self._context.services.drafts
        self._context.tasks.run(lambda: drafts.discard(FORM, subject), lambda _none: self.finished.emit(""))
