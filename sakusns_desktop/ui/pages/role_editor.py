"""The forms of a role: who holds it, for which unit or account, from when until when, and its end (4(1))."""

from collections.abc import Callable, Mapping

from sakusns_desktop.domain.organization import Organization, Role, RoleAssignment, UnitKind
from sakusns_desktop.services.account_form import FieldProblem
from sakusns_desktop.services.organization import ASSIGNMENT_FORM
from sakusns_desktop.services.organization_form import read_assignment
from sakusns_desktop.services.register import Change
from sakusns_desktop.ui.context import Context
from sakusns_desktop.ui.labels import FIELD_LABELS
from sakusns_desktop.ui.pages.organization_editor import (
    OrganizationEditor,
    shown_values,
    staff_choices,
    unit_choices,
)
from sakusns_desktop.ui.widgets.form_fields import FieldSpec, GroupSpec


def _groups(words: Mapping[Role, str]) -> tuple[GroupSpec, ...]:
    return (
        GroupSpec(
            "",
            (
                FieldSpec("role", "役割", "choice", choices=tuple((role.value, words[role]) for role in Role)),
                FieldSpec("unit_id", "どこの役割か", "choice", required=True),
                FieldSpec("staff_id", FIELD_LABELS["staff_id"], "choice", required=True),
                FieldSpec("deputy", "代理（本人がいないときに代わる）", "check"),
                FieldSpec("from_day", FIELD_LABELS["from_day"], "day"),
                FieldSpec("until_day", FIELD_LABELS["until_day"], "day", help="続いているあいだは空けておきます。"),
            ),
        ),
    )


class RoleEditor(OrganizationEditor):
    """Adds or changes a role. ``finished`` always comes with an empty id: what is shown beside it stays."""

    def __init__(self, context: Context) -> None:
        self._base: RoleAssignment | None = None
        self._organization = Organization()
        super().__init__(
            context,
            ASSIGNMENT_FORM,
            _groups(context.services.role_words),
            check=lambda values: read_assignment(self._base or RoleAssignment(""), values)[1],
        )
        self.form.fields["role"].edited.connect(self._role_chosen)

    def open_new(
        self,
        organization: Organization,
        *,
        unit_id: str = "",
        account_id: str = "",
        place: str = "",
        role: str = "",
        deputy: bool = False,
        from_day: str = "",
    ) -> None:
        """A new role for a unit or for one account; ``place`` names it in the title."""
        kind = "account" if account_id else "new"
        subject = f"{kind}:{account_id or unit_id}:{role}:{'1' if deputy else ''}"
        shown = RoleAssignment("", unit_id=unit_id, account_id=account_id, deputy=deputy)
        values = shown_values(shown)
        values["role"] = role or self._usual_role(organization, unit_id)
        values["from_day"] = from_day
        self._open(organization, None, account_id, values, subject, f"{place}の役割" if place else "役割を決める")

    def open(self, organization: Organization, assignment: RoleAssignment, place: str = "") -> None:
        """Change a role."""
        title = f"{place}の役割" if place else "役割を直す"
        self._open(organization, assignment, assignment.account_id, shown_values(assignment), assignment.id, title)

    def _open(
        self,
        organization: Organization,
        base: RoleAssignment | None,
        account_id: str,
        values: dict[str, object],
        subject: str,
        title: str,
    ) -> None:
        self._base, self._organization = base, organization
        self._fixed = {"account_id": account_id}
        if account_id:
            self._fixed["unit_id"] = ""
        self.form.fields["unit_id"].setVisible(not account_id)
        self.form.fields["staff_id"].offer(staff_choices(organization, str(values["unit_id"])))
        self._offer_units(str(values["role"]))
        self.start(title, values, subject, "staff_id" if base is None and values["unit_id"] else "role")
        if not organization.staff:
            self.form.notice.tell("hint", "職員がまだいません。先に職員を追加してください。")

    @staticmethod
    def _usual_role(organization: Organization, unit_id: str) -> str:
        unit = organization.unit(unit_id)
        return (Role.OWNER if unit is not None and unit.kind is UnitKind.DEPARTMENT else Role.OPERATOR).value

    def _offer_units(self, role: str) -> None:
        """The owner leads a department; manager and operator stand in a division."""
        kind = UnitKind.DEPARTMENT if role == Role.OWNER else UnitKind.DIVISION
        self.form.fields["unit_id"].offer(unit_choices(self._organization, (kind,)))

    def _role_chosen(self) -> None:
        field = self.form.fields["unit_id"]
        before = self._organization.unit(str(field.value()))
        role = str(self.form.fields["role"].value())
        self._offer_units(role)
        if before is not None and not field.value() and role == Role.OWNER:
            field.fill(before.parent_id)

    def before_draft(self, values: Mapping[str, object]) -> None:
        """Units follow the role."""
        self._offer_units(str(values.get("role", "")))

    def work(self, values: Mapping[str, object], draft: str) -> Callable[[], Change]:
        """Keep the role."""
        base, organization = self._base, self._context.services.organization
        return lambda: organization.save_assignment(base, values, draft=draft)

    def kept_id(self, change: Change) -> str:
        """The role's own id says nothing to the pages."""
        return ""


class RoleEndEditor(OrganizationEditor):
    """Lets a role end: one day. Who held it until then stays known."""

    def __init__(self, context: Context) -> None:
        self._assignment = RoleAssignment("")
        group = GroupSpec(
            "",
            (
                FieldSpec(
                    "until_day",
                    "最後の日",
                    "day",
                    help="この日までは役割が続きます。だれが担当していたかは、あとからも見られます。",
                    required=True,
                ),
            ),
        )
        super().__init__(context, ASSIGNMENT_FORM, (group,), check=self._problems, save_words="役割を終える")

    def open(self, assignment: RoleAssignment, last_day: str) -> None:
        """Ask for the last day; ``last_day`` is proposed."""
        self._assignment = assignment
        self.start("役割を終える", {"until_day": last_day}, f"end:{assignment.id}", "until_day")

    def _problems(self, values: Mapping[str, object]) -> list[FieldProblem]:
        if not str(values["until_day"]).strip():
            return [FieldProblem("until_day", "終わりの日を書いてください。")]
        read = read_assignment(self._assignment, {"until_day": values["until_day"]})[1]
        return [problem for problem in read if problem.field == "until_day"]

    def work(self, values: Mapping[str, object], draft: str) -> Callable[[], Change]:
        """End the role."""
        assignment_id, last_day = self._assignment.id, str(values["until_day"])
        organization = self._context.services.organization
        return lambda: organization.end_assignment(assignment_id, last_day, draft=draft)

    def kept_id(self, change: Change) -> str:
        """The role's own id says nothing to the pages."""
        return ""
