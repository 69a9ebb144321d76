"""Which backups stay: pure functions of names, moments and the clock."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

_NAME = re.compile(r"sakusns-(?P<register>[0-9a-f]{8})-(?P<moment>\d{8}T\d{6})Z\.zip\Z")


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A backup as its name tells it.

    Args:
        register: first eight digits of the register's id, so that several registers can share a folder.
        made_at: UTC.
    """

    path: Path
    register: str
    made_at: datetime


def backup_name(register_id: str, made_at: datetime) -> str:
    """``sakusns-0123abcd-20261122T093000Z.zip``."""
    from sakusns_desktop.storage.restore import stamp  # loaded when first used, as in ``backups``

    return f"sakusns-{register_id[:8]}-{stamp(made_at)[:15]}Z.zip"


def read_backup_name(path: Path) -> BackupFile | None:
    """What a file's name tells, ``None`` for a file that is not an automatic backup."""
    match = _NAME.match(path.name)
    if match is None:
        return None
    try:
        made_at = datetime.strptime(match["moment"], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    return BackupFile(path, match["register"], made_at)


def is_due(made: Iterable[datetime], now: datetime) -> bool:
    """True where no backup was made on the day of ``now``. All moments are in the office's time zone."""
    return now.date() not in {moment.date() for moment in made}


def to_keep(made: Sequence[datetime], now: datetime, *, daily: int, weekly: int) -> frozenset[datetime]:
    """The backups that stay: the newest of each of the ``daily`` newest days that have one, and the first of each of
    the ``weekly`` newest weeks (from Monday) that have one.

    Days without the app push nothing out. What claims to be of a day still to come (the clock was wrong) is kept and
    counts for nothing. The newest backup always stays.

    Args:
        made: moments in the office's time zone, in any order.
    """
    past = sorted(moment for moment in made if moment.date() <= now.date())
    newest_of_day = {moment.date(): moment for moment in past}
    first_of_week = {moment.isocalendar()[:2]: moment for moment in reversed(past)}
    days = sorted(newest_of_day)[-daily:] if daily > 0 else []
    weeks = sorted(first_of_week)[-weekly:] if weekly > 0 else []
    kept = {newest_of_day[day] for day in days} | {first_of_week[week] for week in weeks}
    to_come = (moment for moment in made if moment.date() > now.date())
    return frozenset({*kept, *past[-1:], *to_come})
