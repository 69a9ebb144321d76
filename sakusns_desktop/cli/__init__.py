"""The command line: the same services without a screen. Only ``tour`` and the window import Qt.

Exit status: 0 nothing wrong, 1 findings, 2 input that could not be used (one Japanese line on standard error).
"""

import argparse
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from sakusns_desktop.domain.errors import SakusnsError

VERBS: dict[str, str] = {
    "check": "投稿する文を調べる（5・6）",
    "tour": "見本データで、全ページの画像と文書をつくる",
    "strength": "パスワードの推測されやすさを調べる（標準入力だけから読む）",
}
"""Verb -> one line of help. Each verb is a module of this package, loaded when it is called.

A verb's module has ``add_arguments(parser)`` and ``run(options) -> int``; ``options`` also carries
``data_dir`` (Path or None) and ``demo`` (bool).
"""


class JapaneseArgumentParser(argparse.ArgumentParser):
    """argparse that answers unusable arguments with one Japanese line and exit status 2."""

    def error(self, message: str) -> NoReturn:
        """Say that the arguments could not be read; ``message`` is argparse's own English detail."""
        self.exit(2, f"{self.prog}: 引数を読めませんでした（{message}）。--help で使い方を表示します。\n")


def use_utf8_streams() -> None:
    """Text in and out is UTF-8, whatever the console's code page is; a lone surrogate is replaced, not fatal."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace" if stream is sys.stdin else "backslashreplace")


def _parser() -> argparse.ArgumentParser:
    verbs = "\n".join(f"  {name:<12}{text}" for name, text in VERBS.items())
    parser = JapaneseArgumentParser(
        prog="sakusns-desktop",
        description="動詞を付けないと、画面を開きます。",
        epilog=f"動詞:\n{verbs}\n\n動詞ごとの使い方: sakusns-desktop 動詞 --help",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="台帳を置くフォルダー")
    parser.add_argument("--demo", action="store_true", help="見本データの使い捨ての写しで動かす")
    parser.add_argument("verb", nargs="?", choices=[*VERBS], metavar="VERB", help="下の動詞")
    parser.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    return parser


def run(arguments: Sequence[str]) -> int:
    """Carry out one command. Returns the exit status; a fault is told in one line on standard error."""
    use_utf8_streams()
    options = _parser().parse_args(arguments)
    if options.verb is None:
        from sakusns_desktop.app import open_window

        return open_window(data_dir=options.data_dir, demo=options.demo)
    module = importlib.import_module(f"{__name__}.{options.verb.replace('-', '_')}")
    parser = JapaneseArgumentParser(prog=f"sakusns-desktop {options.verb}", description=VERBS[options.verb])
    module.add_arguments(parser)
    verb_options = parser.parse_args(options.rest)
    verb_options.data_dir, verb_options.demo = options.data_dir, options.demo
    try:
        return int(module.run(verb_options))
    except SakusnsError as error:
        print(f"sakusns-desktop {options.verb}: {error}", file=sys.stderr)
        return 2
