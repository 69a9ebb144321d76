"""5(1)オ, 6(4): links, tags, signs, widths, blanks, secrets; found, and left alone."""

import pytest
from labelled_posts import CheckText

from sakusns_desktop.checks.look_alikes import look_alike
from sakusns_desktop.checks.registry import is_loud
from sakusns_desktop.reference_data.checks import CheckData

CITY = "www.city.saku.nagano.jp"


def loud(check: CheckText, text: str, platform: str = "x") -> set[str]:
    return {found.kind for found in check(text, platform=platform) if is_loud(found)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"http//{CITY}/a", "url_typo"), (f"http:/{CITY}/a", "url_typo"), (f"https;//{CITY}/", "url_typo"),
        (f"htps://{CITY}/", "url_typo"), (f"ttps://{CITY}/", "url_typo"), (f"https://https://{CITY}/", "url_typo"),
        (f"https：／／{CITY}/", "url_typo"), ("https://www. city.saku.nagano.jp/", "url_typo"),
        ("https://www.city.saku,nagano.jp/", "url_typo"), ("wwww.city.saku.nagano.jp", "url_typo"),
        ("www,city.saku.nagano.jp", "url_typo"), ("https://www.city.saku.nagano.jpp/", "url_typo"),
        ("https://www.city-saku.nagano.jp/", "url_lookalike"), ("https://www.city.sakv.nagano.jp/", "url_lookalike"),
        (f"https://{CITY}.example.com/", "url_lookalike"), ("https://saku-city.com/", "url_lookalike"),
        ("https://www.clty.saku.nagano.jp/", "url_lookalike"), (f"https://{CITY}@example.com/", "url_lookalike"),
        ("https://www.city.sаku.nagano.jp/", "url_lookalike"),  # a Cyrillic а
        ("https://bit.ly/3abc", "url_shortener"), ("tinyurl.com/abc", "url_shortener"),
        ("http://192.168.10.25/cms", "url_internal"), ("http://localhost:8080/", "url_internal"),
        ("http://gw.saku.lan/", "url_internal"), (f"https://staging.{CITY[4:]}/", "url_internal"), ("サーバ 10.0.0.5 へ", "url_internal"),
        ("https://example.jp/a?token=eyJhbGciOi", "secret_url"), ("https://u:pw12@example.jp/", "secret_url"),
        ("https://docs.google.com/document/d/1abcDEF/edit", "secret_url"), ("https://zoom.us/j/812?pwd=Qk9HVz", "secret_url"),
        ("パスワード：saku2026", "secret_credential"), ("パスコード: 482913", "secret_credential"), ("暗証番号は4649", "secret_credential"),
        ("PW：Koho#2026", "secret_credential"), ("AKIAIOSFODNN7EXAMPLE", "secret_credential"),
        ("\\\\fs01\\koho\\a.docx", "internal_path"), ("C:\\Users\\a.docx", "internal_path"), ("共有フォルダの資料", "internal_path"),
        ("申込\u200b書", "invisible_char"), ("申込\x00書", "invisible_char"), ("申込\u00ad書", "invisible_char"),
        ("縺ゅｊ縺後→縺", "mojibake"), ("\ufffd\ufffd時", "mojibake"), ("受付&nbsp;時間", "mojibake"), ("\ud800です", "mojibake"),
        ("㈱佐久", "platform_char"), ("第Ⅳ期", "platform_char"), ("ﾏｲﾅﾝﾊﾞｰ", "halfwidth_kana"), ("定員は2０人", "mixed_width"),
        ("2026年１２月", "mixed_width"), ("か\u3099っこう", "nfd"), ("⽇時", "kangxi"), ("会場をを", "duplicate_char"),
        ("開設しましました", "duplicate_char"), ("くださいください", "duplicate_char"), ("開催開催", "duplicate_char"),
        ("#冬まつり-2026 を", "hashtag_broken"), ("佐久#秋の佐久 へ", "hashtag_broken"), ("#2026 をつけて", "hashtag_broken"),
        ("集合@佐久平駅", "mention_in_text"), ("窓口は@saku_cityまで", "mention_in_text"), ("𝐒𝐚𝐤𝐮 祭", "a11y_math_alnum"),
        ("雪です(^_^)/", "a11y_ascii_art"), ("🎉🎉🎉🎉🎉🎉🎉 祝", "a11y_emoji"), ("○月○日に開きます", "placeholder"),
        ("{氏名}様", "placeholder"), ("【タイトル】です", "placeholder"), ("0267-XX-XXXX", "placeholder"), ("△△電器で", "placeholder"),
        ("〒385-850", "postal_format"), ("〒38-58501", "postal_format"), ("8時に集合", "ambiguous"),
    ],
)  # fmt: skip
def test_a_slip_is_found(text: str, kind: str, check: CheckText) -> None:
    assert kind in loud(check, text)


