"""Resource files are read strictly: what is wrong is told by file and key, in words."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sakusns_desktop.domain.errors import ResourceError
from sakusns_desktop.reference_data.strict import MAXIMUM_BYTES, Table, read_json, read_toml


def toml(tmp_path: Path, text: str) -> Table:
    file = tmp_path / "rules.toml"
    file.write_text(text, encoding="utf-8")
    return read_toml(file)


def refused(caught: pytest.ExceptionInfo[ResourceError], *words: str) -> None:
    """The message names the file and the words, and says what is safe and what to do."""
    for word in ("rules.toml", *words):
        assert word in caught.value.what
    assert caught.value.safe
    assert caught.value.next_step


def test_values_of_the_right_type_come_through(tmp_path: Path) -> None:
    lines = ['name = "佐久"', "count = 3", "on = true", "day = 2026-11-22", 'names = ["a", "b"]']
    lines += ["[inner]", 'x = "y"', "[[row]]", "n = 1", "[[row]]", "n = 2"]
    table = toml(tmp_path, "\n".join(lines))
    assert table.text("name") == "佐久"
    assert table.integer("count") == 3
    assert table.boolean("on") is True
    assert table.day("day") == date(2026, 11, 22)
    assert table.texts("names") == ("a", "b")
    assert table.table("inner").text("x") == "y"
    assert [row.integer("n") for row in table.tables("row")] == [1, 2]
    table.finish()


@pytest.mark.parametrize(
    ("text", "read", "key"),
    [
        ("", lambda table: table.text("name"), "name"),
        ("name = 3", lambda table: table.text("name"), "name"),
        ('name = " "', lambda table: table.text("name"), "name"),
        ('count = "3"', lambda table: table.integer("count"), "count"),
        ("count = true", lambda table: table.integer("count"), "count"),
        ("count = 3.0", lambda table: table.integer("count"), "count"),
        ("count = -1", lambda table: table.integer("count", minimum=0), "count"),
        ("on = 1", lambda table: table.boolean("on"), "on"),
        ('on = "true"', lambda table: table.boolean("on"), "on"),
        ('day = "22 November"', lambda table: table.day("day"), "day"),
        ("day = 2026-11-22T10:00:00", lambda table: table.day("day"), "day"),
        ("", lambda table: table.day("day"), "day"),
        ('names = "a"', lambda table: table.texts("names"), "names"),
        ('names = ["a", 1]', lambda table: table.texts("names"), "names[1]"),
        ('names = ["a", ""]', lambda table: table.texts("names"), "names[1]"),
        ('names = ["a", "a"]', lambda table: table.texts("names"), "names[1]"),
        ('word = "c"', lambda table: table.choice("word", ("a", "b")), "word"),
        ('form = "("', lambda table: table.pattern("form"), "form"),
        ("inner = 1", lambda table: table.table("inner"), "inner"),
        ("row = [1]", lambda table: list(table.tables("row")), "row[0]"),
        ("", lambda table: list(table.tables("row")), "row"),
        ("[inner]\nx = 1", lambda table: table.table("inner").text("x"), "inner.x"),
        ("[[row]]\nx = 1\n[[row]]\ny = 1", lambda table: [row.integer("x") for row in table.tables("row")], "row[1].x"),
        ("known = 1\nnew = 2", lambda table: (table.integer("known"), table.finish()), "new"),
        ("[[row]]\nnew = 2", lambda table: [row.finish() for row in table.tables("row")], "row[0].new"),
    ],
)
def test_a_fault_is_told_by_file_and_key(tmp_path: Path, text: str, read: object, key: str) -> None:
    table = toml(tmp_path, text)
    with pytest.raises(ResourceError) as caught:
        read(table)  # type: ignore[operator]
    refused(caught, f" {key} ")


def test_a_default_stands_in_for_a_missing_key_only(tmp_path: Path) -> None:
    table = toml(tmp_path, 'empty = ""')
    assert table.text("name", "x") == "x"
    assert table.text("name", "") == ""
    assert table.texts("names", ()) == ()
    assert table.integer("count", 0) == 0
    assert table.boolean("on", False) is False
    assert list(table.tables("row", optional=True)) == []
    assert table.text("empty", empty=True) == ""
    with pytest.raises(ResourceError):
        table.text("empty", "x")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"a = ", "終わり"),
        (b"a = 1\nb = = 2\n", "2行目"),
        (b"a = 1\na = 2\n", "2行目"),
        (b"a = \"\x80\"", "UTF-8"),
        (b"a = " + b"[" * 100_000, "入れ子"),
        (b"#" * (MAXIMUM_BYTES + 1), "大きすぎ"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_toml_is_told_where(tmp_path: Path, data: bytes, word: str) -> None:
    file = tmp_path / "rules.toml"
    file.write_bytes(data)
    with pytest.raises(ResourceError) as caught:
        read_toml(file)
    refused(caught, word)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ResourceError) as caught:
        read_toml(tmp_path / "rules.toml")
    refused(caught, "見つかりません")


def test_a_folder_in_the_files_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "rules.toml").mkdir()
    with pytest.raises(ResourceError):
        read_toml(tmp_path / "rules.toml")


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    file = tmp_path / "rules.toml"
    file.write_bytes('\ufeffa = 1\r\nb = "c"\r\n'.encode())
    table = read_toml(file)
    assert (table.integer("a"), table.text("b")) == (1, "c")


def test_json_is_read_as_strictly(tmp_path: Path) -> None:
    file = tmp_path / "rules.json"
    file.write_text('{"day": "2026-11-22", "rows": [{"n": 1}]}', encoding="utf-8")
    table = read_json(file)
    assert table.day("day") == date(2026, 11, 22)
    assert [row.integer("n") for row in table.tables("rows")] == [1]
    table.finish()


@pytest.mark.parametrize("text", ["[1]", "1", "{", '{"a": 1, "a": 2}', "{'a': 1}", "[" * 100_000, ""])
def test_json_that_is_no_plain_object_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "rules.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ResourceError) as caught:
        read_json(file)
    assert "rules.json" in caught.value.what


values = st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)
files = (
    st.binary(max_size=60) | st.text(max_size=60).map(str.encode) | values.map(lambda value: json.dumps(value).encode())
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files)
def test_no_file_raises_anything_but_a_resource_error(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "any"
    file.write_bytes(data)
    for read in (read_toml, read_json):
        try:
            assert read(file).names() is not None
        except ResourceError as error:
            assert "any" in error.what  # noqa: PT017 - either way is right
