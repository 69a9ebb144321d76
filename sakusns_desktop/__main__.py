"""Entry: ``python -m sakusns_desktop`` and the installed command."""

import sys


def main() -> int:
    """Run the command line; without a verb it opens the window. Returns the exit status."""
    from sakusns_desktop.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    raise SystemExit(main())
