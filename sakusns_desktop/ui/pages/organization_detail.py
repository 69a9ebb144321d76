"""4(1): one unit in full: who holds its roles now and held them before, who belongs to it, how to reach it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QTabWidget, QVBoxLayout, QWidget

from sakusns_desktop.domain.dates import format_day
from sakusns_desktop.domain.organization import Role, RoleAssignment, Staff, Unit, UnitKind, in_force
from sakusns_desktop.services.organization import OrganizationSight
from sakusns_desktop.services.organization_chart import (
    ROLES_OF,
    Holding,
    Tense,
    holdings,
    members,
    roles_of,
    unit_node,
)
from sakusns_desktop.ui.labels import FIELD_LABELS
from sakusns_desktop.ui.pages.organization_rows import Lines, Offer, period_words
from sakusns_desktop.ui.widgets.notice import Notice
from sakusns_desktop.ui.widgets.organization_box import DEPUTY, ITEMS, ChartWords, person_words
from sakusns_desktop.ui.widgets.state_mark import Badge
from sakusns_desktop.ui.widgets.texts import WrappedLabel, button


@dataclass(frozen=True, slots=True)
class DetailActions:
    """What the pane's buttons do."""

    back: Callable[[], object]
    edit_unit: Callable[[], object]
    add_division: Callable[[], object]
    add_staff: Callable[[], object]
    edit_staff: Callable[[Staff], object]
    add_role: Callable[[str, bool], object]
    edit_role: Callable[[RoleAssignment], object]
    end_role: Callable[[RoleAssignment], object]
    delete: Callable[[Unit | Staff | RoleAssignment], object]


