"""The right side of the organisation's page: one unit (4(1)), or the form that is open over it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from sakusns_desktop.domain.organization import Organization, RoleAssignment, Staff, Unit, UnitKind
from sakusns_desktop.services.organization import STAFF_FORM, UNIT_FORM, OrganizationSight
from sakusns_desktop.ui.context import Context
from sakusns_desktop.ui.pages.organization_detail import DetailActions, OrganizationDetailPane
from sakusns_desktop.ui.pages.organization_editor import OrganizationEditor
from sakusns_desktop.ui.pages.role_editor import RoleEditor, RoleEndEditor
from sakusns_desktop.ui.pages.staff_editor import StaffEditor
from sakusns_desktop.ui.pages.unit_editor import UnitEditor
from sakusns_desktop.ui.widgets.organization_box import ChartWords

Entity = Unit | Staff | RoleAssignment


class OrganizationSide(QStackedWidget):
    """Detail and forms. A form is made anew each time, so that its words are those of the settings now.

    Args:
        words: what the city calls things.
        back: the way back to the list. delete: takes something off the register.

    Signals:
        opened(): a form came up. closed(unit id): it is gone; the id of a unit that was kept in it, else empty.
    """

    opened = Signal()
    closed = Signal(str)

    def __init__(
        self,
        context: Context,
        words: ChartWords,
        *,
        back: Callable[[], object],
        delete: Callable[[Entity], object],
    ) -> None:
        super().__init__()
        self._context = context
        self._words = words
        self._organization = Organization()
        self._day = ""
        self.unit: Unit | None = None
        self.editor: OrganizationEditor | None = None
        self.detail = OrganizationDetailPane(
            DetailActions(
                back=back,
                edit_unit=self.edit_unit,
                add_division=self.add_division,
                add_staff=self.add_staff,
                edit_staff=self._edit_staff,
                add_role=self.add_role,
                edit_role=self._edit_role,
                end_role=self._end_role,
                delete=delete,
            )
        )
        self._nothing = QWidget()
        self.addWidget(self._nothing)
        self.addWidget(self.detail)

    def show_unit(self, sight: OrganizationSight, unit: Unit | None, words: ChartWords) -> None:
        """Show a unit on the day of ``sight``; a form that is open stays in front of it."""
        self._organization, self._words, self.unit = sight.organization, words, unit
        self._day = sight.day.isoformat()
        if unit is not None:
            self.detail.show_unit(sight, unit, words)
        if self.editor is None:
            self.setCurrentWidget(self.detail if unit is not None else self._nothing)

    def pane(self) -> QWidget:
        """Where the keyboard goes on this side."""
        return self.editor if self.editor is not None else self.detail.tabs

    # -- forms

    def add_department(self) -> None:
        """A new department."""
        self._open_unit(UnitKind.DEPARTMENT, None, "")

    def add_division(self) -> None:
        """A new division, under the department that is shown."""
        unit = self.unit
        parent = "" if unit is None else unit.id if unit.kind is UnitKind.DEPARTMENT else unit.parent_id
        self._open_unit(UnitKind.DIVISION, None, parent)

    def edit_unit(self) -> None:
        """Change the unit that is shown."""
        if self.unit is not None:
            self._open_unit(self.unit.kind, self.unit, self.unit.parent_id)

    def add_staff(self) -> None:
        """A new staff member of the unit that is shown."""
        self._open_staff(None, self.unit.id if self.unit is not None else "")

    def add_role(self, role: str = "", deputy: bool = False) -> None:
        """A new role in the unit that is shown, from the day that is looked at."""
        self._open_role(self.unit.id if self.unit is not None else "", role, deputy=deputy)

    def _open_unit(self, kind: UnitKind, unit: Unit | None, parent_id: str) -> None:
        editor = UnitEditor(self._context, kind, self._words)
        self._show(editor)
        editor.open(self._organization, unit, parent_id)

    def _edit_staff(self, person: Staff) -> None:
        self._open_staff(person, person.unit_id)

    def _open_staff(self, person: Staff | None, unit_id: str) -> None:
        editor = StaffEditor(self._context)
        self._show(editor)
        editor.open(self._organization, person, unit_id)

    def _open_role(self, unit_id: str, role: str, *, deputy: bool) -> None:
        editor = RoleEditor(self._context)
        self._show(editor)
        editor.open_new(self._organization, unit_id=unit_id, role=role, deputy=deputy, from_day=self._day)

    def _edit_role(self, assignment: RoleAssignment) -> None:
        editor = RoleEditor(self._context)
        self._show(editor)
        editor.open(self._organization, assignment)

    def _end_role(self, assignment: RoleAssignment) -> None:
        editor = RoleEndEditor(self._context)
        self._show(editor)
        editor.open(assignment, self._day)

    def resume(self, form: str, subject: str) -> bool:
        """Go on with a draft. Returns whether what it belongs to is still there."""
        kind, _colon, place = subject.partition(":")
        if form == UNIT_FORM:
            unit = self._organization.unit(subject)
            upper = kind == "new" and place == UnitKind.DEPARTMENT
            layer = unit.kind if unit else UnitKind.DEPARTMENT if upper else UnitKind.DIVISION
            self._open_unit(layer, unit, unit.parent_id if unit else "" if upper else place)
            return unit is not None or kind == "new"
        if form == STAFF_FORM:
            person = self._organization.person(subject)
            self._open_staff(person, place)
            return person is not None or kind == "new"
        if kind == "new":
            unit_id, role, deputy = [*place.split(":"), "", ""][:3]
            self._open_role(unit_id, role, deputy=bool(deputy))
            return True
        wanted = place if kind == "end" else subject
        found = next((row for row in self._organization.assignments if row.id == wanted), None)
        if found is not None:
            (self._end_role if kind == "end" else self._edit_role)(found)
        return found is not None

    def _show(self, editor: OrganizationEditor) -> None:
        self._drop()
        self.editor = editor
        editor.finished.connect(self._finished)
        self.addWidget(editor)
        self.setCurrentWidget(editor)
        self.opened.emit()

    def _finished(self, kept_id: str) -> None:
        kept = kept_id if isinstance(self.editor, UnitEditor) else ""
        self.close_editor()
        self.closed.emit(kept)

    def flush(self) -> None:
        """Keep what is being typed."""
        if self.editor is not None:
            self.editor.flush()

    def close_editor(self) -> None:
        """Put the form away; its draft stays."""
        self._drop()
        self.setCurrentWidget(self.detail if self.unit is not None else self._nothing)

    def _drop(self) -> None:
        editor, self.editor = self.editor, None
        if editor is not None:
            editor.flush()
            self.removeWidget(editor)
            editor.hide()
            # the worker still answers it: it goes when everything asked for before is answered
            self._context.tasks.run(lambda: None, lambda _none: editor.deleteLater())
