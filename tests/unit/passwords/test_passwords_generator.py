"""3(5): generated passwords fit what they are made for, say their entropy truly, and stay hidden."""

import itertools
import math
import secrets

import pytest

from sakusns_desktop.domain.errors import InputError
from sakusns_desktop.passwords.generator import Preset, generate_passphrase, generate_random, preset_for
from sakusns_desktop.passwords.rules import classes_in, platform_faults
from sakusns_desktop.passwords.strength import PasswordMeter, Verdict
from sakusns_desktop.reference_data.platform_passwords import CharacterClass, PasswordRules, load_password_rules
from sakusns_desktop.reference_data.wordlists import load_passphrase_words

PLATFORMS = [rule.platform for rule in load_password_rules().rules]
THREE = {CharacterClass.UPPER: "A", CharacterClass.LOWER: "b", CharacterClass.DIGIT: "2"}


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_generated_password_is_taken_by_its_platform_and_by_the_meter(
    meter: PasswordMeter, rules: PasswordRules, platform: str
) -> None:
    rule = rules.find(platform)
    assert rule is not None
    for _ in range(20):
        made = generate_random(preset_for(rule, rules.alphabet))
        assert list(platform_faults(made.password, rule)) == []
        assert meter.judge(made.password, platform=platform, second_factor=False).verdict is Verdict.OK
        assert made.entropy_bits > 100
        assert not set(made.password) & set("Il1O0o|")


def test_a_password_for_line_has_20_characters_of_three_classes_and_no_doubles(rules: PasswordRules) -> None:
    rule = rules.find("LINE")
    assert rule is not None
    for _ in range(50):
        made = generate_random(preset_for(rule, rules.alphabet))
        assert len(made.password) == 20
        assert len(classes_in(made.password)) == 3
        assert all(one != other for one, other in itertools.pairwise(made.password))
        assert made.entropy_bits == pytest.approx(115.5, abs=0.5)


@pytest.mark.parametrize(
    ("classes", "no_doubles"), [(0, False), (2, False), (3, False), (0, True), (2, True), (3, True)]
)
def test_the_entropy_counts_exactly_the_passwords_that_can_come_out(classes: int, no_doubles: bool) -> None:
    fitting = sum(
        len(set(signs)) >= classes and not (no_doubles and any(a == b for a, b in itertools.pairwise(signs)))
        for signs in itertools.product("Ab2", repeat=12)
    )
    made = generate_random(Preset(12, THREE, classes, no_doubles))
    assert made.entropy_bits == pytest.approx(math.log2(fitting))


def test_a_preset_that_is_too_short_or_impossible_is_refused() -> None:
    with pytest.raises(InputError, match="12文字以上"):
        generate_random(Preset(11, THREE))
    with pytest.raises(InputError, match="作れません"):
        generate_random(Preset(12, THREE, classes=4))
    with pytest.raises(InputError, match="作れません"):
        generate_random(Preset(12, {CharacterClass.UPPER: "A"}, no_doubles=True))


def test_a_passphrase_is_words_of_the_list_with_77_bits() -> None:
    words = load_passphrase_words()
    made = generate_passphrase(words)
    assert len(made.password.split("-")) == 7
    assert set(made.password.split("-")) <= set(words)
    assert made.entropy_bits == pytest.approx(77)


def test_a_passphrase_is_called_strong(meter: PasswordMeter) -> None:
    for count in (5, 6, 7):
        for _ in range(20):
            made = generate_passphrase(load_passphrase_words(), count)
            assert meter.judge(made.password, second_factor=False).verdict is Verdict.OK


@pytest.mark.parametrize(
    ("words", "count", "separator", "field"),
    [
        (("aki", "haru"), 4, "-", "words"),
        (("aki", "aki"), 7, "-", "wordlist"),
        (("aki",), 7, "-", "wordlist"),
        (("aki", "haru"), 7, "", "separator"),
        (("aki", "haru"), 7, "a", "separator"),
        (("a-ki", "haru"), 7, "-", "separator"),
    ],
)
def test_a_passphrase_that_would_be_weaker_than_it_says_is_refused(
    words: tuple[str, ...], count: int, separator: str, field: str
) -> None:
    with pytest.raises(InputError) as caught:
        generate_passphrase(words, count, separator)
    assert caught.value.field == field


def test_all_chance_comes_from_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def first(signs: str) -> str:
        asked.append(len(signs))
        return signs[len(asked) % len(signs)]

    monkeypatch.setattr(secrets, "choice", first)
    made = generate_random(Preset(12, THREE))
    assert asked == [3] * 12
    assert made.password == "b2Ab2Ab2Ab2A"


def test_a_generated_password_shows_in_no_repr() -> None:
    made = generate_random(Preset(12, THREE))
    assert made.password not in repr(made)
    assert made.password not in f"{made}"
