"""3(5): what platforms accept, each rule with its own examples."""

import pytest

from sakusns_desktop.passwords.rules import platform_faults
from sakusns_desktop.passwords.strength import PasswordMeter, Verdict
from sakusns_desktop.reference_data.platform_passwords import PasswordRule, PasswordRules, load_password_rules

RULES = load_password_rules().rules


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.platform)
def test_the_example_of_a_rule_is_accepted_and_its_counter_example_refused(rule: PasswordRule) -> None:
    assert list(platform_faults(rule.accepted, rule)) == []
    if rule.refused:
        assert list(platform_faults(rule.refused, rule)) != []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.platform)
def test_a_rule_that_nobody_confirmed_says_so_and_a_confirmed_one_has_an_address(rule: PasswordRule) -> None:
    assert rule.confirmed is False or rule.source.startswith("https://")
    for fault in platform_faults(rule.refused, rule) if rule.refused else ():
        assert ("確かめられていません" in fault) is not rule.confirmed


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("hT7wqZ4nXv2mKd9RbLc3Q", "20文字まで"),
        ("ht7wqz4nxv2mkd9rblc3", "3種類以上"),
        ("hT7wqZ4nXv2mKd9さく", "半角"),
        (" hT7wqZ4nXv2mKd9", "始めと終わり"),
    ],
)
def test_line_refuses_what_its_help_page_refuses(meter: PasswordMeter, password: str, words: str) -> None:
    judgement = meter.judge(password, platform="line", second_factor=True)
    assert judgement.verdict is Verdict.REJECT
    assert any(words in reason for reason in judgement.reasons)
    assert meter.judge(password, second_factor=True).verdict is not Verdict.REJECT


def test_the_house_floor_holds_where_the_platform_would_take_less(meter: PasswordMeter) -> None:
    assert meter.judge("hT7wqZ4nX", platform="line", second_factor=True).verdict is Verdict.REJECT


def test_a_platform_without_a_rule_is_told_and_refuses_nothing(meter: PasswordMeter) -> None:
    judgement = meter.judge("hT7wqZ4nXv2mKd9RbLc3", platform="mastodon")
    assert judgement.verdict is Verdict.OK
    assert any("登録されていません" in reason for reason in judgement.reasons)


def test_a_platform_is_found_by_its_key_in_any_case(rules: PasswordRules) -> None:
    assert rules.find(" LINE ") is rules.find("line") is not None
    assert rules.find("nowhere") is None