@pytest.mark.parametrize(
    "text",
    [
        f"詳しくは https://{CITY}/kurashi/ をご覧ください。", "https://www.youtube.com/watch?v=dQw4w9WgXcQ", "https://youtu.be/abc",
        "https://www.pref.nagano.lg.jp/", "https://www.city.ueda.nagano.jp/", "https://www.city.suwa.lg.jp/",
        "https://www.town.miyota.nagano.jp/", "定員30人。時間は13:30", "パスワードは12文字以上にしましょう。", "パスワードは必要ありません。",
        "公式Xは @saku_city、防災は @saku_bosai です。", "佐久平の夕焼け🌇 #佐久市 #佐久平", "#7119 へお電話を", "家族👨‍👩‍👧‍👦で", "1️⃣ 2️⃣",
        "١٢٣ مرحبا \u200f", "「○○したい」を応援します", "わくわく、どきどき、ますます", "中学校校長、図書館館長、委員会会議", "５月10日です",
        "Ａ棟とB棟", "(日)(月)(火)", "（税込）1,000円", "面積は1,200平方メートル", "①受付 ②接種", "〒385-8501", "9時から17時まで", "8:30開始",
        "春ののどかな日", "Q&A、R&D", "50%OFF", "https://example.jp/?page=2&sort=name",
    ],
)  # fmt: skip
def test_a_good_text_stays_silent(text: str, check: CheckText) -> None:
    assert loud(check, text) == set()


def test_platforms_have_their_own_rules(check: CheckText) -> None:
    assert "angle_bracket" in loud(check, "市政<12月>", "youtube")
    assert "angle_bracket" not in loud(check, "市政<12月>", "facebook")
    assert "hashtag_too_many" in loud(check, "#一 #二 #三 #四 #五 #六", "instagram")
    assert "hashtag_too_many" not in loud(check, "#一 #二 #三 #四 #五 #六", "x")
    assert "hashtag_broken" in loud(check, "#佐久・平 の冬", "youtube")
    assert "hashtag_broken" not in loud(check, "#佐久・平 の冬", "x")
    assert "hashtag_broken" in loud(check, "＃佐久 の冬", "youtube")


def test_hints_do_not_shout(check: CheckText) -> None:
    found = {one.kind: one.outcome.value for one in check(f"詳しくはこちら https://{CITY}/ #sakucityautumnfestival")}
    assert found == {"a11y_link_text": "hint", "hashtag_case": "hint"}


def test_a_neighbour_is_no_look_alike(data: CheckData) -> None:
    assert look_alike("www.city.saku.nagano.jp", data.city) == ""
    assert look_alike("library.city.saku.nagano.jp", data.city) == ""
    assert look_alike("www.city.suzaka.nagano.jp", data.city) == ""
    assert look_alike(f"xn--{'cіty'.encode('punycode').decode()}.saku.nagano.jp", data.city) != ""


def test_offers_can_stand_in_place(check: CheckText) -> None:
    offers = {one.kind: one.suggestions for one in check("ﾏｲﾅﾝﾊﾞｰの㈱佐久へ、か\u3099っこう。会場をを。")}
    assert offers["halfwidth_kana"] == ("マイナンバー",)
    assert offers["platform_char"] == ("株式会社",)
    assert offers["nfd"] == ("が",)
    assert offers["duplicate_char"] == ("を",)
