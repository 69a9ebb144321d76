"""2, 3(1), 3(2)ウ: the account inventory in the register."""

from typing import NamedTuple

from sakusns_desktop.domain.account import Account, Device, LifeCycleState, LinkedApp, Ownership
from sakusns_desktop.domain.errors import ConflictError
from sakusns_desktop.domain.text import fold
from sakusns_desktop.storage.database import Database, Row, SqlValue
from sakusns_desktop.storage.records import RecordTable
from sakusns_desktop.storage.revised import missing, write_revision
from sakusns_desktop.storage.sql_errors import damaged

ACCOUNTS = RecordTable(
    "accounts", Account, references=("division_id",), elsewhere=("devices", "linked_apps"), noun="アカウント"
)


class AccountRow(NamedTuple):
    """What the inventory's table shows and searches. Days are ISO texts or ``None``, enums their values as text."""

    id: str
    platform: str
    display_name: str
    handle: str
    url: str
    division_id: str
    state: str
    numeric_id: str
    purpose: str
    opened_on: str | None
    last_post_on: str | None
    next_review_on: str | None
    second_factor: str
    verified_badge: str
    registered_mail: str
    login_id: str
    contractor: str
    deleted_at: str
    search_text: str


class AccountOutline(NamedTuple):
    """What a walk over all accounts looks at; a fraction of ``AccountRow``, at every start."""

    id: str
    display_name: str
    handle: str
    url: str
    division_id: str
    state: str


_ROW_COLUMNS = ", ".join("coalesce(division_id, '')" if name == "division_id" else name for name in AccountRow._fields)


