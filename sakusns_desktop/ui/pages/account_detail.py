"""One account in full: what it is, who answers for it, how one signs in, and what has been done to it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from sakusns_desktop.domain.account import Account, LifeCycleState
from sakusns_desktop.domain.dates import format_day
from sakusns_desktop.domain.organization import Role
from sakusns_desktop.domain.platform import Platform
from sakusns_desktop.services.inventory import AccountDetail, Responsible
from sakusns_desktop.services.words import STATE_WORDS
from sakusns_desktop.ui.history import history_line
from sakusns_desktop.ui.labels import (
    FIELD_LABELS,
    HANDLE_AT_CLOSURE_WORDS,
    LIFE_CYCLE_BADGES,
    OWNERSHIP_WORDS,
    SECOND_FACTOR_WORDS,
    VERIFIED_BADGE_WORDS,
)
from sakusns_desktop.ui.widgets.notice import Notice
from sakusns_desktop.ui.widgets.scrolled import ScrolledBody
from sakusns_desktop.ui.widgets.state_mark import Badge, Mark
from sakusns_desktop.ui.widgets.texts import WrappedLabel, button, hairline, label

_ROLE_CLAUSES = {Role.OWNER: "4(1)ア", Role.MANAGER: "4(1)イ", Role.OPERATOR: "4(1)エ"}


class AccountDetailPane(QWidget):
    """The right pane of the inventory."""

    edit_wanted = Signal()
    delete_wanted = Signal()
    restore_wanted = Signal()
    copy_wanted = Signal(str)
    organization_wanted = Signal()
    own_role_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, platforms: Sequence[Platform], role_words: dict[Role, str]) -> None:
        super().__init__()
        self.setObjectName("page")
        self._platforms = {platform.key: platform for platform in platforms}
        self._role_words = role_words
        self.account: Account | None = None
        self.wanted_tab: int | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 8, 24, 0)
        column.setSpacing(8)
        self.back = button("一覧へ戻る", self.back_wanted.emit, kind="link", icon_name="arrow-left")
        self.back.setVisible(False)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        top = QHBoxLayout()
        top.setSpacing(8)
        self._name = WrappedLabel("", "title")
        top.addWidget(self._name, 1, Qt.AlignmentFlag.AlignTop)
        self.edit_button = button("編集", self.edit_wanted.emit, kind="row", tip="F2")
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
        self.tabs.setAccessibleName("アカウントの詳細")
        column.addWidget(self.tabs, 1)

    def show_detail(self, detail: AccountDetail, today: date) -> None:
        """Show an account; the tab that was open stays open."""
        account = self.account = detail.account
        platform = self._platforms.get(account.platform)
        self._name.show_text(account.display_name)
        self._show_line(detail, platform)
        self.edit_button.setVisible(not account.deleted_at)
        if account.deleted_at:
            self.notice.tell("hint", "削除したアカウントです。", "元に戻す", self.restore_wanted.emit)
        elif detail.disagreement:
            self.notice.tell("warning", detail.disagreement, "台帳を直す", self.edit_wanted.emit)
        else:
            self.notice.clear()
        place = max(self.tabs.currentIndex(), 0) if self.wanted_tab is None else self.wanted_tab
        self.wanted_tab = None
        while self.tabs.count():
            old = self.tabs.widget(0)
            self.tabs.removeTab(0)
            if old is not None:
                old.deleteLater()
        self.tabs.addTab(self._basic_tab(detail, platform), "基本情報")
        self.tabs.addTab(self._login_tab(account), "ログインと端末")
        self.tabs.addTab(self._history_tab(detail, today), "履歴")
        self.tabs.setCurrentIndex(place)

    def _show_line(self, detail: AccountDetail, platform: Platform | None) -> None:
        while (item := self._line.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        account = detail.account
        state = "not_applicable" if account.deleted_at else LIFE_CYCLE_BADGES[account.state]
        self._line.addWidget(Badge(state, "削除済" if account.deleted_at else STATE_WORDS[account.state]))
        words = (
            platform.short_label if platform else "",
            platform.shown_handle(account.handle) if platform else account.handle,
            detail.division,
        )
        self._line.addWidget(WrappedLabel("　".join(word for word in words if word), tone="second"), 1)

    def _basic_tab(self, detail: AccountDetail, platform: Platform | None) -> QWidget:
        account = detail.account
        page, grid = _tab()
        rows = _Rows(grid)
        rows.add("SNSの種類", platform.label if platform else "", "3(2)イ")
        rows.add(FIELD_LABELS["display_name"], account.display_name, "3(2)ウ")
        rows.add(FIELD_LABELS["handle"], platform.shown_handle(account.handle) if platform else account.handle)
        rows.add(FIELD_LABELS["numeric_id"], account.numeric_id)
        rows.add("URL", account.url, "3(2)ウ")
        rows.add("担当課", " ".join(part for part in (detail.department, detail.division) if part), "4(1)ウ")
        rows.add(FIELD_LABELS["purpose"], account.purpose, "3(2)ア")
        rows.add(FIELD_LABELS["audience"], account.audience)
        rows.add(FIELD_LABELS["outage_channel"], account.outage_channel)
        for name in ("opened_on", "last_post_on", "next_review_on"):
            day: date | None = getattr(account, name)
            rows.add(FIELD_LABELS[name], format_day(day) if day else "")
        if account.state is LifeCycleState.CLOSED:
            rows.add(FIELD_LABELS["closed_on"], format_day(account.closed_on) if account.closed_on else "")
            rows.add(FIELD_LABELS["handle_at_closure"], HANDLE_AT_CLOSURE_WORDS[account.handle_at_closure])
        rows.add(FIELD_LABELS["notes"], account.notes)
        rows.heading("役割")
        for responsible in detail.responsible:
            if not responsible.deputy:
                self._add_role(rows, responsible, self._role_words[responsible.role], _ROLE_CLAUSES[responsible.role])
        deputies = [person for row in detail.responsible if row.deputy for person in row.people]
        self._add_role(rows, Responsible(Role.OPERATOR, True, tuple(deputies)), "代理", "")
        if not account.deleted_at:
            rows.widget(button("このアカウントだけの担当を決める", self.own_role_wanted.emit, kind="link"))
        rows.finish()
        return page

    def _add_role(self, rows: "_Rows", responsible: Responsible, words: str, clause: str) -> None:
        if responsible.people:
            first = responsible.people[0]
            more = f" ほか{len(responsible.people) - 1}人" if len(responsible.people) > 1 else ""
            rows.add(words, f"{first.post}{' ' + first.name if first.name else ''}{more}", clause)
            return
        rows.vacant(words, clause, self.organization_wanted.emit)

    @staticmethod
    def _login_tab(account: Account) -> QWidget:
        page, grid = _tab()
        rows = _Rows(grid)
        rows.add(FIELD_LABELS["login_id"], account.login_id, "3(5)")
        rows.add(FIELD_LABELS["registered_mail"], account.registered_mail)
        rows.add(FIELD_LABELS["registered_phone"], account.registered_phone)
        birth = account.registered_birth_date
        rows.add(FIELD_LABELS["registered_birth_date"], format_day(birth, weekday=False) if birth else "")
        rows.add(FIELD_LABELS["second_factor"], SECOND_FACTOR_WORDS[account.second_factor])
        phone = account.second_factor_phone
        if phone:
            phone += f"（{OWNERSHIP_WORDS[account.second_factor_phone_ownership]}）"
        rows.add(FIELD_LABELS["second_factor_phone"], phone)
        rows.add(FIELD_LABELS["backup_codes_place"], account.backup_codes_place)
        rows.add(FIELD_LABELS["verified_badge"], VERIFIED_BADGE_WORDS[account.verified_badge])
        rows.heading("端末とつながるもの")
        rows.add(
            "使う端末", "\n".join(f"{item.label}（{OWNERSHIP_WORDS[item.ownership]}）" for item in account.devices)
        )
        rows.add(
            "連携アプリ",
            "\n".join(f"{app.name}（{app.purpose}）" if app.purpose else app.name for app in account.linked_apps),
        )
        rows.add(FIELD_LABELS["contractor"], account.contractor)
        rows.add(FIELD_LABELS["contractor_scope"], account.contractor_scope)
        rows.finish()
        return page

    @staticmethod
    def _history_tab(detail: AccountDetail, today: date) -> QWidget:
        page, grid = _tab()
        for place, entry in enumerate(detail.history):
            line = history_line(entry, today, detail.people)
            grid.addWidget(label(line.when, "meta", tone="second"), place * 2, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(WrappedLabel(f"{line.what}\n{line.detail}" if line.detail else line.what), place * 2, 1)
            grid.addWidget(label(line.who, "meta", tone="second"), place * 2, 2, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(hairline(), place * 2 + 1, 0, 1, 3)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(grid.rowCount(), 1)
        return page

    def open_menu(self) -> None:
        """Row actions: copy the URL, delete, bring back."""
        account = self.account
        if account is None:
            return
        menu = QMenu(self)
        menu.setAccessibleName("アカウントの操作")
        if account.url:
            menu.addAction("URLをコピー").triggered.connect(lambda: self.copy_wanted.emit(account.url))
        if account.deleted_at:
            menu.addAction("元に戻す").triggered.connect(self.restore_wanted)
        else:
            menu.addAction("編集\tF2").triggered.connect(self.edit_wanted)
            menu.addAction("削除").triggered.connect(self.delete_wanted)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._menu_button.mapToGlobal(self._menu_button.rect().bottomLeft()))


def _tab() -> tuple[QWidget, QGridLayout]:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    body = ScrolledBody()
    grid = QGridLayout(body)
    grid.setContentsMargins(4, 16, 4, 16)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    area.setWidget(body)
    return area, grid


class _Rows:
    """Label, value and clause, one line each; what is not known is said quietly."""

    def __init__(self, grid: QGridLayout) -> None:
        self._grid = grid
        self._row = 0
        grid.setColumnStretch(1, 1)

    def add(self, words: str, value: str, clause: str = "") -> None:
        """One property; an empty value shows as 「未記入」 in the quiet tone."""
        name = WrappedLabel(words, tone="second")
        name.setMinimumWidth(110)
        self._grid.addWidget(name, self._row, 0, Qt.AlignmentFlag.AlignTop)
        told = WrappedLabel(value or "未記入", tone="" if value else "third")
        self._grid.addWidget(told, self._row, 1, Qt.AlignmentFlag.AlignTop)
        if clause:
            self._grid.addWidget(label(clause, "meta", tone="second"), self._row, 2, Qt.AlignmentFlag.AlignTop)
        self._row += 1

    def vacant(self, words: str, clause: str, settle: object) -> None:
        """A role that nobody holds, with the way to settle it."""
        self._grid.addWidget(WrappedLabel(words, tone="second"), self._row, 0, Qt.AlignmentFlag.AlignTop)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(Mark("warning"))
        line.addWidget(label("決まっていません"))
        line.addStretch(1)
        way = button("決める", settle, kind="link")  # type: ignore[arg-type]
        way.setAccessibleName(f"{words}を決める")
        line.addWidget(way)
        self._grid.addLayout(line, self._row, 1)
        if clause:
            self._grid.addWidget(label(clause, "meta", tone="second"), self._row, 2)
        self._row += 1

    def heading(self, words: str) -> None:
        """A section title between rows."""
        title = label(words, "section")
        title.setContentsMargins(0, 12, 0, 0)
        self._grid.addWidget(title, self._row, 0, 1, 3)
        self._row += 1

    def widget(self, widget: QWidget) -> None:
        """Something else under the values."""
        self._grid.addWidget(widget, self._row, 1, 1, 2, Qt.AlignmentFlag.AlignLeft)
        self._row += 1

    def finish(self) -> None:
        """Push everything to the top."""
        self._grid.setRowStretch(self._row, 1)
