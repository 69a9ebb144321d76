"""Folders and file systems where a register should not lie: ``resources/locations.toml``."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sakusns_desktop.paths import resource_directory
from sakusns_desktop.reference_data.strict import Table, read_toml


@dataclass(frozen=True, slots=True)
class SynchronisingService:
    """A service that copies a folder to other machines while it is being written to.

    Args:
        label: its name as people know it.
        environment: variables that name its folder.
        names, prefixes: of its folder; case does not matter.
        examples: paths that lie in it.
    """

    label: str
    environment: tuple[str, ...]
    names: tuple[str, ...]
    prefixes: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Locations:
    """What tells a bad place.

    Args:
        network_drive_type: what Windows calls a drive that lies on another machine.
        network_file_systems: their types as ``/proc/mounts`` and ``mount`` write them.
    """

    network_drive_type: int
    network_file_systems: frozenset[str]
    services: tuple[SynchronisingService, ...]


@lru_cache(maxsize=1)
def load_locations() -> Locations:
    """The list that the app comes with.

    Raises:
        ResourceError: the file breaks its rules.
    """
    return read_locations(resource_directory() / "locations.toml")


def read_locations(file: Path) -> Locations:
    """The list of one file.

    Raises:
        ResourceError: the file breaks its rules; file and key are named.
    """
    top = read_toml(file)
    top.day("checked_on")
    network = top.table("network")
    locations = Locations(
        network_drive_type=network.integer("drive_type"),
        network_file_systems=frozenset(network.texts("file_systems")),
        services=tuple(_service(table) for table in top.tables("service")),
    )
    network.text("source")
    network.finish()
    top.finish()
    return locations


def _service(table: Table) -> SynchronisingService:
    service = SynchronisingService(
        label=table.text("label"),
        environment=table.texts("environment", ()),
        names=tuple(name.casefold() for name in table.texts("names")),
        prefixes=tuple(prefix.casefold() for prefix in table.texts("prefixes")),
        examples=table.texts("examples"),
    )
    table.text("source")
    table.finish()
    return service
