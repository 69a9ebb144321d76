"""The register's form, step by step. Append only: a migration that people have used is never changed again.

Each has its own module, its own stored file in ``tests/upgrade`` and a test that opens that file.
"""

from sakusns_desktop.storage.migrations.m0001_register import REGISTER
from sakusns_desktop.storage.migrations.migration import Migration

MIGRATIONS: tuple[Migration, ...] = (REGISTER,)
"""In order; ``MIGRATIONS[n - 1].version == n``."""

SCHEMA_VERSION = MIGRATIONS[-1].version
"""What this version of the app writes into ``user_version``."""

__all__ = ["MIGRATIONS", "SCHEMA_VERSION", "Migration"]
