"""2, 3(1), 3(2)ウ: the account inventory: add, change, delete, bring back."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sakusns_desktop.domain.account import Account, LifeCycleState
from sakusns_desktop.domain.account_address import normalise_url
from sakusns_desktop.domain.errors import ConflictError, InputError
from sakusns_desktop.domain.organization import Organization, Role
from sakusns_desktop.domain.platform import Platform
from sakusns_desktop.domain.text import fold
from sakusns_desktop.services.account_form import FormValues, ParsedAccount, parse_account
from sakusns_desktop.services.drafts import ACCOUNT_FORM
from sakusns_desktop.services.register import Change, Register, difference, new_id
from sakusns_desktop.storage.accounts import second_address

FORM = ACCOUNT_FORM
"""Name of the account form among the autosaved drafts."""

SEARCH_DAY_KEY = "search_state.day"
"""The day for which the search texts name the right people; kept beside the settings."""


class AccountService:
    """The mutations of the inventory. Each is one transaction with one audit entry.

    Args:
        register: the open register.
        platforms: the rows of ``resources/platforms.toml``.
        state_words: life-cycle state -> the word on the screen, so that search finds it.
    """

    def __init__(
        self, register: Register, platforms: Sequence[Platform], state_words: Mapping[LifeCycleState, str]
    ) -> None:
        self._register = register
        self._platforms = {platform.key: platform for platform in platforms}
        self._state_words = state_words

    def parse(self, base: Account, values: FormValues) -> ParsedAccount:
        """Read a form over ``base`` without keeping anything."""
        return parse_account(base, values, tuple(self._platforms.values()))

    def save(self, base: Account | None, values: FormValues) -> Change:
        """Keep a form: a new account where ``base`` is ``None``, else a change of it. Its draft is gone afterwards.

        Raises:
            InputError: the first blocking problem, at its field; nothing was kept, the draft still is.
            ConflictError: the account was changed meanwhile, or the URL belongs to another one.
        """
        draft_of = "" if base is None else base.id
        parsed = self.parse(base or Account(new_id(), revision=0), values)
        blocking = next((problem for problem in parsed.problems if problem.blocking), None)
        if blocking is not None:
            raise InputError(blocking.field, blocking.message)
        action = "account.added" if base is None else "account.updated"
        summary = f"「{parsed.account.display_name}」を" + ("追加しました。" if base is None else "直しました。")
        return self._write(action, base, parsed.account, summary, draft_of=draft_of)

    def delete(self, account_id: str) -> Change:
        """Take an account off the list; it can be brought back.

        Raises:
            NotFoundError: there is no such account.
        """
        before = self._register.accounts.get(account_id)
        after = replace(before, deleted_at=self._register.clock().isoformat())
        return self._write("account.deleted", before, after, f"「{before.display_name}」を削除しました。")

    def restore(self, account_id: str) -> Change:
        """Bring a deleted account back.

        Raises:
            NotFoundError: there is no such account.
            ConflictError: its URL belongs to another account by now.
        """
        before = self._register.accounts.get(account_id)
        after = replace(before, deleted_at="")
        return self._write("account.restored", before, after, f"「{before.display_name}」を元に戻しました。")

    def revert(self, change: Change) -> Change:
        """Take a change back, as a new change of its own.

        Raises:
            ConflictError: the account was changed again since.
        """
        done = change.after
        if not isinstance(done, Account):
            raise TypeError(type(done).__name__)
        current = self._register.accounts.get(done.id)
        if current.revision != done.revision:
            raise ConflictError("そのあとで変わったため、元に戻せません。", safe="いまの内容はそのままです。")
        target = replace(current, deleted_at=self._register.clock().isoformat())
        if isinstance(change.before, Account):
            target = change.before
        return self._write("account.reverted", current, target, f"「{current.display_name}」を元に戻しました。")

    def _write(
        self, action: str, before: Account | None, after: Account, summary: str, *, draft_of: str | None = None
    ) -> Change:
        register = self._register
        after = replace(after, revision=1 if before is None else before.revision + 1)
        organization = register.organization.load()
        with register.transaction():
            self._refuse_twin(after)
            text = self.search_text(after, organization)
            if before is None:
                register.accounts.add(after, text)
            else:
                register.accounts.update(after, text)
            old, new = difference(before, after)
            register.record(action, "account", after.id, before=old, after=new)
            if draft_of is not None:
                register.drafts.discard(FORM, draft_of)
        return Change(action, before, after, summary)

    def _refuse_twin(self, account: Account) -> None:
        """3(2)ウ: ``x.com/Saku`` and ``x.com/saku`` are one account; the register's own index takes them for two.

        Raises:
            ConflictError: the address belongs to another account, which is named.
        """
        if not account.url or account.deleted_at:
            return
        roughly, exactly = _roughly(account.url), self._address_key(account.url)
        for other_id, name, url in self._register.accounts.addresses():
            if other_id != account.id and _roughly(url) == roughly and self._address_key(url) == exactly:
                raise second_address(name)

    def _address_key(self, url: str) -> str:
        try:
            return normalise_url(url, tuple(self._platforms.values()))
        except InputError:
            return url  # kept as typed: no address of an account

    def search_text(self, account: Account, organization: Organization) -> str:
        """All that the search looks at, folded: every field, the platform's other names, unit and people by post."""
        platform = self._platforms.get(account.platform)
        division = organization.unit(account.division_id)
        department = organization.unit(division.parent_id) if division and division.parent_id else None
        today = self._register.today()
        people = [
            person
            for role in Role
            for deputy in (False, True)
            for person in organization.responsible(
                role, today, division_id=account.division_id, account_id=account.id, deputy=deputy
            )
        ]
        words = [
            account.display_name, account.handle, account.numeric_id, account.url, account.purpose, account.audience,
            account.contractor, account.contractor_scope, account.login_id, account.registered_mail,
            account.registered_phone, account.second_factor_phone, account.backup_codes_place, account.outage_channel,
            account.notes, self._state_words[account.state],
            *(device.label for device in account.devices),
            *(word for app in account.linked_apps for word in (app.name, app.purpose)),
            *((platform.label, *platform.aliases) if platform else ()),
            *(word for unit in (department, division) if unit for word in (unit.name, unit.kana)),
            *(word for person in people for word in (person.post, person.name)),
        ]  # fmt: skip
        return fold("\n".join(word for word in words if word))

    def refresh_search(self, division_ids: Sequence[str]) -> None:
        """Write the search text of these divisions' accounts anew, inside the caller's transaction."""
        organization = self._register.organization.load()
        if SEARCH_DAY_KEY not in self._register.settings.values():
            self.keep_search_day()
        for division_id in division_ids:
            for account in self._register.accounts.accounts_of_division(division_id):
                self._register.accounts.set_search_text(account.id, self.search_text(account, organization))

    def keep_search_day(self) -> None:
        """Write down for which day the search texts are right, inside the caller's transaction."""
        self._register.settings.set(SEARCH_DAY_KEY, json.dumps(self._register.today().isoformat()))


def _roughly(url: str) -> str:
    """What two addresses of one account surely share: a quick look that spares reading most of them."""
    return "".join(filter(str.isalnum, url.casefold()))
