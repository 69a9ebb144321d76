"""1-8: taking in the city's own guideline: a chosen or dropped file, or pasted text; looked at before it counts."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from sakusns_desktop.domain.dates import format_day
from sakusns_desktop.domain.errors import InputError, SakusnsError
from sakusns_desktop.services.drafts import SavedDraft
from sakusns_desktop.services.guideline import Candidate, LoadedEdition
from sakusns_desktop.ui.context import Context
from sakusns_desktop.ui.history import local_time
from sakusns_desktop.ui.pages.guideline_changes import summary_words
from sakusns_desktop.ui.pages.guideline_entries import GuidelineView
from sakusns_desktop.ui.widgets.form_fields import FieldSpec, FormField
from sakusns_desktop.ui.widgets.form_pane import AUTOSAVE_MS
from sakusns_desktop.ui.widgets.notice import Notice
from sakusns_desktop.ui.widgets.scrolled import ScrolledBody
from sakusns_desktop.ui.widgets.state_mark import Mark
from sakusns_desktop.ui.widgets.texts import WrappedLabel, button, hairline, label, restyle

FORM = "guideline"
PASTE_HEIGHT = 180
SHOWN_UNREAD = 20
SHOWN_LINE = 120


class LoadingPane(QScrollArea):
    """Two ways in, then what was found in the text, and the one button that takes it in.

    Signals:
        loaded(edition): it is the edition in force now.
        left(): the person turned away; nothing changed.
    """

    loaded = Signal(object)
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._view: GuidelineView | None = None
        self.candidate: Candidate | None = None
        self._draft_asked = False
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("ガイドラインの読込み")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AUTOSAVE_MS)
        self._timer.timeout.connect(self._keep)
        body = ScrolledBody()
        column = QVBoxLayout(body)
        column.setContentsMargins(4, 0, 20, 24)
        column.setSpacing(12)
        column.addWidget(
            WrappedLabel("市のガイドラインを文字で読み込みます。取り込む前に、読み取った内容を確かめられます。")
        )
        self.notice = Notice()
        column.addWidget(self.notice)
        self._found = QWidget()
        self._found.setVisible(False)
        column.addWidget(self._found)
        self._column = column
        self._ways = self._make_ways()
        column.addWidget(self._ways)
        column.addStretch(1)
        self.setWidget(body)

    def _make_ways(self) -> QWidget:
        ways = QWidget()
        column = QVBoxLayout(ways)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label("ファイルから", "section"))
        column.addWidget(WrappedLabel("文字のファイル（.txt）です。この画面に落としても読み込めます。", tone="second"))
        self.choose_button = button("ファイルを選ぶ", self.choose_file, kind="filled", icon_name="folder-open")
        column.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(12)
        head = QHBoxLayout()
        head.addWidget(label("文字を貼り付ける", "section"))
        head.addStretch(1)
        self.saved = label("", "meta", tone="second")
        head.addWidget(self.saved)
        column.addLayout(head)
        spec = FieldSpec(
            "text",
            "ガイドラインの文字",
            "block",
            help="Word、PDF、ホームページの画面で全部を選んでコピーし、ここに貼ります。",
            placeholder="1 目的\n（1）…\nア …",
        )
        self.text = FormField(spec)
        self.text.control.setAcceptDrops(False)  # a dropped file is for the page, not its address for the text
        self.text.control.setMinimumHeight(PASTE_HEIGHT)
        self.text.edited.connect(self._timer.start)
        column.addWidget(self.text)
        self.read_button = button("貼り付けた文字を読み取る", self.read_text)
        column.addWidget(self.read_button, 0, Qt.AlignmentFlag.AlignLeft)
        return ways

    # -- opening and leaving

    def open(self, view: GuidelineView | None) -> None:
        """Show the two ways in; what was pasted before and not taken in stands there again."""
        self._view = view
        self._show_candidate(None)
        self.notice.clear()
        if not self._draft_asked:
            self._draft_asked = True
            drafts = self._context.services.drafts
            self._context.tasks.run(lambda: drafts.load(FORM, ""), self._show_draft)

    def _show_draft(self, draft: SavedDraft | None) -> None:
        if draft is not None and not self.text.value():
            self.text.fill(str(draft.values.get("text", "")))

    def flush(self) -> None:
        """Keep what was pasted."""
        if self._timer.isActive():
            self._timer.stop()
            self._keep()

    def _keep(self) -> None:
        text, drafts = str(self.text.value()), self._context.services.drafts
        self.text.tell("")

        def keep() -> datetime | None:
            if text:
                return drafts.save(FORM, "", {"text": text})
            drafts.discard(FORM, "")
            return None

        self._context.tasks.run(keep, self._kept, self._not_kept)

    def _kept(self, at: datetime | None) -> None:
        restyle(self.saved, tone="second")
        local = local_time(at) if at else None
        self.saved.setText(f"自動保存 {local.hour}:{local.minute:02}" if local else "")

    def _not_kept(self, error: Exception) -> None:
        restyle(self.saved, tone="danger")
        self.saved.setText("自動保存できていません")
        self._tell(error)

    def step_back(self) -> bool:
        """Esc: from what was found to the two ways in. Returns whether there was such a step."""
        if self.candidate is None:
            return False
        self._show_candidate(None)
        self.choose_button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    # -- reading

    def choose_file(self) -> None:
        """Ask for a file."""
        dialog = QFileDialog(self.window(), "ガイドラインのファイルを選ぶ")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(["文字のファイル (*.txt)", "すべてのファイル (*)"])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.read_file(Path(name)))
        dialog.open()

    def read_file(self, file: Path) -> None:
        """Read a chosen or dropped file; nothing is taken in yet."""
        guideline = self._context.services.guideline
        self._show_candidate(None)
        self.notice.clear()
        self._context.tasks.run(lambda: guideline.read_file(file), self._show_candidate, self._tell)

    def read_text(self) -> None:
        """Read what was pasted; nothing is taken in yet."""
        guideline, text = self._context.services.guideline, str(self.text.value())
        self.flush()
        self.notice.clear()
        self._context.tasks.run(lambda: guideline.examine(text), self._show_candidate, self._text_refused)

    def _text_refused(self, error: Exception) -> None:
        if not isinstance(error, InputError):
            self._tell(error)
            return
        self.text.tell(str(error))
        self.text.control.setFocus()

    def _tell(self, error: Exception) -> None:
        if not isinstance(error, SakusnsError):
            raise error
        self.notice.tell("violation", str(error))
        self.verticalScrollBar().setValue(0)

    # -- what was found

    def _show_candidate(self, candidate: Candidate | None) -> None:
        self.candidate = candidate
        old, self._found = self._found, self._make_found(candidate) if candidate else QWidget()
        self._column.replaceWidget(old, self._found)
        old.hide()
        old.deleteLater()
        self._found.setVisible(candidate is not None)
        self._ways.setVisible(candidate is None)
        self.verticalScrollBar().setValue(0)
        if candidate is not None:
            self.take_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_found(self, candidate: Candidate) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label("読み取った内容", "section"))
        for words, value in found_lines(candidate):
            column.addWidget(_line(words, value))
        missing, unknown = self._against_app(candidate)
        if missing:
            column.addWidget(_warned(f"見つからない条項：{missing}。抜けていないか、元の文書と見比べてください。"))
        if unknown:
            column.addWidget(_warned(f"アプリが知らない条項：{unknown}。原文だけが並びます。"))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.take_button = button("この版を取り込む", self._take, kind="filled", tip="Ctrl+Enter")
        row.addWidget(self.take_button)
        row.addWidget(button("やめる", self.step_back, tip="Esc"))
        row.addStretch(1)
        column.addLayout(row)
        unread = candidate.edition.unread
        if unread:
            column.addWidget(hairline())
            column.addWidget(WrappedLabel(f"条項に入らなかった行（{len(unread)}行）", strong=True))
            for text in unread[:SHOWN_UNREAD]:
                shown = text if len(text) <= SHOWN_LINE else f"{text[:SHOWN_LINE]}…"
                column.addWidget(WrappedLabel(shown, "meta", tone="second"))
            if len(unread) > SHOWN_UNREAD:
                column.addWidget(WrappedLabel(f"ほか{len(unread) - SHOWN_UNREAD}行", "meta", tone="second"))
        return made

    def _against_app(self, candidate: Candidate) -> tuple[str, str]:
        """Clauses that the app knows and the text lacks, and the other way round, as words."""
        if self._view is None:
            return "", ""
        known = {entry.id for entry in self._view.entries if entry.known}
        found = {clause.id for clause in candidate.edition.clauses}
        return "、".join(map(str, sorted(known - found))), "、".join(map(str, sorted(found - known)))

    def take(self) -> None:
        """Ctrl+Enter: take in what was found."""
        if self.candidate is not None:
            self._take()

    def _take(self) -> None:
        candidate = self.candidate
        if candidate is None or not self.take_button.isEnabled():
            return
        self.take_button.setEnabled(False)  # one click, one edition
        services = self._context.services

        def load() -> LoadedEdition:
            loaded = services.guideline.load(candidate.text, candidate.source_name)
            if not candidate.source_name:
                services.drafts.discard(FORM, "")
            return loaded

        self._context.tasks.run(load, self._taken, self._not_taken)

    def _taken(self, loaded: LoadedEdition) -> None:
        if self.candidate is not None and not self.candidate.source_name:
            self.text.fill("")
            self.saved.setText("")
        self._show_candidate(None)
        self.loaded.emit(loaded)

    def _not_taken(self, error: Exception) -> None:
        self.take_button.setEnabled(True)
        self._tell(error)


def found_lines(candidate: Candidate) -> Sequence[tuple[str, str]]:
    """What was found in a text, as (words, value)."""
    edition = candidate.edition
    sections = sum(clause.id.parent is None for clause in edition.clauses)
    lines = [
        ("元", candidate.source_name or "貼り付けた文字"),
        ("題", edition.title or "見つかりません"),
        ("制定", format_day(edition.enacted, weekday=False) if edition.enacted else "見つかりません"),
        ("改定", format_day(edition.revised, weekday=False) if edition.revised else "見つかりません"),
        ("条項", f"{len(edition.clauses)}（大きな項目 {sections}）"),
        ("注（※）", f"{len(edition.notes)}"),
        ("条項に入らない行", f"{len(edition.unread)}"),
    ]
    if candidate.changes is not None:
        lines.append(("いまの版との違い", summary_words(candidate.changes)))
    return lines


def _line(words: str, value: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    row.addWidget(WrappedLabel(words, tone="second"), 1, Qt.AlignmentFlag.AlignTop)
    row.addWidget(WrappedLabel(value), 3)
    return made


def _warned(text: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(Mark("warning"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(WrappedLabel(text), 1)
    return made
