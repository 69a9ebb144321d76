"""設定: 保存年限と廃棄: what is due, the approved act with who decided and when, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMessageBox, QVBoxLayout, QWidget

from sakusns_desktop.domain.dates import format_day, parse_day
from sakusns_desktop.domain.errors import InputError, SakusnsError
from sakusns_desktop.services.drafts import SavedDraft
from sakusns_desktop.services.retention import DisposalOutcome
from sakusns_desktop.services.retention_rules import DueRecord
from sakusns_desktop.services.services import Services
from sakusns_desktop.storage.disposals import Disposal, PendingPlace, RecordKind
from sakusns_desktop.ui.context import Context
from sakusns_desktop.ui.error_dialog import show_plainly
from sakusns_desktop.ui.widgets.form_fields import FieldSpec, FormField
from sakusns_desktop.ui.widgets.form_pane import AUTOSAVE_MS
from sakusns_desktop.ui.widgets.notice import Notice
from sakusns_desktop.ui.widgets.state_mark import Mark
from sakusns_desktop.ui.widgets.texts import WrappedLabel, button, label

FORM = "retention"
SHOWN_ROWS = 100
SHOWN_DISPOSALS = 5
KIND_WORDS = {
    RecordKind.ACCOUNT: "アカウント",
    RecordKind.STAFF: "職員",
    RecordKind.AUDIT_DETAIL: "操作の記録の中身",
    RecordKind.GUIDELINE_EDITION: "ガイドラインの古い版",
    RecordKind.SET_ASIDE: "別に残したファイル",
}
_FIELDS = (
    FieldSpec("approved_by", "決裁した人の職", placeholder="例：総務部長", required=True),
    FieldSpec("approved_on", "決裁の日", "day", required=True),
    FieldSpec("decision_number", "決裁番号", placeholder="例：8佐広第12号", required=True),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be ticked: one record, or all texts of the log that are due together."""

    words: str
    rows: tuple[DueRecord, ...]


@dataclass(frozen=True, slots=True)
class _Standing:
    due: Sequence[DueRecord]
    disposals: Sequence[Disposal]
    pending: Sequence[PendingPlace]
    draft: SavedDraft | None


def choices(rows: Sequence[DueRecord]) -> list[Choice]:
    """The records one by one; the texts of the log, which are many, as one."""
    texts = tuple(row for row in rows if row.item.kind is RecordKind.AUDIT_DETAIL)
    made = [Choice(_row_words(row), (row,)) for row in rows if row.item.kind is not RecordKind.AUDIT_DETAIL]
    if texts:
        newest = format_day(max(row.record.closed_on for row in texts), weekday=False)
        made.append(Choice(f"{KIND_WORDS[RecordKind.AUDIT_DETAIL]} {len(texts)}件（{newest}まで）", texts))
    return made


def _row_words(row: DueRecord) -> str:
    since = format_day(row.keep_until, weekday=False)
    return f"{KIND_WORDS[row.item.kind]}「{row.record.label}」 {since}から廃棄できます"


