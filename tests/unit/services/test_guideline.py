"""The city's own guideline in the register: looked at first, then taken in, edition after edition."""

from datetime import timedelta
from pathlib import Path

import pytest

from sakusns_desktop.domain.errors import InputError
from sakusns_desktop.domain.guideline import ClauseId
from sakusns_desktop.services.services import Services

OLD = "見本市の手引き\n令和6年4月1日制定\n1 目的\nこの手引きは見本です。\n2 決まり\n(1) 朝に確かめること。\n"
NEW = OLD.replace("制定", "制定\n令和8年4月1日改定").replace("朝に", "朝と夕方に")


def load_later(services: Services, text: str) -> None:
    """Load an edition a minute after whatever was loaded before."""
    clock = services.register.clock
    services.register.clock = lambda: clock() + timedelta(minutes=1)
    services.guideline.load(text, "手引き.txt")


def test_looking_at_a_text_changes_nothing(services: Services) -> None:
    candidate = services.guideline.examine(OLD)
    assert len(candidate.edition.clauses) == 3
    assert candidate.changes is None
    assert services.guideline.current() is None
    assert list(services.register.audit.entries(5)) == []


def test_an_edition_that_was_taken_in_is_in_force_and_in_the_log(services: Services) -> None:
    services.guideline.load(OLD, "手引き.txt")
    current = services.guideline.current()
    assert current is not None
    assert (current.source_name, current.edition.title) == ("手引き.txt", "見本市の手引き")
    assert [entry.action for entry in services.register.audit.entries(5)] == ["guideline.loaded"]


def test_a_new_edition_is_compared_before_and_after_it_is_taken_in(services: Services) -> None:
    services.guideline.load(OLD, "手引き.txt")
    before = services.guideline.examine(NEW).changes
    load_later(services, NEW)
    after = services.guideline.changes()
    assert before is not None
    assert before == after
    assert before.clause_ids == (ClauseId(2, 1),)


def test_the_two_newest_editions_are_compared_where_there_are_more(services: Services) -> None:
    for text in (OLD, NEW, NEW.replace("見本です", "手本です")):
        load_later(services, text)
    overview = services.guideline.overview()
    assert overview.previous is not None
    assert overview.previous.edition.revised is not None
    assert overview.changes is not None
    assert overview.changes.clause_ids == (ClauseId(1),)


def test_the_edition_in_force_is_not_taken_in_again(services: Services) -> None:
    services.guideline.load(OLD, "手引き.txt")
    with pytest.raises(InputError, match="同じ"):
        services.guideline.load(OLD, "写し.txt")


def test_a_text_without_clauses_is_refused_and_the_edition_stays(services: Services) -> None:
    services.guideline.load(OLD, "手引き.txt")
    with pytest.raises(InputError, match="条項を見つけられません"):
        services.guideline.load("きょうの献立です。", "献立.txt")
    current = services.guideline.current()
    assert current is not None
    assert current.source_name == "手引き.txt"


def test_halves_of_characters_do_not_keep_a_text_out(services: Services) -> None:
    services.guideline.load(OLD + "\ud83d", "")
    assert services.guideline.current() is not None


def test_an_edition_whose_text_was_disposed_of_does_not_count_as_the_one_before(services: Services) -> None:
    first = services.guideline.load(OLD, "手引き.txt")
    load_later(services, NEW)
    with services.register.transaction():
        services.register.guideline_editions.remove_text(first.id, services.register.clock())
    overview = services.guideline.overview()
    assert overview.current is not None
    assert (overview.previous, overview.changes) == (None, None)


def test_a_file_brings_its_name_but_not_its_folder(services: Services, tmp_path: Path) -> None:
    file = tmp_path / "手引き.txt"
    file.write_text(OLD, encoding="cp932")
    assert services.guideline.read_file(file).source_name == "手引き.txt"
