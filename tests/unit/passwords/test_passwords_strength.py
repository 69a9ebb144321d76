"""3(5): the meter's verdicts, its reasons, and that it takes any input and keeps nothing."""

import subprocess
import sys
import threading
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sakusns_desktop.passwords.strength import Judgement, PasswordMeter, Verdict
from sakusns_desktop.reference_data.platform_passwords import load_password_rules
from sakusns_desktop.reference_data.wordlists import load_wordlists

STRONG = "hT7wqZ4nXv2mKd9RbLc3"


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("sakushi2025", "市や地域の名前と年の組合せです。"),
        ("iwamurada1234", "市内の地名と連続した文字や数字の組合せです。"),
        ("matsumoto-tarou", "人の姓と人の名の組合せです。"),
        ("1qaz2wsx3edc4rfv", "キーボードの並びだけでできています。"),
        ("xq7xq7xq7xq7xq7", "同じ文字や言葉の繰り返しだけでできています。"),
        ("H250924", "元号の年や日付だけでできています。"),
        ("kouhouka.twitter", "部署や仕事の言葉とSNSやサービスの名前の組合せです。"),
        ("x9k2", "短すぎるため、総当たりで見つかります。"),
        ("usuda-koho-x7", "に、短い文字や数字を足しただけです。"),
    ],
)
def test_the_reason_names_what_the_pieces_are(meter: PasswordMeter, password: str, sentence: str) -> None:
    assert any(sentence in reason for reason in meter.judge(password).reasons)


def test_signs_for_letters_are_told(meter: PasswordMeter) -> None:
    assert any("置き換えたり" in reason for reason in meter.judge("S@kush1koho!").reasons)


def test_kana_and_full_width_letters_count_like_letters(meter: PasswordMeter) -> None:
    plain = meter.judge("sakushi2025")
    for writing in ("ｓａｋｕｓｈｉ２０２５", "さくし2025", "ｻｸｼ2025", "佐久市2025"):
        judgement = meter.judge(writing)
        assert judgement.score == plain.score, writing
        assert any("ローマ字で書いたときと同じ" in reason for reason in judgement.reasons), writing


def test_every_romanisation_is_as_weak_as_the_other(meter: PasswordMeter) -> None:
    for writing in ("shouboudan2025", "syouboudan2025", "shobodan2025", "Shōbōdan2025", "syobodann2025"):
        assert meter.judge(writing).score <= 1, writing


def test_reasons_hold_no_piece_of_the_password_and_no_crack_time(meter: PasswordMeter) -> None:
    for password in ("Momijimaru-2025", "sakushi2025", "tanaka19850401", "qwertyuiop@["):
        for reason in meter.judge(password, context=("momijimaru",)).reasons:
            assert not any(piece in reason.lower() for piece in ("momiji", "2025", "saku", "tanaka", "qwer", "1985"))
            assert not any(word in reason for word in ("秒", "時間", "日で", "年で", "年かか"))


@pytest.mark.parametrize(
    ("password", "second_factor", "verdict"),
    [
        ("hT7wqZ4nXv2", True, Verdict.REJECT),
        ("hT7wqZ4nXv2m", True, Verdict.OK),
        ("hT7wqZ4nXv2m", False, Verdict.WEAK),
        ("hT7wqZ4nXv2m", None, Verdict.OK),
        ("hT7wqZ4nXv2mKd9", False, Verdict.OK),
        ("naganokensakushi2025", True, Verdict.WEAK),
        ("sakushi2025", True, Verdict.REJECT),
    ],
)
def test_the_verdict_follows_length_score_and_second_factor(
    meter: PasswordMeter, password: str, second_factor: bool | None, verdict: Verdict
) -> None:
    assert meter.judge(password, second_factor=second_factor).verdict is verdict


def test_a_password_under_fifteen_brings_advice_where_the_second_factor_is_not_known(meter: PasswordMeter) -> None:
    assert any("二段階認証を使っていない場合" in reason for reason in meter.judge("hT7wqZ4nXv2m").reasons)
    assert meter.judge(STRONG).reasons == ()


def test_the_score_ignores_the_length_policy(meter: PasswordMeter) -> None:
    judgement = meter.judge("hT7wqZ4nXv2")
    assert judgement.score >= 3
    assert judgement.verdict is Verdict.REJECT


@pytest.mark.parametrize(
    "context",
    [
        ("zukuteni_official",),
        ("@Zukuteni_Official",),
        ("https://www.instagram.com/zukuteni_official/",),
        ("zukuteni@city.saku.nagano.jp",),
        ("ずくてに",),
        ("ズクテニ公式",),
        "zukuteni",
    ],
)
def test_the_accounts_own_words_are_known_in_every_form(meter: PasswordMeter, context: Sequence[str]) -> None:
    judgement = meter.judge("Zukuteni1203x", context=context)
    assert judgement.score <= 1
    assert any("アカウント自身の言葉" in reason for reason in judgement.reasons)


