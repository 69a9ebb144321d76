"""Rule 7: every row of data carries its own example; each is tried, and each look-alike stays silent."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from labelled_posts import CheckText

from sakusns_desktop.checks.phrases import check_phrases
from sakusns_desktop.checks.registry import is_loud
from sakusns_desktop.checks.subject import Subject
from sakusns_desktop.domain.post import Draft, Finding
from sakusns_desktop.paths import resource_directory
from sakusns_desktop.reference_data.checks import CheckData
from sakusns_desktop.reference_data.checks_source import LIST_FILES, PHRASE_FILES

TODAY = date(2026, 11, 22)
FOLDER: Path = resource_directory() / "checks"


def rows(files: tuple[str, ...], key: str) -> list[dict[str, Any]]:
    return [row for name in files for row in tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))[key]]


def told(text: str, data: CheckData) -> list[Finding]:
    """What the rows of wording say, before findings of one place are joined."""
    return list(check_phrases(Subject(Draft("x", text), TODAY, data, None)))


PHRASES = rows(PHRASE_FILES, "phrase")
LISTS = rows(LIST_FILES, "list")


@pytest.mark.parametrize("row", PHRASES, ids=lambda row: row["id"])
def test_every_example_of_a_phrase_is_found_by_its_row(row: dict[str, Any], data: CheckData) -> None:
    missed = [text for text in row["example"] if row["id"] not in {found.check for found in told(text, data)}]
    assert missed == []


@pytest.mark.parametrize("row", PHRASES, ids=lambda row: row["id"])
def test_every_look_alike_of_a_phrase_stays_silent(row: dict[str, Any], check: CheckText) -> None:
    told = {
        text: found.surface
        for text in row["silent"]
        for found in check(text)
        if is_loud(found) and found.kind == row["kind"]
    }
    assert told == {}


@pytest.mark.parametrize("row", [row for row in LISTS if row["example"]], ids=lambda row: row["id"])
def test_every_word_of_a_list_works_in_its_example(row: dict[str, Any], check: CheckText) -> None:
    missed = [
        word
        for word in row["words"].split()
        if row["kind"] not in {found.kind for found in check(row["example"].format(word), platform="line")}
    ]
    assert missed == []


@pytest.mark.parametrize("row", [row for row in LISTS if row["silent"]], ids=lambda row: row["id"])
def test_every_word_of_a_list_is_silent_in_its_look_alike(row: dict[str, Any], check: CheckText) -> None:
    told = [
        word
        for word in row["words"].split()
        if any(
            is_loud(found) and found.kind == row["kind"]
            for found in check(row["silent"].format(word) if "{}" in row["silent"] else row["silent"], platform="line")
        )
    ]
    assert told == []


def test_every_sign_that_machines_cannot_read_is_told_with_its_substitute(data: CheckData, check: CheckText) -> None:
    for sign, instead in data.characters("platform").items():
        if len(sign) == 1:
            found = [one for one in check(f"あ{sign}い") if one.kind == "platform_char"]
            assert [one.suggestions for one in found] == [(instead,)], sign


def test_every_unseen_character_is_told(data: CheckData, check: CheckText) -> None:
    silent = [
        sign
        for sign in data.characters("invisible")
        if not any(one.kind == "invisible_char" for one in check(f"申込{sign}書"))
    ]
    assert silent == ["\ufe00"]  # a variation selector belongs to the character before it
