"""``restore FILE``: proves an archive in a scratch folder, then puts it in place of the register."""

import argparse
from pathlib import Path

from sakusns_desktop.cli.registers import register_folder
from sakusns_desktop.composition import sign_in_name
from sakusns_desktop.services.recovery import restore_backup
from sakusns_desktop.services.register import utc_now


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which archive."""
    parser.add_argument("file", type=Path, metavar="FILE", help="戻す控え（.zip）")


def run(options: argparse.Namespace) -> int:
    """Restore, and say what became of the state before. 1 where the archive's own log does not hold."""
    with register_folder(options) as folder:
        restored = restore_backup(folder, options.file, now=utc_now(), sign_in=sign_in_name())
    made = restored.proof.manifest.made_at.astimezone()
    print(f"{made:%Y-%m-%d %H:%M} の控えから戻しました。")
    if restored.kept_in is not None:
        print(f"元の台帳は {restored.kept_in} に残してあります。")
    if restored.disposals:
        print(f"控えのあとに行われた廃棄{restored.disposals}件を、戻した台帳でも行いました。")
    if restored.proof.missing_files:
        print(f"控えを作ったときに、もうなかったファイルが{restored.proof.missing_files}個あります。")
    audit = restored.proof.audit
    if audit.first_broken is not None:
        print(f"注意: この控えの操作の記録は、{audit.first_broken}番目から合いません。{audit.reason}")
    return 1 if audit.first_broken is not None or restored.proof.missing_files else 0
