"""The platform table: complete, consistent, and refused where it is not."""

import re
from pathlib import Path

import pytest

from sakusns_desktop.domain.account_address import detect_account
from sakusns_desktop.domain.errors import ResourceError
from sakusns_desktop.domain.platform import OTHER, Platform
from sakusns_desktop.domain.text import fold
from sakusns_desktop.paths import resource_directory
from sakusns_desktop.reference_data.platforms import load_platforms, read_platforms

FILE = resource_directory() / "platforms.toml"
PLATFORMS = load_platforms()
each_platform = pytest.mark.parametrize("row", PLATFORMS, ids=lambda row: row.key)


def test_the_platforms_of_the_guideline_and_the_newer_ones_are_there() -> None:
    assert [row.key for row in PLATFORMS] == [
        "x", "facebook", "instagram", "line", "youtube", "threads", "tiktok", "note", "other",
    ]  # fmt: skip


@each_platform
def test_every_pattern_of_a_row_compiles(row: Platform) -> None:
    for pattern in (row.subdomain, row.numeric_id, row.handle.pattern, *(route.path for route in row.routes)):
        re.compile(pattern)


@each_platform
def test_a_row_says_where_its_rules_were_read(row: Platform) -> None:
    assert row.source
    assert row.checked_on.year >= 2026


@each_platform
def test_a_platform_is_found_by_every_word_people_use_for_it(row: Platform) -> None:
    words = [fold(word) for word in (row.label, row.short_label, *row.aliases)]
    assert len(words) >= 3


def test_no_two_platforms_share_a_word_a_host_or_a_short_link() -> None:
    words = [fold(word) for row in PLATFORMS for word in {row.short_label, *row.aliases}]
    hosts = [host for row in PLATFORMS for host in (*row.hosts, *row.short_link_hosts)]
    assert len(words) == len(set(words))
    assert len(hosts) == len(set(hosts))


@each_platform
def test_reserved_words_and_hosts_are_written_as_they_are_compared(row: Platform) -> None:
    assert all(word == word.casefold() for word in row.reserved)
    assert all(host == host.casefold() for host in (*row.hosts, *row.short_link_hosts))


@each_platform
def test_a_platform_with_hosts_has_routes_and_canonical_forms_that_lead_back_to_it(row: Platform) -> None:
    assert bool(row.routes) is bool(row.hosts) is (row.key != OTHER)
    for template, slot, value in (
        (row.canonical, "{handle}", "sakusample"),
        (row.canonical_numeric, "{numeric_id}", "UC" + "a" * 22 if row.key == "youtube" else "1234567890"),
    ):
        if template:
            detection = detect_account(template.replace(slot, value), PLATFORMS)
            assert detection is not None
            assert (detection.platform, detection.handle or detection.numeric_id) == (row.key, value)


@each_platform
def test_every_route_names_what_its_kind_needs(row: Platform) -> None:
    for route in row.routes:
        named = {*re.compile(route.path).groupindex, *(meaning for _, meaning in route.query)}
        needed = {"redirect": {"url"}, "old_name": {"name"}, "personal": set[str]()}
        assert named == needed.get(route.kind, named & {"handle", "numeric_id"})
        assert named or route.kind == "personal"
        assert set(route.hosts) <= set(row.hosts)


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ('key = "x"', 'key = "x"\nnew_key = 1', "platform[0].new_key"),
        ('label = "X（旧Twitter）"\n', "", "platform[0].label"),
        ("maximum = 15", 'maximum = "15"', "platform[0].handle.maximum"),
        ("at_sign = true\n", "at_sign = 1\n", "platform[0].handle.at_sign"),
        ('key = "facebook"', 'key = "x"', "platform[1].key"),
        ('key = "other"', 'key = "others"', "other"),
        ('kind = "account"', 'kind = "profile"', "platform[0].route[0].kind"),
        ('query = { screen_name = "handle" }', 'query = { screen_name = "name" }', "screen_name"),
        ('canonical = "https://x.com/{handle}"', 'canonical = "https://x.com/"', "platform[0].canonical"),
        ("checked_on = 2026-11-22", 'checked_on = "soon"', "platform[0].checked_on"),
        ("[[platform]]", "stray = 1\n[[platform]]", "stray"),
    ],
)
def test_a_fault_in_the_table_is_told_by_file_and_key(tmp_path: Path, before: str, after: str, word: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert before in text
    broken = tmp_path / "platforms.toml"
    broken.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ResourceError) as caught:
        read_platforms(broken)
    assert "platforms.toml" in caught.value.what
    assert word in caught.value.what
