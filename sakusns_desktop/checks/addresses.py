"""5(1)ウ, 6(4): addresses with a house number, where they are somebody's home."""

from collections.abc import Iterator
from typing import NamedTuple

from sakusns_desktop.checks.lazy import LazyPattern
from sakusns_desktop.checks.subject import Subject

_NUMBER = LazyPattern(
    r"(?<![\d\-./:,])(?:\d{1,5}番地(?:の\d{1,4}|-?\d{1,4})?(?:-\d{1,4})?|\d{1,2}丁目\s?\d{1,3}(?:番地?"
    r"|-)\s?\d{0,4}(?:号|-\d{1,4})?|\d{1,4}番\d{1,4}号?|\d{1,5}(?:-|の)\d{1,4}(?:-\d{1,4}){0,2}|\d{3,5})"
    r"(?![\d,]|[年月日円人名時分%件回本台個歳m割倍点票軒世食冊区番丁号票])"
)
_BUILDING = LazyPattern(
    r"\s{0,2}(?:(?!の)[^\W_のはがをに]{0,12}(?:コーポ|ハイツ|アパート|マンション|メゾン|レジデンス|ハイム|パレス|荘|住宅|団地|寮)"
    r"[^\W0-9_A-Zのはがをに]{0,8}\s?(?:[a-z]?-?\d{1,4}(?:号室?)?|\d{1,4}棟)?|\d{1,4}号室)"
)
_HEAD = LazyPattern(
    r"(?:(?:〒\s?)?(?P<postal>\d{3}-\d{4})[\s、,]{0,2})?(?:(?:東京都|北海道|京都府|大阪府"
    r"|[^\W!-~ぁ-ヿ]{2,3}県)\s?)?(?P<city>(?:[^\W!-~ぁ-ヵヷ-ヿ]{1,5}郡)?[^\W!-~ぁ-ヵヷ-ヿ]{1,6}[市町村](?:"
    r"[^\W!-~ぁ-ヿ]{1,4}区)?|[^\W!-~ぁ-ヿ]{1,4}区)?\s?(?:大字|字)?\Z"
)
_PLACE = LazyPattern(
    r"(?:(?:〒\s?)?(?P<postal>\d{3}-\d{4})[\s、,]{0,2})?(?:(?:東京都|北海道|京都府|大阪府"
    r"|[^\W!-~ぁ-ヿ]{2,3}県)\s?)?(?P<city>(?:[^\W!-~ぁ-ヵヷ-ヿ]{1,5}郡)?[^\W!-~ぁ-ヵヷ-ヿ]{1,6}?[市町村](?"
    r":[^\W!-~ぁ-ヿ]{1,4}区)?|[^\W!-~ぁ-ヿ]{1,4}区)\s?(?:大字|字)?[^\W!-~ぁ-ゟ]{1,8}\s?\Z"
)
_HOME = LazyPattern(
    r"(?<!皆)(?<!お子)(?<!お客)さん|(?<!皆)(?<![同多仕模有異])様(?![式々子])|様方"
    r"|(?<![住])宅(?![配地急])|くん|ちゃん|の方(?:、|は|へ|が|ご)|(?<=[\d荘])に?(?:お)?住(?:む|ん|ま)"
)
_LONGEST_TOWN = 6
_LOOK_BACK = 40


class Address(NamedTuple):
    """An address with a number; offsets in the folded text.

    Args:
        start: with its postal code.
        end: with its building.
        is_bare: no 番地 or hyphen, so only the words around make it an address.
    """

    start: int
    end: int
    is_bare: bool


def find_addresses(subject: Subject) -> Iterator[Address]:
    """Every address with a house number that is not the city's own."""
    text = subject.plain
    towns = subject.data.city.towns
    own = subject.data.city.addresses
    for match in _NUMBER.finditer(text):
        place = _place(text, match.start(), towns)
        if place is None:
            continue
        start, town_start = place
        is_bare = match[0].isdecimal()
        plain = (
            text[town_start : match.end()]
            .replace("番地の", "-")
            .replace("番地", "-")
            .replace("番", "-")
            .replace("号", "")
            .rstrip("-")
            .removeprefix("大字")
        )
        if any(plain.endswith(address) for address in own):
            continue
        building = _BUILDING.match(text, match.end())
        yield Address(start, building.end() if building else match.end(), is_bare and building is None)


def _place(text: str, end: int, towns: frozenset[str]) -> tuple[int, int] | None:
    """Where the address begins, and where its town does."""
    stop = end
    while stop and text[stop - 1] in " 、":
        stop -= 1
    for size in range(_LONGEST_TOWN, 0, -1):
        if stop >= size and text[stop - size : stop] in towns:
            begin = max(0, stop - size - _LOOK_BACK)
            head = _HEAD.search(text[begin : stop - size])
            start = begin + head.start() if head else stop - size
            is_town = head is not None and bool(head["city"])
            if size == 1 and not is_town:
                break
            return _skip(text, start), stop - size
    begin = max(0, stop - _LOOK_BACK)
    place = _PLACE.search(text[begin:stop])
    if place is None:
        return None
    start = begin + place.start()
    return _skip(text, start), start


def _skip(text: str, start: int) -> int:
    while text[start : start + 1] in {" ", "、", "〒"}:
        start += 1
    return start


def is_home(subject: Subject, address: Address) -> bool:
    """Somebody lives there, as far as the words around tell."""
    text = subject.plain
    start, end = address.start, address.end
    near = text[max(0, start - 18) : end + 14]
    if (
        any(word in near for word in subject.data.words("address_private"))
        or _HOME.search(near)
        or _BUILDING.search(text[start:end])
    ):
        return True
    if address.is_bare:
        return False
    beside = text[max(0, start - 60) : end + 24]
    return not any(word in beside for word in subject.data.words("address_public"))
