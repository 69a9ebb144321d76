"""5(1)ウ, 5(1)オ: phone numbers: the city's own, a citizen's, and those written wrongly.

Mobile numbers begin with 060 to 090. Numbers of Japan by 電気通信番号計画; area codes by ``phonenumbers``, which is
loaded only for a number that the quick rules cannot settle.
"""

from collections.abc import Iterator

from sakusns_desktop.checks.lazy import LazyPattern
from sakusns_desktop.checks.subject import Subject
from sakusns_desktop.domain.post import Finding, Outcome

_SIGNS = r"[\-‐–—−ー.()・]"
_CANDIDATE = LazyPattern(
    rf"(?<![\d.,/¥\-+])(?<!\d:)(?<![a-km-wyz])(?:\+81[ \-]?\(?0?\)?|\(?0)\d{{1,5}}(?:{_SIGNS}{{1,2}} ?"
    rf"| )?\d{{1,5}}(?:(?:{_SIGNS}{{1,2}} ?| )?\d{{1,5}})?(?!\d|{_SIGNS}\d| \d)"
)
_WORD = LazyPattern(
    r"(?:tel|電話|☎|℡|📞|携帯|けいたい|スマホ|連絡先|連絡|fax|ファ[クッ]|問い?合わ?せ|ダイヤル|番号|直通"
    r"|申し?込み?|予約|自宅)[^。\n\d]{0,14}\Z"
)
_SPLIT = LazyPattern(r"\d+")
_EMERGENCY_WORD = LazyPattern(r"ファ[クッ]")
_MOBILE = LazyPattern(r"0[6789]0")
_FREE = {"0120": 10, "0570": 10, "0800": 11, "0990": 10, "0180": 10, "0170": 10}
_PERSON = LazyPattern(r"(?<!皆)(?<!お子)(?<!お客)(?<!さん)さん|(?<!皆)様(?![式々子])|くん|ちゃん|氏")


def check_phones(subject: Subject, taken: list[tuple[int, int]]) -> Iterator[Finding]:
    """Every finding about phone numbers.

    Args:
        subject: the draft.
        taken: spans that are other numbers; private phones are added.
    """
    text = subject.plain
    for match in _CANDIDATE.finditer(text):
        start, end = match.span()
        if any(first < end and start < last for first, last in taken):
            continue
        digits = _digits(match[0])
        said = _WORD.search(text[max(0, start - 24) : start]) is not None
        parts = _SPLIT.findall(match[0])
        if not 8 <= len(digits) <= 13 or (
            len(parts) < 3 and not said and not (_MOBILE.match(digits) and len(digits) == 11)
        ):
            continue
        if _is_postal(text, start, parts):
            continue
        finding = _judge(subject, start, end, digits, parts, said=said)
        if finding is not None:
            if finding.kind == "pii_phone_private":
                taken.append((start, end))
            yield finding


def _digits(text: str) -> str:
    digits = "".join(sign for sign in text if sign.isdecimal())
    if not text.startswith("+81"):
        return digits
    rest = digits[2:]
    return rest if rest.startswith("0") else "0" + rest


def _is_postal(text: str, start: int, parts: list[str]) -> bool:
    return (
        [len(part) for part in parts[:2]] == [3, 4]
        and len(parts) == 2
        and text[max(0, start - 2) : start].strip()[-1:] in {"〒", "T"}
    )


def _judge(subject: Subject, start: int, end: int, digits: str, parts: list[str], *, said: bool) -> Finding | None:
    if digits in subject.data.city.phones:
        if len(parts) == 3 and not _is_well_split(digits, parts, subject.data.area_codes):
            return _format(
                subject, start, end, "区切りの位置が違います。", _joined(digits, subject.data.city.area_code)
            )
        return None
    special = _FREE.get(digits[:4])
    if special is not None:
        if len(digits) != special:
            return _format(subject, start, end, f"{digits[:4]}の番号は{special}けたですが、{len(digits)}けたあります。")
        return None
    if _MOBILE.match(digits):
        if len(digits) == 11:
            return subject.finding(
                "phones.mobile",
                "pii_phone_private",
                start,
                end,
                "携帯電話の番号です。個人の番号でないか確かめてください。",
            )
        if 9 <= len(digits) <= 12:
            return _format(subject, start, end, f"携帯電話の番号は11けたですが、{len(digits)}けたあります。")
        return None
    if digits.startswith("050"):
        return (
            _landline(subject, start, end)
            if len(digits) == 11
            else _format(subject, start, end, f"050の番号は11けたですが、{len(digits)}けたあります。")
        )
    if digits.startswith("00"):
        return None
    if len(digits) != 10:
        if len(digits) in {9, 11} or said:
            return _format(subject, start, end, f"市外局番からの番号は10けたですが、{len(digits)}けたあります。")
        return None
    if len(parts) == 3 and not parts[0].startswith("81") and not _is_well_split(digits, parts, subject.data.area_codes):
        right = national_format(digits)
        if right is None:
            return _format(subject, start, end, "使われていない番号です。")
        if right.split("-") != parts:
            return _format(subject, start, end, "区切りの位置が違います。", right)
    return _landline(subject, start, end)


def _is_well_split(digits: str, parts: list[str], area_codes: frozenset[str]) -> bool:
    """Split after its area code, and before the last four digits."""
    code = next((digits[:size] for size in range(5, 1, -1) if digits[:size] in area_codes), "")
    return parts == [code, digits[len(code) : -4], digits[-4:]]


def _joined(digits: str, area_code: str) -> str:
    return f"{area_code}-{digits[len(area_code) : -4]}-{digits[-4:]}"


def national_format(digits: str) -> str | None:
    """``0267-62-2111``, or ``None`` where Japan has no such number."""
    import phonenumbers

    try:
        number = phonenumbers.parse(digits, "JP")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL))


def _landline(subject: Subject, start: int, end: int) -> Finding | None:
    """A number of a house or an office: the words around tell."""
    text = subject.plain
    begin, stop = subject.sentence(start, end)
    beside = text[max(begin, start - 40) : min(stop, end + 20)]
    near = text[max(begin, start - 16) : min(stop, end + 10)]
    if any(word in near for word in subject.data.words("phone_private")) or _PERSON.search(near):
        return subject.finding("phones.home", "pii_phone_private", start, end)
    offices = subject.data.words("phone_office")
    if any(word in beside for word in offices) or any(word in subject.line(start, end) for word in offices):
        return None
    before = text[max(0, start - 60) : start]
    if any(word in before for word in offices):
        return None
    return subject.finding(
        "phones.unknown",
        "pii_phone_private",
        start,
        end,
        "市の番号の一覧にない番号です。公表してよい番号か確かめてください。",
        outcome=Outcome.REVIEW,
    )


def _format(subject: Subject, start: int, end: int, message: str, right: str | None = None) -> Finding:
    return subject.finding("phones.format", "phone_format", start, end, message, (right,) if right else ())