class AccountRepository:
    """Accounts with their devices and linked apps."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, account_id: str) -> Account:
        """The account with this id, deleted or not.

        Raises:
            NotFoundError: there is none.
            DatabaseDamagedError: it is not what was written.
        """
        found = self._read("WHERE id = ?", account_id)
        if not found:
            raise missing(ACCOUNTS.noun)
        return found[0]

    def find_by_url(self, url: str, include_deleted: bool = False) -> Account | None:
        """The account with this canonical address, ``None`` where there is none; the living one first."""
        alive = "" if include_deleted else " AND deleted_at = ''"
        row = self._db.read_one(
            f"SELECT id FROM accounts WHERE url = ? AND url <> ''{alive} ORDER BY deleted_at <> '', rowid",  # noqa: S608
            (url,),
        )
        return None if row is None else self.get(row[0])

    def all(self, include_deleted: bool = False) -> tuple[Account, ...]:
        """Every account, in the order in which they were added."""
        return self._read("" if include_deleted else "WHERE deleted_at = ''")

    def accounts_of_division(self, division_id: str) -> tuple[Account, ...]:
        """The accounts in a division's charge, without deleted ones."""
        return self._read("WHERE division_id = ? AND deleted_at = ''", division_id)

    def rows(self, include_deleted: bool = False) -> list[AccountRow]:
        """Every account as the table shows it, in the order in which they were added."""
        condition = "" if include_deleted else " WHERE deleted_at = ''"
        sql = f"SELECT {_ROW_COLUMNS} FROM accounts{condition}"  # noqa: S608
        return self._db.read_as(AccountRow._make, sql)

    def outlines(self) -> list[AccountOutline]:
        """Every account that is not deleted, in the order in which they were added."""
        sql = (
            "SELECT id, display_name, handle, url, coalesce(division_id, ''), state FROM accounts WHERE deleted_at = ''"
        )
        return self._db.read_as(AccountOutline._make, sql)

    def addresses(self) -> list[tuple[str, str, str]]:
        """Id, name and canonical address of every account that has one, without deleted ones."""
        return self._db.read("SELECT id, display_name, url FROM accounts WHERE url <> '' AND deleted_at = ''")

    def count_by_state(self) -> dict[LifeCycleState, int]:
        """How many accounts stand in each state, zeros included, without deleted ones."""
        rows = self._db.read("SELECT state, count(*) FROM accounts WHERE deleted_at = '' GROUP BY state")
        counted: dict[str, int] = dict(rows)
        if not counted.keys() <= set(LifeCycleState):
            raise damaged(ACCOUNTS.noun)
        return {state: counted.get(state.value, 0) for state in LifeCycleState}

    def add(self, account: Account, search_text: str) -> None:
        """Keep a new account.

        Args:
            search_text: all that the search looks at, folded.

        Raises:
            ConflictError: its id is taken, or its address belongs to another account, which is named.
            NotFoundError: its division is not there.
        """
        with self._db.writing():
            self._refuse_second_url(account)
            ACCOUNTS.insert(self._db, account, _extra(account, search_text))
            self._write_parts(account)

    def update(self, account: Account, search_text: str) -> None:
        """Keep a change; ``account.revision`` is the new one, the register must hold the one before.

        Raises:
            ConflictError: the register holds another revision, or the address belongs to another account.
            NotFoundError: there is no such account, or its division is not there.
        """
        with self._db.writing():
            self._refuse_second_url(account)
            write_revision(self._db, ACCOUNTS, account, _extra(account, search_text))
            for table in ("account_devices", "account_linked_apps"):
                self._db.write(f"DELETE FROM {table} WHERE account_id = ?", (account.id,))  # noqa: S608
            self._write_parts(account)

    def set_search_text(self, account_id: str, search_text: str) -> None:
        """Write what the search looks at anew (a division has another name); no change of the account.

        Raises:
            NotFoundError: there is no such account.
        """
        with self._db.writing():
            extra = _extra(self.get(account_id), search_text)
            self._db.write(
                "UPDATE accounts SET search_text = ?, checksum = ? WHERE id = ?", (*extra.values(), account_id)
            )

    def remove_from_search(self, word: str) -> None:
        """Take a word on a line of its own out of what the search looks at (廃棄); no change of accounts."""
        folded = fold(word)
        with self._db.writing():
            for account_id, text in self._db.read("SELECT id, search_text FROM accounts"):
                lines = text.split("\n")
                if folded in lines:
                    self.set_search_text(account_id, "\n".join(line for line in lines if line != folded))

    def _refuse_second_url(self, account: Account) -> None:
        if not account.url or account.deleted_at:
            return
        other = self._db.read_one(
            "SELECT display_name FROM accounts WHERE url = ? AND url <> '' AND deleted_at = '' AND id <> ?",
            (account.url, account.id),
        )
        if other is not None:
            raise second_address(other[0])

    def _write_parts(self, account: Account) -> None:
        self._db.write_many(
            "INSERT INTO account_devices VALUES (?, ?, ?, ?)",
            [(account.id, place, device.label, device.ownership.value) for place, device in enumerate(account.devices)],
        )
        self._db.write_many(
            "INSERT INTO account_linked_apps VALUES (?, ?, ?, ?)",
            [(account.id, place, app.name, app.purpose) for place, app in enumerate(account.linked_apps)],
        )

    def _read(self, condition: str, *values: SqlValue) -> tuple[Account, ...]:
        with self._db.reading():
            rows = self._db.read(f"{ACCOUNTS.select}, search_text, checksum FROM accounts {condition}", values)
            devices = self._parts("account_devices", rows)
            apps = self._parts("account_linked_apps", rows)
        return tuple(_account(row, devices.get(row[0], []), apps.get(row[0], [])) for row in rows)

    def _parts(self, table: str, owners: list[Row]) -> dict[str, list[Row]]:
        one = len(owners) == 1
        condition = " WHERE account_id = ?" if one else ""
        found: dict[str, list[Row]] = {}
        if owners:
            for row in self._db.read(
                f"SELECT * FROM {table}{condition} ORDER BY account_id, position",  # noqa: S608
                owners[0][:1] if one else (),
            ):
                found.setdefault(row[0], []).append(row[2:])
        return found


def second_address(name: str) -> ConflictError:
    """The error for an address that belongs to another account, which is named."""
    return ConflictError(
        f"このURLは「{name or '名前のないアカウント'}」として台帳にもうあります。",
        safe="入力した内容は残っています。",
        next_step="URLを確かめるか、すでにあるアカウントを直してください。",
    )


def _extra(account: Account, search_text: str) -> dict[str, SqlValue]:
    return {"search_text": search_text, "checksum": ACCOUNTS.checksum(account, *_parts_told(account), search_text)}


def _parts_told(account: Account) -> list[str]:
    devices = [f"device\x1f{device.label}\x1f{device.ownership.value}" for device in account.devices]
    return [*devices, *(f"app\x1f{app.name}\x1f{app.purpose}" for app in account.linked_apps)]


def _account(row: Row, devices: list[Row], apps: list[Row]) -> Account:
    *values, search_text, written = row
    try:
        own_devices = tuple(Device(label, Ownership(ownership)) for label, ownership in devices)
    except ValueError as error:
        raise damaged(ACCOUNTS.noun) from error
    own_apps = tuple(LinkedApp(name, purpose) for name, purpose in apps)
    account = ACCOUNTS.decode(tuple(values), devices=own_devices, linked_apps=own_apps)
    if ACCOUNTS.row_checksum(values, *_parts_told(account), search_text) != written:
        raise damaged(ACCOUNTS.noun)
    return account
