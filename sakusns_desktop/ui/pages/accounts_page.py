"""アカウント台帳: the inventory as a table with search and filters, and one account beside it."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from sakusns_desktop.domain.account import Account
from sakusns_desktop.domain.organization import Organization
from sakusns_desktop.domain.platform import Platform
from sakusns_desktop.services.inventory import AccountDetail, Inventory
from sakusns_desktop.services.register import Change
from sakusns_desktop.storage.accounts import AccountRow
from sakusns_desktop.ui.context import Context
from sakusns_desktop.ui.labels import state_choices
from sakusns_desktop.ui.models.rows_model import ROW_ROLE
from sakusns_desktop.ui.pages.account_detail import AccountDetailPane
from sakusns_desktop.ui.pages.account_editor import AccountEditor
from sakusns_desktop.ui.pages.account_table import DELETED, WITHOUT_CLOSED, AccountModel, keeps
from sakusns_desktop.ui.pages.role_editor import RoleEditor
from sakusns_desktop.ui.printing import table_document
from sakusns_desktop.ui.widgets.empty_state import EmptyState
from sakusns_desktop.ui.widgets.inputs import ComboBox, LineEdit
from sakusns_desktop.ui.widgets.page import Density, Page, Scene
from sakusns_desktop.ui.widgets.table import Table
from sakusns_desktop.ui.widgets.texts import button

COLUMNS_KEY = "account_columns"
SPLITTER_KEY = "account_splitter"


class AccountsPage(Page):
    """Table and detail (LOOK.md). What is typed is a draft within a second; Esc leads back without losing it."""

    def __init__(self, context: Context) -> None:
        super().__init__("アカウント台帳")
        self._context = context
        self._platforms: Sequence[Platform] = context.services.platforms
        self._organization = Organization()
        self._current = ""
        self._wanted = ""
        self._detail: AccountDetail | None = None
        self._focus_when_loaded = False
        self.model = AccountModel(self._platforms, self)
        self._make_header()
        self._make_filters()
        self._make_panes()
        kept = context.kept(COLUMNS_KEY)
        if kept:
            self.model.show_columns(kept.split(","))

    # -- making

    def _make_header(self) -> None:
        self.add_button = button("アカウントを追加", self.add, icon_name="plus", tip="Ctrl+N")
        self.header.addWidget(self.add_button)

    def _make_filters(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.search = LineEdit()
        self.search.setPlaceholderText("名前・ID・課・担当者で探す（Ctrl+F）")
        self.search.setAccessibleName("アカウントを探す")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        self._division = ComboBox([("", "すべての課")])
        self._division.setAccessibleName("課で絞る")
        self._kind = ComboBox([("", "すべての種類"), *((row.key, row.short_label) for row in self._platforms)])
        self._kind.setAccessibleName("SNSの種類で絞る")
        self._state = ComboBox(
            [(WITHOUT_CLOSED, "閉鎖を除く"), ("", "すべての状態"), *state_choices(), (DELETED, "削除済")]
        )
        self._state.choose(WITHOUT_CLOSED)
        self._state.setAccessibleName("状態で絞る")
        row.addWidget(self.search, 1)
        for box in (self._division, self._kind, self._state):
            box.setMaximumWidth(200)
            box.chosen.connect(lambda _key: self._filter())
            row.addWidget(box)
        self._columns_button = button("列", self._choose_columns, icon_name="columns-3", tip="表に出す列を選ぶ")
        row.addWidget(self._columns_button)
        row.setContentsMargins(0, 0, 24, 0)
        self.body.addLayout(row)

    def _make_panes(self) -> None:
        self.table = Table("アカウントの一覧")
        self.table.setModel(self.model)
        self.table.selectionModel().currentRowChanged.connect(lambda _new, _old: self._row_chosen())
        self.model.modelReset.connect(self._after_reset)
        self.table.entered_row.connect(self._enter_detail)
        self.table.menu_wanted.connect(self._row_menu)
        self.table.horizontalHeader().sectionClicked.connect(self._sort)
        self.table.horizontalHeader().setSectionsClickable(True)
        self._order = (0, Qt.SortOrder.AscendingOrder)
        self.empty = EmptyState()
        self._list = QStackedWidget()
        self._list.addWidget(self.table)
        self._list.addWidget(self.empty)
        role_words = self._context.services.role_words
        self.detail = AccountDetailPane(self._platforms, role_words)
        self.detail.edit_wanted.connect(self.edit)
        self.detail.delete_wanted.connect(self.delete)
        self.detail.restore_wanted.connect(self.restore)
        self.detail.copy_wanted.connect(self._copy)
        self.detail.back_wanted.connect(self.go_back)
        self.detail.organization_wanted.connect(self._settle_role)
        self.detail.own_role_wanted.connect(self._own_role)
        self.editor = AccountEditor(self._context)
        self.editor.finished.connect(self._editor_finished)
        self.roles = RoleEditor(self._context)
        self.roles.finished.connect(self._editor_finished)
        self.side = QStackedWidget()
        self._nothing = QWidget()
        for widget in (self._nothing, self.detail, self.editor, self.roles):
            self.side.addWidget(widget)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._list)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.side)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([590, 540])
        self.splitter.splitterMoved.connect(lambda _x, _i: self._keep_splitter())
        self.body.addWidget(self.splitter, 1)
        self.body.setContentsMargins(24, 0, 0, 0)
        self._left = left

    # -- showing

    def refresh(self) -> None:
        """Load the rows anew; search, filters, order and choice stay."""
        self._context.tasks.run(self._context.services.inventory.load, self._show)

    def _show(self, inventory: Inventory) -> None:
        self._organization = inventory.organization
        self.model.show_organization(inventory.organization)
        with_accounts = {row.division_id for row in inventory.rows}
        units = [unit for unit in inventory.organization.units if unit.id in with_accounts]
        self._division.offer([("", "すべての課"), *((unit.id, unit.name) for unit in units)])
        self.model.replace(inventory.rows)
        self._filter()
        if self._wanted:
            self._current, self._wanted = self._wanted, ""
            self._reselect()
        if self._current:
            self._load_detail(self._current)
        if self._focus_when_loaded:
            self._focus_when_loaded = False
            self.focus_first()

    def _search(self, text: str) -> None:
        self.model.search(text)

    def _filter(self) -> None:
        division, platform, state = self._division.key(), self._kind.key(), self._state.key()
        self.model.filter(lambda row: keeps(row, division_id=division, platform=platform, state=state))

    def _after_reset(self) -> None:
        shown, total = self.model.rowCount(), self.model.total
        self.show_subtitle(f"{shown}件" if shown == total else f"{shown}件（全{total}件）")
        if shown:
            self._list.setCurrentWidget(self.table)
        else:
            self._show_empty(total)
        self._size_columns()
        self._reselect()

    def _show_empty(self, total: int) -> None:
        if total:
            words = self.search.text().strip()
            said = f"「{words}」に当てはまるものはありません。" if words else "条件に当てはまるものはありません。"
            self.empty.say(said, [("条件を消す", self.clear_filters)])
        else:
            self.empty.say(
                "アカウントはまだありません。アカウントのページのURLを貼るところから始めます。",
                [("URLを貼る", self.add)],
            )
        self._list.setCurrentWidget(self.empty)

    def clear_filters(self) -> None:
        """Show everything again."""
        self.search.clear()
        self._division.choose("")
        self._kind.choose("")
        self._state.choose("")
        self._filter()
        self.search.setFocus()

    def _reselect(self) -> None:
        place = self.model.place_of(lambda row: row.id == self._current) if self._current else -1
        if place >= 0:
            self.table.selectRow(place)

    def _row_chosen(self) -> None:
        row: AccountRow | None = self.model.data(self.table.currentIndex(), ROW_ROLE)
        if row is None or row.id == self._current:
            return
        self._current = row.id
        self._load_detail(row.id)

    def _load_detail(self, account_id: str) -> None:
        services = self._context.services
        self._context.tasks.run(lambda: services.inventory.detail(account_id), self._show_detail)

    def _show_detail(self, detail: AccountDetail) -> None:
        if detail.account.id != self._current:
            return
        self._detail = detail
        self.detail.show_detail(detail, self._context.services.register.today())
        if self.side.currentWidget() not in (self.editor, self.roles):
            self.side.setCurrentWidget(self.detail)

    def open_thing(self, account_id: str) -> None:
        """Come here from another page: show this account."""
        kind, _colon, key = account_id.partition(":")
        if account_id == "new":
            self.add()
        elif kind == "draft":
            self._resume(key)
        elif kind == "state":
            self.clear_filters()
            self._state.choose(key)
            self._filter()
            self._show_one_pane(detail=False)
        elif account_id:
            self._wanted = account_id
            self._state.choose("")
            self.refresh()
            self._show_one_pane(detail=True)

    # -- doing

    def add(self) -> None:
        """A new account: starts with its URL."""
        self._open_editor(None)

    def edit(self) -> None:
        """Change the account that is shown."""
        if self._detail is not None and not self._detail.account.deleted_at:
            self._open_editor(self._detail.account)

    def _open_editor(self, account: Account | None) -> None:
        self.editor.open(account, self._organization)
        self.side.setCurrentWidget(self.editor)
        self._show_one_pane(detail=True)

    def _own_role(self) -> None:
        if self._detail is not None:
            account = self._detail.account
            self.roles.open_new(self._organization, account_id=account.id, place=account.display_name)
            self.side.setCurrentWidget(self.roles)

    def _settle_role(self) -> None:
        if self._detail is not None:
            self._context.open_page("organization", self._detail.account.division_id)

    def _editor_finished(self, account_id: str) -> None:
        if account_id:
            self._current = account_id
            self._focus_when_loaded = True  # the rows come anew; a focus before them would choose another row
        self.side.setCurrentWidget(self.detail if self._current else self._nothing)
        if self._current:
            self._load_detail(self._current)
            if not account_id:
                self.table.setFocus()
        else:
            self._show_one_pane(detail=False)

    def delete(self) -> None:
        """Delete the account that is shown; the bar takes it back."""
        account_id = self._current
        if account_id:
            self._mutate(lambda: self._context.services.accounts.delete(account_id))

    def restore(self) -> None:
        """Bring the deleted account back."""
        account_id = self._current
        if account_id:
            self._mutate(lambda: self._context.services.accounts.restore(account_id))

    def _mutate(self, work: object) -> None:
        self._context.tasks.run(work, self._changed, self.tell)  # type: ignore[arg-type]

    def _changed(self, change: Change) -> None:
        self._context.changed(change)

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.notice.tell("ok", "URLをコピーしました。")

    # -- columns, order, width

    def _choose_columns(self) -> None:
        menu = QMenu(self)
        menu.setAccessibleName("表に出す列")
        shown = {column.key for column in self.model.columns}
        for column in self.model.choosable:
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(column.key in shown)
            action.toggled.connect(lambda on, key=column.key: self._show_column(key, on=on))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._columns_button.mapToGlobal(self._columns_button.rect().bottomLeft()))

    def _show_column(self, key: str, *, on: bool) -> None:
        shown = [column.key for column in self.model.columns if column.key != key]
        self.model.show_columns([*shown, key] if on else shown)
        self._context.keep(COLUMNS_KEY, ",".join(column.key for column in self.model.columns))

    def _sort(self, section: int) -> None:
        column, order = self._order
        down = column == section and order == Qt.SortOrder.AscendingOrder
        self._order = section, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        self.table.horizontalHeader().setSortIndicatorShown(True)
        self.table.horizontalHeader().setSortIndicator(*self._order)
        self.model.sort(*self._order)

    def _size_columns(self) -> None:
        """First column takes what is left; the others what they ask for, at least their head."""
        header = self.table.horizontalHeader()
        columns = self.model.columns
        room = self.table.viewport().width()
        scale = self.table.cells.scale()
        hidden = self._folded_columns()
        rest = 0
        for place, column in enumerate(columns):
            self.table.setColumnHidden(place, column.key in hidden)
            if place and column.key not in hidden:
                wanted = max(round(column.width * scale), self.table.head_width(column.title))
                rest += wanted
                header.resizeSection(place, wanted)
        least = round(columns[0].width * scale * 0.8)
        header.resizeSection(0, max(room - rest, least))
        wide = room - rest < least
        bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded if wide else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.table.setHorizontalScrollBarPolicy(bar)

    def _folded_columns(self) -> set[str]:
        if self.density is not Density.WIDE and not self._context.kept(COLUMNS_KEY):
            return {"platform", "division_id"}
        return set()

    def resizeEvent(self, event: object) -> None:
        """Columns follow the width."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._size_columns()

    def showEvent(self, event: object) -> None:
        """Columns follow the width."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._size_columns()

    def _keep_splitter(self) -> None:
        self._size_columns()
        self._context.keep(SPLITTER_KEY, ",".join(str(size) for size in self.splitter.sizes()))

    def fit(self, density: Density) -> None:
        """Fold columns, or show one pane at a time."""
        super().fit(density)
        self.model.folded = bool(self._folded_columns())
        kept = [int(size) for size in self._context.kept(SPLITTER_KEY).split(",") if size.isdigit()]
        if density is not Density.ONE_PANE and len(kept) == 2 and all(kept):
            self.splitter.setSizes(kept)
        self.detail.back.setVisible(density is Density.ONE_PANE)
        self._show_one_pane(detail=self.side.isVisibleTo(self) and self.side.currentIndex() > 1)
        self._size_columns()

    def _show_one_pane(self, *, detail: bool) -> None:
        one = self.density is Density.ONE_PANE
        self._left.setVisible(not (one and detail))
        self.side.setVisible(not one or detail)

    def _enter_detail(self) -> None:
        self._show_one_pane(detail=True)
        self.detail.tabs.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _row_menu(self, _place: QPoint) -> None:
        if self._detail is not None:
            self.detail.open_menu()

    # -- the window's questions

    def go_back(self) -> bool:
        """Esc: out of the form (its draft stays), out of the detail, out of the search."""
        current = self.side.currentWidget()
        if current is self.editor or current is self.roles:
            self.editor.flush()
            self.roles.flush()
            self._editor_finished("")
            return True
        if self.density is Density.ONE_PANE and not self._left.isVisibleTo(self):
            self._show_one_pane(detail=False)
            self.table.setFocus()
            return True
        if self.search.hasFocus() and self.search.text():
            self.search.clear()
            return True
        if not self.table.hasFocus() and self.model.rowCount():
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return False

    def leave(self) -> None:
        """Keep what is being typed."""
        self.editor.flush()
        self.roles.flush()

    def focus_first(self) -> None:
        """Start at the table, or at the one thing that an empty page offers; before the rows are there, then."""
        if not self.model.total and not self.empty.accessibleName():
            self._focus_when_loaded = True
            self.setFocus()
        else:
            (self.table if self.model.rowCount() else self.empty).setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        """Ctrl+F."""
        self._show_one_pane(detail=False)
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def panes(self) -> list[QWidget]:
        """F6 goes round these."""
        side = self.side.currentWidget()
        return [self.search, self.table, self.detail.tabs if side is self.detail else side or self.side]

    def scenes(self) -> Sequence[Scene]:
        """An account, its sign-in, its history, the form with faults, a search that finds nothing."""
        return (
            Scene("detail", lambda: self._show_account(5)),
            Scene("sign_in", lambda: self._show_account(5, tab=1)),
            Scene("history", lambda: self._show_account(5, tab=2)),
            Scene("form", self.add),
            Scene("form_with_faults", self._faulty_form),
            Scene("nothing_found", lambda: self.search.setText("見つからない名前")),
        )

    def _show_account(self, place: int, tab: int = 0) -> None:
        self.detail.wanted_tab = tab
        self.table.selectRow(place)
        self._show_one_pane(detail=True)

    def _faulty_form(self) -> None:
        self.add()
        self.editor.form.fields["url"].control.setText("https://x.com/saku_sample_ex")  # type: ignore[attr-defined]
        self.editor.form.fields["opened_on"].control.setText("令和8年2月30日")  # type: ignore[attr-defined]
        self.editor.form.save_button.click()

    def printed(self) -> QTextDocument:
        """The rows as they are shown."""
        heads = [column.title for column in self.model.columns]
        rows = [
            [column.text(row) for column in self.model.columns]
            for place in range(self.model.rowCount())
            if (row := self.model.row(place)) is not None
        ]
        return table_document(self.heading, self.subtitle.text(), heads, rows)

    def _resume(self, subject: str) -> None:
        self.notice.clear()
        if not subject:
            self.add()
            return
        services = self._context.services
        self._current = subject
        self._context.tasks.run(lambda: services.inventory.detail(subject), self._resume_edit, self.tell)

    def _resume_edit(self, detail: AccountDetail) -> None:
        self._detail = detail
        self._reselect()
        self._open_editor(detail.account)
