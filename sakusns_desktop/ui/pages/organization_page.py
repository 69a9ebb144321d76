"""組織と担当者: the structure of 4(1) on any day as a picture or a list, and one unit with its people beside it."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QWidget

from sakusns_desktop.domain.dates import format_day
from sakusns_desktop.domain.organization import Role, UnitKind
from sakusns_desktop.services.drafts import SavedDraft
from sakusns_desktop.services.organization import ASSIGNMENT_FORM, STAFF_FORM, UNIT_FORM, OrganizationSight
from sakusns_desktop.services.services import Services
from sakusns_desktop.ui.context import Context
from sakusns_desktop.ui.pages.organization_side import Entity, OrganizationSide
from sakusns_desktop.ui.pages.organization_table import UnitRow
from sakusns_desktop.ui.pages.organization_views import OrganizationViews
from sakusns_desktop.ui.widgets.day_field import DayField
from sakusns_desktop.ui.widgets.organization_box import ChartWords
from sakusns_desktop.ui.widgets.page import Density, Page, Scene
from sakusns_desktop.ui.widgets.state_mark import Badge
from sakusns_desktop.ui.widgets.texts import button

VIEW_KEY = "organization_view"
SPLITTER_KEY = "organization_splitter"
SIDE_SHARE = 0.42
DRAFT_WORDS = {UNIT_FORM: "組織", STAFF_FORM: "職員", ASSIGNMENT_FORM: "役割"}
NO_WORDS = ChartWords(dict.fromkeys(Role, ""), {UnitKind.DEPARTMENT: "部", UnitKind.DIVISION: "課"})
Loaded = tuple[OrganizationSight, ChartWords, list[SavedDraft]]


def load(services: Services, day: date) -> Loaded:
    """Everything that the page shows; called on the worker."""
    settings = services.settings
    layers = {
        UnitKind.DEPARTMENT: settings.text("organization.department_word"),
        UnitKind.DIVISION: settings.text("organization.division_word"),
    }
    drafts = [
        draft
        for draft in services.drafts.all()
        if draft.form in DRAFT_WORDS and not draft.subject_id.startswith("account:")
    ]
    return services.organization.sight(day), ChartWords(services.role_words, layers), drafts


class OrganizationPage(Page):
    """Picture and list of one day at the left, one unit at the right. Forms keep what is typed within a second."""

    def __init__(self, context: Context) -> None:
        super().__init__("組織と担当者")
        self._context = context
        self._sight: OrganizationSight | None = None
        self._rows: list[UnitRow] = []
        self._words = NO_WORDS
        self._current = ""
        self._wanted = ""
        self._drafts_offered = False
        self.add_button = button("追加", self.add, icon_name="plus", tip="Ctrl+N")
        self.header.addWidget(self.add_button)
        self._make_day()
        self._make_panes()

    # -- making

    def _make_day(self) -> None:
        self.day = DayField("この日の体制", self._context.services.register.today())
        self.day.chosen.connect(lambda _day: self.refresh())
        self.day.setVisible(False)
        self.body.addWidget(self.day)

    def _make_panes(self) -> None:
        self.views = OrganizationViews(self._words)
        self.views.tabs.setCurrentIndex(1 if self._context.kept(VIEW_KEY) == "list" else 0)
        self.views.tabs.setCornerWidget(self._make_corner())
        self.views.chosen.connect(self._chosen)
        self.views.pressed.connect(self._pressed)
        self.views.entered.connect(self._enter_detail)
        self.views.switched.connect(lambda at: self._context.keep(VIEW_KEY, "list" if at else "chart"))
        self.side = OrganizationSide(self._context, self._words, back=self.go_back, delete=self._delete)
        self.views.menu_wanted.connect(self.side.detail.open_menu)
        self.side.opened.connect(lambda: self._show_one_pane(detail=True))
        self.side.closed.connect(self._form_closed)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.views)
        self.splitter.addWidget(self.side)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.splitter.splitterMoved.connect(lambda _x, _i: self._keep_splitter())
        row = QHBoxLayout()
        row.addWidget(self.splitter)
        self.body.addLayout(row, 1)
        self.body.setContentsMargins(24, 0, 0, 0)

    def _make_corner(self) -> QWidget:
        """How many roles nobody holds, and the way to them."""
        self.corner = QWidget()
        row = QHBoxLayout(self.corner)
        row.setContentsMargins(0, 0, 4, 6)
        row.setSpacing(8)
        self.vacant_badge = Badge("warning", "")
        row.addWidget(self.vacant_badge)
        row.addWidget(button("次の未定へ", self.next_vacant, kind="row"))
        return self.corner

    # -- showing

    def refresh(self) -> None:
        """Load the structure of the day anew; the choice stays."""
        services = self._context.services
        self.day.move_today(services.register.today())
        self._context.tasks.run(partial(load, services, self.day.day), self._show, self.tell)

    def _show(self, loaded: Loaded) -> None:
        sight, self._words, drafts = loaded
        if sight.day != self.day.day:
            return  # another day was written meanwhile; its answer is on the way
        self._sight = sight
        self._rows = self.views.show_bands(sight.bands, self._words)
        self._show_summary()
        if not self._rows:
            self._show_empty(sight)
        wanted, self._wanted = self._wanted, ""
        if sight.organization.unit(wanted) is not None:
            self._current = wanted
            self.side.close_editor()
        elif sight.organization.unit(self._current) is None:
            self._current = self._rows[0].node.unit.id if self._rows else ""
        self._show_current()
        if self._current and self._current == wanted:
            self._show_one_pane(detail=True)
        else:
            self._show_one_pane(detail=self.density is Density.ONE_PANE and not self.views.isVisibleTo(self))
        self._offer_drafts(wanted, drafts)

    def _show_summary(self) -> None:
        kinds = [row.node.unit.kind for row in self._rows]
        counts = "・".join(f"{self._words.layers[kind]} {kinds.count(kind)}" for kind in UnitKind)
        self.show_subtitle(counts if kinds else "")
        vacant = sum(len(row.node.vacant) for row in self._rows)
        self.vacant_badge.show_state("warning", f"未定 {vacant}")
        self.corner.setVisible(bool(vacant))

    def _show_empty(self, sight: OrganizationSight) -> None:
        upper, lower = (self._words.layers[kind] for kind in UnitKind)
        if sight.organization.units:
            self.views.say("この日には、まだ何もありません。", [("今日に戻す", self.day.back_to_today)])
        else:
            self.views.say(
                f"組織はまだありません。まず{upper}を追加します。続けて、{lower}、職員、役割の順に登録します。",
                [(f"{upper}を追加", self.side.add_department)],
            )

    def _offer_drafts(self, wanted: str, drafts: Sequence[SavedDraft]) -> None:
        kind, _colon, rest = wanted.partition(":")
        if kind == "draft":
            form, _colon, subject = rest.partition(":")
            self._resume(form, subject)
        elif drafts and not self._drafts_offered:
            draft = drafts[0]
            said = f"書きかけの{DRAFT_WORDS[draft.form]}が残っています。"
            self.notice.tell("owed", said, "続きを書く", partial(self._resume, draft.form, draft.subject_id))
        self._drafts_offered = True

    def _resume(self, form: str, subject: str) -> None:
        self.notice.clear()
        if not self.side.resume(form, subject):
            self.notice.tell("hint", "書きかけのもとの記録は、もうありません。")

    def _show_current(self) -> None:
        self.views.select(self._current)
        if self._sight is not None:
            unit = self._sight.organization.unit(self._current)
            self.side.show_unit(self._sight, unit, self._words)

    def _chosen(self, unit_id: str) -> None:
        self._current = unit_id
        self._show_current()

    def _pressed(self) -> None:
        if self.density is Density.ONE_PANE:
            self._enter_detail()

    def _enter_detail(self) -> None:
        self._show_one_pane(detail=True)
        self.side.pane().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def next_vacant(self) -> None:
        """Go to the next unit in which somebody is missing, round to the first one."""
        here = next((row.place for row in self._rows if row.node.unit.id == self._current), -1)
        vacant = [row for row in self._rows if row.node.vacant]
        target = next((row for row in vacant if row.place > here), vacant[0] if vacant else None)
        if target is not None:
            self.side.detail.tabs.setCurrentIndex(0)
            self._chosen(target.node.unit.id)

    def open_thing(self, thing_id: str) -> None:
        """Come here for a unit (by its id), a new department (``new``), or a draft (``draft:form:subject``)."""
        if thing_id == "new":
            self.side.add_department()
        else:
            self._wanted = thing_id
            self.refresh()

    # -- doing

    def add(self) -> None:
        """Ctrl+N: what can be added here; on an empty page the first department."""
        if not self._has_units():
            self.side.add_department()
            return
        upper, lower = (self._words.layers[kind] for kind in UnitKind)
        menu = QMenu(self)
        menu.setAccessibleName("追加するもの")
        offers: tuple[tuple[str, Callable[[], object]], ...] = (
            (f"{upper}を追加", self.side.add_department),
            (f"{lower}を追加", self.side.add_division),
            ("職員を追加", self.side.add_staff),
            ("役割を追加", self.side.add_role),
        )
        for words, action in offers:
            menu.addAction(words).triggered.connect(lambda _checked=False, act=action: act())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.add_button.mapToGlobal(self.add_button.rect().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])

    def edit(self) -> None:
        """F2: change the unit that is shown."""
        self.side.edit_unit()

    def _delete(self, entity: Entity) -> None:
        organization = self._context.services.organization
        self.notice.clear()
        self._context.tasks.run(lambda: organization.delete(entity), self._context.changed, self.tell)

    def _form_closed(self, unit_id: str) -> None:
        self._current = unit_id or self._current
        if self._current:
            self._show_one_pane(detail=True)
            self.side.detail.tabs.setFocus()
        else:
            self._show_one_pane(detail=False)
            self.views.view().setFocus()

    # -- room

    def _keep_splitter(self) -> None:
        self._context.keep(SPLITTER_KEY, ",".join(str(size) for size in self.splitter.sizes()))

    def fit(self, density: Density) -> None:
        """Show both panes, or one at a time."""
        was_detail = self.density is Density.ONE_PANE and not self.views.isVisibleTo(self)
        super().fit(density)
        kept = [int(size) for size in self._context.kept(SPLITTER_KEY).split(",") if size.isdigit()]
        if density is not Density.ONE_PANE:
            share = [round(1000 * (1 - SIDE_SHARE)), round(1000 * SIDE_SHARE)]
            self.splitter.setSizes(kept if len(kept) == 2 and all(kept) else share)
        self.side.detail.back.setVisible(density is Density.ONE_PANE)
        self._show_one_pane(detail=self.side.editor is not None or was_detail)

    def _show_one_pane(self, *, detail: bool) -> None:
        one = self.density is Density.ONE_PANE
        self.views.setVisible(not (one and detail))
        self.day.setVisible(self._has_units() and not (one and detail))
        anything = self.side.unit is not None or self.side.editor is not None
        self.side.setVisible(detail if one else anything)

    def _has_units(self) -> bool:
        return self._sight is not None and bool(self._sight.organization.units)

    # -- the window's questions

    def go_back(self) -> bool:
        """Esc: out of the form (its draft stays), out of the detail, back to today."""
        if self.side.editor is not None:
            self.side.close_editor()
            self._form_closed("")
            return True
        if self.density is Density.ONE_PANE and not self.views.isVisibleTo(self):
            self._show_one_pane(detail=False)
        elif not self.day.is_today and self.day.edit.hasFocus():
            self.day.back_to_today()
            return True
        elif self.views.isAncestorOf(self.focusWidget()):
            return False
        self.views.view().setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def leave(self) -> None:
        """Keep what is being typed."""
        self.side.flush()

    def focus_first(self) -> None:
        """Start at the chosen box or row, or at the one thing that an empty page offers."""
        self.views.view().setFocus()

    def panes(self) -> list[QWidget]:
        """F6 goes round these."""
        return [self.day.edit, self.views.view(), self.side.pane()]

    def scenes(self) -> Sequence[Scene]:
        """Vacant roles, people, forms with and without faults, another day, the list."""
        return (
            Scene("vacant", self._show_vacant),
            Scene("staff", lambda: self._show_tab(1)),
            Scene("basic", lambda: self._show_tab(2)),
            Scene("division_form", self.side.add_division),
            Scene("staff_form", self.side.add_staff),
            Scene("role_form", self.side.add_role),
            Scene("form_with_faults", self._faulty_form),
            Scene("other_day", self._other_day),
            Scene("list", self._show_list),
        )

    def _show_vacant(self) -> None:
        self.next_vacant()
        self._show_one_pane(detail=True)

    def _show_tab(self, place: int) -> None:
        self.side.detail.tabs.setCurrentIndex(place)
        self._show_one_pane(detail=True)

    def _faulty_form(self) -> None:
        self.side.add_staff()
        if self.side.editor is not None:
            self.side.editor.form.fields["from_day"].control.setText("令和8年2月30日")  # type: ignore[attr-defined]
            self.side.editor.form.save_button.click()

    def _show_list(self) -> None:
        self._show_one_pane(detail=False)
        self.views.tabs.setCurrentIndex(1)

    def _other_day(self) -> None:
        self._show_one_pane(detail=False)
        self.day.edit.setFocus()
        self.day.show_day(date(self.day.day.year, 3, 31))
        self.refresh()

    def printed(self) -> QTextDocument | None:
        """The picture and the list of the day."""
        from sakusns_desktop.ui.pages.organization_print import organization_document

        if self._sight is None or not self._sight.bands:
            return None
        note = f"{format_day(self._sight.day)}の体制　{self.subtitle.text()}"
        return organization_document(self.heading, note, self._sight, self._words)