class OrganizationDetailPane(QWidget):
    """The right pane of the organisation."""

    def __init__(self, actions: DetailActions) -> None:
        super().__init__()
        self.setObjectName("page")
        self._actions = actions
        self.unit: Unit | None = None
        self._first_vacant = True
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 8, 24, 0)
        column.setSpacing(8)
        self.back = button("一覧へ戻る", actions.back, kind="link", icon_name="arrow-left")
        self.back.setVisible(False)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        top = QHBoxLayout()
        top.setSpacing(8)
        self._name = WrappedLabel("", "title")
        top.addWidget(self._name, 1, Qt.AlignmentFlag.AlignTop)
        self.edit_button = button("編集", actions.edit_unit, kind="row", tip="F2")
        self._menu_button = button("", self.open_menu, kind="plain", icon_name="ellipsis", tip="ほかの操作")
        top.addWidget(self.edit_button, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._menu_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        self._line = QHBoxLayout()
        self._line.setSpacing(10)
        column.addLayout(self._line)
        self.notice = Notice()
        column.addWidget(self.notice)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setAccessibleName("組織の詳細")
        column.addWidget(self.tabs, 1)

    def show_unit(self, sight: OrganizationSight, unit: Unit, words: ChartWords) -> None:
        """Show a unit as it stands on the day; the tab that was open stays open."""
        self.unit, self._sight, self._words = unit, sight, words
        self._first_vacant = True
        self._name.show_text(unit.name)
        self._show_line(unit)
        self._show_existence(unit)
        place = max(self.tabs.currentIndex(), 0)
        while self.tabs.count():
            old = self.tabs.widget(0)
            self.tabs.removeTab(0)
            if old is not None:
                old.deleteLater()
        here, away = members(sight.organization, unit.id, sight.day)
        self.tabs.addTab(self._roles_tab(unit), "役割")
        self.tabs.addTab(self._staff_tab(here, away), f"職員 {len(here)}人" if here else "職員")
        self.tabs.addTab(self._basic_tab(unit), "基本情報")
        self.tabs.setCurrentIndex(place)

    def _show_line(self, unit: Unit) -> None:
        while (item := self._line.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        vacant = len(unit_node(self._sight.organization, unit, self._sight.day).vacant)
        if vacant:
            self._line.addWidget(Badge("warning", f"未定 {vacant}"), 0, Qt.AlignmentFlag.AlignTop)
        parent = self._sight.organization.unit(unit.parent_id)
        layer = self._words.equivalent(unit.kind) if unit.equivalent else self._words.layers[unit.kind]
        told = "　".join(part for part in (parent.name if parent else "", layer) if part)
        self._line.addWidget(WrappedLabel(told, tone="second"), 1)

    def _show_existence(self, unit: Unit) -> None:
        day = self._sight.day
        if in_force(unit.from_day, unit.until_day, day):
            self.notice.clear()
            return
        words = period_words(unit.from_day, unit.until_day)
        self.notice.tell("hint", f"{format_day(day, weekday=False)}には、ありません（{words}）。")

    # -- roles

    def _roles_tab(self, unit: Unit) -> QWidget:
        lines = Lines("役割")
        rows = holdings(self._sight.organization, unit.id, self._sight.day)
        for role in ROLES_OF[unit.kind]:
            self._add_role(lines, role, [row for row in rows if row.assignment.role is role])
        lines.offer("役割を追加", partial(self._actions.add_role, "", False))
        if unit.kind is UnitKind.DEPARTMENT:
            lines.offer(f"{self._words.layers[UnitKind.DIVISION]}を追加", self._actions.add_division)
        past = [row for row in rows if row.tense is Tense.PAST]
        lines.heading("これまで")
        if not past:
            lines.quiet("これまでの記録はありません。")
        for row in past:
            deputy = DEPUTY if row.assignment.deputy else ""
            self._add_holding(lines, row, f"{self._words.short(row.assignment.role)}{deputy}　")
        return lines.finish()

    def _add_role(self, lines: Lines, role: Role, rows: list[Holding]) -> None:
        words = self._words.roles[role]
        lines.heading(words, f"4(1){ITEMS[role]}")
        current = [row for row in rows if row.tense is not Tense.PAST]
        now = [row for row in current if row.tense is Tense.NOW and row.person is not None]
        if not any(not row.assignment.deputy for row in now):
            lines.vacant(words, partial(self._actions.add_role, role.value, False), first=self._first_vacant)
            self._first_vacant = False
        for row in current:
            self._add_holding(lines, row, f"{DEPUTY}　" if row.assignment.deputy else "")
        if not any(row.assignment.deputy for row in current):
            offer: Offer = ("決める", partial(self._actions.add_role, role.value, True))
            lines.quiet("代理は決めていません。", offer, f"{words}の代理を決める")

    def _add_holding(self, lines: Lines, row: Holding, prefix: str) -> None:
        who = person_words(row.person) if row.person else "削除した職員"
        period = period_words(row.assignment.from_day, row.until_day)
        if row.person_left:
            period += "（本人の異動・退職）"
        if row.tense is Tense.COMING:
            period += "　これからです"
        change: Offer = ("編集", partial(self._actions.edit_role, row.assignment))
        end: Offer = ("終える", partial(self._actions.end_role, row.assignment))
        delete: Offer = ("記録を削除（まちがえて入れたとき）", partial(self._actions.delete, row.assignment))
        offers = [change, end] if row.tense is Tense.NOW else [change]
        subject = f"{who}の{self._words.roles[row.assignment.role]}"
        lines.person(prefix + who, period, subject, offers, [delete])

    # -- people

    def _staff_tab(self, here: list[Staff], away: list[Staff]) -> QWidget:
        lines = Lines("職員")
        if not here:
            lines.quiet("この日にいる職員は、まだ登録されていません。")
        for person in here:
            self._add_person(lines, person)
        lines.offer("職員を追加", self._actions.add_staff)
        if away:
            lines.heading("これまで・これから")
        for person in away:
            self._add_person(lines, person)
        return lines.finish()

    def _add_person(self, lines: Lines, person: Staff) -> None:
        held = roles_of(self._sight.organization, person.id, self._sight.day)
        roles = "、".join(dict.fromkeys(self._role_words(row) for row in held))
        notes = (
            roles or "役割はありません",
            "　".join(part for part in (person.phone, person.mail) if part),
            f"サインイン名 {person.os_sign_in}" if person.os_sign_in else "",
            period_words(person.from_day, person.until_day),
        )
        lines.person(
            person_words(person),
            "\n".join(note for note in notes if note),
            person_words(person),
            [("編集", partial(self._actions.edit_staff, person))],
            [("削除", partial(self._actions.delete, person))],
        )

    def _role_words(self, row: RoleAssignment) -> str:
        words = self._words.roles[row.role] + (DEPUTY if row.deputy else "")
        if row.account_id:
            return f"{words}（{self._sight.account_names.get(row.account_id, '')}）"
        unit = self._sight.organization.unit(row.unit_id)
        return f"{words}（{unit.name}）" if unit is not None and unit != self.unit else words

    # -- the unit itself

    def _basic_tab(self, unit: Unit) -> QWidget:
        lines = Lines("基本情報")
        parent = self._sight.organization.unit(unit.parent_id)
        above = f"属する{self._words.layers[UnitKind.DEPARTMENT]}"
        rows = [(FIELD_LABELS["name"], unit.name), (FIELD_LABELS["kana"], unit.kana)]
        if unit.kind is UnitKind.DIVISION:
            rows.append((above, parent.name if parent else ""))
        rows += [
            (FIELD_LABELS["equivalent"], self._words.equivalent(unit.kind) if unit.equivalent else "いいえ"),
            (FIELD_LABELS["phone"], unit.phone),
            (FIELD_LABELS["mail"], unit.mail),
            (FIELD_LABELS["address"], unit.address),
            ("期間", period_words(unit.from_day, unit.until_day)),
        ]
        lines.properties(rows)
        return lines.finish()

    def open_menu(self) -> None:
        """What else can be done with the unit."""
        unit = self.unit
        if unit is None:
            return
        menu = QMenu(self)
        menu.setAccessibleName("組織の操作")
        menu.addAction("編集\tF2").triggered.connect(lambda _checked=False: self._actions.edit_unit())
        menu.addAction("職員を追加").triggered.connect(lambda _checked=False: self._actions.add_staff())
        menu.addAction("役割を追加").triggered.connect(lambda _checked=False: self._actions.add_role("", False))
        menu.addSeparator()
        menu.addAction("削除").triggered.connect(lambda _checked=False: self._actions.delete(unit))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._menu_button.mapToGlobal(self._menu_button.rect().bottomLeft()))
