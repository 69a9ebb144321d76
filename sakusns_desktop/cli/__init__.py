"""The command line: the same services without a screen. Only ``tour`` and the window import Qt.

Exit status: 0 nothing wrong, 1 findings, 2 input that could not be used (one Japanese line on standard error).
"""

import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

from sakusns_desktop.domain.errors import SakusnsError

VERBS: dict[str, str] = {
    "check": "投稿する文を調べる（5・6）",
    "tour": "見本データで、全ページの画像と文書をつくる",
    "strength": "パスワードの推測されやすさを調べる（標準入力だけから読む）",
    "backup": "台帳とファイルの控えを1つのファイルに作る（パスワードは入らない）",
    "restore": "控えから戻す（確かめてから差し替え、元の台帳は残す）",
    "verify": "台帳、操作の記録、ファイル、控えが壊れていないか調べる",
}
"""Verb -> one line of help. Each verb is a module of this package, loaded when it is called.

A verb's module has ``add_arguments(parser)`` and ``run(options) -> int``; ``options`` also carries
``data_dir`` (Path or None) and ``demo`` (bool).
"""


def use_utf8_streams() -> None:
    """Text in and out is UTF-8, whatever the console's code page is; a lone surrogate is replaced, not fatal."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace" if stream is sys.stdin else "backslashreplace")


PLAIN_VERBS = frozenset({"check"})
"""Verbs that offer ``run_plain(arguments) -> int | None``: their commonest form is read without argparse, whose
import alone takes as long as Python's own start. ``None`` sends the arguments the ordinary way."""


def run(arguments: Sequence[str]) -> int:
    """Carry out one command. Returns the exit status; a fault is told in one line on standard error."""
    use_utf8_streams()
    verb = arguments[0] if arguments else ""
    try:
        if verb in PLAIN_VERBS:
            status = _module(verb).run_plain(arguments[1:])
            if status is not None:
                return int(status)
    except SakusnsError as error:
        return _told(verb, error)
    return _run_parsed(arguments)


def _run_parsed(arguments: Sequence[str]) -> int:
    from sakusns_desktop.cli.arguments import main_parser, verb_parser

    options = main_parser(VERBS).parse_args(arguments)
    if options.verb is None:
        gc.disable()  # until the window stands; see ``app.COLLECT_AFTER_MS``
        from sakusns_desktop.app import open_window

        return open_window(data_dir=options.data_dir, demo=options.demo)
    module = _module(options.verb)
    parser = verb_parser(options.verb, VERBS[options.verb])
    module.add_arguments(parser)
    verb_options = parser.parse_args(options.rest)
    verb_options.data_dir, verb_options.demo = options.data_dir, options.demo
    try:
        return int(module.run(verb_options))
    except SakusnsError as error:
        return _told(options.verb, error)


def _module(verb: str) -> ModuleType:
    return import_module(f"{__name__}.{verb.replace('-', '_')}")


def _told(verb: str, error: SakusnsError) -> int:
    print(f"sakusns-desktop {verb}: {error}", file=sys.stderr)
    return 2
