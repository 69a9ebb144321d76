"""ホーム: what waits for somebody, where the accounts stand, what was done last."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from sakusns_desktop.domain.account import LifeCycleState
from sakusns_desktop.domain.dates import format_day
from sakusns_desktop.services.drafts import ACCOUNT_FORM
from sakusns_desktop.services.home import HomeSummary
from sakusns_desktop.services.words import STATE_WORDS
from sakusns_desktop.ui.context import Context
from sakusns_desktop.ui.history import history_line
from sakusns_desktop.ui.labels import LIFE_CYCLE_BADGES
from sakusns_desktop.ui.widgets.page import Density, Page
from sakusns_desktop.ui.widgets.scrolled import ScrolledBody
from sakusns_desktop.ui.widgets.state_mark import Badge, Mark
from sakusns_desktop.ui.widgets.texts import WrappedLabel, button, hairline, label


@dataclass(frozen=True, slots=True)
class ToSettle:
    """One thing that waits: its state, what it is, the clause it comes from, and the button that leads there."""

    state: str
    title: str
    note: str
    clause: str
    words: str
    action: Callable[[], object]


class HomePage(Page):
    """The first page: a list of things to settle, each with the button that leads there."""

    def __init__(self, context: Context) -> None:
        super().__init__("ホーム")
        self._context = context
        self._summary: HomeSummary | None = None
        self.body.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._content = ScrolledBody()
        self._grid = QGridLayout(self._content)
        self._grid.setContentsMargins(24, 4, 24, 24)
        self._grid.setHorizontalSpacing(32)
        self._grid.setVerticalSpacing(20)
        area.setWidget(self._content)
        self.body.addWidget(area, 1)
        self._main = QWidget()
        self._aside = QWidget()
        self._first_button: QWidget | None = None
        self._focus_when_shown = False
        self._place()

    def _place(self) -> None:
        """Two columns where there is room, one below the other elsewhere."""
        wide = self.density is Density.WIDE
        self._grid.removeWidget(self._main)
        self._grid.removeWidget(self._aside)
        self._grid.addWidget(self._main, 0, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self._aside, 0 if wide else 1, 1 if wide else 0, Qt.AlignmentFlag.AlignTop)
        self._grid.setColumnStretch(0, 7)
        self._grid.setColumnStretch(1, 4 if wide else 0)
        self._grid.setRowStretch(2, 1)

    def fit(self, density: Density) -> None:
        """One column or two."""
        super().fit(density)
        self._place()

    def refresh(self) -> None:
        """Ask what there is to do now."""
        today = self._context.services.register.today()
        self.show_subtitle(format_day(today))
        self._context.tasks.run(self._context.services.home.summary, self._show)

    def _show(self, summary: HomeSummary) -> None:
        self._summary = summary
        main, aside = QWidget(), QWidget()
        self._fill_main(main, summary)
        self._fill_aside(aside, summary)
        for old in (self._main, self._aside):
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._main, self._aside = main, aside
        self._place()
        if self._focus_when_shown:
            self._focus_when_shown = False
            (self._first_button or self).setFocus()

    # -- what to settle

    def _fill_main(self, parent: QWidget, summary: HomeSummary) -> None:
        column = QVBoxLayout(parent)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        tasks = self._to_settle(summary)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label("まず行うこと", "section"))
        head.addWidget(label(f"{len(tasks)}件" if tasks else "", "meta", tone="second"))
        head.addStretch(1)
        column.addLayout(head)
        column.addSpacing(8)
        self._first_button = None
        if not tasks:
            column.addWidget(
                WrappedLabel("いま片付けることはありません。台帳、組織、ガイドラインはそろっています。", tone="second")
            )
        for place, task in enumerate(tasks):
            column.addWidget(hairline())
            column.addWidget(self._task_row(task, first=place == 0))
        if tasks:
            column.addWidget(hairline())
        column.addSpacing(24)
        column.addWidget(label("最近の変更", "section"))
        column.addSpacing(8)
        today = self._context.services.register.today()
        people = {person.id: person.post for person in summary.organization.staff}
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for place, entry in enumerate(summary.recent):
            line = history_line(entry, today, people)
            grid.addWidget(label(line.when, "meta", tone="second"), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(WrappedLabel(f"{line.what}　{line.detail}".strip()), place, 1)
            grid.addWidget(label(line.who, "meta", tone="second"), place, 2, Qt.AlignmentFlag.AlignTop)
        if not summary.recent:
            grid.addWidget(WrappedLabel("まだ変更はありません。", tone="second"), 0, 0, 1, 2)
        column.addLayout(grid)
        column.addStretch(1)

    def _task_row(self, task: ToSettle, *, first: bool) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(12, 9, 4, 9)
        line.setSpacing(12)
        line.addWidget(Mark(task.state), 0, Qt.AlignmentFlag.AlignVCenter)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(WrappedLabel(task.title, strong=True))
        texts.addWidget(WrappedLabel(task.note, "meta", tone="second"))
        line.addLayout(texts, 1)
        line.addWidget(label(task.clause, "meta", tone="second"))
        way = button(task.words, task.action, kind="filled" if first else "row")
        if first:
            self._first_button = way
        line.addWidget(way)
        return row

    def _to_settle(self, summary: HomeSummary) -> list[ToSettle]:
        go = self._context.open_page
        found: list[ToSettle] = []
        for draft in summary.drafts:
            if draft.form == ACCOUNT_FORM:
                name = str(draft.values.get("display_name") or "名前のないアカウント")
                way = partial(go, "accounts", f"draft:{draft.subject_id}")
                found.append(
                    ToSettle("owed", "書きかけのアカウントがあります", f"{name}・保存はまだです", "", "続きを書く", way)
                )
        if not summary.organization.units:
            note, way = "部と課、責任者・管理者・担当者を登録します", partial(go, "organization", "")
            found.append(ToSettle("owed", "組織をつくります", note, "4(1)", "組織をつくる", way))
        if not summary.total:
            note, way = "URLを貼ると種類とIDを読み取ります", partial(go, "accounts", "new")
            found.append(ToSettle("owed", "アカウントを登録します", note, "3(1)", "URLを貼る", way))
        for item in summary.disagreements:
            way = partial(go, "accounts", item.account_id)
            title = f"{item.name}のIDを確認します"
            found.append(ToSettle("warning", title, item.sentence, "3(2)ウ", "違いを見る", way))
        if summary.vacant:
            words = self._context.services.role_words
            names = [f"{vacancy.unit.name}の{words[vacancy.role]}" for vacancy in summary.vacant[:2]]
            more = f" ほか{len(summary.vacant) - 2}件" if len(summary.vacant) > 2 else ""
            way = partial(go, "organization", summary.vacant[0].unit.id)
            note = "、".join(names) + more
            found.append(ToSettle("warning", "決まっていない役割があります", note, "4(1)", "役割を決める", way))
        if summary.without_division:
            note, way = f"{summary.without_division}件", partial(go, "accounts", "")
            title = "担当課が決まっていないアカウントがあります"
            found.append(ToSettle("warning", title, note, "4(1)ウ", "台帳を見る", way))
        if not summary.guideline_loaded:
            note, way = "条項の原文を、要約と並べて見られるようになります", partial(go, "guideline", "")
            found.append(ToSettle("owed", "市のガイドラインを読み込みます", note, "", "ガイドラインを開く", way))
        if summary.location is not None:
            way = partial(go, "settings", "backup")
            found.append(
                ToSettle("warning", summary.location.reason, summary.location.next_step, "", "設定を見る", way)
            )
        if summary.backup_sentence and summary.total:
            way = partial(go, "settings", "backup")
            title = "控えの置き場所を確かめます"
            found.append(ToSettle("warning", title, summary.backup_sentence, "", "設定を見る", way))
        return found

    # -- where the accounts stand

    def _fill_aside(self, parent: QWidget, summary: HomeSummary) -> None:
        column = QVBoxLayout(parent)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label("アカウントの状況", "section"))
        head.addWidget(label(f"{summary.total}件", "meta", tone="second"))
        head.addStretch(1)
        column.addLayout(head)
        column.addSpacing(8)
        for state in LifeCycleState:
            count = summary.counts.get(state, 0)
            if not count:
                continue
            column.addWidget(hairline())
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(4, 8, 4, 8)
            line.addWidget(Badge(LIFE_CYCLE_BADGES[state], STATE_WORDS[state]))
            line.addStretch(1)
            line.addWidget(label(f"{count}件"))
            way = button("見る", partial(self._context.open_page, "accounts", f"state:{state.value}"), kind="link")
            way.setAccessibleName(f"{STATE_WORDS[state]}のアカウントを見る")
            line.addWidget(way)
            column.addWidget(row)
        column.addWidget(hairline())
        if not summary.total:
            column.addWidget(WrappedLabel("アカウントはまだありません。", tone="second"))
        column.addStretch(1)

    def focus_first(self) -> None:
        """The first thing to settle, as soon as it is there."""
        self._focus_when_shown = True
        self.setFocus()

    def printed(self) -> QTextDocument | None:
        """What waits for somebody."""
        from sakusns_desktop.ui.printing import table_document  # loaded when first printed

        if self._summary is None:
            return None
        rows = [[task.title, task.note, task.clause] for task in self._to_settle(self._summary)]
        return table_document("まず行うこと", self.subtitle.text(), ["こと", "内容", "条項"], rows)
