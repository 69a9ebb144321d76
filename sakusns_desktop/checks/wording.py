"""5(1)オ: words that stand twice, widths that are mixed, postal codes of a wrong length."""

import re
from collections.abc import Iterator

from sakusns_desktop.checks.lazy import LazyPattern
from sakusns_desktop.checks.subject import Subject
from sakusns_desktop.domain.post import Finding

_REPEATED_END = LazyPattern(
    r"[ぁ-ん]?(?P<unit>まし|です|ます|ませ|した|いたし|ください|さい|しま|して|する|おり|せん|でし|くだ"
    r"|ありま|お願い|願い)(?P=unit)+(?:た|ん|す|て|い|まし)?"
)
_PARTICLES = LazyPattern(
    r"をを|(?<=[^\Wa-zA-Z_ぁ-ゟ]|[)」])(?:のの(?![ぼどびりれろんちこさはぞ])|がが(?![んらさ])"
    r"|にに(?![ぎんおじもわちほ])|はは(?![はじ])|でで(?![きんあもぐ])|へへ|もも(?![のもいちと])"
    r"|とと(?![もりのび])|やや(?=(?:、|[^\W!-~ぁ-ヿ])))",
    ("をを", "のの", "がが", "にに", "はは", "でで", "へへ", "もも", "とと", "やや"),
)
_REPEATED_WORD = LazyPattern(
    r"(?P<word>(?=[^\W!-~]{0,3}[^\W!-~ぁ-ゟ])[^\W!-~]{3,12})(?P=word)"
    r"|(?P<kanji>[^\W!-~ぁ-ヿ]{2,6})(?P=kanji)|(?P<kana>[ぁ-ん]{3,8})(?P=kana)"
    r"|(?<![ァ-ヶー])(?P<wide>[ァ-ヶー]{3,10})(?P=wide)(?![ァ-ヶー])"
)
_REPEATED_STOP = LazyPattern(r"。{2,}(?!。)|、{2,}|(?:、。)|。、", ("。。", "、、", "、。", "。、"))
_WIDE_RUN = LazyPattern(r"[０-９Ａ-Ｚａ-ｚ]+")
_NARROW_RUN = LazyPattern(r"[0-9A-Za-z]+")
_TOKEN = LazyPattern(r"[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]+(?:[-－‐:：/／.．][0-9A-Za-z０-９Ａ-Ｚａ-ｚ]+)*")
_POSTAL = LazyPattern(
    r"〒\s?(?P<code>[0-9０-９][0-9０-９\-－‐ー−–—]{0,11}[0-9０-９])"
    r"|(?:郵便番号)\s?[:：]?\s?(?P<code2>[0-9０-９][0-9０-９\-－‐ー−–—]{1,11}[0-9０-９])"
)
_SEPARATORS = str.maketrans(dict.fromkeys("－‐ー−–—", "-"))


def check_duplicates(subject: Subject) -> Iterator[Finding]:
    """Endings, particles and words that stand twice in a row."""
    text = subject.plain
    told: list[tuple[int, int]] = []
    calm = subject.data.word_set("plain_exclamations")
    for pattern in (_REPEATED_END, _PARTICLES, _REPEATED_WORD, _REPEATED_STOP):
        for match in pattern.finditer(text):
            start, end = match.span()
            if match[0] in calm or any(first < end and start < last for first, last in told):
                continue
            if pattern is _REPEATED_WORD and not _is_slip(match):
                continue
            told.append((start, end))
            half = subject.surface(start, end)
            offer = _single(match, pattern)
            yield subject.finding(
                "wording.duplicate", "duplicate_char", start, end, f"「{half[:20]}」は文字が重なっています。", offer
            )


def _single(match: re.Match[str], pattern: LazyPattern) -> tuple[str, ...]:
    if pattern is _REPEATED_END:
        unit = match["unit"]
        first = match[0].find(unit)
        tail = match[0][first:]
        while tail.startswith(unit + unit):
            tail = tail[len(unit) :]
        return (match[0][:first] + tail,)
    return (match[0][: len(match[0]) // 2],)


def _is_slip(match: re.Match[str]) -> bool:
    """Sounds and emphasis may be doubled; whole words are not."""
    if match["kana"]:
        return match["kana"] in {
            "ください",
            "ありがとう",
            "おしらせ",
            "こちら",
            "について",
            "において",
            "により",
            "ための",
            "ように",
            "します",
            "ました",
            "でした",
            "ません",
            "いただ",
            "おねがい",
            "おります",
            "ところ",
            "という",
            "として",
            "ござい",
        }
    if match["wide"]:
        return len(match["wide"]) >= 4
    if match["word"]:
        return "、" not in match["word"]
    return match["kanji"] not in {
        "先生",
        "万歳",
        "注意",
        "大丈夫",
        "結構",
        "残念",
        "最高",
        "緊急",
        "訓練",
        "至急",
        "重要",
    }


def check_mixed_width(subject: Subject) -> Iterator[Finding]:
    """Wide and narrow letters or digits in one word, or wide runs beside narrow ones."""
    text = subject.text
    if _WIDE_RUN.search(text) is None:
        return
    told = False
    for match in _TOKEN.finditer(text):
        token = match[0]
        if _WIDE_RUN.search(token) and _NARROW_RUN.search(token) and not subject.link_mask[match.start()]:
            told = True
            yield _mixed(subject, match.start(), match.end())
    if told:
        return
    narrow = [match for match in _NARROW_RUN.finditer(text) if not subject.link_mask[match.start()]]
    for match in _WIDE_RUN.finditer(text):
        wide = match[0]
        digits = wide.isdecimal()
        # a single wide digit beside narrow ones of two digits is the way of official documents
        if len(wide) < 2 or not any(
            (other[0].isdecimal() == digits) and (len(other[0]) > 1 or digits) for other in narrow
        ):
            continue
        yield _mixed(subject, match.start(), match.end())


def _mixed(subject: Subject, start: int, end: int) -> Finding:
    narrow = "".join(chr(ord(sign) - 0xFEE0) if "！" <= sign <= "～" else sign for sign in subject.text[start:end])
    return subject.source_finding("wording.width", "mixed_width", start, end, suggestions=(narrow,))


def check_postal(subject: Subject) -> Iterator[Finding]:
    """Postal codes have three and four digits."""
    for match in _POSTAL.finditer(subject.text):
        group = "code" if match["code"] else "code2"
        code = match[group].translate(_SEPARATORS)
        digits = "".join(sign for sign in code if sign.isdecimal())
        parts = code.split("-")
        if (len(digits) == 7 and (len(parts) == 1 or [len(part) for part in parts] == [3, 4])) or not digits:
            continue
        start, end = match.span(group)
        offers = (f"{digits[:3]}-{digits[3:]}",) if len(digits) == 7 else ()
        yield subject.source_finding(
            "wording.postal",
            "postal_format",
            start,
            end,
            f"郵便番号が{len(digits)}けたです。3けたと4けたで書いてください。" if len(digits) != 7 else "",
            offers,
        )
