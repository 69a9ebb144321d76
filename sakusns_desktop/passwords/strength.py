"""3(5): how guessable a password is, for people who live in Japan and work for a city; verdict and reasons.

The first 128 code points are scored. Nothing of a password or an account is kept between calls, and no result, repr
or exception carries the password. The first judgement loads zxcvbn and builds the tables (some tenths of a second),
each takes milliseconds, up to a quarter of a second for a hostile one: do not call it in the GUI thread.
"""

import math
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sakusns_desktop.passwords.reasons import Reading, reasons_for
from sakusns_desktop.passwords.rules import ADVISED, floor_faults, hidden_signs, platform_faults
from sakusns_desktop.reference_data.platform_passwords import PasswordRules
from sakusns_desktop.reference_data.wordlists import WordLists

if TYPE_CHECKING:
    from sakusns_desktop.passwords.estimate import Estimate
    from sakusns_desktop.passwords.matching import Tables

STRONG_ENOUGH = 3
"""Lowest score that is not called weak."""
_SCORE_LIMITS = (10**3, 10**6, 10**8, 10**10)
"""Guesses below which a password scores 0, 1, 2, 3: zxcvbn's limits."""


class Verdict(StrEnum):
    """What is to be done with a password.

    REJECT: under the floor of 12, or outside what the platform takes.
    WEAK: guessable, or under 15 where it is known that there is no second factor.
    """

    OK = "ok"
    WEAK = "weak"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the meter says of a password; the password is not in it.

    Args:
        score: 0 (at once) to 4; the length policy does not count.
        guesses_log10: decimal logarithm of the guesses that an attacker needs who knows the city.
        verdict: what is to be done.
        reasons: Japanese sentences, the gravest first; empty where there is nothing to say.
    """

    score: int
    guesses_log10: float
    verdict: Verdict
    reasons: tuple[str, ...]


class PasswordMeter:
    """Judges passwords; one meter serves all accounts and all threads.

    Args:
        wordlists: ``load_wordlists()``.
        rules: ``load_password_rules()``.
        city_words: the city's own list (市の語), literal words.
    """

    def __init__(self, wordlists: WordLists, rules: PasswordRules, city_words: Iterable[str] = ()) -> None:
        self._wordlists = wordlists
        self._rules = rules
        self._city_words = tuple(city_words)
        self._lock = threading.Lock()
        self._built: Tables | None = None

    def with_city_words(self, city_words: Iterable[str]) -> "PasswordMeter":
        """The same meter with another list of the city; what was built is shared."""
        from sakusns_desktop.passwords.tables import with_city

        meter = PasswordMeter(self._wordlists, self._rules, city_words)
        if self._built is not None:
            meter._built = with_city(self._built, meter._city_words)
        return meter

    def judge(
        self,
        password: str,
        *,
        context: Iterable[str] = (),
        platform: str | None = None,
        second_factor: bool | None = None,
    ) -> Judgement:
        """Judge one password.

        Args:
            password: any text, of any length; the first 128 code points are scored.
            context: the account's own words: handle, display name, city, division, address, mail.
            platform: key of the platform whose rules hold (``"line"``); without rules for it the reasons say so.
            second_factor: False where it is known that there is none; None where it is not known.

        Raises:
            ResourceError: never for the password; only where a list of the app is damaged.
        """
        words = (context,) if isinstance(context, str) else tuple(context)
        estimate, spoken = self._cheapest(password, words)
        score = sum(estimate.guesses >= limit for limit in _SCORE_LIMITS)
        refused = [*floor_faults(password), *self._platform_faults(password, platform)]
        weak: list[str] = []
        if score < STRONG_ENOUGH:
            weak += reasons_for(Reading(estimate.parts, spoken))
        advice = list(hidden_signs(password))
        if len(password) < ADVISED and not refused and second_factor is not True:
            if second_factor is False:
                weak.append(f"二段階認証がないので、{ADVISED}文字以上にしてください。")
            else:
                advice.append(f"二段階認証を使っていない場合は、{ADVISED}文字以上にしてください。")
        if platform is not None and self._rules.find(platform) is None:
            advice.append("このSNSのパスワードの決まりは登録されていません。公式の説明を確かめてください。")
        verdict = Verdict.REJECT if refused else Verdict.WEAK if weak else Verdict.OK
        return Judgement(
            score, round(math.log10(estimate.guesses), 2), verdict, tuple(dict.fromkeys([*refused, *weak, *advice]))
        )

    def _platform_faults(self, password: str, platform: str | None) -> Iterable[str]:
        rule = self._rules.find(platform) if platform is not None else None
        return platform_faults(password, rule) if rule is not None else ()

    def _cheapest(self, password: str, context: tuple[str, ...]) -> "tuple[Estimate, bool]":
        """The reading of a password that is guessed first, and whether it had to be read aloud for that."""
        from sakusns_desktop.passwords.estimate import estimate
        from sakusns_desktop.passwords.tables import with_own
        from sakusns_desktop.passwords.variants import normalise, readings_of

        tables = with_own(self._tables(), context)
        text = normalise(password)
        found = [(estimate(text, tables), not password.startswith(text))]
        found += [(estimate(reading, tables), True) for reading in readings_of(text, tables.lexicons, tables.kana_keys)]
        return min(found, key=lambda item: item[0].guesses)

    def _tables(self) -> "Tables":
        with self._lock:
            if self._built is None:
                from sakusns_desktop.passwords.tables import build_tables

                self._built = build_tables(self._wordlists, self._city_words)
            return self._built
