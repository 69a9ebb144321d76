"""5(1)ウ, 6(4): personal information: numbers, phones, mail, addresses and names, and what stands beside a name."""

import re
from collections.abc import Iterator

from sakusns_desktop.checks.addresses import Address, find_addresses, is_home
from sakusns_desktop.checks.names import Name, find_names
from sakusns_desktop.checks.personal_numbers import check_numbers
from sakusns_desktop.checks.persons import check_births, check_persons
from sakusns_desktop.checks.phones import check_phones
from sakusns_desktop.checks.subject import Subject
from sakusns_desktop.domain.post import Finding, Outcome

_PRIVATE_ACCOUNT = re.compile(
    r"(?<!公式)(?<!公式の)(?<!公式 )(?:line|ライン|カカオ(?:トーク)?|discord|skype|スカイプ)\s?(?:の)?\s?id(?!検索)\s?(?:は|:|=|→)?\s?@?(?P<id>[a-z0-9][a-z0-9._\-]{2,24})"
    r"|(?:個人|私|僕|本人|プライベート|担当者?|職員|息子|娘|生徒|児童|部員|先生|店主|知人|友人|妻|夫|裏|犯人|投稿者)の?[^。\n@]{0,10}(?:x|twitter|ツイッター|インスタ(?:グラム)?|instagram|facebook|フェイスブック|tiktok|line|アカウント|垢|sns)?[^。\n@]{0,8}(?P<handle>@[a-z0-9_.]{3,30})"
    r"|(?P<named>@[a-z0-9_.]{3,30})\s?(?:さん|様|くん|ちゃん|氏)(?:の(?:個人|自宅|本名)|は(?:本名|市内|個人))"
    r"|(?:個人|私|僕|本人|プライベート|職員|担当者?)の?(?:x|twitter|ツイッター|インスタ(?:グラム)?|instagram|facebook|フェイスブック|tiktok|line|アカウント|sns)[^。\n]{0,12}(?P<url>\ue000{10,})"
)
_OFFICIAL = re.compile(r"公式|市の|課の|市役所")
_NAME_AFTER_ADDRESS = re.compile(r"[\s、,　]{0,3}(?:にお?住まいの|在住の|の)?\s?")
_LONGEST_JOIN = 8


def check_personal_information(subject: Subject) -> Iterator[Finding]:
    """Every finding about a person."""
    taken: list[tuple[int, int]] = []
    beside: list[tuple[int, int]] = []
    findings: list[Finding] = []
    if any(sign.isdecimal() for sign in subject.plain):
        findings.extend(check_numbers(subject, taken))
        findings.extend(check_phones(subject, taken))
        beside.extend(taken)
    for start, end in subject.emails:
        host = subject.read[start:end].rpartition("@")[2]
        if host in subject.data.word_set("free_mail_hosts"):
            beside.append((start, end))
            findings.append(subject.finding("mail.private", "pii_email_private", start, end))
    addresses = [
        address
        for address in find_addresses(subject)
        if is_home(subject, address) and not any(start < address.end and address.start < end for start, end in taken)
    ]
    names = find_names(subject, beside)
    yield from findings
    yield from _places(subject, addresses, names)
    yield from check_births(subject, names)
    yield from check_persons(subject, names)
    yield from _accounts(subject)


def _places(subject: Subject, addresses: list[Address], names: list[Name]) -> Iterator[Finding]:
    """Addresses and names; an address that a name follows at once is one finding."""
    joined: set[Name] = set()
    for address in addresses:
        follower = _follower(subject, address, names)
        if follower is not None:
            joined.add(follower)
            yield subject.finding("persons.name_address", "pii_name_address", address.start, follower.end)
        else:
            yield subject.finding("persons.address", "pii_address", address.start, address.end)
    for name in names:
        if not name.is_quiet and name not in joined:
            outcome = None if name.is_sure else Outcome.REVIEW
            yield subject.finding("persons.name", "pii_name", name.start, name.end, outcome=outcome)


def _follower(subject: Subject, address: Address, names: list[Name]) -> Name | None:
    for name in names:
        gap = name.start - address.end
        if 0 <= gap <= _LONGEST_JOIN and _NAME_AFTER_ADDRESS.fullmatch(subject.plain, address.end, name.start):
            return name
    return None


def _accounts(subject: Subject) -> Iterator[Finding]:
    for match in _PRIVATE_ACCOUNT.finditer(subject.plain):
        group = next(name for name, value in match.groupdict().items() if value)
        if _OFFICIAL.search(subject.plain[max(0, match.start() - 8) : match.start(group)]):
            continue
        yield subject.finding("persons.account", "pii_account_private", match.start(), match.end(group))
