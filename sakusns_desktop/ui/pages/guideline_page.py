"""ガイドライン (1-8): every clause in the app's words, what serves it, and the city's own text beside it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from sakusns_desktop.domain.errors import InputError
from sakusns_desktop.domain.guideline import ClauseId
from sakusns_desktop.services.guideline import LoadedEdition
from sakusns_desktop.ui.composition import shortcut
from sakusns_desktop.ui.context import Context
from sakusns_desktop.ui.pages.guideline_changes import (
    LEGEND,
    ChangesView,
    change_lines,
    compared_words,
    pieces_in_words,
    summary_words,
)
from sakusns_desktop.ui.pages.guideline_clause import NO_SERVICE, ClausePane
from sakusns_desktop.ui.pages.guideline_entries import ClauseEntry, GuidelineView, edition_line, load_view
from sakusns_desktop.ui.pages.guideline_list import ENTRY_ROLE, ClauseList, ClauseModel
from sakusns_desktop.ui.pages.guideline_loading import LoadingPane
from sakusns_desktop.ui.pages.guideline_terms import TermList
from sakusns_desktop.ui.printing import table_document
from sakusns_desktop.ui.widgets.empty_state import EmptyState
from sakusns_desktop.ui.widgets.inputs import LineEdit
from sakusns_desktop.ui.widgets.page import Density, Page, Scene
from sakusns_desktop.ui.widgets.texts import WrappedLabel, button

SPLITTER_KEY = "guideline_splitter"
FIRST = ClauseId(1)


class GuidelinePage(Page):
    """Clauses at the left, one clause at the right; loading, changes and terms take the clause's place."""

    def __init__(self, context: Context) -> None:
        super().__init__("ガイドライン")
        self._context = context
        self.view: GuidelineView | None = None
        self._current: ClauseId = FIRST
        self._wanted = ""
        self._reading_file = False
        self.setAcceptDrops(True)
        self._make_header()
        self._make_list()
        self._make_side()
        shortcut(self, "Ctrl+Return", self._do_filled)
        shortcut(self, "Ctrl+Enter", self._do_filled)

    # -- making

    def _make_header(self) -> None:
        self.changes_button = button("前の版との違い", lambda: self.show_changes())
        self.changes_button.setVisible(False)
        self.terms_button = button("用語", lambda: self.show_terms())
        self.load_button = button("読み込む", self.add, icon_name="upload", tip="市のガイドラインを読み込む（Ctrl+N）")
        self.load_button.setAccessibleName("市のガイドラインを読み込む")
        for made in (self.changes_button, self.terms_button, self.load_button):
            self.header.addWidget(made)

    def _make_list(self) -> None:
        self.model = ClauseModel(self)
        self.list = ClauseList(self.model)
        self.list.selectionModel().currentChanged.connect(lambda _new, _old: self._chosen())
        self.list.entered_clause.connect(self._enter_clause)
        self.list.clicked.connect(lambda _index: self._enter_clause(focus=False))
        self.search = LineEdit()
        self.search.setPlaceholderText("条項を探す（Ctrl+F）")
        self.search.setAccessibleName("条項を探す")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        self.empty = EmptyState()
        self._lists = QStackedWidget()
        self._lists.addWidget(self.list)
        self._lists.addWidget(self.empty)
        self._left = QWidget()
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 4, 0, 0)  # room for the focus ring
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setContentsMargins(4, 0, 12, 0)
        row.addWidget(self.search)
        column.addLayout(row)
        column.addWidget(self._lists, 1)
        self._left.setMinimumWidth(220)

    def _make_side(self) -> None:
        self.clause = ClausePane()
        self.clause.page_wanted.connect(lambda key: self._context.open_page(key, ""))
        self.clause.clause_wanted.connect(self.open_thing)
        self.clause.term_wanted.connect(self.show_terms)
        self.clause.changes_wanted.connect(self.show_changes)
        self.clause.load_wanted.connect(self.add)
        self.clause.back_wanted.connect(self.go_back)
        self.terms = TermList()
        self.terms.clause_wanted.connect(self.open_thing)
        self.changes = ChangesView()
        self.changes.clause_wanted.connect(self.open_thing)
        self.changes.page_wanted.connect(lambda key: self._context.open_page(key, ""))
        self.loading = LoadingPane(self._context)
        self.loading.loaded.connect(self._loaded)
        self.side = QStackedWidget()
        self.side.addWidget(self.clause)
        self._panels = {
            id(content): _Panel(title, content, self)
            for title, content in (
                ("用語", self.terms),
                ("前の版との違い", self.changes),
                ("ガイドラインを読み込む", self.loading),
            )
        }
        for panel in self._panels.values():
            self.side.addWidget(panel)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self._left)
        self.splitter.addWidget(self.side)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([320, 800])
        self.splitter.splitterMoved.connect(
            lambda _x, _i: self._context.keep(SPLITTER_KEY, ",".join(map(str, self.splitter.sizes())))
        )
        self.body.setContentsMargins(20, 0, 0, 0)
        self.body.addWidget(self.splitter, 1)

    # -- showing

    def refresh(self) -> None:
        """Read the clauses and the newest edition anew; choice and search stay."""
        services = self._context.services
        self._context.tasks.run(lambda: load_view(services), self._show, self.tell)

    def _show(self, view: GuidelineView) -> None:
        self.view = view
        loaded = view.overview.current
        if loaded is None:
            self.show_subtitle("要約だけを表示しています。市の原文はまだありません。")
        else:
            self.show_subtitle(f"{edition_line(loaded)}・{len(loaded.edition.clauses)}条項")
        self.changes_button.setVisible(view.overview.changes is not None)
        self.model.replace(view.entries)
        self._after_search()
        if view.overview.changes is not None:
            self.changes.show_changes(view.overview.changes, view)
        elif self.side.currentWidget() is self._panels[id(self.changes)]:
            self._show_side(self.clause)
        self.terms.show_terms(loaded.edition.notes if loaded else ())
        self._show_clause()
        wanted, self._wanted = self._wanted, ""
        if wanted:
            self.open_thing(wanted)

    def _search(self, text: str) -> None:
        self.model.search(text)
        self._after_search()
        if text.strip() and self.model.place_of(self._current) < 0 and self.model.first_hit() >= 0:
            self.list.choose(self.model.first_hit())

    def _after_search(self) -> None:
        if self.model.rowCount():
            self._lists.setCurrentWidget(self.list)
        else:
            words = self.search.text().strip()
            self.empty.say(f"「{words}」に当てはまる条項はありません。", [("条件を消す", self._clear_search)])
            self._lists.setCurrentWidget(self.empty)
        place = self.model.place_of(self._current)
        if place >= 0:
            self.list.choose(place)

    def _clear_search(self) -> None:
        self.search.clear()
        self.search.setFocus()

    def _chosen(self) -> None:
        entry: ClauseEntry | None = self.list.currentIndex().data(ENTRY_ROLE)
        if entry is not None and entry.id != self._current:
            self._current = entry.id
            self._show_clause()
            if self.side.currentWidget() is not self.clause:
                self._show_side(self.clause)

    def _show_clause(self) -> None:
        entry = self.view.entry(self._current) if self.view else None
        if entry is not None and self.view is not None:
            self.clause.show_clause(entry, self.view)

    def _enter_clause(self, *, focus: bool = True) -> None:
        self._show_side(self.clause)
        if self.density is Density.ONE_PANE:
            self._show_one_pane(detail=True)
        if focus:
            self.clause.area.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_side(self, content: QWidget) -> None:
        self.side.setCurrentWidget(self._panels.get(id(content), content))

    def _open_side(self, content: QWidget) -> None:
        self._show_side(content)
        self._show_one_pane(detail=True)

    # -- doing

    def open_thing(self, thing_id: str) -> None:
        """Come here from elsewhere: a clause (``3(5)``), ``load``, ``changes``, ``terms`` or ``term:`` and a word."""
        if self.view is None:
            self._wanted = thing_id
        elif thing_id == "load":
            self.add()
        elif thing_id == "changes":
            self.show_changes()
        elif thing_id == "terms" or thing_id.startswith("term:"):
            self.show_terms(thing_id.partition(":")[2])
        elif thing_id:
            self._open_clause(thing_id)

    def _open_clause(self, text: str) -> None:
        try:
            clause_id = ClauseId.parse(text)
        except InputError as error:
            self.tell(error)
            return
        if self.view is None or self.view.entry(clause_id) is None:
            self.notice.tell("hint", f"{clause_id} の条項は、アプリにも読み込んだ版にもありません。")
            return
        self._current = clause_id
        if self.model.place_of(clause_id) < 0:
            self.search.clear()
        self.list.choose(self.model.place_of(clause_id))
        self._show_clause()
        self._open_side(self.clause)

    def add(self) -> None:
        """Ctrl+N: load the city's own guideline."""
        self.loading.open(self.view)
        self._open_side(self.loading)
        self.loading.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_terms(self, name: str = "") -> None:
        """The list of terms, at one of them."""
        self._open_side(self.terms)
        self.terms.setFocus(Qt.FocusReason.OtherFocusReason)
        if name:
            self.terms.lead_to(name)

    def show_changes(self) -> None:
        """What the newest edition changed."""
        if self.view is not None and self.view.overview.changes is not None:
            self._open_side(self.changes)
            self.changes.setFocus(Qt.FocusReason.OtherFocusReason)

    def _loaded(self, loaded: LoadedEdition) -> None:
        has_before = self.view is not None and self.view.overview.current is not None
        self._wanted = "changes" if has_before else str(self._current)
        self.view = None
        self.notice.tell("ok", f"{edition_line(loaded)}の版を取り込みました。")
        self.refresh()

    def _do_filled(self) -> None:
        if self.side.currentWidget() is self._panels[id(self.loading)]:
            self.loading.take()

    # -- a dropped file

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file of this computer may be dropped here."""
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the dropped file; nothing is taken in yet."""
        file = dropped_file(event.mimeData())
        if file is not None:
            event.acceptProposedAction()
            self.read_file(file)

    def read_file(self, file: Path) -> None:
        """Show what a file holds, before it is taken in."""
        self.loading.open(self.view)
        self._open_side(self.loading)
        self.loading.read_file(file)

    # -- the window's questions

    def fit(self, density: Density) -> None:
        """Fold the halves of a clause, or show one pane at a time."""
        super().fit(density)
        kept = [int(size) for size in self._context.kept(SPLITTER_KEY).split(",") if size.isdigit()]
        if density is not Density.ONE_PANE and len(kept) == 2 and all(kept):
            self.splitter.setSizes(kept)
        self.clause.fit(density)
        for panel in self._panels.values():
            panel.fit(density)
        self._show_one_pane(detail=not self._left.isVisibleTo(self) or self.side.currentWidget() is not self.clause)

    def _show_one_pane(self, *, detail: bool) -> None:
        one = self.density is Density.ONE_PANE
        self._left.setVisible(not (one and detail))
        self.side.setVisible(not one or detail)

    def go_back(self) -> bool:
        """Esc: out of what was found, out of loading, changes or terms, out of the clause, out of the search."""
        current = self.side.currentWidget()
        if current is self._panels[id(self.loading)] and self.loading.step_back():
            return True
        if current is not self.clause:
            self.loading.flush()
            self._show_side(self.clause)
            self._show_one_pane(detail=False)
            self.focus_first()
            return True
        if not self._left.isVisibleTo(self):
            self._show_one_pane(detail=False)
            self.focus_first()
            return True
        if self.search.hasFocus() and self.search.text():
            self.search.clear()
            return True
        if not self.list.hasFocus():
            self.focus_first()
            return True
        return False

    def leave(self) -> None:
        """Keep what was pasted."""
        self.loading.flush()

    def focus_first(self) -> None:
        """Start at the list."""
        (self.list if self.model.rowCount() or self.view is None else self.empty).setFocus(
            Qt.FocusReason.ShortcutFocusReason
        )

    def focus_search(self) -> None:
        """Ctrl+F."""
        self._show_one_pane(detail=False)
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def panes(self) -> list[QWidget]:
        """F6 goes round these."""
        current = self.side.currentWidget()
        side = current.content if isinstance(current, _Panel) else self.clause.area
        return [self.search, self.list, side]

    def scenes(self) -> Sequence[Scene]:
        """A clause that nothing serves yet, a search, the terms, the two ways in, and a refused text."""
        return (
            Scene("clause", lambda: self.open_thing("3(2)ウ")),
            Scene("unserved", lambda: self.open_thing("5(1)オ")),
            Scene("nothing_found", lambda: self.search.setText("見つからない言葉")),
            Scene("terms", lambda: self.show_terms()),
            Scene("load", self.add),
            Scene("refused", self._refused_text),
        )

    def _refused_text(self) -> None:
        self.search.clear()
        self.add()
        self.loading.text.fill("番号のない文章です。")
        self.loading.read_text()

    def printed(self) -> QTextDocument | None:
        """The changes where they are shown, else every clause."""
        if self.view is None:
            return None
        changes = self.view.overview.changes
        if changes is not None and self.side.currentWidget() is self._panels[id(self.changes)]:
            rows = [
                [word, heading, pieces_in_words(pieces)]
                for word, _id, heading, pieces in change_lines(changes, self.view)
            ]
            note = f"{compared_words(self.view)}　{summary_words(changes)}　{LEGEND}"
            return table_document("ガイドラインの前の版との違い", note, ["変化", "条項", "言葉の違い"], rows)
        return self._printed_clauses(self.view)

    def _printed_clauses(self, view: GuidelineView) -> QTextDocument:
        with_text = view.overview.current is not None
        heads = ["条項", "題", "要約", "だれの決まりか", "支えるページ", *(["市の原文"] if with_text else [])]
        return table_document(
            self.heading, self.subtitle.text(), heads, [_printed_row(entry, with_text) for entry in view.entries]
        )


