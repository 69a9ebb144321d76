"""2, 3(2)イ: platforms (X, LINE, ...) and the rules for handles and addresses on each of them.

Everything that differs from platform to platform comes in as data (``resources/platforms.toml``). Patterns stay
texts until they are used: compiling all of them would delay every start.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sakusns_desktop.domain.errors import InputError

OTHER = "other"
"""Key of the row that takes every platform without rules of its own."""


class RouteKind(StrEnum):
    """What an address of a platform leads to."""

    ACCOUNT = "account"
    POST = "post"
    ADMIN = "admin"
    OLD_NAME = "old_name"
    PERSONAL = "personal"
    REDIRECT = "redirect"


@dataclass(frozen=True, slots=True)
class Route:
    """One form of address on a platform.

    Args:
        kind: what the address leads to; a ``REDIRECT`` carries the real address in its query.
        path: matched against the whole decoded path; may name the groups ``handle``, ``numeric_id`` and ``name``.
        hosts: the hosts on which this form exists; empty for all of the platform.
        query: query parameter -> ``handle``, ``numeric_id`` or ``url``; all of them must be there.
        canonical: template of the canonical address where it is not the platform's own.
        example: an address of this form, tried by the tests.
    """

    kind: RouteKind
    path: str
    hosts: tuple[str, ...] = ()
    query: tuple[tuple[str, str], ...] = ()
    canonical: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class HandleRule:
    """What a handle may look like, without its leading ``@``.

    Args:
        pattern: matched against the whole handle.
        at_sign: the platform shows it with ``@``.
        case_sensitive: ``Saku`` and ``saku`` are two accounts.
        ignored: characters that do not count when two handles are compared.
        rule: the rule in Japanese, shown where a handle breaks it.
    """

    pattern: str
    minimum: int
    maximum: int
    at_sign: bool
    case_sensitive: bool
    ignored: str
    rule: str


@dataclass(frozen=True, slots=True)
class Platform:
    """One row of ``resources/platforms.toml``.

    Args:
        key: as stored in the register; label: in full; short_label: in tables.
        aliases: other words by which people search for it.
        hosts: host names that belong to it; subdomain: pattern of the prefixes that lead to the same pages.
        short_link_hosts: hosts of its short links, which do not show whose account they lead to.
        brands: words that a look-alike host would use.
        reserved: first words of a path that are never a handle, lower case.
        numeric_id: pattern of the id that survives a change of handle; numeric_id_place: where a person finds it.
        canonical, canonical_numeric: templates of the address by handle and by persistent id.
        tracking_parameters: query parameters that only say who shared an address; ``utm_*`` stands for a prefix.
        source, checked_on: where the rules were read, and when.
    """

    key: str
    label: str
    short_label: str
    aliases: tuple[str, ...]
    hosts: tuple[str, ...]
    subdomain: str
    short_link_hosts: tuple[str, ...]
    brands: tuple[str, ...]
    reserved: frozenset[str]
    handle: HandleRule
    numeric_id: str
    numeric_id_place: str
    canonical: str
    canonical_numeric: str
    routes: tuple[Route, ...]
    tracking_parameters: tuple[str, ...]
    source: str
    checked_on: date

    def shown_handle(self, handle: str) -> str:
        """The handle as the platform shows it: ``@saku`` on X, ``saku`` on Facebook."""
        return f"@{handle}" if handle and self.handle.at_sign else handle

    def comparable_handle(self, handle: str) -> str:
        """The form in which two handles of this platform are compared."""
        plain = clean_handle(handle)
        kept = "".join(character for character in plain if character not in self.handle.ignored)
        return kept if self.handle.case_sensitive else kept.casefold()

    def handle_fits(self, handle: str) -> bool:
        """True where the handle keeps the platform's rule and is not one of its own pages."""
        rule = self.handle
        if handle.casefold() in self.reserved:
            return False
        return rule.minimum <= len(handle) <= rule.maximum and re.fullmatch(rule.pattern, handle) is not None


def platform_of(platforms: Iterable[Platform], key: str) -> Platform | None:
    """The row with this key, ``None`` where there is none."""
    return next((row for row in platforms if row.key == key), None)


def is_tracking(platforms: Iterable[Platform], parameter: str) -> bool:
    """True for a query parameter that only tells where a visitor came from."""
    name = parameter.casefold()
    return any(
        name.startswith(known[:-1]) if known.endswith("*") else name == known
        for row in platforms
        for known in row.tracking_parameters
    )


def clean_handle(text: str) -> str:
    """A handle as typed, without blanks around it and leading ``@``; full-width letters become narrow."""
    return re.sub(r"\A[@\s]+", "", unicodedata.normalize("NFKC", text)).rstrip()


def validate_handle(platform: Platform, handle: str) -> str:
    """The handle in the form in which it is stored, without ``@``.

    Raises:
        InputError: (field ``handle``) it breaks the platform's rule; the message says the rule.
    """
    cleaned = clean_handle(handle)
    if not cleaned or platform.handle_fits(cleaned):
        return cleaned
    raise InputError(
        "handle",
        f"{platform.short_label}のIDとして使えない形です。{platform.handle.rule}",
        safe="入力した内容は残っています。",
        next_step="画面に表示されるIDを、もう一度確かめてください。",
    )