class RetentionSection(QWidget):
    """What is due, with the form of the approved act below it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._draft_shown = False
        self._offered: list[Choice] = []
        self.ticks: list[tuple[QCheckBox, Choice]] = []
        self.question: QMessageBox | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AUTOSAVE_MS)
        self._timer.timeout.connect(self._keep)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4, 0, 4, 0)
        self._column.setSpacing(10)
        self._column.addWidget(label("年限の来た記録", "section"))
        self.notice = Notice()
        self._column.addWidget(self.notice)
        self._list = QWidget()
        self._column.addWidget(self._list)
        self.form = self._make_form()
        self.form.setVisible(False)
        self._column.addWidget(self.form)
        self._after = QWidget()
        self._column.addWidget(self._after)

    def _make_form(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(
            WrappedLabel(
                "廃棄は、決裁を受けてから行います。選んだ記録の文章とファイルを、台帳と、手の届く控えから消します。"
                "元には戻せません。いつ何を廃棄したかの番号は残ります。"
            )
        )
        self.fields: dict[str, FormField] = {}
        for spec in _FIELDS:
            field = FormField(spec)
            field.edited.connect(partial(self._edited, spec.name))
            self.fields[spec.name] = field
            column.addWidget(field)
        self.dispose_button = button("選んだものを廃棄する", self.ask, kind="danger")
        column.addWidget(self.dispose_button, 0, Qt.AlignmentFlag.AlignLeft)
        return made

    # -- how it stands

    def refresh(self) -> None:
        """Look anew; what is ticked and typed stays."""
        services = self._context.services
        self._context.tasks.run(lambda: _standing(services), self._show, self._tell)

    def _show(self, standing: _Standing) -> None:
        ticked = {choice.rows[0].item for box, choice in self.ticks if box.isChecked()}
        self._offered = choices(standing.due)
        self.ticks = []
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        if not self._offered:
            column.addWidget(WrappedLabel("廃棄できる記録は、いまはありません。"))
        for choice in self._offered[:SHOWN_ROWS]:
            column.addWidget(self._tick(choice, checked=choice.rows[0].item in ticked))
        if len(self._offered) > SHOWN_ROWS:
            more = f"ほか{len(self._offered) - SHOWN_ROWS}件は、上のものを廃棄すると出ます。"
            column.addWidget(WrappedLabel(more, "meta", tone="second"))
        self._list = self._swap(self._list, made)
        self.form.setVisible(bool(self._offered))
        self._after = self._swap(self._after, self._make_after(standing))
        if not self._draft_shown:
            self._draft_shown = True
            for name, text in (standing.draft.values if standing.draft else {}).items():
                if name in self.fields:
                    self.fields[name].fill(text)

    def _swap(self, old: QWidget, new: QWidget) -> QWidget:
        self._column.replaceWidget(old, new)
        old.hide()
        old.deleteLater()
        return new

    def _tick(self, choice: Choice, *, checked: bool) -> QWidget:
        """A box with wrapping words beside it: a box's own words do not wrap."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(4, 2, 0, 2)
        row.setSpacing(8)
        box = QCheckBox()
        box.setAccessibleName(choice.words)
        box.setChecked(checked)
        row.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(WrappedLabel(choice.words), 1)
        self.ticks.append((box, choice))
        return line

    def _make_after(self, standing: _Standing) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        places = {row.place: row.reason for row in standing.pending}
        if places:
            column.addWidget(label("廃棄が済んでいない写し", "section"))
            column.addWidget(WrappedLabel("つながったときに行います。処分したものは、その方法を書いてください。"))
        for place, reason in places.items():
            column.addWidget(self._pending_row(place, reason))
        if standing.disposals:
            column.addWidget(label("これまでの廃棄", "section"))
        for disposal in standing.disposals[: -SHOWN_DISPOSALS - 1 : -1]:
            column.addWidget(WrappedLabel(disposal_words(disposal)))
        return made

    def _pending_row(self, place: str, reason: str) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Mark("warning"), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(WrappedLabel(f"{_breakable(place)}　{reason}"), 1)
        column.addLayout(head)
        how = FormField(FieldSpec("how", "どう処分したか", placeholder="例：USBメモリーを壊した"))
        how.control.setAccessibleName("どう処分したか")
        column.addWidget(how)
        settle = button("処分を記録する", lambda: self._settle(place, how), kind="row")
        column.addWidget(settle, 0, Qt.AlignmentFlag.AlignLeft)
        return made

    def _settle(self, place: str, how: FormField) -> None:
        services, told = self._context.services, str(how.value())

        def refused(error: Exception) -> None:
            if isinstance(error, InputError) and error.field == "how":
                how.tell(str(error))
            else:
                self._tell(error)

        self._context.tasks.run(lambda: services.retention().settle(place, told), lambda _none: self.refresh(), refused)

    # -- the form

    def _edited(self, name: str) -> None:
        self.fields[name].tell("")
        if not self._timer.isActive():
            self._timer.start()

    def _keep(self) -> None:
        values, drafts = self._values(), self._context.services.drafts
        self._context.tasks.run(lambda: drafts.save(FORM, "", values), None, self._tell)

    def flush(self) -> None:
        """Keep what is being typed."""
        if self._timer.isActive():
            self._timer.stop()
            self._keep()

    def _values(self) -> dict[str, str]:
        return {name: str(field.value()) for name, field in self.fields.items()}

    def ask(self) -> None:
        """Read the form; then ask once, for it cannot be taken back."""
        rows = tuple(row for box, choice in self.ticks if box.isChecked() for row in choice.rows)
        if not rows:
            self.notice.tell("violation", "廃棄するものを、一覧で選んでください。")
            return
        problems = form_problems(self._values(), self._context.services.register.today())
        for name, field in self.fields.items():
            field.tell(problems.get(name, ""))
        if problems:
            self.fields[next(iter(problems))].control.setFocus()
            return
        self.notice.clear()
        box = self.question = QMessageBox(self.window())
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setWindowTitle(f"{len(rows)}件を廃棄しますか")
        box.setText(f"{len(rows)}件を廃棄しますか")
        box.setInformativeText("文章とファイルが、台帳と、手の届く控えから消えます。元には戻せません。")
        show_plainly(box)
        act = box.addButton("廃棄する", QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton("やめる", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        act.clicked.connect(lambda: self.dispose(rows))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def dispose(self, rows: Sequence[DueRecord]) -> None:
        """Carry out what was decided."""
        services, values = self._context.services, self._values()
        today = services.register.today()
        approved_on = parse_day(values["approved_on"], "approved_on")
        if approved_on is None:
            return
        day = approved_on
        self._timer.stop()
        self.dispose_button.setEnabled(False)
        self.notice.tell("hint", "廃棄しています。控えの書き換えには時間がかかることがあります。")

        def act() -> DisposalOutcome:
            outcome = services.retention().dispose(
                [row.item for row in rows],
                decision_number=values["decision_number"],
                approved_by=values["approved_by"],
                approved_on=day,
                today=today,
            )
            services.drafts.discard(FORM, "")
            return outcome

        self._context.tasks.run(act, self._disposed, self._refused, slow=True)

    def _disposed(self, outcome: DisposalOutcome) -> None:
        self.dispose_button.setEnabled(True)
        for field in self.fields.values():
            field.fill("")
        self.notice.tell("warning" if outcome.pending else "ok", outcome_words(outcome))
        self.refresh()

    def _refused(self, error: Exception) -> None:
        self.dispose_button.setEnabled(True)
        if isinstance(error, InputError) and error.field in self.fields:
            self.notice.clear()
            self.fields[error.field].tell(str(error))
            self.fields[error.field].control.setFocus()
        else:
            self._tell(error)

    def _tell(self, error: Exception) -> None:
        if not isinstance(error, SakusnsError):
            raise error
        self.notice.tell("violation", str(error))


def form_problems(values: Mapping[str, str], today: date) -> dict[str, str]:
    """What is wrong in the form, by field."""
    problems = {}
    if not values["approved_by"].strip():
        problems["approved_by"] = "だれが決裁したかを、職で書いてください。"
    try:
        day = parse_day(values["approved_on"], "approved_on")
    except InputError as error:
        problems["approved_on"] = str(error)
    else:
        if day is None:
            problems["approved_on"] = "決裁の日を書いてください。"
        elif day > today:
            problems["approved_on"] = "決裁の日が、きょうより先です。"
    if not values["decision_number"].strip():
        problems["decision_number"] = "決裁番号を書いてください。"
    return problems


def outcome_words(outcome: DisposalOutcome) -> str:
    """What a disposal came to."""
    copies = f"控えなど{outcome.rewritten}個からも消しました。" if outcome.rewritten else ""
    places = len({row.place for row in outcome.pending})
    waiting = f"まだ消せていない写しが{places}か所あります。" if places else ""
    return f"{len(outcome.disposal.items)}件を廃棄しました。{copies}{waiting}"


def disposal_words(disposal: Disposal) -> str:
    """A disposal on one line."""
    carried_out = format_day(disposal.carried_out_at.astimezone().date(), weekday=False)
    approved = format_day(disposal.approved_on, weekday=False)
    return (
        f"{carried_out}　{len(disposal.items)}件　決裁 {disposal.decision_number}（{disposal.approved_by}、{approved}）"
    )


def _breakable(path: str) -> str:
    """A path that may wrap after each folder; it is for looking at, not for copying."""
    return path.replace("/", "/\u200b").replace("\\", "\\\u200b")


def _standing(services: Services) -> _Standing:
    retention, today = services.retention(), services.register.today()
    return _Standing(retention.due(today), retention.disposals(), retention.pending(), services.drafts.load(FORM, ""))
