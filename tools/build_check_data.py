"""Writes the data of the checks that libraries know: holidays (jpholiday), area codes (phonenumbers).

Run after one of the two was updated, then ``tools/compile_checks.py``. Tests hold the files to the libraries.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path

import jpholiday
import phonenumbers

CHECKS = Path(__file__).resolve().parent.parent / "resources" / "checks"
FIRST_YEAR, LAST_YEAR = 2000, 2050


def holidays() -> Iterator[tuple[date, str]]:
    """Every holiday from ``FIRST_YEAR`` to ``LAST_YEAR`` with its name."""
    day = date(FIRST_YEAR, 1, 1)
    while day.year <= LAST_YEAR:
        name = jpholiday.is_holiday_name(day)
        if name:
            yield day, str(name)
        day += timedelta(days=1)


def area_codes() -> Iterator[str]:
    """Every area code of a Japanese landline, with its 0, as ``phonenumbers`` writes numbers."""
    found: set[str] = set()
    for prefix in range(10_000, 100_000):
        digits = f"0{prefix:05d}"[:6]
        for rest in ("2345", "5678"):
            number = phonenumbers.PhoneNumber(country_code=81, national_number=int(digits + rest))
            if phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.FIXED_LINE:
                written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
                found.add(written.partition("-")[0])
    yield from sorted(found, key=lambda code: (len(code), code))


def main() -> None:
    """Write both files."""
    lines = [f"{day.isoformat()} {name}" for day, name in holidays()]
    (CHECKS / "holidays.toml").write_text(
        "# 5(1)オ: holidays and substitute holidays, one a line. Written by tools/build_check_data.py.\n"
        f'source = "jpholiday {version("jpholiday")}（MIT）、国民の祝日に関する法律"\n'
        f'checked = 2026-11-22\nfirst_year = {FIRST_YEAR}\nlast_year = {LAST_YEAR}\ndays = """\n'
        + "\n".join(lines)
        + '\n"""\n',
        encoding="utf-8",
        newline="\n",
    )
    (CHECKS / "area_codes.toml").write_text(
        "# 5(1)オ: area codes of landlines. Written by tools/build_check_data.py.\n"
        f'source = "phonenumbers {phonenumbers.__version__}（Apache-2.0）、電気通信番号計画"\n'
        'checked = 2026-11-22\ncodes = """\n' + "\n".join(area_codes()) + '\n"""\n',
        encoding="utf-8",
        newline="\n",
    )


if __name__ == "__main__":
    main()
