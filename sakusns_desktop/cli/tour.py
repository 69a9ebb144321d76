"""``tour``: sample data, every document in every format, a picture of every page; needs no screen."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from sakusns_desktop.domain.errors import ExportError

SCALES = (100, 150)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to put everything, and how much of it."""
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="画像と文書を置くフォルダー")
    parser.add_argument("--pictures-only", action="store_true", help="画像だけをつくる")
    parser.add_argument("--all", action="store_true", help="明るい・暗い、100%・150%、広い・狭い画面のすべて")
    parser.add_argument("--scale", type=int, choices=SCALES, help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    """Make the tour and say where it lies. A scale needs a process of its own: Qt takes it at its start."""
    folder: Path = options.out
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        told = f"「{folder.name}」というフォルダーをつくれませんでした。"
        raise ExportError(told, next_step="別の場所を指定してください。") from None
    if options.scale is None:
        for scale in SCALES if options.all else SCALES[:1]:
            _in_own_process(folder, scale, options)
        count = len(list(folder.rglob("*.png"))), len(list(folder.rglob("*.pdf")))
        print(f"画像 {count[0]}枚、文書 {count[1]}件を {folder} に置きました。")
        return 0
    return _make(folder, options)


def _in_own_process(folder: Path, scale: int, options: argparse.Namespace) -> None:
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "sakusns_desktop"]
    extra = [word for word, on in (("--all", options.all), ("--pictures-only", options.pictures_only)) if on]
    platform = os.environ.get("QT_QPA_PLATFORM", "offscreen")
    environment = {**os.environ, "QT_SCALE_FACTOR": str(scale / 100), "QT_QPA_PLATFORM": platform}
    command = [*program, "tour", "--out", str(folder), "--scale", str(scale), *extra]
    # our own program with our own words; the folder is handed over as one argument, no shell in between
    finished = subprocess.run(command, env=environment, check=False, stdin=subprocess.DEVNULL)  # noqa: S603
    if finished.returncode:
        raise ExportError("画像と文書をつくり終えられませんでした。", safe="台帳には触れていません。")


def _make(folder: Path, options: argparse.Namespace) -> int:
    from sakusns_desktop.app import make_application
    from sakusns_desktop.composition import open_services
    from sakusns_desktop.services.sample_data import SAMPLE_SIGN_IN, fill_with_sample
    from sakusns_desktop.ui.tour import SIZES, print_pages, take_pictures

    make_application(["sakusns-desktop"])
    scratch = Path(tempfile.mkdtemp(prefix="sakusns-tour-"))
    try:
        services = open_services(scratch, sign_in=SAMPLE_SIGN_IN)
        try:
            fill_with_sample(services.register, services.accounts)
            sizes = tuple(SIZES) if options.all and options.scale == SCALES[0] else ("",)
            for theme in ("light", "dark") if options.all else ("light",):
                take_pictures(services, folder, f"_{theme}_{options.scale}", theme=theme, sizes=sizes)
            if not options.pictures_only and options.scale == SCALES[0]:
                print_pages(services, folder)
        finally:
            services.close()
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return 0
