"""1-8: the lines of a guideline file: bytes decoded, marks (``3``, ``(2)``, ``ア``, ``※1``) at a line's head, days."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from sakusns_desktop.domain.dates import parse_day
from sakusns_desktop.domain.errors import InputError
from sakusns_desktop.domain.guideline import ITEM_ORDER

MAXIMUM_BYTES = 1024 * 1024
"""A guideline has a few thousand characters; what is larger is another file."""

_BLANK = " \t\u00a0\u2000-\u200b\u3000\ufeff"
_DIGITS = "[0-9０-９]{1,2}"
_DASH = "-‐‑‒–—―−ー－─━"
_BULLET = rf"[{_DASH}*•‣▪●○◦・][{_BLANK}]*"
_PAGE = rf"[{_DASH}{_BLANK}]*[0-9０-９]{{1,3}}[{_DASH}{_BLANK}]*|[{_DASH}{_BLANK}_=＿＝]+"
_CONTENTS_LINE = r"(?:[.．・･]{3}|[…‥]{2})\s*[0-9０-９]+\Z"
_ARTICLE = rf"第[{_BLANK}]*(?P<number>{_DIGITS}|[一二三四五六七八九十]{{1,3}})[{_BLANK}]*条[{_BLANK}]*"
_SECTION = (
    rf"第?(?P<number>{_DIGITS})"
    rf"(?:[{_BLANK}]*[.．、:：][{_BLANK}]*|[{_BLANK}]+|(?<=[0-9０-９])(?=[^\x00-\x7f０-９年月日時]))"
)
_PARAGRAPH = rf"(?:[(（][{_BLANK}]*(?P<number>{_DIGITS})[{_BLANK}]*[)）]|(?P<single>[⑴-⒇]))[{_BLANK}]*"
_ITEM = (
    rf"(?:(?P<bare>[ｱ-ﾜア-ワ㋐-㋻])(?:[{_BLANK}]*(?:[.．:：)）]|、(?![ア-ワ][、のをはがとに及又]))[{_BLANK}]*|[{_BLANK}]+|\Z)"
    rf"|[(（][{_BLANK}]*(?P<bracketed>[ｱ-ﾜア-ワ])[{_BLANK}]*[)）][{_BLANK}]*)"
)
_NOTE = (
    rf"[(（]?[{_BLANK}]*※[{_BLANK}]*(?P<number>{_DIGITS})[{_BLANK}]*[)）.．:：]?[{_BLANK}]*(?=[^年月日時{_BLANK}]|\Z)"
)
_REFERENCE = (
    r"に(?:掲|定|規定|該当|よ[りる]|つい|お[いけ]|基づ|関|示|従)|の(?:規定|場合|事項|各|いずれ|ほか)|から[(（第]|まで|及び|又は"
    r"|並びに|若しくは|[、。，．)）]|を(?:除|含|準用)|は、|と(?:する|し)|・"
)
_PARTICLE = "[をがのにではとへも]"
"""After a note's number at the start of a wrapped line: the sentence goes on."""
_COUNTER = r"年|月|日|時|分|秒|週|か月|ヶ月|カ月|回|人|名|件|つの|円|%|％|以上|以下|以内|号|項|章|世紀|歳|割"

WAREKI_DAY = r"(?:令和|平成|昭和)\s*(?:元|[0-9０-９]{1,2})\s*年\s*[0-9０-９]{1,2}\s*月\s*[0-9０-９]{1,2}\s*日"
REVISED = "改\\s*[定正訂]|見直"
ENACTED = "制\\s*定|策\\s*定|施\\s*行|決\\s*定|告\\s*示|訓\\s*令|作\\s*成|適\\s*用"
_ANY_WORD = f"{REVISED}|{ENACTED}"


