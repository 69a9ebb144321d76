"""5(1)オ: characters that cannot be read, are not what they look like, or stand twice."""

import unicodedata
from collections.abc import Iterator

from sakusns_desktop.checks.ascii_art import art_spans
from sakusns_desktop.checks.emoji import SEQUENCE, has_emoji
from sakusns_desktop.checks.lazy import LazyPattern
from sakusns_desktop.checks.subject import Subject
from sakusns_desktop.domain.post import Finding, Outcome

_HALFWIDTH_KANA = LazyPattern("[\uff61-\uff9f]*[\uff66-\uff9f]{2}[\uff61-\uff9f]*|[\uff71-\uff9d][\uff9e\uff9f]")
_NFD = LazyPattern("[\u304b-\u30ff][\u3099\u309a]|[A-Za-z][\u0300-\u036f]")
_KANGXI = LazyPattern("[\u2e80-\u2ef3\u2f00-\u2fd5]")
_MOJIBAKE = LazyPattern(
    "\ufffd+"
    # UTF-8 read as Shift_JIS: kana become 縺, 繧 or 繝 with a second character each
    "|(?:[縺繧繝][^\\s。、縺繧繝]{0,2}){2,60}"
    "|(?:[譁荳蜿蜀譛譌蟷蜷蛻邨髮蝨譯螟逕邱閾豁豌窶蟄莉蜑譖驥轤菫隱髢邏蟶][\uff61-\uff9f\u30a0-\u30ff・縺繧繝]){3,60}"
    # UTF-8 read as Latin-1 or Windows-1252
    "|(?:[ãâäåæçèéïÃ][\u0080-\u00bf\u0152-\u02dc\u2013-\u2122][\u0080-\u00bf\u0152-\u02dc\u2013-\u2122]?){1,80}"
    "|&(?:amp|nbsp|lt|gt|quot|#\\d{2,6}|#x[0-9a-fA-F]{2,5});"
    "|(?:\\\\u[0-9a-fA-F]{4}){1,80}"
    "|(?:%E[3-9](?:%[89ABab][0-9A-Fa-f]){2}){2,80}"
    "|(?<=[^\\W!-~])\\?{4,80}|\\?{4,80}(?=[^\\W!-~])"
    "|(?:・ｽ|ｿｽ|ï¿½){2,80}|(?:邵ｺ|郢ｧ|郢晢ｽ){2,80}|(?:ﾃ｣[ﾀ-ﾟ｡-ﾟ\u0080-\u00ff]{1,2}){2,80}"
    "|\x1b\\$[B@][^\x1b]{1,80}",
    (*"\ufffd縺繧繝&%\\\x1bãâäåæçèéïÃ邵郢ﾃｿｽ譁荳蜿蜀譛譌蟷蜷蛻邨髮", "????"),
)
_MATH = LazyPattern(
    "[\U0001d400-\U0001d7ff](?:[\U0001d400-\U0001d7ff ]*[\U0001d400-\U0001d7ff])?|[Ⓐ-ⓩ]{2,}|[\U0001f130-\U0001f169]{2,}"
)
_RTL = LazyPattern("[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_JOINING_SCRIPT = LazyPattern("[\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff]")
_FLAG_TAGS = LazyPattern("[\U000e0001-\U000e007f]+")
_CONTROL = LazyPattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATE = LazyPattern("[\ud800-\udfff]+")
_ASIAN = LazyPattern(r"[^\W!-~]")
LONG_EMOJI_RUN = 6
MANY_EMOJI = 15


def check_characters(subject: Subject) -> Iterator[Finding]:
    """Findings about single characters, in the draft's own offsets."""
    text = subject.text
    if text.isascii() and _CONTROL.search(text) is None and not any(sign in text for sign in "&\\%("):
        return
    art = art_spans(text)
    garbled = [match.span() for match in _MOJIBAKE.finditer(text) if not _in_link(subject, match.start())]
    for start, end in garbled:
        yield subject.source_finding("characters.mojibake", "mojibake", start, end)
    for match in _SURROGATE.finditer(text):
        yield subject.source_finding("characters.surrogate", "mojibake", match.start(), match.end())
    yield from _invisible(subject)
    yield from _platform(subject)
    for match in _HALFWIDTH_KANA.finditer(text):
        if not _within(match.start(), match.end(), art) and not _within(match.start(), match.end(), garbled):
            wide = unicodedata.normalize("NFKC", match[0])
            yield subject.source_finding(
                "characters.halfwidth", "halfwidth_kana", match.start(), match.end(), suggestions=(wide,)
            )
    for match in _NFD.finditer(text):
        composed = unicodedata.normalize("NFC", match[0])
        if len(composed) == 1:
            yield subject.source_finding("characters.nfd", "nfd", match.start(), match.end(), suggestions=(composed,))
    for match in _KANGXI.finditer(text):
        plain = unicodedata.normalize("NFKC", match[0])
        offers = (plain,) if plain != match[0] else ()
        yield subject.source_finding("characters.kangxi", "kangxi", match.start(), match.end(), suggestions=offers)
    for match in _MATH.finditer(text):
        plain = unicodedata.normalize("NFKC", match[0])
        yield subject.source_finding(
            "characters.math", "a11y_math_alnum", match.start(), match.end(), suggestions=(plain,)
        )
    if art:
        first = art[0]
        yield subject.whole("characters.art", "a11y_ascii_art", surface=text[first[0] : first[1]])


def _in_link(subject: Subject, position: int) -> bool:
    return bool(subject.link_mask[position]) if "." in subject.text else False


def _within(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(first < end and start < last for first, last in spans)


def _invisible(subject: Subject) -> Iterator[Finding]:
    text = subject.text
    names = subject.data.characters("invisible")
    hidden = [position for position, character in enumerate(text) if character in names]
    controls = [match.start() for match in _CONTROL.finditer(text)]
    tags = [match.span() for match in _FLAG_TAGS.finditer(text)]
    if not (hidden or controls or tags):
        return
    in_emoji: set[int] = set()
    if has_emoji(text):
        for match in SEQUENCE.finditer(text):
            if match.end() - match.start() > 1:
                in_emoji.update(range(match.start(), match.end()))
    has_rtl = _RTL.search(text) is not None
    for position in sorted({*hidden, *controls}):
        character = text[position]
        if position in in_emoji or _is_needed(text, position, has_rtl):
            continue
        name = names.get(character, "制御文字")
        yield subject.source_finding(
            "characters.invisible",
            "invisible_char",
            position,
            position + 1,
            f"見えない文字（{name}、U+{ord(character):04X}）が入っています。",
            ("",),
        )
    for start, end in tags:
        if start not in in_emoji:
            yield subject.source_finding("characters.invisible", "invisible_char", start, end, suggestions=("",))


def _is_needed(text: str, position: int, has_rtl: bool) -> bool:
    """Joiners within scripts that need them, and direction marks beside right-to-left words."""
    character = text[position]
    if character in "\u200c\u200d":
        return _JOINING_SCRIPT.search(text[max(0, position - 2) : position + 3]) is not None
    if character in "\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069":
        return has_rtl
    return character == "\ufe00"


def _platform(subject: Subject) -> Iterator[Finding]:
    text = subject.text
    for group, outcome in (("platform", None), ("hint", Outcome.HINT)):
        instead = subject.data.characters(group)
        for character in set(text) & instead.keys():
            start = text.find(character)
            while start >= 0:
                yield subject.source_finding(
                    "characters.platform",
                    "platform_char",
                    start,
                    start + 1,
                    f"「{character}」は機器によって読めない、または読み上げられない文字です。",
                    (instead[character],),
                    outcome,
                )
                start = text.find(character, start + 1)


def check_emoji(subject: Subject) -> Iterator[Finding]:
    """Long runs of emoji, and posts full of them."""
    text = subject.text
    if not has_emoji(text):
        return
    total = run = longest = 0
    reached = -1
    for match in SEQUENCE.finditer(text):
        total += 1
        run = run + 1 if text[reached : match.start()].strip(" \u3000\ufe0f") == "" and reached >= 0 else 1
        longest = max(longest, run)
        reached = match.end()
    words = len(_ASIAN.findall(text))
    if longest >= LONG_EMOJI_RUN:
        yield subject.whole(
            "characters.emoji", "a11y_emoji", f"絵文字が{longest}個続いています。読み上げでは一つずつ読まれます。"
        )
    elif total >= MANY_EMOJI and total * 12 > words:
        yield subject.whole(
            "characters.emoji", "a11y_emoji", f"絵文字が{total}個あります。読み上げでは一つずつ読まれます。"
        )
