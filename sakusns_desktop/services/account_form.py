"""2, 3(2)ウ: what a person typed about an account, read into the register's own values.

Bad input is told at its field and stays as typed; nothing here throws it away. Pure: no clock, no storage.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any, cast

from sakusns_desktop.domain.account import (
    Account,
    Device,
    HandleAtClosure,
    LifeCycleState,
    LinkedApp,
    Ownership,
    SecondFactor,
    VerifiedBadge,
)
from sakusns_desktop.domain.account_address import RemarkKind, detect_account, disagreement
from sakusns_desktop.domain.dates import parse_day
from sakusns_desktop.domain.errors import InputError
from sakusns_desktop.domain.platform import OTHER, Platform, clean_handle, platform_of
from sakusns_desktop.domain.text import clean_block, clean_line

LINE_FIELDS = (
    "display_name", "handle", "numeric_id", "contractor", "contractor_scope", "login_id", "registered_mail",
    "registered_phone", "second_factor_phone", "backup_codes_place", "outage_channel",
)  # fmt: skip
BLOCK_FIELDS = ("purpose", "audience", "notes")
DAY_FIELDS = ("registered_birth_date", "opened_on", "last_post_on", "next_review_on", "closed_on")
CHOICE_FIELDS: dict[str, type[StrEnum]] = {
    "second_factor": SecondFactor,
    "second_factor_phone_ownership": Ownership,
    "verified_badge": VerifiedBadge,
    "state": LifeCycleState,
    "handle_at_closure": HandleAtClosure,
}
LINE_LIMIT = 500
BLOCK_LIMIT = 5000
LIST_LIMIT = 50
_MUCH = 4

FormValues = Mapping[str, object]
"""Field name -> what was typed: text, or for ``devices`` and ``linked_apps`` a list of two-text rows."""


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One thing to see to at one field.

    Args:
        blocking: it cannot be kept like this; otherwise it is a remark that a person judges.
    """

    field: str
    message: str
    blocking: bool = True


@dataclass(frozen=True, slots=True)
class ParsedAccount:
    """The account as far as it could be read, and what could not."""

    account: Account
    problems: tuple[FieldProblem, ...]

    @property
    def acceptable(self) -> bool:
        """True where nothing keeps it from being saved."""
        return not any(problem.blocking for problem in self.problems)


def form_values(account: Account) -> dict[str, object]:
    """An account as the form shows it; days in ISO writing."""
    values: dict[str, object] = {}
    for field in fields(account):
        if field.name in {"id", "revision", "deleted_at"}:
            continue
        value = getattr(account, field.name)
        if field.name == "devices":
            values[field.name] = [[device.label, device.ownership.value] for device in account.devices]
        elif field.name == "linked_apps":
            values[field.name] = [[app.name, app.purpose] for app in account.linked_apps]
        elif isinstance(value, date):
            values[field.name] = value.isoformat()
        else:
            values[field.name] = "" if value is None else str(value)
    return values


def parse_account(base: Account, values: FormValues, platforms: Sequence[Platform]) -> ParsedAccount:
    """Read a form over an account; fields that are not among the values keep what ``base`` has.

    Args:
        base: the account as it stands (or a new one).
        values: what was typed. Unknown field names are refused as a fault of ours.
        platforms: the rows of ``resources/platforms.toml``.
    """
    reader = _Reader(values)
    read: dict[str, Any] = {}
    for name in values:
        if name in LINE_FIELDS:
            read[name] = reader.text(name, clean_line, LINE_LIMIT)
        elif name in BLOCK_FIELDS:
            read[name] = reader.text(name, clean_block, BLOCK_LIMIT)
        elif name in DAY_FIELDS:
            read[name] = reader.day(name, getattr(base, name))
        elif name in CHOICE_FIELDS:
            read[name] = reader.choice(name, CHOICE_FIELDS[name], getattr(base, name))
        elif name in {"platform", "url", "division_id"}:
            read[name] = reader.text(name, clean_line, 2000)
        elif name == "devices":
            read[name] = reader.devices()
        elif name == "linked_apps":
            read[name] = reader.linked_apps()
        else:
            raise KeyError(name)
    account = replace(base, **read)
    account, problems = _with_platform(account, platforms)
    if not account.display_name:
        problems.append(FieldProblem("display_name", "アカウント名を書いてください。"))
    problems.extend(_day_remarks(account))
    return ParsedAccount(account, (*reader.problems, *problems))