class MarkKind(Enum):
    """What a line's head says about it."""

    ARTICLE = auto()
    SECTION = auto()
    PARAGRAPH = auto()
    ITEM = auto()
    NESTED_ITEM = auto()
    NOTE = auto()


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark at the head of a line.

    Args:
        number: of the section, paragraph or note; for an item its place in ``ITEM_ORDER``, from 1.
        rest: the line after the mark, width as written.
        counted: what follows reads like ``3 年``: a quantity rather than a heading.
        tight: nothing stands between the number and what follows (``3運用``).
    """

    kind: MarkKind
    number: int
    rest: str
    counted: bool = False
    tight: bool = False


def decode_guideline(data: bytes) -> str:
    """The text of a guideline file: UTF-8, UTF-16 with a mark, or the Windows code page of Japan (cp932).

    Raises:
        InputError: (field ``file``) larger than ``MAXIMUM_BYTES``, a Word or PDF file, or not text at all.
    """
    if len(data) > MAXIMUM_BYTES:
        raise _unusable("ファイルが大きすぎます（1MBまで）。")
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf")):
        raise _unusable("WordやPDFのファイルは、このままでは読めません。")
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp932")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if any(unicodedata.category(character) in {"Cc", "Cs"} for character in set(text) - set("\t\n\r\x0b\x0c")):
            break
        return text
    raise _unusable("文字のファイルとして読めません。")


def _unusable(what: str) -> InputError:
    return InputError(
        "file",
        what,
        safe="いまのガイドラインはそのままです。",
        next_step="Wordの「名前を付けて保存」で「書式なし（.txt）」にした、ガイドラインのファイルを選んでください。",
    )


def split_lines(text: str) -> list[str]:
    """Lines without blanks around them; empty strings are blank lines. Lone surrogates are dropped."""
    unified = re.sub("[\ud800-\udfff\x00]", "", text).replace("\r\n", "\n")
    return [line.strip().strip("\u200b\ufeff").strip() for line in re.split("[\n\r\x0b\x0c\x85\u2028\u2029]", unified)]


def is_page_furniture(line: str) -> bool:
    """A page number (``- 2 -``), a rule (``----``) or a line of the table of contents (``1 目的……2``)."""
    return re.fullmatch(_PAGE, line) is not None or re.search(_CONTENTS_LINE, line) is not None


def read_mark(line: str) -> Mark | None:
    """The mark at the head of a line, a list dash before it passed over; ``None`` where it has none."""
    bullet = re.match(_BULLET, line)
    return _read(line) or (_read(line[bullet.end() :]) if bullet is not None else None)


def _read(line: str) -> Mark | None:
    if (note := re.match(_NOTE, line)) is not None:
        return _mark(MarkKind.NOTE, int(note["number"]), line[note.end() :])
    if (paragraph := re.match(_PARAGRAPH, line)) is not None:
        number = int(paragraph["number"] or unicodedata.normalize("NFKC", paragraph["single"]).strip("()"))
        return _mark(MarkKind.PARAGRAPH, number, line[paragraph.end() :])
    if (article := re.match(_ARTICLE, line)) is not None:
        return _mark(MarkKind.ARTICLE, _number(article["number"]), line[article.end() :])
    if (item := re.match(_ITEM, line)) is not None:
        letter = unicodedata.normalize("NFKC", item["bare"] or item["bracketed"])
        kind = MarkKind.ITEM if item["bare"] else MarkKind.NESTED_ITEM
        return _mark(kind, ITEM_ORDER.find(letter) + 1, line[item.end() :])
    if (section := re.match(_SECTION, line)) is not None:
        tight = section.end("number") == section.end()
        return _mark(MarkKind.SECTION, int(section["number"]), line[section.end() :], tight=tight)
    return None


def _mark(kind: MarkKind, number: int, rest: str, *, tight: bool = False) -> Mark | None:
    """No mark where the line only refers to a clause: 「(2)に掲げる事項」 at the start of a wrapped line."""
    if number < 1 or re.match(_REFERENCE, rest) or (kind is MarkKind.NOTE and re.match(_PARTICLE, rest)):
        return None
    counted = kind is MarkKind.SECTION and re.match(_COUNTER, rest) is not None
    return Mark(kind, number, rest, counted, tight)


def _number(text: str) -> int:
    """An Arabic or Chinese number below 100."""
    if text[0] not in "一二三四五六七八九十":
        return int(text)
    digits = "〇一二三四五六七八九"
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return digits.find(text) if len(text) == 1 else 0
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        return 0
    return (digits.find(tens) if tens else 1) * 10 + (digits.find(ones) if ones else 0)


def days_beside(lines: Sequence[str], words: str) -> list[date]:
    """The days that one of the words belongs to: 「令和7年1月30日改定」 or 「改定 令和7年1月30日」, in their order."""
    found: list[date] = []
    for line in lines:
        days = list(re.finditer(WAREKI_DAY, line))
        marks = list(re.finditer(_ANY_WORD, line))
        words_first = bool(days and marks) and marks[0].start() < days[0].start()
        for day in days:
            before = [mark for mark in marks if mark.end() <= day.start()]
            after = [mark for mark in marks if mark.start() >= day.end()]
            nearest = (before[-1:] if words_first else after[:1]) or after[:1] or before[-1:]
            read = _day(day[0])
            if nearest and re.fullmatch(words, nearest[0][0]) and read is not None:
                found.append(read)
    return found


def _day(text: str) -> date | None:
    try:
        return parse_day(unicodedata.normalize("NFKC", text))
    except InputError:
        return None
