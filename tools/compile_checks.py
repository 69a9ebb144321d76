"""Writes ``resources/checks/compiled.json`` from the TOML files beside it. Run after every edit of them."""

from pathlib import Path

from sakusns_desktop.reference_data.checks import COMPILED
from sakusns_desktop.reference_data.checks_source import compile_sources

RESOURCES = Path(__file__).resolve().parent.parent / "resources"


def main() -> None:
    """Read every source strictly and write the compiled form."""
    (RESOURCES / COMPILED).write_text(compile_sources(RESOURCES), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
