"""Where ``resources/`` lies, told without pathlib: ``check`` has a bar on its start, and pathlib costs a third of it.

The same answer as ``paths.resource_directory`` (a test holds them together).
"""

import os
import sys


def resource_folder() -> str:
    """Folder ``resources/``: in the frozen build, inside the installed wheel, or beside the package in a checkout."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return os.path.join(str(frozen), "resources")
    package = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
    installed = os.path.join(package, "resources")
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(package), "resources")
