"""Audit entries as lines that a clerk reads: when, what, who."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sakusns_desktop.domain.dates import format_day, format_short_day
from sakusns_desktop.reference_data.settings import load_settings
from sakusns_desktop.storage.audit_log import AuditEntry
from sakusns_desktop.ui.labels import FIELD_LABELS, action_words, value_words

SHOWN_FIELDS = 4
SHOWN_CHARACTERS = 40
QUIET_FIELDS = frozenset({"id", "revision", "position"})


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One entry in words."""

    when: str
    what: str
    detail: str
    who: str


def local_time(moment: datetime) -> datetime:
    """A moment of the register (UTC) on the office's clock."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone()


def format_moment(moment: datetime, today: date) -> str:
    """``きょう 14:02``, ``11月20日(金) 9:15`` or with the year where it is another one."""
    local = local_time(moment)
    day = "きょう" if local.date() == today else format_short_day(local.date(), today)
    return f"{day} {local.hour}:{local.minute:02}"


def history_line(entry: AuditEntry, today: date, people: Mapping[str, str]) -> HistoryLine:
    """One audit entry in words; texts that were disposed of are said to be.

    Args:
        people: staff id -> post. Who is not among them is shown by the sign-in.
    """
    detail = "内容は廃棄済みです。" if entry.disposed else _detail(entry)
    who = people.get(entry.actor_staff_id) or entry.actor
    return HistoryLine(format_moment(entry.at, today), action_words(entry.action), detail, who)


def _detail(entry: AuditEntry) -> str:
    if entry.subject_kind != "setting":
        return _changes(entry.before, entry.after)
    definition = next((row for row in load_settings().definitions if row.key == entry.subject_id), None)
    if definition is None or not entry.after:
        return ""
    words = {choice.value: choice.label for choice in definition.choices}
    old, new = ((side or {}).get(entry.subject_id, "") for side in (entry.before, entry.after))
    return f"{definition.label}：{_short(words.get(str(old), str(old)))}→{_short(words.get(str(new), str(new)))}"


def _short(text: str) -> str:
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[: SHOWN_CHARACTERS - 1]}…"


def _changes(before: Mapping[str, object] | None, after: Mapping[str, object] | None) -> str:
    if not before or not after:
        named = (after or {}).get("display_name") or (after or {}).get("name") or (after or {}).get("post")
        return f"「{named}」" if isinstance(named, str) and named else ""
    names = [name for name in after if name not in QUIET_FIELDS]
    parts = [
        f"{FIELD_LABELS.get(name, name)}：{_words(name, before.get(name))}→{_words(name, after[name])}"
        for name in names
    ]
    more = f"、ほか{len(parts) - SHOWN_FIELDS}項目" if len(parts) > SHOWN_FIELDS else ""
    return "、".join(parts[:SHOWN_FIELDS]) + more


def _words(name: str, value: object) -> str:
    if value in ("", None, []):
        return "（なし）"
    if name.endswith(("_on", "_day", "_date")) and isinstance(value, str):
        try:
            return format_day(date.fromisoformat(value), weekday=False)
        except ValueError:
            return value
    if name == "deleted_at":
        return "削除"
    if isinstance(value, list):
        return f"{len(value)}件"
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    text = value_words(name, str(value))
    return _short(text)
