"""5(1)ウ, 6(4): names of people, by honorific, by label and beside other data of a person, without a tokeniser."""

from collections.abc import Iterator
from functools import cache
from itertools import chain, islice
from typing import NamedTuple

from sakusns_desktop.checks.lazy import LazyPattern
from sakusns_desktop.checks.name_parts import IS_KANJI, KANJI, forward_length, full_name_start, kanji_tail
from sakusns_desktop.checks.subject import Subject

_HONORIFIC = LazyPattern(
    r"(?:さん|さま|様(?![式々子相態変様])|ちゃん|くん|君(?![津が代臨主])|氏(?![名子神族])|殿(?![様堂下])|夫妻|夫人)"
)
_KANA_NAME = LazyPattern(r"(?<![ァ-ヶー・])[ァ-ヶー]{2,7}(?:[ ・=][ァ-ヶー]{2,8}){1,2}\Z")
_KANA_FORWARD = LazyPattern(r"[ァ-ヶー]{2,6} [ァ-ヶー]{2,7}(?![ァ-ヶー])|[ぁ-ん]{2,5} [ぁ-ん]{2,5}(?![^\W!-~])")
_AFTER_LABEL = LazyPattern(r"(?:\([^)\n]{0,8}\))?(?:\s?[:：=・/]\s?| {1,2}|は|が|の|「|『|\()")
MOST_NAMES = 500
_OF_A_GROUP = frozenset("者人方員家屋客長生手師隊団班係店館園校社会場業部課局署族民主婦父母児童徒")
"""What people are called after what they are."""
_SENSITIVE = (
    "死亡", "逮捕", "滞納", "受給", "入居", "陽性", "患者", "合格者", "懲戒", "生活保護", "未納", "差押", "行方不明",
    "苦情", "クレーム", "退学", "不登校", "虐待", "入院", "前科", "被疑", "当選者", "落選", "補欠", "解雇", "減給",
    "停職",
)  # fmt: skip
_CHILD = LazyPattern(r"小学|中学|高校|年生|小\d年|中\d年|園児|児童|生徒|年長|\d年[ 　]")
_HISTORY = LazyPattern(
    r"居城|武将|一族|戦国|領主|館跡|家臣|築い|城主|中世|江戸時代|城跡|の乱|の墓|系図|豪族|藩主|明治時代"
    r"|ゆかり|生誕|没後|文豪|歌人|俳人"
)


class Name(NamedTuple):
    """A name as found; offsets in the folded text.

    Args:
        start: first character of the name.
        end: after the honorific, where there is one.
        name_end: after the name itself.
        is_sure: a violation, otherwise a person must look.
        is_quiet: a public role, a historic person, an award: nothing to say, but health and amounts still count.
    """

    start: int
    end: int
    name_end: int
    is_sure: bool
    is_quiet: bool


def find_names(subject: Subject, personal_spans: list[tuple[int, int]]) -> list[Name]:
    """Every name, in order, none overlapping another.

    Args:
        subject: the draft.
        personal_spans: spans of phones, mail addresses and house numbers; a surname beside one is a name.
    """
    found: list[Name] = []
    told = bytearray(len(subject.plain))
    candidates = chain(
        _by_honorific(subject), _by_label(subject), _beside(subject, personal_spans), _in_sensitive_sentence(subject)
    )
    for name in islice(candidates, MOST_NAMES):
        if not any(told[name.start : name.end]):
            told[name.start : name.end] = b"\x01" * (name.end - name.start)
            found.append(name)
    return sorted(found)


def _by_honorific(subject: Subject) -> Iterator[Name]:
    text = subject.plain
    for match in _HONORIFIC.finditer(text):
        found = _name_before(subject, text, match.start(), match[0])
        if found is None:
            continue
        start, is_listed = found
        end = match.start()
        while end > start and text[end - 1] == " ":
            end -= 1
        if text[start:end] in subject.data.word_set("public_names"):
            continue
        quiet = _is_public(subject, start, match.end(), match[0])
        sure = is_listed and match[0] not in {"氏"} and not _is_awarded(subject, start, match.end())
        yield Name(start, match.end(), end, sure, quiet)


def _name_before(subject: Subject, text: str, end: int, honorific: str) -> tuple[int, bool] | None:
    """Start of a name that ends at ``end``, and whether its surname is a known one."""
    stop = end
    while stop and text[stop - 1] == " ":
        stop -= 1
    if stop < end - 1:
        return None
    begin = max(0, stop - 18)
    kana = _KANA_NAME.search(text[begin:stop])
    if kana is not None:
        return begin + kana.start(), True
    tail = kanji_tail(text, begin, stop)
    if not tail:
        return None
    start = stop - len(tail)
    refused = subject.data.word_set("not_names")
    if tail in refused:
        return None
    full = full_name_start(subject, tail)
    if full is not None:
        return start + full, True
    if tail in subject.data.word_set("surnames"):
        return start, True
    if tail[-1] in _OF_A_GROUP or any(tail[-size:] in refused for size in range(2, len(tail))):
        return None
    return _loose(subject, text, tail, start, honorific)


def _loose(subject: Subject, text: str, tail: str, start: int, honorific: str) -> tuple[int, bool] | None:
    """A surname that is not listed: two or three kanji, the last of a kind that surnames end with."""
    if (
        honorific in {"氏", "君", "殿"}
        or not 2 <= len(tail) <= 3
        or " " in tail
        or not all(IS_KANJI.match(sign) for sign in tail)
    ):
        return None
    if tail[-1] in subject.data.word_set("surname_ends"):
        return start, False
    characters = subject.data.word_set("given_characters")
    if honorific in {"ちゃん", "くん"} and all(sign in characters for sign in tail):
        return start, False
    return None


