"""Migration 1: organisation, accounts, audit log, drafts, settings, guideline editions, files and disposals.

Rules of the tables: UUID keys; a ``revision`` that grows by one with each change; texts are ``''`` where empty;
days are ISO texts or NULL; moments are ISO texts in UTC; a reference is NULL where there is none; ``checksum`` is
the CRC-32 that ``records.py`` writes and checks.
"""

from sakusns_desktop.storage.migrations.migration import Migration

_OWN_DATA = (
    "CREATE TABLE register_info (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT",
    """CREATE TABLE schema_versions (
        version INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL, app_version TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE settings (
        name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL, checksum INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE drafts (
        form TEXT NOT NULL, subject_id TEXT NOT NULL, payload TEXT NOT NULL, saved_at TEXT NOT NULL,
        checksum INTEGER NOT NULL, PRIMARY KEY (form, subject_id)
    ) STRICT""",
)

_ORGANIZATION = (
    """CREATE TABLE units (
        id TEXT NOT NULL PRIMARY KEY, revision INTEGER NOT NULL, kind TEXT NOT NULL,
        parent_id TEXT REFERENCES units (id), name TEXT NOT NULL, kana TEXT NOT NULL, equivalent INTEGER NOT NULL,
        phone TEXT NOT NULL, mail TEXT NOT NULL, address TEXT NOT NULL, position INTEGER NOT NULL,
        from_day TEXT, until_day TEXT, deleted_at TEXT NOT NULL, checksum INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX units_by_parent ON units (parent_id)",
    """CREATE TABLE staff (
        id TEXT NOT NULL PRIMARY KEY, revision INTEGER NOT NULL, post TEXT NOT NULL, name TEXT NOT NULL,
        unit_id TEXT REFERENCES units (id), mail TEXT NOT NULL, phone TEXT NOT NULL, os_sign_in TEXT NOT NULL,
        from_day TEXT, until_day TEXT, deleted_at TEXT NOT NULL, checksum INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX staff_by_unit ON staff (unit_id)",
    "CREATE UNIQUE INDEX staff_by_sign_in ON staff (os_sign_in) WHERE os_sign_in <> '' AND deleted_at = ''",
    """CREATE TABLE role_assignments (
        id TEXT NOT NULL PRIMARY KEY, revision INTEGER NOT NULL, role TEXT NOT NULL, deputy INTEGER NOT NULL,
        staff_id TEXT REFERENCES staff (id), unit_id TEXT REFERENCES units (id),
        account_id TEXT REFERENCES accounts (id), from_day TEXT, until_day TEXT, deleted_at TEXT NOT NULL,
        checksum INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX role_assignments_by_staff ON role_assignments (staff_id)",
    "CREATE INDEX role_assignments_by_unit ON role_assignments (unit_id)",
    "CREATE INDEX role_assignments_by_account ON role_assignments (account_id)",
)

_ACCOUNTS = (
    # What the table on the screen shows comes first, so that reading it does not walk over the long texts.
    """CREATE TABLE accounts (
        id TEXT NOT NULL PRIMARY KEY, revision INTEGER NOT NULL, platform TEXT NOT NULL, display_name TEXT NOT NULL,
        handle TEXT NOT NULL, url TEXT NOT NULL, division_id TEXT REFERENCES units (id), state TEXT NOT NULL,
        numeric_id TEXT NOT NULL, purpose TEXT NOT NULL, opened_on TEXT, last_post_on TEXT, next_review_on TEXT,
        second_factor TEXT NOT NULL, verified_badge TEXT NOT NULL, registered_mail TEXT NOT NULL,
        login_id TEXT NOT NULL, contractor TEXT NOT NULL, deleted_at TEXT NOT NULL, search_text TEXT NOT NULL,
        audience TEXT NOT NULL, contractor_scope TEXT NOT NULL, registered_phone TEXT NOT NULL,
        registered_birth_date TEXT, second_factor_phone TEXT NOT NULL, second_factor_phone_ownership TEXT NOT NULL,
        backup_codes_place TEXT NOT NULL, outage_channel TEXT NOT NULL, closed_on TEXT,
        handle_at_closure TEXT NOT NULL, notes TEXT NOT NULL, checksum INTEGER NOT NULL
    ) STRICT""",
    "CREATE UNIQUE INDEX accounts_by_url ON accounts (url) WHERE url <> '' AND deleted_at = ''",
    "CREATE INDEX accounts_by_division ON accounts (division_id)",
    """CREATE TABLE account_devices (
        account_id TEXT NOT NULL REFERENCES accounts (id), position INTEGER NOT NULL, label TEXT NOT NULL,
        ownership TEXT NOT NULL, PRIMARY KEY (account_id, position)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE account_linked_apps (
        account_id TEXT NOT NULL REFERENCES accounts (id), position INTEGER NOT NULL, name TEXT NOT NULL,
        purpose TEXT NOT NULL, PRIMARY KEY (account_id, position)
    ) STRICT, WITHOUT ROWID""",
)

_FILES = (
    """CREATE TABLE guideline_editions (
        id TEXT NOT NULL PRIMARY KEY, loaded_at TEXT NOT NULL, source_name TEXT NOT NULL, text TEXT NOT NULL,
        sha256 TEXT NOT NULL, title TEXT NOT NULL, enacted_on TEXT, revised_on TEXT, disposed_at TEXT NOT NULL,
        checksum INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE stored_files (
        id TEXT NOT NULL PRIMARY KEY, subject_kind TEXT NOT NULL, subject_id TEXT NOT NULL, name TEXT NOT NULL,
        path TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL, added_at TEXT NOT NULL,
        disposed_at TEXT NOT NULL, checksum INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX stored_files_by_subject ON stored_files (subject_id)",
    "CREATE INDEX stored_files_by_path ON stored_files (path)",
)

_DISPOSALS = (
    """CREATE TABLE disposals (
        id TEXT NOT NULL PRIMARY KEY, decision_number TEXT NOT NULL, approved_by TEXT NOT NULL,
        approved_on TEXT NOT NULL, carried_out_at TEXT NOT NULL, checksum INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE disposal_items (
        disposal_id TEXT NOT NULL REFERENCES disposals (id), kind TEXT NOT NULL, subject_id TEXT NOT NULL,
        PRIMARY KEY (disposal_id, kind, subject_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX disposal_items_by_subject ON disposal_items (kind, subject_id)",
    """CREATE TABLE disposal_pending (
        disposal_id TEXT NOT NULL REFERENCES disposals (id), place TEXT NOT NULL, reason TEXT NOT NULL,
        PRIMARY KEY (disposal_id, place)
    ) STRICT, WITHOUT ROWID""",
)

_AUDIT_LOG = (
    """CREATE TABLE audit_log (
        sequence INTEGER NOT NULL PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, actor_staff_id TEXT NOT NULL,
        action TEXT NOT NULL, subject_kind TEXT NOT NULL, subject_id TEXT NOT NULL, detail_hash TEXT NOT NULL,
        previous_hash TEXT NOT NULL, entry_hash TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX audit_log_by_subject ON audit_log (subject_id, sequence)",
    "CREATE UNIQUE INDEX audit_log_by_hash ON audit_log (entry_hash)",
    """CREATE TABLE audit_details (
        sequence INTEGER NOT NULL PRIMARY KEY REFERENCES audit_log (sequence), salt TEXT NOT NULL, body TEXT NOT NULL
    ) STRICT""",
    "CREATE TABLE audit_head (id INTEGER NOT NULL PRIMARY KEY, count INTEGER NOT NULL, hash TEXT NOT NULL) STRICT",
    """CREATE TRIGGER audit_log_keeps_entries BEFORE UPDATE ON audit_log
    BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END""",
    """CREATE TRIGGER audit_log_keeps_every_entry BEFORE DELETE ON audit_log
    BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END""",
    # INSERT OR REPLACE would remove a row without the trigger for DELETE.
    """CREATE TRIGGER audit_log_grows_by_one BEFORE INSERT ON audit_log
    WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM audit_log)
    BEGIN SELECT RAISE(ABORT, 'audit_log grows by one'); END""",
    """CREATE TRIGGER audit_details_keep_texts BEFORE UPDATE ON audit_details
    BEGIN SELECT RAISE(ABORT, 'audit_details is append-only'); END""",
    """CREATE TRIGGER audit_details_come_with_their_entry BEFORE INSERT ON audit_details
    WHEN NEW.sequence IS NOT (SELECT max(sequence) FROM audit_log)
        OR EXISTS (SELECT 1 FROM audit_details WHERE sequence = NEW.sequence)
    BEGIN SELECT RAISE(ABORT, 'audit_details come with their entry'); END""",
    # 廃棄 (an approved act) alone removes texts.
    """CREATE TRIGGER audit_details_go_by_decision BEFORE DELETE ON audit_details
    WHEN NOT EXISTS (
        SELECT 1 FROM disposal_items WHERE kind = 'audit_detail'
            AND subject_id = (SELECT entry_hash FROM audit_log WHERE sequence = OLD.sequence)
    )
    BEGIN SELECT RAISE(ABORT, 'audit_details are removed by a decision alone'); END""",
)

REGISTER = Migration(
    version=1,
    name="register",
    statements=(*_OWN_DATA, *_ORGANIZATION, *_ACCOUNTS, *_FILES, *_DISPOSALS, *_AUDIT_LOG),
)
