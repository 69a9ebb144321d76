"""``backup FILE``: one archive of everything but secrets."""

import argparse
from contextlib import closing
from pathlib import Path

from sakusns_desktop.cli.registers import register_folder
from sakusns_desktop.composition import open_services
from sakusns_desktop.domain.errors import StorageError
from sakusns_desktop.services.backups import BackupService
from sakusns_desktop.storage.restore import REGISTER_FILE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the archive goes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="控えを置くファイル（.zip）")


def run(options: argparse.Namespace) -> int:
    """Make the archive. A window may be open meanwhile."""
    with register_folder(options) as folder:
        if not (folder / REGISTER_FILE).exists():
            raise StorageError("台帳がまだありません。", next_step="--data-dir の場所を確かめてください。")
        with closing(open_services(folder)) as services:
            backups = BackupService(services.register, folder, services.settings)
            manifest = backups.save_to(options.file)
    files = len(manifest.parts) - 1
    print(f"控えを {options.file} に作りました（操作の記録{manifest.audit_count}件、ファイル{files}個）。")
    return 0
