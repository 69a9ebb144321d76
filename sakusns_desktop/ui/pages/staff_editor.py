"""The form of a staff member: post, unit, how to reach them, and the sign-in by which the app knows them (4(1))."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from sakusns_desktop.domain.organization import Organization, Staff
from sakusns_desktop.services.organization import STAFF_FORM
from sakusns_desktop.services.organization_form import read_staff
from sakusns_desktop.services.register import Change
from sakusns_desktop.ui.context import Context
from sakusns_desktop.ui.labels import FIELD_LABELS
from sakusns_desktop.ui.pages.organization_editor import OrganizationEditor, shown_values, unit_choices
from sakusns_desktop.ui.widgets.form_fields import FieldSpec, GroupSpec
from sakusns_desktop.ui.widgets.inputs import LineEdit
from sakusns_desktop.ui.widgets.texts import button

GROUPS = (
    GroupSpec(
        "",
        (
            FieldSpec("post", FIELD_LABELS["post"], placeholder="例：広報係 主任", required=True),
            FieldSpec("name", "氏名", help="書かなくてもかまいません。"),
            FieldSpec("unit_id", FIELD_LABELS["unit_id"], "choice", required=True),
        ),
    ),
    GroupSpec("連絡先", (FieldSpec("mail", FIELD_LABELS["mail"]), FieldSpec("phone", FIELD_LABELS["phone"]))),
    GroupSpec(
        "このアプリでの名乗り",
        (
            FieldSpec(
                "os_sign_in",
                "Windowsのサインイン名",
                help="この職員が使うWindowsのサインイン名です。だれが変更したかの記録に使います。",
            ),
        ),
    ),
    GroupSpec(
        "期間",
        (
            FieldSpec("from_day", FIELD_LABELS["from_day"], "day"),
            FieldSpec(
                "until_day",
                FIELD_LABELS["until_day"],
                "day",
                help="異動や退職のときに、最後の日を書きます。在籍中は空けておきます。",
            ),
        ),
    ),
)


class StaffEditor(OrganizationEditor):
    """Adds or changes a staff member."""

    def __init__(self, context: Context) -> None:
        self._base: Staff | None = None
        super().__init__(
            context, STAFF_FORM, GROUPS, check=lambda values: read_staff(self._base or Staff(""), values)[1]
        )
        field = self.form.fields["os_sign_in"]
        self.sign_in_button = button("いまのサインイン名を入れる", self._fill_sign_in, kind="row")
        layout = field.layout()
        if isinstance(layout, QVBoxLayout):
            place = layout.indexOf(field.control) + 1
            layout.insertWidget(place, self.sign_in_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _fill_sign_in(self) -> None:
        control = self.form.fields["os_sign_in"].control
        if isinstance(control, LineEdit):
            control.setText(self._context.services.register.sign_in)

    def open(self, organization: Organization, person: Staff | None, unit_id: str = "") -> None:
        """Show the form of a person, or an empty one in a unit."""
        self._base = person
        self.form.fields["unit_id"].offer(unit_choices(organization))
        shown = person or Staff("", unit_id=unit_id)
        subject = person.id if person else f"new:{unit_id}"
        self.start("職員を直す" if person else "職員を追加", shown_values(shown), subject, "post")

    def work(self, values: Mapping[str, object], draft: str) -> Callable[[], Change]:
        """Keep the person."""
        base, organization = self._base, self._context.services.organization
        return lambda: organization.save_staff(base, values, draft=draft)
