"""5(1)オ: faces and pictures made of signs, which a screen reader spells out."""

from sakusns_desktop.checks.lazy import LazyPattern

_FACE = LazyPattern(
    r"[＼\\ヽヾ٩ｍm]?[(（][^()（）\n]{0,3}"
    r"(?:[\^＾][_\-ーo０0ωo∇▽.。]{0,2}[\^＾]|[´｀`](?:(?![()（）\n])[\W!-~]){1,5}[`｀´]"
    r"|[･・](?:(?![()（）\n])[\W!-~]){1,3}[･・]|[≧＞>]_{0,1}[∇▽_ω]?[≦＜<]"
    r"|[;；](?:(?![()（）\n])[\W!-~]){0,2}[;；]"
    r"|ﾟ[^()（）\n]{1,2}ﾟ|[TＴ][_＿.ωдД∀][TＴ]|_ _|__|[oO０][_＿.][oO０]|[=＝][_＿ωー^][=＝]"
    r"|[￣¯][^()（）\n]{1,3}[￣¯]|[*＊](?:(?![()（）\n])[\W!-~]){1,4}[*＊]|[｡。][^()（）\n]{1,3}[｡。]"
    r"|[∀∇ωДд▽][^()（）\n]{0,2}|◕|ಠ|ᴗ|‿|͡°|•̀|>_<|×_×|x_x|-_-|ー_ー|\._\.|・∀・|´∀|∀`)"
    r"[^()（）\n]{0,3}[)）][ノﾉ／/yYoOゞｼシ]?"
)
_LINE_ART = LazyPattern(
    r"[━─=＝]{2,}[(（][^()（）\n]{1,8}[)）][━─=＝]{2,}|ｷﾀ[━─ー]+|キタ[━─]{2,}|orz|OTL|_\|￣\|○"
    r"|⊂[^\n]{1,6}⊃|∧_∧|∧＿∧|＿人人|￣Y\^Y|[∧Λ]{1,2}[＿_]{1,2}[∧Λ]",
    ("━(", "=(", "＝(", "─(", "━（", "＝（", "─（", "ｷﾀ", "キタ", "orz", "OTL", "_|", "⊂", "∧", "＿人", "￣Y", "Λ"),
)
_BOX = LazyPattern(
    r"(?:^|\n)[ \u3000|/\\_＿￣│┃┏┓┗┛╭╮╰╯／＼・.。'`´|｜┌┐└┘─━]{6,}(?:\n"
    r"[ \u3000|/\\_＿￣│┃┏┓┗┛╭╮╰╯／＼・.。'`´|｜┌┐└┘─━]{6,}){2,}",
    ("|", "│", "┃", "＿", "￣", "─", "━", "／", "＼", "_"),
)
_BRACKETS = LazyPattern(r"[(（](?!\w[)）])[^()（）\n]{1,14}[)）]")
_LETTERS_IN = LazyPattern(r"[^\W!-~]{2}|\d[^\W!-~]|\A[(（][!-~]{1,14}[a-z\d][)）]\Z")


def art_spans(text: str) -> list[tuple[int, int]]:
    """Where such pictures stand; offsets in the text given."""
    if not _may_have(text):
        return []
    spans = [match.span() for pattern in (_LINE_ART, _BOX) for match in pattern.finditer(text)]
    if any(_LETTERS_IN.search(match[0]) is None for match in _BRACKETS.finditer(text)):
        spans.extend(match.span() for match in _FACE.finditer(text) if not _LETTERS_IN.search(match[0]))
    return sorted(spans)


def _may_have(text: str) -> bool:
    return any(sign in text for sign in "(（━∧￣⊂＿|│┃") or "orz" in text or "OTL" in text
