"""3(5): passwords that nobody guesses: random characters for a platform, or random Japanese words in Latin letters.

All chance comes from ``secrets``. The entropy is that of the way of making, counted exactly, not estimated.
"""

import math
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from sakusns_desktop.domain.errors import InputError
from sakusns_desktop.passwords.rules import FLOOR, classes_in
from sakusns_desktop.reference_data.platform_passwords import CharacterClass, PasswordRule

PASSPHRASE_WORDS = 7
"""Seven words of 2,048 are 77 bits."""
_FEWEST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Preset:
    """How a random password is made.

    Args:
        length: characters.
        alphabet: class -> its characters, all different.
        classes: how many of the classes must be in it.
        no_doubles: no character twice in a row.
    """

    length: int
    alphabet: Mapping[CharacterClass, str]
    classes: int = 0
    no_doubles: bool = False


@dataclass(frozen=True, slots=True)
class Generated:
    """A new password; it shows neither in a repr nor in a log.

    Args:
        password: the secret.
        entropy_bits: log2 of how many equally likely passwords this way can make.
    """

    password: str = field(repr=False)
    entropy_bits: float


def preset_for(rule: PasswordRule, alphabet: Mapping[CharacterClass, str]) -> Preset:
    """The preset for one platform.

    Args:
        rule: the platform's rule.
        alphabet: ``PasswordRules.alphabet``.
    """
    signs = {CharacterClass.SYMBOL: rule.symbols} if rule.symbols else {}
    return Preset(rule.generated, {**alphabet, **signs}, rule.classes, rule.no_doubles)


def generate_random(preset: Preset) -> Generated:
    """A random password; every one that fits the preset is as likely as any other.

    Raises:
        InputError: the preset is shorter than 12, or nothing fits it.
    """
    if preset.length < FLOOR:
        raise InputError("length", f"生成するパスワードは{FLOOR}文字以上にしてください。")
    fitting = _fitting(preset)
    if fitting <= 0:
        raise InputError(
            "preset", "この条件に合うパスワードは作れません。", next_step="文字の種類か長さを見直してください。"
        )
    signs = "".join(preset.alphabet.values())
    while True:
        password = "".join(secrets.choice(signs) for _ in range(preset.length))
        if _fits(password, preset):
            return Generated(password, math.log2(fitting))


def _fits(password: str, preset: Preset) -> bool:
    doubled = preset.no_doubles and any(a == b for a, b in pairwise(password))
    return not doubled and len(classes_in(password)) >= preset.classes


def _fitting(preset: Preset) -> int:
    """How many passwords fit: those that have exactly the classes of a set, over all sets that are large enough."""
    kinds = [kind for kind, signs in preset.alphabet.items() if signs]
    return sum(
        (-1) ** (wanted - used) * _made_of(subset, preset)
        for wanted in range(max(preset.classes, 1), len(kinds) + 1)
        for chosen in combinations(kinds, wanted)
        for used in range(1, wanted + 1)
        for subset in combinations(chosen, used)
    )


def _made_of(kinds: Sequence[CharacterClass], preset: Preset) -> int:
    """Passwords that use no other classes than these."""
    size = sum(len(preset.alphabet[kind]) for kind in kinds)
    later = size - 1 if preset.no_doubles else size
    return int(size * later ** (preset.length - 1))


def generate_passphrase(wordlist: Sequence[str], words: int = PASSPHRASE_WORDS, separator: str = "-") -> Generated:
    """Random words with a separator between them.

    Args:
        wordlist: ``load_passphrase_words()``; all different.
        words: how many.
        separator: one or more signs that stand in no word, so that each choice of words gives another passphrase.

    Raises:
        InputError: too few words, a list with a word twice, or a separator that could be part of a word.
    """
    if words < _FEWEST_WORDS:
        raise InputError("words", f"パスフレーズは{_FEWEST_WORDS}語以上にしてください。")
    if len(wordlist) < 2 or len(set(wordlist)) != len(wordlist):
        raise InputError("wordlist", "語の一覧には、異なる語が2つ以上要ります。")
    if not separator or any(separator in word for word in wordlist) or any(map(str.isalnum, separator)):
        raise InputError("separator", "語の区切りには、記号か空白を使ってください。")
    passphrase = separator.join(secrets.choice(wordlist) for _ in range(words))
    return Generated(passphrase, words * math.log2(len(wordlist)))
