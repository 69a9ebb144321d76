"""``verify``: is everything in the data directory as it was written?"""

import argparse

from sakusns_desktop.cli.registers import register_folder
from sakusns_desktop.services.integrity import Outcome, healthy, verify
from sakusns_desktop.services.register import utc_now

_MARKS = {Outcome.GOOD: "○", Outcome.ADVICE: "△", Outcome.FAULT: "×"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments of its own."""


def run(options: argparse.Namespace) -> int:
    """Print a line a check: ○ good, △ advice, × fault. Returns 1 where there is a fault."""
    with register_folder(options) as folder:
        checks = verify(folder, utc_now())
    for check in checks:
        print(f"{_MARKS[check.outcome]} {check.subject}: {check.text}")
    return 0 if healthy(checks) else 1