def _is_public(subject: Subject, start: int, end: int, honorific: str) -> bool:
    """A lecturer, an artist, a mayor; a clan of history; a winner who is not a child."""
    if honorific in {"様", "さま", "殿"}:
        return False
    text = subject.plain
    begin, stop = subject.sentence(start, end)
    before = text[max(begin, start - 16) : start]
    after = text[end : min(stop, end + 12)]
    roles = subject.data.words("public_roles")
    if any(role in before for role in roles) or any(f"({role}" in after or after.startswith(role) for role in roles):
        return True
    if any(before.endswith((f"{word}の", word)) for word in subject.data.words("staff_introductions")):
        return True
    if honorific == "氏" and _HISTORY.search(text[begin:stop]):
        return True
    return _is_awarded(subject, start, end) and not _CHILD.search(text[max(begin, start - 30) : min(stop, end + 10)])


def _is_awarded(subject: Subject, start: int, end: int) -> bool:
    begin, stop = subject.sentence(start, end)
    return any(word in subject.plain[begin:stop] for word in subject.data.words("award_context"))


def _by_label(subject: Subject) -> Iterator[Name]:
    text = subject.plain
    for label in subject.data.words("name_labels"):
        if label[:2] not in subject.pairs:
            continue
        start = text.find(label)
        while start >= 0:
            end = start + len(label)
            link = _AFTER_LABEL.match(text, end)
            if link is not None:
                name = _name_at(subject, text, link.end(), is_loose=link[0].strip() in {":", "：", "=", ""})
                if name is not None:
                    yield name
            start = text.find(label, end)


def _name_at(subject: Subject, text: str, start: int, *, is_loose: bool) -> Name | None:
    """A name that begins at ``start``."""
    while text[start : start + 1] == " ":
        start += 1
    kana = _KANA_FORWARD.match(text, start)
    if kana is not None and is_loose:
        return Name(start, kana.end(), kana.end(), is_sure=True, is_quiet=False)
    size = forward_length(subject, text, start)
    if size:
        end = start + size
        return Name(start, end, end, is_sure=True, is_quiet=text[start:end] in subject.data.word_set("public_names"))
    return None


@cache
def _name_after() -> LazyPattern:
    return LazyPattern(
        rf"\s?(?:[(:、・ ]|の?担当の?|の)?\s?(?P<name>{KANJI}{{1,6}}(?: {KANJI}{{1,3}})?)(?="
        rf"[)まへ宛、。\n でにがはさ]|$)"
    )


@cache
def _kana_after() -> LazyPattern:
    return LazyPattern(r"[\s(:、名義口座人]{0,8}(?P<name>[ァ-ヶー]{2,6} [ァ-ヶー]{2,7})(?![ァ-ヶー])")


@cache
def _name_before_number() -> LazyPattern:
    return LazyPattern(rf"(?<!{KANJI})(?P<name>{KANJI}{{1,6}}(?: {KANJI}{{1,3}})?)\s?[(:、・ の携帯電話]{{0,5}}\Z")


@cache
def _name_with_age() -> LazyPattern:
    return LazyPattern(
        rf"(?<!{KANJI})(?P<name>{KANJI}{{3,5}}|{KANJI}{{1,3}} {KANJI}{{1,3}})(?:さん)?\s?\(\d{{1,3}}歳?\)"
    )


@cache
def _bare_name() -> LazyPattern:
    return LazyPattern(rf"(?<!{KANJI}){KANJI}{{3,5}}(?!{KANJI})")


def _beside(subject: Subject, spans: list[tuple[int, int]]) -> Iterator[Name]:
    """A surname in brackets, or alone, next to a phone number or mail address."""
    text = subject.plain
    surnames = subject.data.word_set("surnames")
    for start, end in spans:
        after = _name_after().match(text, end)
        if after is not None and _is_name(subject, after["name"], surnames):
            yield Name(*after.span("name"), after.end("name"), is_sure=True, is_quiet=False)
        kana = _kana_after().match(text, end)
        if kana is not None:
            yield Name(*kana.span("name"), kana.end("name"), is_sure=True, is_quiet=False)
        before = _name_before_number().search(text[max(0, start - 16) : start])
        if before is not None and _is_name(subject, before["name"], surnames):
            offset = max(0, start - 16)
            first, last = before.span("name")
            yield Name(offset + first, offset + last, offset + last, is_sure=True, is_quiet=False)


def _is_name(subject: Subject, text: str, surnames: frozenset[str]) -> bool:
    if text in subject.data.word_set("not_names") or (text in subject.data.city.towns and len(text) > 2):
        return False
    return (text in surnames and len(text) >= 2) or full_name_start(subject, text) == 0


def _in_sensitive_sentence(subject: Subject) -> Iterator[Name]:
    """Full names without an honorific, where the sentence tells something that hurts, or an age stands behind."""
    text = subject.plain
    ages = _name_with_age().finditer(text) if "(" in text else ()
    for match in ages:
        if full_name_start(subject, match["name"]) == 0 and not _is_public(subject, *match.span("name"), ""):
            yield Name(*match.span("name"), match.end("name"), is_sure=True, is_quiet=False)
    if not subject.has(_SENSITIVE):
        return
    for match in _bare_name().finditer(text):
        if full_name_start(subject, match[0]) != 0 or match[0] in subject.data.word_set("public_names"):
            continue
        begin, stop = subject.sentence(*match.span())
        if any(word in text[begin:stop] for word in _SENSITIVE) and not _is_public(subject, *match.span(), ""):
            yield Name(*match.span(), match.end(), is_sure=True, is_quiet=False)
