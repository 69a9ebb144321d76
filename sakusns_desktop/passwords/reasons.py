"""3(5): why a password is guessable, in sentences for staff. They name what a piece is, never the piece itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from sakusns_desktop.passwords.parts import Kind, Part

_LABELS = {
    Kind.OWN: "アカウント自身の言葉（アカウント名、表示名、担当課など）",
    Kind.CITY_WORD: "「市の語」に登録された言葉",
    Kind.CITY: "市や地域の名前",
    Kind.OFFICE: "部署や仕事の言葉",
    Kind.SIGHT: "地元の名所・名物・施設の名前",
    Kind.LOCAL_PLACE: "市内の地名",
    Kind.PLACE: "地名",
    Kind.PLATFORM: "SNSやサービスの名前",
    Kind.DEFAULT: "初期パスワードなどでよく使われる言葉",
    Kind.CALENDAR: "元号・月・曜日・季節の言葉",
    Kind.NUMBER: "よく使われる数字の並び",
    Kind.SURNAME: "人の姓",
    Kind.GIVEN_NAME: "人の名",
    Kind.WORD: "よく使われる日本語",
    Kind.LEAKED: "漏えいしたパスワードの一覧にある文字列",
    Kind.ENGLISH: "よく使われる英語",
    Kind.ENGLISH_NAME: "外国の人名",
    Kind.YEAR: "年",
    Kind.DATE: "日付",
    Kind.ERA: "元号の年や日付",
    Kind.PHONE: "電話番号の形の数字",
    Kind.KEYBOARD: "キーボードの並び",
    Kind.SEQUENCE: "連続した文字や数字",
    Kind.REPEAT: "同じ文字や言葉の繰り返し",
    Kind.RANDOM: "短い文字列",
}
_LISTED = 4
"""More kinds than this are not listed one by one."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How the cheapest reading of a password came about.

    Args:
        parts: its pieces from left to right.
        spoken: it was read from kana, kanji or full-width letters.
    """

    parts: tuple[Part, ...]
    spoken: bool


def reasons_for(reading: Reading) -> tuple[str, ...]:
    """One sentence for what the password is made of, and one for each trick that does not help."""
    known = [part for part in reading.parts if part.kind is not Kind.RANDOM]
    found = [_made_of(reading, known)]
    if any(part.kind is Kind.OWN for part in known) and len(known) > 1:
        found.append("アカウントを見た人がすぐに試す言葉が入っています。")
    if any(part.mangled for part in known):
        found.append("文字を記号や数字に置き換えたり、逆から書いたりしても、推測されやすさはほとんど変わりません。")
    if reading.spoken and known:
        found.append("全角・かな・漢字で書いても、ローマ字で書いたときと同じように推測されます。")
    return tuple(found)


def _made_of(reading: Reading, known: Sequence[Part]) -> str:
    kinds = list(dict.fromkeys(part.kind for part in known))
    if not kinds:
        return "短すぎるため、総当たりで見つかります。"
    if len(kinds) > _LISTED:
        return "推測されやすい言葉や数字を並べただけの組合せです。"
    labels = [_LABELS[kind] for kind in kinds]
    rest = sum(part.end - part.start for part in reading.parts if part.kind is Kind.RANDOM)
    if len(labels) == 1 and not rest:
        if len(known) == 1:
            return f"{labels[0]}だけでできています。"
        return f"{labels[0]}を{len(known)}つ並べただけです。"
    listed = "と".join(labels)
    if rest:
        return f"{listed}に、短い文字や数字を足しただけです。"
    return f"{listed}の組合せです。"
