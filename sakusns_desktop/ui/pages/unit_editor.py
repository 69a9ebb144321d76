"""The form of a department or a division, or of a unit equal to one (4(1)ア, イ, ウ)."""

from collections.abc import Callable, Mapping

from sakusns_desktop.domain.organization import Organization, Unit, UnitKind
from sakusns_desktop.services.organization import UNIT_FORM
from sakusns_desktop.services.organization_form import read_unit
from sakusns_desktop.services.register import Change
from sakusns_desktop.ui.context import Context
from sakusns_desktop.ui.labels import FIELD_LABELS
from sakusns_desktop.ui.pages.organization_editor import OrganizationEditor, shown_values, unit_choices
from sakusns_desktop.ui.widgets.form_fields import FieldSpec, GroupSpec
from sakusns_desktop.ui.widgets.organization_box import ChartWords

NEW = "new:"


class UnitEditor(OrganizationEditor):
    """Adds or changes a unit.

    Args:
        kind: which layer; it stays.
        words: what the city calls the layers.
    """

    def __init__(self, context: Context, kind: UnitKind, words: ChartWords) -> None:
        self._kind = kind
        self._words = words
        self._base: Unit | None = None
        above = words.layers[UnitKind.DEPARTMENT]
        equal = words.equivalent(kind)
        examples = {UnitKind.DEPARTMENT: "企画部", UnitKind.DIVISION: "広報広聴課"}
        parent = (FieldSpec("parent_id", f"属する{above}", "choice", required=True),)
        groups = (
            GroupSpec(
                "",
                (
                    FieldSpec("name", FIELD_LABELS["name"], placeholder=f"例：{examples[kind]}", required=True),
                    FieldSpec("kana", FIELD_LABELS["kana"]),
                    *(parent if kind is UnitKind.DIVISION else ()),
                    FieldSpec("equivalent", f"{equal}（教育委員会、議会、病院など）", "check"),
                ),
            ),
            GroupSpec(
                "連絡先",
                (
                    FieldSpec("phone", FIELD_LABELS["phone"]),
                    FieldSpec("mail", FIELD_LABELS["mail"]),
                    FieldSpec("address", FIELD_LABELS["address"]),
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
                        help="廃止したときに書きます。あるあいだは空けておきます。",
                    ),
                ),
            ),
        )
        super().__init__(context, UNIT_FORM, groups, check=lambda values: read_unit(self._record(), values)[1])

    def _record(self) -> Unit:
        return self._base or Unit("", kind=self._kind)

    def open(self, organization: Organization, unit: Unit | None, parent_id: str = "") -> None:
        """Show the form of a unit, or an empty one under a department."""
        self._base = unit
        self._fixed = {"kind": self._kind.value}
        if "parent_id" in self.form.fields:
            self.form.fields["parent_id"].offer(unit_choices(organization, (UnitKind.DEPARTMENT,)))
        else:
            self._fixed["parent_id"] = ""
        layer = self._words.layers[self._kind]
        shown = unit or Unit("", kind=self._kind, parent_id=parent_id)
        subject = unit.id if unit else f"{NEW}{parent_id or self._kind.value}"
        self.start(f"{layer}を直す" if unit else f"{layer}を追加", shown_values(shown), subject, "name")

    def work(self, values: Mapping[str, object], draft: str) -> Callable[[], Change]:
        """Keep the unit."""
        base, organization = self._base, self._context.services.organization
        return lambda: organization.save_unit(base, values, draft=draft)
