"""What the forms of 4(1) share: drafts kept within a second and offered again, problems at their field."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sakusns_desktop.domain.organization import Organization, RoleAssignment, Staff, Unit, UnitKind
from sakusns_desktop.services.account_form import FieldProblem
from sakusns_desktop.services.drafts import SavedDraft
from sakusns_desktop.services.register import Change
from sakusns_desktop.ui.context import Context
from sakusns_desktop.ui.history import format_moment, local_time
from sakusns_desktop.ui.widgets.form_fields import GroupSpec
from sakusns_desktop.ui.widgets.form_pane import FormPane
from sakusns_desktop.ui.widgets.organization_box import person_words

Choices = list[tuple[str, str]]
CHOOSE = ("", "選んでください")


def shown_values(entity: Unit | Staff | RoleAssignment) -> dict[str, object]:
    """An entity as its form shows it; days in ISO writing, a flag as "1" or empty."""
    values: dict[str, object] = {}
    for field in fields(entity):
        value = getattr(entity, field.name)
        if isinstance(value, bool):
            values[field.name] = "1" if value else ""
        elif isinstance(value, date):
            values[field.name] = value.isoformat()
        else:
            values[field.name] = "" if value is None else str(value)
    return values


def unit_choices(organization: Organization, kinds: Sequence[UnitKind] = tuple(UnitKind)) -> Choices:
    """Units of these kinds, divisions under their department and named with it."""
    made: Choices = [CHOOSE]
    for unit in organization.units:
        if unit.kind is UnitKind.DEPARTMENT and unit.kind in kinds:
            made.append((unit.id, unit.name))
        if unit.kind is not UnitKind.DEPARTMENT:
            continue
        if UnitKind.DIVISION in kinds:
            made.extend(
                (below.id, f"{unit.name} {below.name}") for below in organization.units if below.parent_id == unit.id
            )
    return made


def staff_choices(organization: Organization, unit_id: str) -> Choices:
    """Everybody, people of this unit first."""
    names = {unit.id: unit.name for unit in organization.units}
    order = {unit.id: place for place, unit in enumerate(organization.units)}
    people = sorted(
        organization.staff,
        key=lambda person: (person.unit_id != unit_id, order.get(person.unit_id, len(order)), person.post),
    )
    return [
        CHOOSE,
        *((person.id, f"{names.get(person.unit_id, '')} {person_words(person)}".strip()) for person in people),
    ]


class OrganizationEditor(QWidget):
    """A form over one record. ``finished(id)``: id of what was kept, empty where the person turned away.

    Args:
        key: the form's name in the drafts.
    """

    finished = Signal(str)

    def __init__(
        self,
        context: Context,
        key: str,
        groups: Sequence[GroupSpec],
        *,
        check: Callable[[Mapping[str, object]], Sequence[FieldProblem]],
        save_words: str = "保存する",
    ) -> None:
        super().__init__()
        self._context = context
        self._key = key
        self._subject = ""
        self._opened = 0
        self._shown: dict[str, object] = {}
        self._fixed: dict[str, object] = {}
        self.form = FormPane("", groups, save_words=save_words, check=lambda values: check({**values, **self._fixed}))
        self.form.draft_due.connect(self._keep_draft)
        self.form.submitted.connect(self._submit)
        self.form.left.connect(lambda: self.finished.emit(""))
        self.form.discarded.connect(self._discard)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)

    def start(self, title: str, values: Mapping[str, object], subject: str, first: str) -> None:
        """Show values, and over them a draft that was left.

        Args:
            subject: the draft's subject, see ``services.drafts``.
            first: the field where the keyboard starts.
        """
        self.form.title.setText(title)
        self._subject = subject
        self._opened += 1
        self._shown = {name: values.get(name, "") for name in self.form.fields}
        self.form.fill(self._shown)
        key, drafts = self._key, self._context.services.drafts
        self._context.tasks.run(lambda: drafts.load(key, subject), self._show_draft)
        self.setFocusProxy(self.form.fields[first].control)
        self.form.fields[first].control.setFocus()

    def flush(self) -> None:
        """Keep what is being typed."""
        self.form.flush()

    def before_draft(self, values: Mapping[str, object]) -> None:
        """A draft is about to be shown: offer the choices that it needs."""

    def work(self, values: Mapping[str, object], draft: str) -> Callable[[], Change]:
        """What keeps the values; called on the worker. ``draft`` is settled with it."""
        raise NotImplementedError

    def kept_id(self, change: Change) -> str:
        """What ``finished`` says after a change."""
        return change.after.id

    def _show_draft(self, draft: SavedDraft | None) -> None:
        if draft is None or draft.subject_id != self._subject:
            return
        self.before_draft({**self.form.values(), **draft.values})
        at = format_moment(draft.saved_at, self._context.services.register.today())
        self.form.show_draft(draft.values, at)

    def _keep_draft(self, _values: Mapping[str, object]) -> None:
        key, subject, drafts = self._key, self._subject, self._context.services.drafts
        # What was not typed stays out: a draft must not bring back what somebody has changed meanwhile.
        typed = self.form.typed()
        kept = {**typed, **self._fixed}
        if typed:
            self._context.tasks.run(lambda: drafts.save(key, subject, kept), self._draft_kept, self.form.tell_unsaved)
        elif self.form.touched():
            self._context.tasks.run(lambda: drafts.discard(key, subject), None, self.form.tell_unsaved)

    def _draft_kept(self, at: datetime) -> None:
        local = local_time(at)
        self.form.show_saved(f"{local.hour}:{local.minute:02}")

    def _submit(self, values: Mapping[str, object]) -> None:
        work, opened = self.work({**values, **self._fixed}, self._subject), self._opened
        self._context.tasks.run(
            work, lambda change: self._saved(change, values, opened), lambda error: self._refused(error, opened)
        )

    def _saved(self, change: Change, values: Mapping[str, object], opened: int) -> None:
        if opened == self._opened:
            self._keep_later(change.after.id, values)
            self.form.fill({})
            self.finished.emit(self.kept_id(change))
        self._context.changed(change)

    def _keep_later(self, subject: str, values: Mapping[str, object]) -> None:
        """What was typed while the record was being kept becomes a draft over it."""
        key, drafts = self._key, self._context.services.drafts
        later = {name: value for name, value in self.form.values().items() if value != values.get(name)}
        if later:
            kept = {**later, **self._fixed}
            self._context.tasks.run(lambda: drafts.save(key, subject, kept), None, self.form.tell_unsaved)

    def _refused(self, error: Exception, opened: int) -> None:
        if opened != self._opened:
            raise error  # another form stands here by now: the window tells, the draft stays
        self.form.tell_error(error)

    def _discard(self) -> None:
        key, subject, drafts = self._key, self._subject, self._context.services.drafts
        self._context.tasks.run(lambda: drafts.discard(key, subject), lambda _none: self.finished.emit(""))
