"""5(1)オ: faces and pictures made of signs, which a screen reader spells out."""

import re

_FACE = re.compile(
    r"[＼\\ヽヾ٩ｍm]?[(（][^()（）\n]{0,3}"
    r"(?:[\^＾][_\-ーo０0ωo∇▽.。]{0,2}[\^＾]|[´｀`][^()（）\nぁ-んァ-ヶ一-龥]{1,5}[`｀´]|[･・][^()（）\nぁ-んァ-ヶ一-龥]{1,3}[･・]|[≧＞>]_{0,1}[∇▽_ω]?[≦＜<]|[;；][^()（）\nぁ-んァ-ヶ一-龥]{0,2}[;；]"
    r"|ﾟ[^()（）\n]{1,2}ﾟ|[TＴ][_＿.ωдД∀][TＴ]|_ _|__|[oO０][_＿.][oO０]|[=＝][_＿ωー^][=＝]|[￣¯][^()（）\n]{1,3}[￣¯]|[*＊][^()（）\nぁ-んァ-ヶ一-龥]{1,4}[*＊]|[｡。][^()（）\n]{1,3}[｡。]|[∀∇ωДд▽][^()（）\n]{0,2}|◕|ಠ|ᴗ|‿|͡°|•̀|>_<|×_×|x_x|-_-|ー_ー|\._\.|・∀・|´∀|∀`)"
    r"[^()（）\n]{0,3}[)）][ノﾉ／/yYoOゞｼシ]?"
)
_LINE_ART = re.compile(
    r"[━─=＝]{2,}[(（][^()（）\n]{1,8}[)）][━─=＝]{2,}|ｷﾀ[━─ー]+|キタ[━─]{2,}|orz|OTL|_\|￣\|○|⊂[^\n]{1,6}⊃|∧_∧|∧＿∧|＿人人|￣Y\^Y|[∧Λ]{1,2}[＿_]{1,2}[∧Λ]"
)
_BOX = re.compile(
    r"(?:^|\n)[ \u3000|/\\_＿￣│┃┏┓┗┛╭╮╰╯／＼・.。'`´|｜┌┐└┘─━]{6,}(?:\n[ \u3000|/\\_＿￣│┃┏┓┗┛╭╮╰╯／＼・.。'`´|｜┌┐└┘─━]{6,}){2,}"
)
_LETTERS_IN = re.compile(r"[ぁ-んァ-ヶ一-龥]{2,}")


def art_spans(text: str) -> list[tuple[int, int]]:
    """Where such pictures stand; offsets in the text given."""
    if not _may_have(text):
        return []
    spans = [match.span() for match in _FACE.finditer(text) if not _LETTERS_IN.search(match[0])]
    spans.extend(match.span() for pattern in (_LINE_ART, _BOX) for match in pattern.finditer(text))
    return sorted(spans)


def _may_have(text: str) -> bool:
    return any(sign in text for sign in "(（━∧￣⊂＿|│┃") or "orz" in text or "OTL" in text
