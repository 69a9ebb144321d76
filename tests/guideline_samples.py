"""An invented guideline for tests, in the layouts in which cities keep theirs. No city's real sentences."""

PLAIN = """\
架空市SNS利用の手引き

平成 30 年 4 月 1 日制定

令和 5 年 10 月 15 日改定

1 ねらい

この手引きは、架空市（以下「市」という。）の職員がSNSを使うときの心構えを示す。

2 言葉の意味

SNSとは、誰もが発信できる場（※1）をいう。

3 始める前に

- (1) 使いたい課は、部の長に申し出て、許しを得る。
- (2) 次のことを紙（※2）にまとめる。
 - ア 使うわけ
 - イ 使う場の名
 - ウ 受け持つ課の名、
電話の番号
- (3) まとめた紙は、広く見せる。また、
(2)に掲げることを直したときも同じとする。

- 1 -

4 役割

- (1) 役割は次のとおりとする。

ア まとめ役

使う課の長をまとめ役とする。

まとめ役は、日々のことに目を配る。

イ 書き手

課の職員のうち、まとめ役が選んだ者を書き手とする。

5 困ったとき

- (1) まちがえたときは、すぐに直す。
- (2) にせ者(※3)を見つけたときは、3 日以内に知らせる。

6 言葉

- (※1) 集まって話せる所のこと。
- (※2) 電子のものを含む。
- (※3) 市のふりをする者のこと。
"""

IDS = [
    "1", "2", "3", "3(1)", "3(2)", "3(2)ア", "3(2)イ", "3(2)ウ", "3(3)",
    "4", "4(1)", "4(1)ア", "4(1)イ", "5", "5(1)", "5(2)", "6",
]  # fmt: skip


def full_width() -> str:
    """The same with full-width numbers and brackets, ideographic indents, no list dashes."""
    wide = str.maketrans("0123456789()", "０１２３４５６７８９（）")
    lines = []
    for line in PLAIN.splitlines():
        bare = line.strip().removeprefix("- ")
        lines.append("　" * (len(line) - len(line.lstrip())) + bare.translate(wide).replace(" ", "　"))
    return "\n".join(lines)


def dotted() -> str:
    """The same with ``１．`` for sections, ``⑴`` for paragraphs and half-width kana for items."""
    text = PLAIN
    for number in range(1, 7):
        text = text.replace(f"\n{number} ", f"\n{number}．")
        text = text.replace(f"- ({number}) ", "⑴⑵⑶⑷⑸⑹"[number - 1] + "　")
    for wide, narrow in zip("アイウ", "ｱｲｳ", strict=True):
        text = text.replace(f"\n - {wide} ", f"\n\t{narrow}．").replace(f"\n{wide} ", f"\n{narrow} ")
    return text.replace("- (※", "（※")


def wrapped(text: str, width: int) -> str:
    """A text whose lines are cut at a width, as a PDF gives them, with page numbers in between."""
    lines: list[str] = []
    for line in text.splitlines():
        rest = line.strip()
        while rest:
            lines.append(rest[:width])
            rest = rest[width:]
            if len(lines) % 20 == 0:
                lines.append(f"- {len(lines) // 20} -")
    return "\n".join(lines)


def with_articles() -> str:
    """The same as articles: 「（ねらい）」 above 「第1条」, supplementary provisions at the end."""
    text = PLAIN.replace("平成 30 年 4 月 1 日制定\n\n令和 5 年 10 月 15 日改定\n", "")
    for number, heading in enumerate(["ねらい", "言葉の意味", "始める前に", "役割", "困ったとき", "言葉"], start=1):
        text = text.replace(f"\n{number} {heading}\n\n", f"\n（{heading}）\n第{number}条　")
        text = text.replace("条　- (", "条　次のとおりとする。\n- (")
    return (
        text
        + "\n附則\nこの手引きは、平成30年4月1日から施行する。\n附 則（令和5年10月15日改正）\n公布の日から施行する。\n"
    )
