"""3(5): what each platform accepts as a password, from ``resources/platform_passwords.toml``."""

import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from sakusns_desktop.paths import resource_directory
from sakusns_desktop.reference_data.strict import Table, read_toml


class CharacterClass(StrEnum):
    """The four classes of printing ASCII that platforms count."""

    UPPER = "upper"
    LOWER = "lower"
    DIGIT = "digit"
    SYMBOL = "symbol"


_CLASS_SIGNS = {
    CharacterClass.UPPER: string.ascii_uppercase,
    CharacterClass.LOWER: string.ascii_lowercase,
    CharacterClass.DIGIT: string.digits,
}


@dataclass(frozen=True, slots=True)
class PasswordRule:
    """A platform's rule for passwords, and what the generator makes for it.

    Args:
        platform: key as in ``platforms.toml``.
        label: the name that people know.
        minimum: code points, at least.
        maximum: code points, at most; None where the platform names no limit.
        ascii_only: only letters, digits and signs of ASCII, and the blank.
        outer_blanks: a blank may stand at the start and at the end.
        classes: how many of the four classes must be there.
        no_doubles: the platform advises against the same character twice in a row; generated passwords have none.
        generated: length of a generated password.
        symbols: signs that a generated password may have; empty for none.
        confirmed: the platform's own page says so; otherwise the rule is second hand or assumed.
        source: address of the page, or where else the rule comes from.
        checked_on: when somebody last looked.
        note: what to know about the source; may be empty.
        accepted, refused: an example of each, tried by the tests; ``refused`` is empty where nothing is refused.
    """

    platform: str
    label: str
    minimum: int
    maximum: int | None
    ascii_only: bool
    outer_blanks: bool
    classes: int
    no_doubles: bool
    generated: int
    symbols: str
    confirmed: bool
    source: str
    checked_on: date
    note: str
    accepted: str
    refused: str


@dataclass(frozen=True, slots=True)
class PasswordRules:
    """The rules of all platforms.

    Args:
        rules: one a platform.
        alphabet: class -> characters of generated passwords; signs come from the rule.
    """

    rules: tuple[PasswordRule, ...]
    alphabet: Mapping[CharacterClass, str]

    def find(self, platform: str) -> PasswordRule | None:
        """The rule of a platform by its key, upper or lower case; None where there is none."""
        key = platform.strip().lower()
        return next((rule for rule in self.rules if rule.platform == key), None)


@lru_cache(maxsize=1)
def load_password_rules() -> PasswordRules:
    """The rules that the app comes with.

    Raises:
        ResourceError: the file breaks its rules; file and key are named.
    """
    return read_password_rules(resource_directory() / "platform_passwords.toml")


def read_password_rules(file: Path) -> PasswordRules:
    """The rules of one file.

    Raises:
        ResourceError: the file breaks its rules; file and key are named.
    """
    top = read_toml(file)
    rules: dict[str, PasswordRule] = {}
    for table in top.tables("rule"):
        rule = _rule(table)
        if rule.platform in rules:
            table.fail("platform", f"の「{rule.platform}」は2度書かれています")
        rules[rule.platform] = rule
    alphabet = _alphabet(top.table("alphabet"))
    top.finish()
    return PasswordRules(tuple(rules.values()), alphabet)


def _alphabet(table: Table) -> Mapping[CharacterClass, str]:
    alphabet = {
        CharacterClass.UPPER: table.text("upper"),
        CharacterClass.LOWER: table.text("lower"),
        CharacterClass.DIGIT: table.text("digit"),
    }
    for kind, signs in alphabet.items():
        if len(set(signs)) != len(signs) or not set(signs) <= set(_CLASS_SIGNS[kind]):
            table.fail(kind.value, "には、その種類の異なる半角文字だけを書きます")
    table.finish()
    return alphabet


def _rule(table: Table) -> PasswordRule:
    rule = PasswordRule(
        platform=table.text("platform"),
        label=table.text("label"),
        minimum=table.integer("minimum", minimum=1),
        maximum=table.integer("maximum", minimum=1) if table.has("maximum") else None,
        ascii_only=table.boolean("ascii_only"),
        outer_blanks=table.boolean("outer_blanks"),
        classes=table.integer("classes", minimum=0),
        no_doubles=table.boolean("no_doubles"),
        generated=table.integer("generated", minimum=12),
        symbols=table.text("symbols", empty=True),
        confirmed=table.boolean("confirmed"),
        source=table.text("source"),
        checked_on=table.day("checked_on"),
        note=table.text("note", ""),
        accepted=table.text("accepted"),
        refused=table.text("refused", empty=True),
    )
    table.finish()
    if rule.maximum is not None and not rule.minimum <= rule.generated <= rule.maximum:
        table.fail("generated", "は minimum から maximum までの間でなければなりません")
    if rule.generated < rule.minimum:
        table.fail("generated", "は minimum 以上でなければなりません")
    if rule.classes > len(CharacterClass):
        table.fail("classes", f"は{len(CharacterClass)}以下でなければなりません")
    if any(not "!" <= sign <= "~" or sign.isalnum() for sign in rule.symbols):
        table.fail("symbols", "は半角の記号だけでなければなりません")
    return rule