def _printed_row(entry: ClauseEntry, with_text: bool) -> list[str]:
    served = "、".join(service.label for service in entry.served_by) or NO_SERVICE
    row = [str(entry.id), entry.title, entry.summary, "、".join(entry.binds), served]
    official = entry.official
    if with_text:
        row.append("\n".join(part for part in (official.heading, official.text) if part) if official else "")
    return row


def dropped_file(data: QMimeData) -> Path | None:
    """The one file of this computer that is being dropped, ``None`` where it is something else."""
    urls = data.urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None


class _Panel(QWidget):
    """Something in the place of the clause: its title, and the way back."""

    def __init__(self, title: str, content: QWidget, page: GuidelinePage) -> None:
        super().__init__()
        self.setObjectName("page")
        self.content = content
        column = self._column = QVBoxLayout(self)
        column.setSpacing(8)
        self.fit(Density.WIDE)
        head = QHBoxLayout()
        head.setContentsMargins(4, 0, 24, 0)
        head.addWidget(WrappedLabel(title, "title"), 1)
        close = button("閉じる", page.go_back, kind="row", tip="Esc")
        close.setAccessibleName(f"{title}を閉じる")
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(content, 1)

    def fit(self, density: Density) -> None:
        """Under the page's title where there is one pane, apart from the list elsewhere."""
        self._column.setContentsMargins(0 if density is Density.ONE_PANE else 24, 4, 0, 0)
