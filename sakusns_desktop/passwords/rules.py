"""3(5): what a platform accepts as a password, and the house's own floor."""

import unicodedata
from collections.abc import Iterator

from sakusns_desktop.reference_data.platform_passwords import CharacterClass, PasswordRule

FLOOR = 12
"""Shortest password of any account (JPCERT/CC, STOP! パスワード使い回し)."""
ADVISED = 15
"""Shortest password where nothing else protects the account (NIST SP 800-63B-4, 3.1.1.2)."""


def floor_faults(password: str) -> Iterator[str]:
    """Sentences for what the house's own floor refuses."""
    if len(password) < FLOOR:
        yield f"{FLOOR}文字より短いパスワードは使えません。"


def platform_faults(password: str, rule: PasswordRule) -> Iterator[str]:
    """Sentences for what the platform would refuse; a limit that nobody has confirmed is said to be so."""
    note = "" if rule.confirmed else "（この決まりは公式の説明で確かめられていません）"
    if len(password) < rule.minimum:
        yield f"{rule.label}のパスワードは{rule.minimum}文字以上です{note}。"
    if rule.maximum is not None and len(password) > rule.maximum:
        yield f"{rule.label}のパスワードは{rule.maximum}文字までです{note}。"
    if rule.ascii_only and not all(" " <= sign <= "~" for sign in password):
        yield f"{rule.label}のパスワードは半角の英字・数字・記号だけです{note}。"
    if not rule.outer_blanks and password != password.strip():
        yield f"{rule.label}のパスワードは、始めと終わりに空白を置けません{note}。"
    if len(classes_in(password)) < rule.classes:
        kinds = f"英大文字・英小文字・数字・記号のうち{rule.classes}種類以上"
        yield f"{rule.label}のパスワードには、{kinds}が要ります{note}。"


def classes_in(password: str) -> frozenset[CharacterClass]:
    """The classes of printing ASCII that stand in a password."""
    return frozenset(found for sign in password if (found := _class_of(sign)) is not None)


def _class_of(sign: str) -> CharacterClass | None:
    if not "!" <= sign <= "~":
        return None
    if sign.isdigit():
        return CharacterClass.DIGIT
    if sign.isalpha():
        return CharacterClass.UPPER if sign.isupper() else CharacterClass.LOWER
    return CharacterClass.SYMBOL


def hidden_signs(password: str) -> Iterator[str]:
    """Sentences for what nobody sees or can type again: pasted line breaks, control characters, half characters."""
    if any(unicodedata.category(sign) in ("Cc", "Cs", "Cf") for sign in password):
        yield "画面に見えない文字（改行、タブ、制御文字など）が入っています。貼り付けた範囲を確かめてください。"
    elif password != password.strip():
        yield "始めか終わりに空白が入っています。貼り付けた範囲を確かめてください。"
