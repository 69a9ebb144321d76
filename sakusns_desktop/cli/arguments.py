"""How the command line reads its arguments: argparse in Japanese, loaded only where the plain way does not do."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn


class JapaneseArgumentParser(argparse.ArgumentParser):
    """argparse that answers unusable arguments with one Japanese line and exit status 2."""

    def error(self, message: str) -> NoReturn:
        """Say that the arguments could not be read; ``message`` is argparse's own English detail."""
        self.exit(2, f"{self.prog}: 引数を読めませんでした（{message}）。--help で使い方を表示します。\n")


def main_parser(verbs: Mapping[str, str]) -> argparse.ArgumentParser:
    """The arguments before the verb.

    Args:
        verbs: verb -> one line of help.
    """
    lines = "\n".join(f"  {name:<12}{text}" for name, text in verbs.items())
    parser = JapaneseArgumentParser(
        prog="sakusns-desktop",
        description="動詞を付けないと、画面を開きます。",
        epilog=f"動詞:\n{lines}\n\n動詞ごとの使い方: sakusns-desktop 動詞 --help",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="台帳を置くフォルダー")
    parser.add_argument("--demo", action="store_true", help="見本データの使い捨ての写しで動かす")
    parser.add_argument("verb", nargs="?", choices=[*verbs], metavar="VERB", help="下の動詞")
    parser.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    return parser


def verb_parser(verb: str, description: str) -> JapaneseArgumentParser:
    """A parser for what stands behind a verb."""
    return JapaneseArgumentParser(prog=f"sakusns-desktop {verb}", description=description)