def test_one_accounts_words_do_not_change_anothers_verdict(meter: PasswordMeter) -> None:
    alone = meter.judge("vorplunkent-2025", context=("quibberday",))
    assert alone.score >= 3
    assert meter.judge("vorplunkent-2025", context=("vorplunkent",)).score <= 1
    assert meter.judge("vorplunkent-2025", context=("quibberday",)) == alone
    assert meter.judge("vorplunkent-2025") == alone


def test_threads_do_not_see_each_others_words(meter: PasswordMeter) -> None:
    expected = {word: meter.judge("vorplunkent-2025", context=(word,)) for word in ("vorplunkent", "quibberday")}
    wrong: list[Judgement] = []

    def ask(word: str) -> None:
        for _ in range(60):
            judgement = meter.judge("vorplunkent-2025", context=(word,))
            if judgement != expected[word]:
                wrong.append(judgement)

    threads = [threading.Thread(target=ask, args=(word,)) for word in [*expected] * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(set(expected.values())) == 2


def test_a_meter_that_is_first_used_by_several_threads_answers_all_alike() -> None:
    meter = PasswordMeter(load_wordlists(), load_password_rules())
    answers: list[Judgement] = []
    threads = [threading.Thread(target=lambda: answers.append(meter.judge("sakushi2025"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 4
    assert len(set(answers)) == 1


def test_the_citys_own_list_is_literal_and_can_be_changed(meter: PasswordMeter) -> None:
    password = "vorplunkent2025"
    assert meter.judge(password).score >= 3
    richer = meter.with_city_words(["Vorplunkent", "霧鐘堂"])
    assert richer.judge(password).score <= 1
    assert any("市の語" in reason for reason in richer.judge(password).reasons)
    assert richer.judge("霧鐘堂霧鐘堂20251122").score <= 1
    assert meter.judge(password).score >= 3
    assert PasswordMeter(load_wordlists(), load_password_rules(), ["vorplunkent"]).judge(password).score <= 1


@pytest.mark.parametrize(
    "password",
    [
        "", " ", "\0", "a\0b", "\ud800", "\udfff" * 40, "a" * 100_000, "4@8({[<3691!|75$0+%2" * 7, "🐟" * 50,
        "さ" * 128, "佐久市" * 60, "ﷺ" * 128, "\u0301" * 200, "İ" * 40, "-" * 128, "1" * 128, "\n", "元", "年月日",
        "\ue000\ue001" * 9, "〇一二十" * 30,
    ],
)  # fmt: skip
def test_any_input_is_judged(meter: PasswordMeter, password: str) -> None:
    judgement = meter.judge(password, context=(password,), platform="line", second_factor=False)
    assert 0 <= judgement.score <= 4


def test_only_the_first_128_characters_are_scored(meter: PasswordMeter) -> None:
    head = "sakushi" * 18 + "sa"
    assert len(head) == 128
    assert meter.judge(head).guesses_log10 == meter.judge(head + STRONG * 10).guesses_log10
    assert meter.judge(STRONG * 5000).score == 4
    assert meter.judge("a" * 108 + STRONG).score == 4


def test_an_empty_password_is_the_weakest(meter: PasswordMeter) -> None:
    judgement = meter.judge("")
    assert (judgement.score, judgement.guesses_log10, judgement.verdict) == (0, 0.0, Verdict.REJECT)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.lists(st.text(max_size=20), max_size=3))
def test_no_text_breaks_the_meter_or_shows_in_its_answer(password: str, context: list[str]) -> None:
    judgement = PROPERTY_METER.judge(password, context=context)
    assert 0 <= judgement.score <= 4
    assert judgement.guesses_log10 >= 0
    assert len(password) < 8 or password not in repr(judgement)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="sakuhirote2025-@!4", min_size=1, max_size=20))
def test_the_accounts_own_words_never_make_a_password_stronger(password: str) -> None:
    known = PROPERTY_METER.judge(password, context=(password,))
    assert known.score <= PROPERTY_METER.judge(password).score


PROPERTY_METER = PasswordMeter(load_wordlists(), load_password_rules())


def test_pasted_signs_that_nobody_sees_are_told(meter: PasswordMeter) -> None:
    assert any("画面に見えない文字" in reason for reason in meter.judge(STRONG + "\n").reasons)
    assert any("空白" in reason for reason in meter.judge(STRONG + " ").reasons)


def test_zxcvbn_and_the_lists_are_loaded_at_the_first_judgement_only() -> None:
    code = (
        "import sys\n"
        "import sakusns_desktop.passwords\n"
        "from sakusns_desktop.passwords.strength import PasswordMeter\n"
        "from sakusns_desktop.reference_data import wordlists\n"
        "from sakusns_desktop.reference_data.platform_passwords import load_password_rules\n"
        "assert 'zxcvbn' not in sys.modules\n"
        "assert wordlists.load_wordlists.cache_info().currsize == 0\n"
        "meter = PasswordMeter(wordlists.load_wordlists(), load_password_rules())\n"
        "assert 'zxcvbn' not in sys.modules\n"
        "meter.judge('x')\n"
        "assert 'zxcvbn' in sys.modules\n"
        "assert 'user_inputs' not in sys.modules['zxcvbn.matching'].RANKED_DICTIONARIES\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
