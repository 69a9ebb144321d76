#!/usr/bin/env python3
"""The two commands of the README: ``python3 dev.py run`` opens the app, ``python3 dev.py test`` runs every gate.

Each does all the set-up that it needs. This file keeps to what older versions of Python can read, so that they get a
message instead of a syntax error; the work stands in ``tools/bootstrap`` (standard library only).
"""

import sys

OLDEST_PYTHON = (3, 11)
FIRST_UNSUPPORTED_PYTHON = (3, 15)


def version_complaint(version: "tuple[int, int]") -> str:
    """What to tell somebody who runs this version of Python; empty when it will do."""
    if OLDEST_PYTHON <= version < FIRST_UNSUPPORTED_PYTHON:
        return ""
    found = f"{version[0]}.{version[1]}"
    return f"Python 3.11～3.14 で実行してください（今は {found} です）。/ Please use Python 3.11 to 3.14."


def main() -> int:
    """Check the version, then hand the arguments over; the exit status of the command."""
    complaint = version_complaint(sys.version_info[:2])
    if complaint:
        sys.exit(complaint)
    from tools.bootstrap.commands import main as run_command

    return run_command(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
