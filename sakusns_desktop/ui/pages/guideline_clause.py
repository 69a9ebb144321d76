"""1-8: one clause: what it means in the app's words, whom it binds, what in the app serves it, the official text."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from sakusns_desktop.domain.guideline import ServedBy
from sakusns_desktop.ui.pages.guideline_entries import REMOVED, ClauseEntry, GuidelineView, edition_line
from sakusns_desktop.ui.pages.guideline_terms import TermLabel
from sakusns_desktop.ui.style_sheet import BASE_POINTS
from sakusns_desktop.ui.theme import look
from sakusns_desktop.ui.widgets.page import Density
from sakusns_desktop.ui.widgets.scrolled import ScrolledBody
from sakusns_desktop.ui.widgets.state_mark import Badge
from sakusns_desktop.ui.widgets.texts import WrappedLabel, button, label

NO_SERVICE = "アプリに支える機能はまだありません。"
HERE = "guideline"
SIDE_BY_SIDE = 640
"""Width (logical px at the standard text size) from which the two halves stand side by side."""


class ClausePane(QWidget):
    """The right pane. The two halves stand side by side where there is room, else one below the other."""

    page_wanted = Signal(str)
    clause_wanted = Signal(str)
    term_wanted = Signal(str)
    changes_wanted = Signal()
    load_wanted = Signal()
    back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self._wide = True
        self._shown: tuple[ClauseEntry, GuidelineView] | None = None
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 0, 0)
        column.setSpacing(4)
        self.back = button("一覧へ戻る", self.back_wanted.emit, kind="link", icon_name="arrow-left")
        self.back.setVisible(False)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.area.setAccessibleName("条項の内容")
        column.addWidget(self.area, 1)

    def fit(self, density: Density) -> None:
        """With the way back to the list where that is hidden."""
        self.back.setVisible(density is Density.ONE_PANE)
        self._column.setContentsMargins(0 if density is Density.ONE_PANE else 24, 0, 0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side, or one below the other."""
        super().resizeEvent(event)
        wide = event.size().width() >= SIDE_BY_SIDE * look().size("body") / BASE_POINTS
        if wide is not self._wide:
            self._wide = wide
            if self._shown is not None:
                self.show_clause(*self._shown)

    def show_clause(self, entry: ClauseEntry, view: GuidelineView) -> None:
        """Show a clause."""
        self._shown = (entry, view)
        body = ScrolledBody()
        column = QVBoxLayout(body)
        column.setContentsMargins(4, 4, 20, 24)
        column.setSpacing(8)
        parent = view.entry(entry.id.parent)
        if parent is not None:
            way = self._clause_link(parent)
            column.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._terms(entry.heading, "title"))
        if entry.change:
            column.addWidget(self._change_line(entry))
        grid = QGridLayout()
        grid.setContentsMargins(0, 8, 0, 0)
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(20)
        wide = self._wide
        grid.addWidget(self._own_half(entry, view), 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._official_half(entry, view), 0 if wide else 1, 1 if wide else 0, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1 if wide else 0)
        column.addLayout(grid)
        column.addStretch(1)
        self.area.setWidget(body)

    def _terms(self, text: str, style: str = "body") -> TermLabel:
        made = TermLabel(text, style)
        made.term_wanted.connect(self.term_wanted)
        return made

    def _clause_link(self, entry: ClauseEntry) -> QWidget:
        return button(entry.heading, lambda: self.clause_wanted.emit(str(entry.id)), kind="link")

    def _change_line(self, entry: ClauseEntry) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Badge("warning", entry.change))
        row.addWidget(WrappedLabel("いまの版で変わりました。", "meta", tone="second"), 1)
        row.addWidget(button("違いを見る", self.changes_wanted.emit, kind="row"))
        return line

    # -- the app's words

    def _own_half(self, entry: ClauseEntry, view: GuidelineView) -> QWidget:
        half, column = _half()
        if entry.known:
            mark = Badge("waived", "要約")
            mark.setToolTip("アプリのことばで短くしたものです。正しい文は市の原文です。")
            column.addWidget(mark)
            column.addWidget(self._terms(entry.summary))
            if entry.change:
                words = "題と要約は、版が変わる前のままです。違うときは原文に従ってください。"
                column.addWidget(WrappedLabel(words, "meta", tone="second"))
            _heading(column, "だれの決まりか")
            column.addWidget(WrappedLabel("、".join(entry.binds)))
        else:
            column.addWidget(WrappedLabel("アプリは、この番号の条項をまだ知りません。市の原文を読んでください。"))
        _heading(column, "支えるページ")
        self._add_services(column, entry)
        if entry.children:
            _heading(column, "この中の条項")
            for clause_id in entry.children:
                child = view.entry(clause_id)
                if child is not None:
                    column.addWidget(self._child(child))
        column.addStretch(1)
        return half

    def _child(self, child: ClauseEntry) -> QWidget:
        return _link_row(child.heading, lambda: self.clause_wanted.emit(str(child.id)))

    def _add_services(self, column: QVBoxLayout, entry: ClauseEntry) -> None:
        if not entry.served_by:
            column.addWidget(WrappedLabel(NO_SERVICE, tone="second"))
        for service in entry.served_by:
            if service.kind is ServedBy.PAGE and service.ref != HERE:
                way = button(service.label, partial(self.page_wanted.emit, service.ref), kind="row")
                way.setAccessibleName(f"{service.label}を開く")
                column.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)
            else:
                here = "（この画面）" if service.ref == HERE else ""
                column.addWidget(WrappedLabel(f"{service.label}{here}"))

    # -- the city's words

    def _official_half(self, entry: ClauseEntry, view: GuidelineView) -> QWidget:
        half, column = _half()
        loaded = view.overview.current
        column.addWidget(label("市の原文", "section"))
        if loaded is None:
            column.addWidget(WrappedLabel("市のガイドラインを読み込むと、ここに原文が並びます。", tone="second"))
            column.addWidget(
                button("ガイドラインを読み込む", self.load_wanted.emit, kind="filled", icon_name="upload"),
                0,
                Qt.AlignmentFlag.AlignLeft,
            )
            return half
        which = " ".join(part for part in (loaded.edition.title, edition_line(loaded)) if part)
        column.addWidget(WrappedLabel(which, "meta", tone="second"))
        official = entry.official
        if official is None:
            gone = "前の版にはありました。" if entry.change == REMOVED else ""
            column.addWidget(WrappedLabel(f"読み込んだ版に、{entry.id} の条項はありません。{gone}"))
            return half
        if official.heading:
            column.addWidget(WrappedLabel(official.heading, strong=True))
        for paragraph in official.text.split("\n"):
            if paragraph.strip():
                column.addWidget(WrappedLabel(paragraph))
        if not official.text and entry.children:
            column.addWidget(WrappedLabel("この番号は見出しだけです。中の条項に文があります。", "meta", tone="second"))
        for note in entry.notes:
            column.addWidget(WrappedLabel(f"※{note.number}　{note.text}", "meta", tone="second"))
        column.addStretch(1)
        return half


def _half() -> tuple[QWidget, QVBoxLayout]:
    half = QWidget()
    column = QVBoxLayout(half)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    return half, column


def _heading(column: QVBoxLayout, words: str) -> None:
    made = label(words, strong=True)
    made.setContentsMargins(0, 12, 0, 0)
    column.addWidget(made)


def _link_row(words: str, action: Callable[[], object]) -> QWidget:
    """A link row: titles are short, so that a button holds them at every size."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(button(words, action, kind="link"))
    row.addStretch(1)
    return line