class _Reader:
    def __init__(self, values: FormValues) -> None:
        self.values = values
        self.problems: list[FieldProblem] = []

    def text(self, name: str, clean: Any, limit: int) -> str:
        typed = str(self.values[name])
        if len(typed) > _MUCH * limit:  # a whole file was pasted: cleaning it would hold up the typing
            self.problems.append(FieldProblem(name, f"{limit}文字までです（いま{len(typed)}文字）。"))
            return cast("str", clean(typed[:limit]))
        text = cast("str", clean(typed))
        if len(text) > limit:
            self.problems.append(FieldProblem(name, f"{limit}文字までです（いま{len(text)}文字）。"))
        return text

    def day(self, name: str, before: date | None) -> date | None:
        try:
            return parse_day(str(self.values[name]), name)
        except InputError as error:
            self.problems.append(FieldProblem(name, str(error)))
            return before

    def choice(self, name: str, kind: type[StrEnum], before: StrEnum) -> StrEnum:
        try:
            return kind(str(self.values[name]))
        except ValueError:
            self.problems.append(FieldProblem(name, "一覧から選んでください。"))
            return before

    def rows(self, name: str) -> list[tuple[str, str]]:
        value = self.values[name]
        rows: list[tuple[str, str]] = []
        for row in value if isinstance(value, list | tuple) else []:
            first, second = (clean_line(str(row[index])) if index < len(row) else "" for index in (0, 1))
            if first:
                rows.append((first, second))
            elif second and name == "linked_apps":
                self.problems.append(FieldProblem(name, "連携アプリの名前を書いてください。"))
        if len(rows) > LIST_LIMIT or any(len(text) > LINE_LIMIT for row in rows for text in row):
            self.problems.append(FieldProblem(name, f"{LIST_LIMIT}行、1行{LINE_LIMIT}文字までです。"))
        return rows

    def devices(self) -> tuple[Device, ...]:
        known = {ownership.value for ownership in Ownership}
        return tuple(
            Device(label, Ownership(ownership) if ownership in known else Ownership.UNKNOWN)
            for label, ownership in self.rows("devices")
        )

    def linked_apps(self) -> tuple[LinkedApp, ...]:
        return tuple(LinkedApp(name, purpose) for name, purpose in self.rows("linked_apps"))


def _with_platform(account: Account, platforms: Sequence[Platform]) -> tuple[Account, list[FieldProblem]]:
    """Bring URL, platform and handle together; a disagreement is pointed out, never settled by itself."""
    problems: list[FieldProblem] = []
    platform = platform_of(platforms, account.platform)
    if platform is None:
        problems.append(FieldProblem("platform", "SNSの種類を選んでください。"))
    account = replace(account, handle=clean_handle(account.handle))
    if platform is not None and account.handle and not platform.handle_fits(account.handle):
        problems.append(FieldProblem("handle", platform.handle.rule, blocking=False))
    if not account.url:
        return account, problems
    detection = detect_account(account.url, platforms)
    if detection is None or not detection.canonical_url:
        told = detection.remarks if detection is not None and detection.remarks else ()
        message = " ".join(told) or "アカウントのURLとして読めません。"
        problems.append(FieldProblem("url", message, blocking=detection is None))
        return account, problems
    account = replace(account, url=detection.canonical_url)
    told = tuple(remark.text for remark in detection.noticed if remark.kind is not RemarkKind.REDIRECT)
    if platform is not None and platform.key != OTHER and detection.platform != platform.key:
        other = platform_of(platforms, detection.platform)
        name = other.short_label if other is not None and other.key != OTHER else "ほかのサイト"
        told = (f"このURLは{name}のものです。種類は{platform.short_label}になっています。", *told)
    if told:
        problems.append(FieldProblem("url", " ".join(told), blocking=False))
    sentence = disagreement(detection, account.handle, platforms)
    if sentence:
        problems.append(FieldProblem("handle", sentence, blocking=False))
    return account, problems


def _day_remarks(account: Account) -> list[FieldProblem]:
    problems = []
    if account.opened_on and account.last_post_on and account.last_post_on < account.opened_on:
        problems.append(FieldProblem("last_post_on", "開設日より前の日付です。", blocking=False))
    if account.opened_on and account.closed_on and account.closed_on < account.opened_on:
        problems.append(FieldProblem("closed_on", "開設日より前の日付です。", blocking=False))
    return problems
