"""Stores what a form of the register looks like, once for each migration: ``python tests/stored_registers.py``.

Writes ``register_v{n}.sqlite3``, ``backup_v{n}.zip`` and ``register_v{n}.json`` (what must be read from them for good)
into ``tests/upgrade``, and the SHA-256 of each migration into ``frozen.json``. It never writes over what is stored:
people have files like that.
"""

import hashlib
import json
import sys
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

STORED = Path(__file__).resolve().parent / "upgrade"
sys.path[:0] = [str(STORED.parent.parent), str(STORED.parent)]

from storage_samples import NOW, fill  # noqa: E402

from sakusns_desktop.storage.accounts import AccountRepository  # noqa: E402
from sakusns_desktop.storage.archive import make_archive  # noqa: E402
from sakusns_desktop.storage.audit_log import AuditLog  # noqa: E402
from sakusns_desktop.storage.database import Database, open_database  # noqa: E402
from sakusns_desktop.storage.disposals import DisposalRepository  # noqa: E402
from sakusns_desktop.storage.drafts import DraftRepository  # noqa: E402
from sakusns_desktop.storage.guideline_editions import GuidelineEditionRepository  # noqa: E402
from sakusns_desktop.storage.migrations import MIGRATIONS, SCHEMA_VERSION, Migration  # noqa: E402
from sakusns_desktop.storage.organization import OrganizationRepository  # noqa: E402
from sakusns_desktop.storage.settings import SettingsRepository  # noqa: E402
from sakusns_desktop.storage.stored_files import FileStore  # noqa: E402

Content = dict[str, list[dict[str, object]]]
"""Kind of record -> records as JSON holds them."""


def content(db: Database) -> Content:
    """Everything in a register, as JSON holds it."""
    organization = OrganizationRepository(db).load(include_deleted=True)
    records: dict[str, list[object]] = {
        "units": [*organization.units],
        "staff": [*organization.staff],
        "assignments": [*organization.assignments],
        "accounts": [*AccountRepository(db).all(include_deleted=True)],
        "rows": [row._asdict() for row in AccountRepository(db).rows(include_deleted=True)],
        "drafts": [*DraftRepository(db).all()],
        "settings": [SettingsRepository(db).values()],
        "guideline_editions": [*GuidelineEditionRepository(db).all()],
        "files": [*FileStore(db, Path()).all()],
        "disposals": [*DisposalRepository(db).all()],
        "audit_log": [*AuditLog(db).entries(1000)],
    }
    told = {kind: [row if isinstance(row, dict) else asdict(row) for row in rows] for kind, rows in records.items()}  # type: ignore[call-overload]
    read_back: Content = json.loads(json.dumps(told, default=str))
    return read_back


def fingerprint(migration: Migration) -> str:
    """SHA-256 over a migration's number and statements."""
    told = json.dumps([migration.version, migration.name, *migration.statements])
    return hashlib.sha256(told.encode()).hexdigest()


def store(folder: Path) -> bool:
    """Store today's form in ``folder``. Returns whether it was still to be stored."""
    name = f"register_v{SCHEMA_VERSION}"
    register = folder / f"{name}.sqlite3"
    if register.exists():
        return False
    with closing(open_database(register)) as db:
        fill(db)
        make_archive(db, folder, folder / f"backup_v{SCHEMA_VERSION}.zip", now=NOW)
        db.compact()
        db.become_one_file()
        expected = json.dumps(content(db), ensure_ascii=False, indent=1)
        (folder / f"{name}.json").write_text(f"{expected}\n", encoding="utf-8")
    frozen = {str(migration.version): fingerprint(migration) for migration in MIGRATIONS}
    (folder / "frozen.json").write_text(f"{json.dumps(frozen, indent=1)}\n", encoding="utf-8")
    return True


if __name__ == "__main__":
    raise SystemExit(0 if store(STORED) else f"form {SCHEMA_VERSION} is stored already")
