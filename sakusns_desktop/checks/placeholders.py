"""5(1)オ: blanks of a template that nobody filled."""

from collections.abc import Iterator

from sakusns_desktop.checks.lazy import LazyPattern
from sakusns_desktop.checks.subject import Subject
from sakusns_desktop.domain.post import Finding

_SIGN_BLANKS = LazyPattern(
    r"(?<![○〇◯●◎])[○〇◯●◎]{2,}+(?!×クイズ)|(?<![△▲□■◇◆▽▼☆★])[△▲□■◇◆▽▼☆★]{2,}+(?="
    r"[月日時分円人名様氏市町村会課室号回年さ])|(?<![×✕x])[×✕]{2,}+(?![×x\d])"
    r"|[○〇◯●△□×*＊_＿]{1,2}(?=月[○〇◯●△□×*＊_＿\d]{0,2}日|日\s?[(]?[○〇◯●△□×]"
    r"|時[○〇◯●△□×]{0,2}分?(?:[~〜から]|に|開)|名様"
    r"|年[○〇◯●△□×]{1,2}月)|(?<=第)[○〇◯●△□×]{1,2}(?=回|号|期|条|弾)|\d{1,2}月[○〇◯●△□×]{1,2}日(?:\s?\([○〇◯●△□×]\))?"
    r"|\([○〇◯●△□×]\)(?=\s?\d|\s?午)|(?<=[月時])[○〇◯●×]{1,2}(?=[日分])|(?<!_)_{3,}+(?=[月日時様円名]"
    r"|\s?(?:様|殿))|(?<=[様殿])_{3,}+"
    r"|(?<!…)…{2,}+(?=[月日時様円名])|(?<!\?)\?{2,}+(?=[月日時円名人])|(?<=[月日時])\?{2}",
    tuple("○〇◯●◎△▲□■◇◆▽▼☆★×✕*_…?"),
)
_PAIR_BLANKS = LazyPattern(r"(?<![△▲□])(?P<pair>[△▲□])(?P=pair)(?=[^\W_])(?![^\n]{0,40}(?P=pair))", ("△△", "▲▲", "□□"))
_LATIN_BLANKS = LazyPattern(
    r"(?<![a-z0-9])(?:x{2,}(?:-x{2,}){1,2}|x{3,}|\d{2,4}-x{2,4}-x{4})(?![a-z0-9])|(?<=[0-9])-x{2,4}-x{2,4}"
    r"|(?<![a-z])xx(?=[月日時年円人名])|y{4}[年/.\-]m{1,2}[月/.\-]d{1,2}日?|(?<![a-z])(?:tbd|tba|todo"
    r"|fixme|n/a)(?![a-z])"
    r"|0{1,2}月0{1,2}日|(?<![\d:])00:00\s?[~〜\-]\s?00:00|9{4}年9{2}月|(?<![a-z])(?:null|undefined"
    r"|nan)(?=[年月日様さ円]|$)"
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
    r"\$?\{{1,3}[^{}\n]{0,40}\}{1,3}|<%[^%\n]{0,40}%>|\[\[[^\[\]\n]{1,30}\]\]|<<[^<>\n]{1,30}>>"
    r"|\[(?:object object|image|photo|link)\]",
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
    r"(?:ここに|こちらに).+|(?:要|未)(?:確認|入力|記入|記載|調整|挿入|修正).{0,12}|(?:入力"
    r"|記入)してください|後で(?:入れる|書く|確認|記入)"
)
_BLANK_TAIL = LazyPattern(r"(?:を|の)?(?:入力|記入|挿入|記載|入る|入れる|ここに入る)\Z")
_NICE_BLANK = LazyPattern(r"[「『][^」』\n]{0,12}\Z")
_WORD_AFTER_BLANK = LazyPattern(
    r"(?:したい|な(?:人|まち|こと)|って|という|の秋|のまち|が好き|に乗って)[^\n]{0,12}[」』]"
)
_FILL_SIGNS = "○〇◯●◎"


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
        if inside in words or _BLANK_TAIL.sub("", inside) in words or _BLANK_ORDER.match(inside):
            yield match.span()


def _is_copy(text: str, start: int, end: int) -> bool:
    """「○○したい」を応援: a blank that is meant."""
    return (
        text[start] in _FILL_SIGNS
        and _NICE_BLANK.search(text[max(0, start - 14) : start]) is not None
        and _WORD_AFTER_BLANK.match(text, end) is not None
    )
