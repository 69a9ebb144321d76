"""5(1)ウ, 6(4): numbers that belong to a person: My Number, cards, accounts, pension, licence, insurance, plates.

My Number's check digit: 総務省令 平成26年第85号 第5条. Cards: Luhn. A number without a check digit counts only beside a
word that says what it is.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sakusns_desktop.checks.lazy import LazyPattern
from sakusns_desktop.checks.subject import Subject
from sakusns_desktop.domain.post import Finding, Outcome

_MY_NUMBER_WEIGHTS = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_TWELVE = LazyPattern(r"(?<![\d,.\-])(?:\d{12}|\d{4}(?P<sign>[ \-])\d{4}(?P=sign)\d{4})(?![\d,]|[ \-]\d)")
_CARD = LazyPattern(
    r"(?<![\d,.\-])(?:\d{14,16}|\d{4}(?P<sign>[ \-])\d{4}(?P=sign)\d{4}(?P=sign)\d{4}"
    r"|\d{4}[ \-]\d{6}[ \-]\d{4,5})(?![\d,]|-\d)"
)
_MY_NUMBER_WORD = LazyPattern(r"(?:マイナンバー(?!カード)|個人番号)[^。\n]{0,16}\Z")
_LICENCE_WORD = LazyPattern(r"(?:免許)[^。\n]{0,20}\Z")
_OTHER_WORD = LazyPattern(
    r"(?:受付|整理|注文|管理|問い?合わ?せ|追跡|伝票|会員|商品|製造|jan|isbn|法人|団体|保険者|照会|お客様"
    r"|ミーティング|会議|口座|registration|id)[^。\n\d]{0,8}\Z"
)
_CARD_WORD = LazyPattern(
    r"(?:クレジットカード|カード番号|クレカ|デビットカード|visa|mastercard|jcb|amex)[^。\n]{0,14}\Z"
)
_BANK = LazyPattern(
    r"(?:ゆうちょ(?:銀行)?|郵便局|[^\W0-9_A-Zぁ-ゟ]{1,12}(?:銀行|信用金庫|信金|信用組合|信組|農業協同組合"
    r"|農協|労働金庫|労金)|(?<![a-z])ja[^\W!-~ぁ-ヿ]{1,8})[^。\n\d]{0,24}(?:\(\d{3,4}\)[^。\n\d]{0,16})?(?"
    r":\d{3}店?[^。\n\d]{0,14})?(?:記号\s?[:：]?\s?\d{5}(?:-\d)?[^。\n\d]{1,10}\d{6,8}|(?:普通|当座|貯蓄"
    r"|総合|口座|番号)[^。\n\d]{0,12}\d{6,8})(?!\d)"
    r"|記号\s?[:：]?\s?\d{5}[^。\n\d]{0,8}番号\s?[:：]?\s?\d{6,8}(?!\d)"
    r"|(?:口座番号|振込先口座|振込口座|(?<![^\W!-~ぁ-ヿ])口座)[^。\n\d]{0,12}(?:\d{3}-)?\d{7}(?!\d)"
    r"|(?:普通|当座)(?:預金|口座)?\s?(?:no\.?|番号|[:：])?\s?\d{7}(?!\d)",
    (
        "銀行",
        "金庫",
        "信金",
        "信組",
        "信用組合",
        "農",
        "労金",
        "ゆうちょ",
        "郵便局",
        "口座",
        "普通",
        "当座",
        "記号",
        "ja",
    ),
)
_PENSION = LazyPattern(
    r"(?:基礎年金番号|年金(?:手帳)?(?:の)?(?:記号)?(?:・)?番号|年金手帳"
    r"|年金証書)[^。\n\d]{0,12}(?P<value>\d{4}[\- ]?\d{6})(?!\d)",
    ("年金",),
)
_LICENCE = LazyPattern(
    r"(?:免許(?:証|状)?(?:の)?|ライセンス)(?:[^。\n\d]{0,14})(?P<value>(?:第\s?)?\d{4}[ \-]?\d{4}[ \-]?\d{"
    r"4}|\d{12}|第\s?\d{10,12})(?!\d)"
    r"|(?:旅券|パスポート)(?:番号)?[^。\na-z\d]{0,12}(?P<passport>[a-z]{2}\s?\d{7})(?!\d)"
    r"|(?:在留カード|在留|特別永住者証明書)(?:の?番号)?[^。\na-z\d]{0,12}(?P<residence>[a-z]{2}\s?\d{8}\s?"
    r"[a-z]{2})(?![a-z])",
    ("免許", "ライセンス", "旅券", "パスポート", "在留", "永住"),
)
_INSURANCE = LazyPattern(
    r"(?:被保険者(?:証|番号)?|保険証|資格確認書|資格情報|介護保険|後期高齢者?医療?|国保|国民健康保険"
    r"|健康保険|受給者証|医療証)[^。\n\d]{0,14}(?P<value>(?:記号\s?[:：]?\s?)?[^\W!-~ぁ-ヿ]{0,2}\d{2,8}(?:"
    r"[^。\n\d]{1,6}(?:番号)?\s?[:：]?\s?\d{2,8})?|\d{8,10})(?![\d円人%年月日年時歳回か割万千度])"
    r"|雇用保険[^。\n\d]{0,14}(?P<employment>\d{4}-?\d{6}-?\d)(?!\d)",
    ("保険", "資格", "国保", "受給者証", "医療証", "後期高齢"),
)
_INSURANCE_NEED = LazyPattern(r"番号|記号|証")
_PLATE_TAIL = (
    r"\s?\d{1,3}[a-z]?\s?[あ-ん]\s?(?:\d{1,2}[-ー]\d{2}|[・.]{1,3}[-ー]?\d{1,2}|[・.]{1,2}\d{1,3}|\d{4})(?!\d)"
)
_PLATE = LazyPattern(r"(?P<region>[^\W!-~]{2,4})" + _PLATE_TAIL)
_PLATE_WORD = LazyPattern(
    r"(?:ナンバー|車両番号|登録番号|プレート)(?:は|が|:|：|の)?\s?[「(]?(?P<value>(?:[^\W!-~゠-ヿ]{0,4}\s?"
    r"\d{0,3}\s?[あ-ん]?\s?)?\d{2}-\d{2})(?!\d)",
    ("ナンバー", "車両番号", "登録番号", "プレート"),
)


class NumberSpan(NamedTuple):
    """A number that was judged; offsets in the folded text."""

    start: int
    end: int


def my_number_fits(digits: str) -> bool:
    """The twelfth digit is the check digit of the first eleven."""
    if len(digits) != 12 or not digits.isdecimal():
        return False
    rest = sum(int(digit) * weight for digit, weight in zip(digits, _MY_NUMBER_WEIGHTS, strict=False)) % 11
    return int(digits[11]) == (0 if rest <= 1 else 11 - rest)


def luhn_fits(digits: str) -> bool:
    """Luhn's check over all digits."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if position % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def check_numbers(subject: Subject, taken: list[tuple[int, int]]) -> Iterator[Finding]:
    """Every number of a person; ``taken`` gathers the spans, so that no other check reads them again."""
    text = subject.plain
    for kind, pattern in (("pii_license", _LICENCE), ("pii_pension_number", _PENSION), ("pii_insurance", _INSURANCE)):
        for match in pattern.finditer(text):
            if kind == "pii_insurance" and not _is_insured(match, text):
                continue
            group = next(name for name, value in match.groupdict().items() if value)
            span = match.span(group)
            if not _overlaps(span, taken):
                taken.append(span)
                yield subject.finding(f"numbers.{kind[4:]}", kind, *span)
    yield from _banks(subject, taken)
    yield from _cards(subject, taken)
    yield from _my_numbers(subject, taken)
    yield from _plates(subject)


