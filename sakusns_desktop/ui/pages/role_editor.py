"""The form of a role: who holds it, for which unit or account, from when until when (4(1))."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sakusns_desktop.domain.organization import Organization, Role, RoleAssignment, UnitKind
from sakusns_desktop.services.drafts import SavedDraft
from sakusns_desktop.services.organization import ASSIGNMENT_FORM
from sakusns_desktop.services.register import Change, plain
from sakusns_desktop.ui.context import Context
from sakusns_desktop.ui.history import format_moment, local_time
from sakusns_desktop.ui.labels import FIELD_LABELS
from sakusns_desktop.ui.widgets.form_fields import FieldSpec, GroupSpec
from sakusns_desktop.ui.widgets.form_pane import FormPane


class RoleEditor(QWidget):
    """Adds or changes a role. ``finished(id)``: id of what was kept, empty where the person turned away."""

    finished = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._base: RoleAssignment | None = None
        self._fixed: dict[str, object] = {}
        words = context.services.role_words
        self.form = FormPane(
            "役割を決める",
            (
                GroupSpec(
                    "",
                    (
                        FieldSpec("role", "役割", "choice", choices=tuple((role.value, words[role]) for role in Role)),
                        FieldSpec("unit_id", "部・課", "choice"),
                        FieldSpec("staff_id", FIELD_LABELS["staff_id"], "choice", required=True),
                        FieldSpec("deputy", "代理として（本人がいないときに代わる人）", "check"),
                        FieldSpec("from_day", FIELD_LABELS["from_day"], "day"),
                        FieldSpec(
                            "until_day", FIELD_LABELS["until_day"], "day", help="続いているあいだは空けておきます。"
                        ),
                    ),
                ),
            ),
        )
        self.form.draft_due.connect(self._keep_draft)
        self.form.submitted.connect(self._save)
        self.form.left.connect(lambda: self.finished.emit(""))
        self.form.discarded.connect(self._discard)
        self.form.fields["role"].edited.connect(self._offer_units)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)

    def open_new(
        self, organization: Organization, *, unit_id: str = "", account_id: str = "", place: str = "", role: str = ""
    ) -> None:
        """A new role for a unit or for one account; ``place`` names it in the title."""
        self._open(organization, None, RoleAssignment("", unit_id=unit_id, account_id=account_id), place, role)

    def open(self, organization: Organization, assignment: RoleAssignment, place: str = "") -> None:
        """Change a role."""
        self._open(organization, assignment, assignment, place, assignment.role.value)

    def _open(
        self, organization: Organization, base: RoleAssignment | None, shown: RoleAssignment, place: str, role: str
    ) -> None:
        self._base = base
        self._organization = organization
        self._fixed = {"account_id": shown.account_id}
        self.form.title.setText(f"{place}の役割" if place else "役割を決める")
        names = {unit.id: unit.name for unit in organization.units}
        people = sorted(organization.staff, key=lambda person: (names.get(person.unit_id, ""), person.post))
        self.form.fields["staff_id"].offer(
            [
                ("", "選んでください"),
                *(
                    (
                        person.id,
                        " ".join(part for part in (names.get(person.unit_id, ""), person.post, person.name) if part),
                    )
                    for person in people
                ),
            ]
        )
        self.form.fields["unit_id"].setVisible(not shown.account_id)
        values = self._values(shown)
        if role:
            values["role"] = role
        self.form.fields["role"].fill(values["role"])
        self._offer_units()
        self._shown = values
        self.form.fill(values)
        drafts, subject = self._context.services.drafts, self._subject()
        self._context.tasks.run(lambda: drafts.load(ASSIGNMENT_FORM, subject), self._show_draft)
        self.form.fields["role"].control.setFocus()

    @staticmethod
    def _values(assignment: RoleAssignment) -> dict[str, object]:
        values = plain(assignment)
        kept = values if isinstance(values, dict) else {}
        return {
            name: ("1" if kept[name] else "") if name == "deputy" else (kept[name] or "")
            for name in ("role", "unit_id", "staff_id", "deputy", "from_day", "until_day")
        }

    def _offer_units(self) -> None:
        """The owner leads a department; manager and operator stand in a division."""
        role = str(self.form.fields["role"].value())
        kind = UnitKind.DEPARTMENT if role == Role.OWNER else UnitKind.DIVISION
        units = [unit for unit in self._organization.units if unit.kind is kind]
        self.form.fields["unit_id"].offer([("", "選んでください"), *((unit.id, unit.name) for unit in units)])

    def _subject(self) -> str:
        return self._base.id if self._base else ""

    def _show_draft(self, draft: SavedDraft | None) -> None:
        if draft is None or draft.subject_id != self._subject():
            return
        if draft.values.get("account_id", "") != self._fixed["account_id"]:
            return
        at = format_moment(draft.saved_at, self._context.services.register.today())
        self.form.fields["role"].fill(draft.values.get("role", ""))
        self._offer_units()
        self.form.fill(self._shown, draft.values, at)

    def flush(self) -> None:
        """Keep what is being typed."""
        self.form.flush()

    def _keep_draft(self, values: Mapping[str, object]) -> None:
        if self.form.changed():
            subject, drafts, kept = self._subject(), self._context.services.drafts, {**values, **self._fixed}
            self._context.tasks.run(
                lambda: drafts.save(ASSIGNMENT_FORM, subject, kept),
                lambda at: self.form.show_saved(local_time(at).strftime("%H:%M").lstrip("0")),
                self.form.tell_unsaved,
            )

    def _save(self, values: Mapping[str, object]) -> None:
        base, organization = self._base, self._context.services.organization
        whole = {**values, **self._fixed}
        if self._fixed["account_id"]:
            whole["unit_id"] = ""
        self._context.tasks.run(lambda: organization.save_assignment(base, whole), self._saved, self.form.tell_error)

    def _saved(self, change: Change) -> None:
        self.finished.emit("")
        self._context.changed(change)

    def _discard(self) -> None:
        subject, drafts = self._subject(), self._context.services.drafts
        self._context.tasks.run(lambda: drafts.discard(ASSIGNMENT_FORM, subject), lambda _none: self.finished.emit(""))
