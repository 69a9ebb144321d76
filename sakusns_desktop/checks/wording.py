"""5(1)オ: placeholders left in, words that stand twice, widths that are mixed."""

import re
from collections.abc import Iterator

from sakusns_desktop.checks.lazy import LazyPattern
from sakusns_desktop.checks.subject import Subject
from sakusns_desktop.domain.post import Finding

_SIGN_BLANKS = LazyPattern(
    r"(?<![○〇◯●◎])[○〇◯●◎]{2,}+(?!×クイズ)|(?<![△▲□■◇◆▽▼☆★])[△▲□■◇◆▽▼☆★]{2,}+(?=[月日時分円人名様氏市町村会課室号回年さ])|(?<![×✕x])[×✕]{2,}+(?![×x\d])"
    r"|[○〇◯●△□×*＊_＿]{1,2}(?=月[○〇◯●△□×*＊_＿\d]{0,2}日|日\s?[(]?[○〇◯●△□×]|時[○〇◯●△□×]{0,2}分?(?:[~〜から]|に|開)|名様"
    r"|年[○〇◯●△□×]{1,2}月)|(?<=第)[○〇◯●△□×]{1,2}(?=回|号|期|条|弾)|\d{1,2}月[○〇◯●△□×]{1,2}日(?:\s?\([○〇◯●△□×]\))?"
    r"|\([○〇◯●△□×]\)(?=\s?\d|\s?午)|(?<=[月時])[○〇◯●×]{1,2}(?=[日分])|(?<!_)_{3,}+(?=[月日時様円名]|\s?(?:様|殿))|(?<=[様殿])_{3,}+"
    r"|(?<!…)…{2,}+(?=[月日時様円名])|(?<!\?)\?{2,}+(?=[月日時円名人])|(?<=[月日時])\?{2}",
    tuple("○〇◯●◎△▲□■◇◆▽▼☆★×✕*_…?"),
)
_PAIR_BLANKS = LazyPattern(r"(?<![△▲□])(?P<pair>[△▲□])(?P=pair)(?=[^\W_])(?![^\n]{0,40}(?P=pair))", ("△△", "▲▲", "□□"))
_LATIN_BLANKS = LazyPattern(
    r"(?<![a-z0-9])(?:x{2,}(?:-x{2,}){1,2}|x{3,}|\d{2,4}-x{2,4}-x{4})(?![a-z0-9])|(?<=[0-9])-x{2,4}-x{2,4}"
    r"|(?<![a-z])xx(?=[月日時年円人名])|y{4}[年/.\-]m{1,2}[月/.\-]d{1,2}日?|(?<![a-z])(?:tbd|tba|todo|fixme|n/a)(?![a-z])"
    r"|0{1,2}月0{1,2}日|(?<![\d:])00:00\s?[~〜\-]\s?00:00|9{4}年9{2}月|(?<![a-z])(?:null|undefined|nan)(?=[年月日様さ円]|$)"
    r"|#(?:n/a|ref!|value!|name\?|div/0!)|%(?:s|d)(?![a-z])|%(?:name|date|time|place|title|url|[a-z_]{3,16})%",
    (
        "xx",
        "yyyy",
        "tbd",
        "tba",
        "todo",
        "fixme",
        "n/a",
        "0月0",
        "00月",
        "00:00",
        "9999",
        "null",
        "undefined",
        "nan",
        "#",
        "%",
    ),
)
_BRACES = LazyPattern(
    r"\$?\{{1,3}[^{}\n]{0,40}\}{1,3}|<%[^%\n]{0,40}%>|\[\[[^\[\]\n]{1,30}\]\]|<<[^<>\n]{1,30}>>|\[(?:object object|image|photo|link)\]",
    ("{", "<%", "[[", "<<", "[object", "[image", "[photo", "[link"),
)
_BRACKETED = LazyPattern(r"[\[【<〈《(〔](?P<inside>[^\[\]【】<>〈〉《》()〔〕\n]{1,30})[\]】>〉》)〕]")
_ORDERS = LazyPattern(
    r"(?:ここ|以下)に[^。\n]{0,14}(?:を入力|を記入|を書く|を入れ(?:る|て)|が入ります)"
    r"|[※*★→](?:要|後で|あとで|未)(?:確認|修正|差し?替え?|記入|入力|追記)[^。\n]{0,10}"
    r"|(?:後で|あとで|のちほど)(?:差し替え|追記し|修正し|書き足)[^。\n]{0,8}",
    (
        "ここに",
        "以下に",
        "要確認",
        "要修正",
        "要差",
        "要記入",
        "未確認",
        "未記入",
        "未入力",
        "後で",
        "あとで",
        "のちほど",
        "要追記",
    ),
)
_BLANK_ORDER = LazyPattern(
    r"(?:ここに|こちらに).+|(?:要|未)(?:確認|入力|記入|記載|調整|挿入|修正).{0,12}|(?:入力|記入)してください|後で(?:入れる|書く|確認|記入)"
)
_BLANK_TAIL = LazyPattern(r"(?:を|の)?(?:入力|記入|挿入|記載|入る|入れる|ここに入る)\Z")
_NICE_BLANK = LazyPattern(r"[「『][^」』\n]{0,12}\Z")
_WORD_AFTER_BLANK = LazyPattern(
    r"(?:したい|な(?:人|まち|こと)|って|という|の秋|のまち|が好き|に乗って)[^\n]{0,12}[」』]"
)
_FILL_SIGNS = "○〇◯●◎"
_REPEATED_END = LazyPattern(
    r"[ぁ-ん]?(?P<unit>まし|です|ます|ませ|した|いたし|ください|さい|しま|して|する|おり|せん|でし|くだ|ありま|お願い|願い)(?P=unit)+(?:た|ん|す|て|い|まし)?"
)
_PARTICLES = LazyPattern(
    r"をを|(?<=[^\Wa-zA-Z_ぁ-ゟ]|[)」])(?:のの(?![ぼどびりれろんちこさはぞ])|がが(?![んらさ])|にに(?![ぎんおじもわちほ])|はは(?![はじ])|でで(?![きんあもぐ])|へへ|もも(?![のもいちと])|とと(?![もりのび])|やや(?=(?:、|[^\W!-~ぁ-ヿ])))",
    ("をを", "のの", "がが", "にに", "はは", "でで", "へへ", "もも", "とと", "やや"),
)
_REPEATED_WORD = LazyPattern(
    r"(?P<word>(?=[^\W!-~]{0,3}[^\W!-~ぁ-ゟ])[^\W!-~]{3,12})(?P=word)|(?P<kanji>[^\W!-~ぁ-ヿ]{2,6})(?P=kanji)|(?P<kana>[ぁ-ん]{3,8})(?P=kana)|(?<![ァ-ヶー])(?P<wide>[ァ-ヶー]{3,10})(?P=wide)(?![ァ-ヶー])"
)
_REPEATED_STOP = LazyPattern(r"。{2,}(?!。)|、{2,}|(?:、。)|。、", ("。。", "、、", "、。", "。、"))
_WIDE_RUN = LazyPattern(r"[０-９Ａ-Ｚａ-ｚ]+")
_NARROW_RUN = LazyPattern(r"[0-9A-Za-z]+")
_TOKEN = LazyPattern(r"[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]+(?:[-－‐:：/／.．][0-9A-Za-z０-９Ａ-Ｚａ-ｚ]+)*")
_POSTAL = LazyPattern(
    r"〒\s?(?P<code>[0-9０-９][0-9０-９\-－‐ー−–—]{0,11}[0-9０-９])|(?:郵便番号)\s?[:：]?\s?(?P<code2>[0-9０-９][0-9０-９\-－‐ー−–—]{1,11}[0-9０-９])"
)
_SEPARATORS = str.maketrans(dict.fromkeys("－‐ー−–—", "-"))


