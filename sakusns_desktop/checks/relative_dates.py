"""5(1)オ: days that only today's reader understands."""

import re
from collections.abc import Iterator
from functools import lru_cache

from sakusns_desktop.checks.lazy import LazyPattern
from sakusns_desktop.checks.subject import Subject
from sakusns_desktop.domain.post import Finding

_DATE_NEAR = LazyPattern(
    r"\d{1,2} ?(?:月|/) ?\d{1,2}|\d{1,2}日\s?[(〔【\[]?[月火水木金土日]|[(]\d{1,2}日|(?<!\d)\d{1,2}日(?!間|以)"
)
_GONE = LazyPattern(r"[^。\n]{0,60}?(?:ました|ませんでした|でした|されています|されました|終了)")
_BESIDE = 14
_STEM_FOLLOWS = LazyPattern(r"[ぁ-ん]")
_KANA_WORDS = frozenset({"あす", "あした", "あさって", "きょう", "しあさって"})
_KANA_END = LazyPattern(r"(?:は|の|も|まで|から|、|に|より|\s|,|[^\W!-~ぁ-ヿ]|\d|[(]|$)")
_TODAY = frozenset({"本日", "今日", "きょう"})
_PLAIN_NOUN = LazyPattern(
    r"から(?:\d|新|師走)|の(?!午前|午後|夜|夕|朝|昼|\d|正午|開|会|講|イベント|放送|配信|収集|運行|受付|窓口|診療)"
)
"""今日の給食: told of, not announced."""
_QUOTED = LazyPattern(r"[「『][^」』\n]{0,30}\Z")


@lru_cache(maxsize=8)
def _pattern(words: tuple[str, ...]) -> LazyPattern:
    return LazyPattern("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))


def check_relative_dates(subject: Subject) -> Iterator[Finding]:
    """Days like 明日, where no date stands beside them."""
    text = subject.plain
    idioms = subject.data.words("relative_idioms")
    words = subject.data.words("relative_days")
    if not subject.has(words):
        return
    for match in _pattern(words).finditer(text):
        start, end = match.span()
        if match[0] in _KANA_WORDS and (not _KANA_END.match(text, end) or _joined_kana(text, start)):
            continue
        if any(text.startswith(idiom, start) for idiom in idioms) or _QUOTED.search(text[max(0, start - 30) : start]):
            continue
        begin, stop = subject.sentence(start, end)
        nearby = text[max(begin, start - _BESIDE) : min(stop, end + _BESIDE)]
        if match[0] in _TODAY and _PLAIN_NOUN.match(text, end):
            continue
        if _DATE_NEAR.search(nearby) or _GONE.match(text, end, stop + 1):
            continue
        if match[0] in {*_TODAY, "今夜", "今晩"} and _DATE_NEAR.search(text):
            continue
        yield subject.finding(
            "dates.relative",
            "relative_date",
            start,
            end,
            f"「{match[0]}」は、後から見た人には分かりません。日付を添えてください。",
        )


def _joined_kana(text: str, start: int) -> bool:
    """A word of kana that goes on to the left is another word."""
    return start > 0 and _STEM_FOLLOWS.match(text[start - 1]) is not None and text[start - 1] not in "はがをにのとも"
