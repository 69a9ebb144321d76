"""A register of a given size for the benchmarks: the sample city, and as many further accounts as are wanted."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count, cycle, product
from pathlib import Path

from sakusns_desktop.composition import open_services
from sakusns_desktop.domain.account import Account
from sakusns_desktop.services.register import difference
from sakusns_desktop.services.sample_data import SAMPLE_SIGN_IN, fill_with_sample
from sakusns_desktop.services.services import Services

PLACES = ("中央", "浅間", "野沢", "中込", "東", "臼田", "浅科", "望月", "岩村田", "平賀", "内山", "春日")
SUBJECTS = ("観光", "図書館", "防災", "子育て", "水道", "文化財", "スポーツ", "農業", "商工", "移住", "消防", "公民館")


def make_register(folder: Path, accounts: int) -> None:
    """Make a register with the sample city in a folder that does not exist yet, grown to so many accounts.

    Every further account is a copy of a sample account with its own name, handle, numeric id and address, in the
    same share of states, platforms and faults; each has its entry in the audit log.
    """
    services = open_services(folder, sign_in=SAMPLE_SIGN_IN)
    try:
        fill_with_sample(services.register, services.accounts)
        _grow(services, accounts)
    finally:
        services.close()


def _grow(services: Services, accounts: int) -> None:
    register = services.register
    samples = register.accounts.all()
    organization = register.organization.load()
    copies, now = _copies(samples), register.clock()
    with register.transaction():
        for _missing in range(accounts - len(samples)):
            account = next(copies)
            register.accounts.add(account, services.accounts.search_text(account, organization))
            register.audit.append(  # not by ``record``, which looks up who acts each time: this takes seconds otherwise
                at=now,
                actor=SAMPLE_SIGN_IN,
                actor_staff_id="",
                action="account.added",
                subject_kind="account",
                subject_id=account.id,
                after=difference(None, account)[1],
            )


def _copies(samples: tuple[Account, ...]) -> Iterator[Account]:
    names = cycle(product(PLACES, SUBJECTS))
    for number, sample, (place, subject) in zip(count(1), cycle(samples), names):
        handle = f"smp{number:06d}" if sample.handle else ""
        same = sample.handle and sample.url.casefold().endswith(sample.handle.casefold())
        head = sample.url[: -len(sample.handle)] if same else f"{sample.url}{number}"
        yield replace(
            sample,
            id=f"00000000-0000-4000-8000-{number:012d}",
            display_name=f"{place}{subject}{number}（見本）",
            handle=handle,
            numeric_id=f"{number:017d}" if sample.numeric_id else "",
            url=f"{head}{handle}" if same else head if sample.url else "",
            purpose=f"{place}の{subject}のお知らせを届けます。",
        )