def check_placeholders(subject: Subject) -> Iterator[Finding]:
    """Blanks of a template that nobody filled."""
    text = subject.plain
    spans = [
        match.span()
        for pattern in (_SIGN_BLANKS, _PAIR_BLANKS, _LATIN_BLANKS, _BRACES, _ORDERS)
        for match in pattern.finditer(text)
    ]
    spans.extend(_bracketed(subject))
    reached = 0
    for start, end in sorted(spans):
        if start < reached or end <= start or _is_copy(text, start, end):
            continue
        reached = end
        yield subject.finding("wording.placeholder", "placeholder", start, end)


def _bracketed(subject: Subject) -> Iterator[tuple[int, int]]:
    """Brackets that hold the name of a blank: 【タイトル】, (ここに本文を入力)."""
    words = subject.data.word_set("placeholder_words")
    for match in _BRACKETED.finditer(subject.plain):
        inside = match["inside"].strip()
        if _BLANK_TAIL.sub("", inside) in words or _BLANK_ORDER.match(inside):
            yield match.span()


def _is_copy(text: str, start: int, end: int) -> bool:
    """「○○したい」を応援: a blank that is meant."""
    return (
        text[start] in _FILL_SIGNS
        and _NICE_BLANK.search(text[max(0, start - 14) : start]) is not None
        and _WORD_AFTER_BLANK.match(text, end) is not None
    )


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
