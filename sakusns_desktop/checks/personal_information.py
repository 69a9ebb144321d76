"""5(1)ウ, 6(4): personal information: numbers, phones, mail, addresses and names, and what stands beside a name."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from sakusns_desktop.checks.lazy import LazyPattern
from sakusns_desktop.checks.names import Name, find_names
from sakusns_desktop.checks.subject import Subject
from sakusns_desktop.domain.post import Finding, Outcome

if TYPE_CHECKING:
    from sakusns_desktop.checks.addresses import Address

_MESSENGER_ID = LazyPattern(
    r"(?<!公式)(?<!公式の)(?<!公式 )(?:line|ライン|カカオ(?:トーク)?|discord|skype"
    r"|スカイプ)\s?の?\s?id(?!検索)\s?(?:は|:|=|→)?"
    r"\s?@?(?P<id>[a-z0-9][a-z0-9._\-]{2,24})",
    ("id",),
)
_PERSONAL_HANDLE = LazyPattern(
    r"(?:個人|私|僕|本人|プライベート|担当者?|職員|息子|娘|生徒|児童|部員|先生|店主|知人|友人|妻|夫|裏"
    r"|犯人|投稿者)の?[^。\n@]{0,10}"
    r"(?:x|twitter|ツイッター|インスタ(?:グラム)?|instagram|facebook|フェイスブック|tiktok|line"
    r"|アカウント|垢|sns)?[^。\n@]{0,8}"
    r"(?P<handle>@[a-z0-9_.]{3,30})|(?P<named>@[a-z0-9_.]{3,30})\s?(?:さん|様|くん|ちゃん|氏)(?:の(?:個人"
    r"|自宅|本名)|は(?:本名|市内|個人))",
    ("@",),
)
_PERSONAL_LINK = LazyPattern(
    r"(?:個人|私|僕|本人|プライベート|職員|担当者?)の?(?:x|twitter|ツイッター|インスタ(?:グラム)?"
    r"|instagram|facebook|フェイスブック|tiktok|line"
    r"|アカウント|sns)[^。\n]{0,12}(?P<url>\ue000{10,})",
    ("個人", "私の", "僕の", "本人", "プライベート", "職員の", "担当者の"),
)
_LONG_NUMBER = LazyPattern(r"\d[\d\-() .ー・]{5,}\d|\d{4}|\d-\d|・\d")
_OFFICIAL = LazyPattern(r"公式|市の|課の|市役所")
_NAME_AFTER_ADDRESS = LazyPattern(r"[\s、,　]{0,3}(?:にお?住まいの|在住の|の)?\s?")
_ADDRESS_SIGNS = ("番", "丁目", "-", "号室")
_PERSON_WORDS = ("生", "誕生日", "birthday", "歳", "代", "隣", "近所", "患者", "受給者", "利用者", "相談者", "住民")
MOST_NUMBERS = 200
"""More numbers of people than this are not told one by one."""
_LONGEST_JOIN = 8


def check_personal_information(subject: Subject) -> Iterator[Finding]:
    """Every finding about a person."""
    taken: list[tuple[int, int]] = []
    beside: list[tuple[int, int]] = []
    findings: list[Finding] = []
    if _LONG_NUMBER.search(subject.plain):
        from sakusns_desktop.checks.personal_numbers import check_numbers
        from sakusns_desktop.checks.phones import check_phones

        findings.extend(islice(check_numbers(subject, taken), MOST_NUMBERS))
        findings.extend(islice(check_phones(subject, taken), MOST_NUMBERS))
        beside.extend(taken)
    for start, end in subject.emails:
        host = subject.read[start:end].rpartition("@")[2]
        if host in subject.data.word_set("free_mail_hosts"):
            beside.append((start, end))
            findings.append(subject.finding("mail.private", "pii_email_private", start, end))
    addresses = _homes(subject, taken)
    names = find_names(subject, beside)
    yield from findings
    yield from _places(subject, addresses, names)
    if names or any(word in subject.plain for word in _PERSON_WORDS):
        from sakusns_desktop.checks.persons import check_births, check_persons

        yield from check_births(subject, names)
        yield from check_persons(subject, names)
    yield from _accounts(subject)


def _homes(subject: Subject, taken: list[tuple[int, int]]) -> list["Address"]:
    text = subject.plain
    if not any(sign in text for sign in _ADDRESS_SIGNS) and not any(
        word in text for word in subject.data.words("address_private")
    ):
        return []
    from sakusns_desktop.checks.addresses import find_addresses, is_home

    return [
        address
        for address in islice(find_addresses(subject), MOST_NUMBERS)
        if is_home(subject, address) and not any(start < address.end and address.start < end for start, end in taken)
    ]


def _places(subject: Subject, addresses: list["Address"], names: list[Name]) -> Iterator[Finding]:
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


def _follower(subject: Subject, address: "Address", names: list[Name]) -> Name | None:
    for name in names:
        gap = name.start - address.end
        if 0 <= gap <= _LONGEST_JOIN and _NAME_AFTER_ADDRESS.fullmatch(subject.plain, address.end, name.start):
            return name
    return None


def _accounts(subject: Subject) -> Iterator[Finding]:
    text = subject.plain
    for match in (
        match for pattern in (_MESSENGER_ID, _PERSONAL_HANDLE, _PERSONAL_LINK) for match in pattern.finditer(text)
    ):
        group = next(name for name, value in match.groupdict().items() if value)
        if _OFFICIAL.search(subject.plain[max(0, match.start() - 8) : match.start(group)]):
            continue
        yield subject.finding("persons.account", "pii_account_private", match.start(), match.end(group))
