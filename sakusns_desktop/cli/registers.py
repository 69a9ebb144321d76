"""Which data directory a verb works on: ``--data-dir``, the user's own, or a throw-away copy of the sample data."""

import argparse
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sakusns_desktop.paths import default_data_directory


@contextmanager
def register_folder(options: argparse.Namespace) -> Iterator[Path]:
    """The data directory of ``options``; with ``--demo`` a filled one that is gone afterwards.

    Raises:
        StorageError: (``--demo``) the sample register could not be made.
    """
    if not options.demo:
        yield options.data_dir or default_data_directory()
        return
    from sakusns_desktop.composition import open_services
    from sakusns_desktop.services.sample_data import SAMPLE_SIGN_IN, fill_with_sample

    folder = Path(tempfile.mkdtemp(prefix="sakusns-demo-"))
    try:
        with closing(open_services(folder, sign_in=SAMPLE_SIGN_IN)) as services:
            fill_with_sample(services.register, services.accounts)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
