"""5(1)ウ, 6(4): a citizen's data is found, the city's own stays silent."""

import pytest
from labelled_posts import CheckText

from sakusns_desktop.checks.personal_numbers import luhn_fits, my_number_fits
from sakusns_desktop.checks.registry import is_loud


def loud(check: CheckText, text: str) -> set[tuple[str, str]]:
    return {(found.kind, found.surface) for found in check(text, platform="facebook") if is_loud(found)}


@pytest.mark.parametrize(
    ("text", "kind", "surface"),
    [
        ("連絡は090-1234-5678へ", "pii_phone_private", "090-1234-5678"),
        ("連絡は０８０ー１１２２ー３３４４へ", "pii_phone_private", "０８０ー１１２２ー３３４４"),
        ("連絡は07012345678へ", "pii_phone_private", "07012345678"),
        ("連絡は+81 90-2345-6789へ", "pii_phone_private", "+81 90-2345-6789"),
        ("自宅電話 0267-63-9981", "pii_phone_private", "0267-63-9981"),
        ("電話 0267-622-2111", "phone_format", "0267-622-2111"),
        ("電話 026-762-2111", "phone_format", "026-762-2111"),
        ("電話 0267-62-291", "phone_format", "0267-62-291"),
        ("フリーダイヤル 0120-12-345", "phone_format", "0120-12-345"),
        ("携帯 090-1234-567", "phone_format", "090-1234-567"),
        ("連絡は hana@docomo.ne.jp へ", "pii_email_private", "hana@docomo.ne.jp"),
        ("マイナンバー：987654321093", "pii_my_number", "987654321093"),
        ("個人番号 1234 5678 9018", "pii_my_number", "1234 5678 9018"),
        ("1234-5678-9018 の方へ", "pii_my_number", "1234-5678-9018"),
        ("カード 4111-1111-1111-1111", "pii_credit_card", "4111-1111-1111-1111"),
        ("八十二銀行 佐久支店 普通 1234567 土屋", "pii_bank_account", "八十二銀行 佐久支店 普通 1234567"),
        ("基礎年金番号 1234-567890", "pii_pension_number", "1234-567890"),
        ("免許証番号 301234567890", "pii_license", "301234567890"),
        ("被保険者番号0001234567の方", "pii_insurance", "0001234567"),
        ("長野 501 さ 20-46の車", "pii_plate", "長野 501 さ 20-46"),
        ("ご自宅は佐久市望月2045-3です", "pii_address", "佐久市望月2045-3"),
        ("中込3322-1のアパートの方", "pii_address", "中込3322-1"),
        ("佐久市平賀3344番地2 山浦美代子様", "pii_name_address", "佐久市平賀3344番地2 山浦美代子様"),
        ("昭和21年4月3日生まれの市川フミさん", "pii_birthdate", "昭和21年4月3日生まれ"),
        ("生年月日：S45.8.19", "pii_birthdate", "S45.8.19"),
        ("木内さんはうつ病です", "pii_health", "うつ病"),
        ("高見沢様の滞納額は48万円です", "pii_amount", "48万円"),
        ("荻原武さん(67)が優しく話す", "pii_age", "荻原武さん(67)"),
        ("LINE ID：hanako0915", "pii_account_private", "LINE ID：hanako0915"),
        ("井出亮介様", "pii_name", "井出亮介様"),
        ("当選者は小山さんです", "pii_name", "小山さん"),
        ("名義 ヨダ ハルカ", "pii_name", "ヨダ ハルカ"),
        ("氏名：大井 真由美", "pii_name", "大井 真由美"),
        ("ヤナギサワ ケンタ様", "pii_name", "ヤナギサワ ケンタ様"),
    ],
)
def test_what_belongs_to_a_person_is_found(text: str, kind: str, surface: str, check: CheckText) -> None:
    assert (kind, surface) in loud(check, text)


@pytest.mark.parametrize(
    "text",
    [
        "代表 0267-62-2111", "０２６７－６２－２１１１", "よりそいホットライン 0120-279-338", "ナビダイヤル 0570-064-556",
        "問い合わせ：図書館 0267-67-1111", "長野県庁 電話 026-232-0111", "救急は119、相談は#7119", "koho@city.saku.nagano.jp へ",
        "法人番号は2000020202177", "団体コードは202177", "定員は1,234,567人", "受付番号123456789018", "JAN 4901234567894",
        "寄附の口座：八十二銀行 中込支店 普通 9876543 佐久市会計管理者", "佐久市中込3056 佐久市役所", "〒385-8501 佐久市中込3056",
        "会場：野沢会館（佐久市取出町183）", "3-2-1カウントダウン", "11-22番バス停", "講師：信州大学教授 田中浩一氏",
        "郷土の文豪島崎藤村ゆかりの地", "松平乗謨が築いた龍岡城", "皆さん、お子さん、お客様、保護者様、各位様", "農家さん、看護師さん、大工さん",
        "様式第1号、多様な様子、模様替え", "源氏物語、氏名欄、氏神様", "担当の井出です。", "市長の山野一郎が話しました。",
        "平成22年4月2日から平成23年4月1日生まれの方", "昭和36年4月1日以前に生まれた方", "うつ病や認知症について話します。",
        "ミーティングID 812 3456 7890", "介護保険の保険者番号は202174です", "りんごの皮むき大会で2時間30分",
    ],
)  # fmt: skip
def test_what_is_public_stays_silent(text: str, check: CheckText) -> None:
    assert {found for found in loud(check, text) if found[0].startswith(("pii", "phone"))} == set()


def test_a_landline_that_nobody_knows_is_asked_about(check: CheckText) -> None:
    found = [one for one in check("0267-66-1234 まで") if one.kind == "pii_phone_private"]
    assert [one.outcome.value for one in found] == ["review"]


def test_check_digits_follow_their_rules() -> None:
    assert my_number_fits("123456789018")
    assert not my_number_fits("123456789012")
    assert not my_number_fits("12345678901")
    assert luhn_fits("4111111111111111")
    assert not luhn_fits("4111111111111112")
