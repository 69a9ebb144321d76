"""設定: every setting by group, made from its definition and saved when it is left; and the register's own care."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from sakusns_desktop.domain.errors import InputError
from sakusns_desktop.domain.text import fold
from sakusns_desktop.services.drafts import SavedDraft
from sakusns_desktop.services.services import Services
from sakusns_desktop.services.settings import SettingState
from sakusns_desktop.ui.context import Context
from sakusns_desktop.ui.history import local_time
from sakusns_desktop.ui.pages.settings_backup import BackupSection
from sakusns_desktop.ui.pages.settings_fields import SettingField, shown_value
from sakusns_desktop.ui.pages.settings_place import PlaceSection, VerifySection
from sakusns_desktop.ui.pages.settings_retention import RetentionSection
from sakusns_desktop.ui.pages.settings_sections import SectionList, SectionPane
from sakusns_desktop.ui.printing import table_document
from sakusns_desktop.ui.widgets.empty_state import EmptyState
from sakusns_desktop.ui.widgets.form_pane import AUTOSAVE_MS
from sakusns_desktop.ui.widgets.inputs import LineEdit
from sakusns_desktop.ui.widgets.page import Density, Page, Scene
from sakusns_desktop.ui.widgets.texts import button, label, restyle

FORM = "settings"
SPLITTER_KEY = "settings_splitter"
PLACE = "place"


Extra = BackupSection | PlaceSection | RetentionSection | VerifySection
"""Something in a section beside its settings; it looks anew when the section is shown."""


@dataclass(slots=True)
class _Section:
    key: str
    title: str
    pane: SectionPane
    search_text: str
    fields: list[SettingField] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Loaded:
    states: Sequence[SettingState]
    draft: SavedDraft | None


class SettingsPage(Page):
    """Sections at the left, one section at the right."""

    def __init__(self, context: Context) -> None:
        super().__init__("設定")
        self._context = context
        self.fields: dict[str, SettingField] = {}
        self.sections: dict[str, _Section] = {}
        self._states: Sequence[SettingState] = ()
        self._unsaved: dict[str, str] = {}
        self._draft_shown = False
        self._wanted = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AUTOSAVE_MS)
        self._timer.timeout.connect(self._keep_typed)
        self.saved = label("", "meta", tone="second")
        self.header.addWidget(self.saved)
        self._extras: dict[str, list[Extra]] = {}
        self._make_panes()

    # -- making

    def _make_panes(self) -> None:
        self.list = SectionList()
        self.list.currentRowChanged.connect(lambda _row: self._show_section())
        self.list.entered_section.connect(self._enter_section)
        self.search = LineEdit()
        self.search.setPlaceholderText("設定を探す（Ctrl+F）")
        self.search.setAccessibleName("設定を探す")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._offer_sections())
        self.empty = EmptyState()
        self._lists = QStackedWidget()
        self._lists.addWidget(self.list)
        self._lists.addWidget(self.empty)
        self._left = QWidget()
        self._left.setMinimumWidth(180)
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 4, 8, 0)
        column.setSpacing(8)
        inset = QVBoxLayout()
        inset.setContentsMargins(4, 0, 4, 0)
        inset.addWidget(self.search)
        column.addLayout(inset)
        column.addWidget(self._lists, 1)
        self.side = QStackedWidget()
        self._right = QWidget()
        self._right_column = QVBoxLayout(self._right)
        self._right_column.setSpacing(4)
        self.back = button("一覧へ戻る", self.go_back, kind="link", icon_name="arrow-left")
        self.back.setVisible(False)
        self._right_column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self._right_column.addWidget(self.side, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self._left)
        self.splitter.addWidget(self._right)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([240, 880])
        self.splitter.splitterMoved.connect(
            lambda _x, _i: self._context.keep(SPLITTER_KEY, ",".join(map(str, self.splitter.sizes())))
        )
        self.body.setContentsMargins(20, 0, 0, 0)
        self.body.addWidget(self.splitter, 1)

    def _make_sections(self, states: Sequence[SettingState]) -> None:
        """Once, when the definitions are there."""
        settings = self._context.services.settings
        for group in settings.definitions.groups:
            own = [state for state in states if state.definition.group == group.key]
            pane = SectionPane(group.label, group.help)
            texts = [group.label, group.help]
            section = _Section(group.key, group.label, pane, "")
            for state in own:
                made = SettingField(state, settings.city_defaults)
                made.left.connect(self._save)
                made.edited.connect(self._typed)
                made.reset.connect(self._reset)
                self.fields[state.definition.key] = made
                section.fields.append(made)
                pane.add(made)
                texts += [state.definition.label, state.definition.help]
            section.search_text = fold("\n".join(texts))
            self._add_section(section)
        self._add_extras()
        self._offer_sections()

    def _add_section(self, section: _Section) -> None:
        self.sections[section.key] = section
        self.side.addWidget(section.pane)

    def _add_extras(self) -> None:
        """What stands in a section beside its settings."""
        self.backup = BackupSection(self._context)
        self.retention = RetentionSection(self._context)
        self.place = PlaceSection(self._context)
        self.verifier = VerifySection(self._context)
        self._add_extra("backup", self.backup, first=True)
        self._add_extra("retention", self.retention)
        pane = SectionPane("台帳の場所と検査", "台帳のファイルが置かれているフォルダーと、その中身です。")
        words = fold("台帳の場所と検査 フォルダー ネットワーク OneDrive 同期 異常")
        self._add_section(_Section(PLACE, "台帳の場所と検査", pane, words))
        self._add_extra(PLACE, self.place)
        self._add_extra(PLACE, self.verifier)

    def _add_extra(self, key: str, extra: Extra, *, first: bool = False) -> None:
        self.sections[key].pane.add(extra, first=first)
        self._extras.setdefault(key, []).append(extra)

    # -- showing

    def refresh(self) -> None:
        """Read the settings anew; what is being typed stays."""
        services = self._context.services
        self._context.tasks.run(lambda: _load(services), self._show, self.tell)

    def _show(self, loaded: _Loaded) -> None:
        self._states = loaded.states
        if not self.sections:
            self._make_sections(loaded.states)
        for state in loaded.states:
            self.fields[state.definition.key].show_state(state)
        own = sum(state.own and not state.locked for state in loaded.states)
        city = self._context.services.settings.city_defaults
        said = [f"{city.issued_by}の設定ファイルを使っています"] if city else []
        self.show_subtitle("・".join([*said, f"初期値から変えた設定 {own}件"]))
        if not self._draft_shown:
            self._draft_shown = True
            self._show_draft(loaded.draft)
        self._refresh_extras()
        wanted, self._wanted = self._wanted, ""
        if wanted:
            self.open_thing(wanted)

    def _show_draft(self, draft: SavedDraft | None) -> None:
        """What was typed and never saved stands in its field again, with why it was not."""
        for key, text in (draft.values if draft else {}).items():
            made = self.fields.get(key)
            if made is not None and isinstance(text, str):
                made.put(text)
                made.commit()

    def _offer_sections(self) -> None:
        words = fold(self.search.text()).split()
        found = [
            (section.key, section.title)
            for section in self.sections.values()
            if all(word in section.search_text for word in words)
        ]
        self.list.offer(found)
        if not found and self.sections:
            self.empty.say(
                f"「{self.search.text().strip()}」に当てはまる設定はありません。", [("条件を消す", self.search.clear)]
            )
        self._lists.setCurrentWidget(self.list if found or not self.sections else self.empty)
        self._show_section()

    def _show_section(self) -> None:
        section = self.sections.get(self.list.key())
        if section is not None and self.side.currentWidget() is not section.pane:
            self.side.setCurrentWidget(section.pane)
            self._refresh_extras()

    def _refresh_extras(self) -> None:
        """Only of the section that is shown: a second place on a share may be slow to answer."""
        for extra in self._extras.get(self.list.key(), ()):
            extra.refresh()

    @property
    def pane(self) -> SectionPane | None:
        """The section that is shown."""
        current = self.side.currentWidget()
        return current if isinstance(current, SectionPane) else None

    def _enter_section(self) -> None:
        self._show_one_pane(detail=True)
        if self.pane is not None:
            self.pane.first_control().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_thing(self, thing_id: str) -> None:
        """Come here from elsewhere: a section (``backup``), or a setting (``backup.second_place``)."""
        if not self.sections:
            self._wanted = thing_id
            return
        made = self.fields.get(thing_id)
        key = made.definition.group if made is not None else thing_id
        if key in self.sections:
            self.search.clear()
            self.list.choose(key)
            self._show_one_pane(detail=True)
        if made is not None:
            made.field.control.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.sections[key].pane.ensureWidgetVisible(made)

    # -- saving

    def _typed(self, key: str, text: str) -> None:
        self._unsaved[key] = text
        if not self._timer.isActive():
            self._timer.start()

    def _keep_typed(self) -> None:
        """What is typed and not in force yet survives a kill."""
        typed = {key: text for key, text in self._unsaved.items() if self.fields[key].changed}
        self._unsaved = typed
        drafts = self._context.services.drafts

        def keep() -> None:
            if typed:
                drafts.save(FORM, "", typed)
            else:
                drafts.discard(FORM, "")

        self._context.tasks.run(keep, None, self._unkept)

    def _save(self, key: str, text: str) -> None:
        settings = self._context.services.settings
        self._unsaved[key] = text

        def change() -> SettingState:
            settings.change(key, text)
            return next(state for state in settings.states() if state.definition.key == key)

        self._context.tasks.run(
            change, lambda state: self._saved(key, text, state), lambda error: self._refused(key, error)
        )

    def _reset(self, key: str) -> None:
        settings = self._context.services.settings

        def back() -> SettingState:
            settings.reset(key)
            return next(state for state in settings.states() if state.definition.key == key)

        made = self.fields[key]
        typed = made.text()
        self._context.tasks.run(
            back, lambda state: self._saved(key, typed, state), lambda error: self._refused(key, error)
        )

    def _saved(self, key: str, text: str, state: SettingState) -> None:
        if not isValid(self):
            return  # the window closed as the field was left; the value is kept all the same
        self.fields[key].take(state, text)
        local = local_time(self._context.services.register.clock())
        self._say_saved(local)
        self._context.settings_changed()
        self._keep_typed()
        self.refresh()

    def _say_saved(self, local: datetime) -> None:
        restyle(self.saved, tone="second")
        self.saved.setText(f"自動保存 {local.hour}:{local.minute:02}")

    def _refused(self, key: str, error: Exception) -> None:
        if not isValid(self):
            return  # nobody is left to be told; what was typed is among the drafts
        if isinstance(error, InputError):
            self.fields[key].field.tell(str(error))
            self._keep_typed()
        else:
            self._unkept(error)

    def _unkept(self, error: Exception) -> None:
        restyle(self.saved, tone="danger")
        self.saved.setText("自動保存できていません")
        self.tell(error)

    # -- the window's questions

    def fit(self, density: Density) -> None:
        """Two panes, or one at a time."""
        super().fit(density)
        one = density is Density.ONE_PANE
        kept = [int(size) for size in self._context.kept(SPLITTER_KEY).split(",") if size.isdigit()]
        if not one and len(kept) == 2 and all(kept):
            self.splitter.setSizes(kept)
        self.back.setVisible(one)
        self._right_column.setContentsMargins(0 if one else 20, 0, 0, 0)
        self._show_one_pane(detail=not self._left.isVisibleTo(self))

    def _show_one_pane(self, *, detail: bool) -> None:
        one = self.density is Density.ONE_PANE
        self._left.setVisible(not (one and detail))
        self._right.setVisible(not one or detail)

    def go_back(self) -> bool:
        """Esc: out of the section, out of the search."""
        if not self._left.isVisibleTo(self):
            self._show_one_pane(detail=False)
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        if self.search.text():
            self.search.clear()
            return True
        if not self.list.hasFocus():
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return False

    def leave(self) -> None:
        """Save what is being typed; what cannot be saved stays as it was typed."""
        for made in self.fields.values():
            made.commit()
        if self._timer.isActive():
            self._timer.stop()
            self._keep_typed()
        if self.sections:
            self.retention.flush()

    def focus_first(self) -> None:
        """Start at the list of sections."""
        (self.list if self.list.count() or not self.sections else self.empty).setFocus(
            Qt.FocusReason.ShortcutFocusReason
        )

    def focus_search(self) -> None:
        """Ctrl+F."""
        self._show_one_pane(detail=False)
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def panes(self) -> list[QWidget]:
        """F6 goes round these."""
        return [self.search, self.list, *([self.pane.first_control()] if self.pane else [])]

    def scenes(self) -> Sequence[Scene]:
        """Each section, a refused input, and a search that finds nothing."""
        keys = [group.key for group in self._context.services.settings.definitions.groups]
        return (
            *(Scene(key, lambda key=key: self.open_thing(key)) for key in (*keys, PLACE)),  # type: ignore[misc]
            Scene("way_back", self._way_back_scene),
            Scene("verified", self._verified_scene),
            Scene("refused", self._refused_scene),
            Scene("nothing_found", lambda: self.search.setText("見つからない言葉")),
        )

    def _way_back_scene(self) -> None:
        self.open_thing("backup")
        self.backup.way.setVisible(True)

    def _verified_scene(self) -> None:
        self.open_thing(PLACE)
        self.verifier.verify()

    def _refused_scene(self) -> None:
        self.open_thing("city.phone")
        made = self.fields["city.phone"]
        made.put("電話番号ではありません")
        made.commit()

    def printed(self) -> QTextDocument:
        """Every setting as it is in force."""
        groups = {group.key: group.label for group in self._context.services.settings.definitions.groups}
        rows = [
            [
                groups[state.definition.group],
                state.definition.label,
                shown_value(state.definition, state.value),
                "固定" if state.locked else "変更" if state.own else "初期値",
                state.definition.source,
            ]
            for state in self._states
        ]
        return table_document(self.heading, self.subtitle.text(), ["項目", "設定", "いまの値", "", "出どころ"], rows)


def _load(services: Services) -> _Loaded:
    return _Loaded(services.settings.states(), services.drafts.load(FORM, ""))