def _overlaps(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in taken)


def _is_insured(match: re.Match[str], text: str) -> bool:
    """A number of an insured person, not of the insurer, and not an amount."""
    head = match[0]
    if "保険者番号" in head and "被保険者番号" not in head:
        return False
    value = match["value"] or match["employment"] or ""
    digits = "".join(sign for sign in value if sign.isdecimal())
    return bool(_INSURANCE_NEED.search(head)) and len(digits) >= 5 and not text.startswith(("円", "人"), match.end())


def _banks(subject: Subject, taken: list[tuple[int, int]]) -> Iterator[Finding]:
    text = subject.plain
    holders = subject.data.words("city_holders")
    for match in _BANK.finditer(text):
        begin, stop = subject.sentence(match.start(), match.end())
        beside = text[max(0, begin - 60) : min(len(text), max(stop, match.end() + 40))]
        taken.append(match.span())
        if not any(holder in beside for holder in holders):
            yield subject.finding("numbers.bank", "pii_bank_account", *match.span())


def _cards(subject: Subject, taken: list[tuple[int, int]]) -> Iterator[Finding]:
    text = subject.plain
    for match in _CARD.finditer(text):
        digits = "".join(sign for sign in match[0] if sign.isdecimal())
        said = _CARD_WORD.search(text[max(0, match.start() - 30) : match.start()]) is not None
        if _overlaps(match.span(), taken) or digits[0] not in "23456" or len(set(digits)) == 1:
            continue
        if (luhn_fits(digits) and (said or digits[0] in "3456" or 2221 <= int(digits[:4]) <= 2720)) or said:
            taken.append(match.span())
            yield subject.finding("numbers.card", "pii_credit_card", *match.span())


def _my_numbers(subject: Subject, taken: list[tuple[int, int]]) -> Iterator[Finding]:
    text = subject.plain
    for match in _TWELVE.finditer(text):
        before = text[max(0, match.start() - 30) : match.start()]
        digits = "".join(sign for sign in match[0] if sign.isdecimal())
        if _overlaps(match.span(), taken) or len(set(digits)) == 1:
            continue
        said = _MY_NUMBER_WORD.search(before) is not None
        fits = my_number_fits(digits)
        if not said and (not fits or _OTHER_WORD.search(before)):
            continue
        taken.append(match.span())
        outcome = None if said or match["sign"] else Outcome.REVIEW
        yield subject.finding("numbers.my_number", "pii_my_number", *match.span(), outcome=outcome)


def _plates(subject: Subject) -> Iterator[Finding]:
    text = subject.plain
    regions = subject.data.word_set("plate_regions")
    told: list[tuple[int, int]] = []
    for match in _PLATE.finditer(text):
        region = match["region"]
        for size in range(len(region), 0, -1):
            if region[-size:] in regions:
                start = match.end("region") - size
                told.append((start, match.end()))
                yield subject.finding("numbers.plate", "pii_plate", start, match.end())
                break
    for match in _PLATE_WORD.finditer(text):
        if not _overlaps(match.span("value"), told):
            yield subject.finding("numbers.plate", "pii_plate", *match.span("value"))
