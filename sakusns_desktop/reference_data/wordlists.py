"""3(5): the password meter's word lists, keyboards and passphrase words, read strictly from ``resources/wordlists/``.

Nothing is read before a ``load_`` function is called; each reads its files once in a process.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from sakusns_desktop.domain.errors import ResourceError
from sakusns_desktop.paths import resource_directory
from sakusns_desktop.reference_data.strict import Table, read_toml

KINDS = (
    "city", "local_place", "office", "sight", "place", "platform", "default", "calendar", "number",
    "surname", "given_name", "word", "leaked",
)  # fmt: skip
"""What a list's words are; the reasons of a verdict are chosen by it."""

MAXIMUM_BYTES = 2 * 1024 * 1024
"""No list is larger."""

_KANA = r"[ぁ-ゖー]{2,}"
_ROW = rf"(?:{_KANA}(?:\t[^\t\n]+)?|[!-~]+)\n"
_LIST = re.compile(rf"(?:{_ROW})+")
_PASSPHRASE_LIST = re.compile(rf"(?:[a-z]{{3,12}}\t{_KANA}\n)+")
_NAME = re.compile(r"[a-z0-9_-]+\.(?:tsv|txt)")


@dataclass(frozen=True, slots=True)
class Suffix:
    """An ending that the kana words of a list can carry: 課, 部, 駅 ..."""

    reading: str
    surface: str


@dataclass(frozen=True, slots=True)
class WordList:
    """Words of one kind, the most likely first.

    Args:
        kind: one of ``KINDS``.
        first_rank: guesses that the first word costs; each further word costs one more.
        readings: hiragana, or printing ASCII in lower case.
        surfaces: the usual spelling of each reading; empty where that is the reading itself. Same length.
        suffixes: endings with which each kana word counts as well.
        source: where the words come from.
        licences: notices beside the list.
        checked_on: when somebody last looked at the source.
    """

    kind: str
    first_rank: int
    readings: tuple[str, ...]
    surfaces: tuple[str, ...]
    suffixes: tuple[Suffix, ...]
    source: str
    licences: tuple[str, ...]
    checked_on: date


@dataclass(frozen=True, slots=True)
class Board:
    """A keyboard: rows from the top, each shifted half a key to the right of the one above it.

    ``plain`` and ``shifted`` have the same shape; key for key they hold what the key types.
    """

    name: str
    plain: tuple[str, ...]
    shifted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Keyboards:
    """Boards, and paths over them that people draw."""

    boards: tuple[Board, ...]
    walks: tuple[str, ...]

    def board(self, name: str) -> Board:
        """The board of that name; the reader has seen to it that ``jis`` and ``jis_kana`` are there."""
        return next(board for board in self.boards if board.name == name)


@dataclass(frozen=True, slots=True)
class WordLists:
    """All that the meter knows beside zxcvbn's own lists.

    Args:
        lists: words by kind.
        particles: lower-case letters that follow a Japanese word: の, を, さん ... as they are typed.
        keyboards: boards and the paths that people draw over them.
    """

    lists: tuple[WordList, ...]
    particles: tuple[str, ...]
    keyboards: Keyboards


@lru_cache(maxsize=1)
def load_wordlists() -> WordLists:
    """The lists that the app comes with.

    Raises:
        ResourceError: a file breaks its rules; file and line or key are named.
    """
    return read_wordlists(resource_directory() / "wordlists")


@lru_cache(maxsize=1)
def load_passphrase_words() -> tuple[str, ...]:
    """The 2,048 words of BIP-39's Japanese list in Hepburn letters, all different, a to z.

    Raises:
        ResourceError: a file breaks its rules; file and line or key are named.
    """
    return read_passphrase_words(resource_directory() / "wordlists")


def read_wordlists(directory: Path) -> WordLists:
    """The lists of one directory.

    Raises:
        ResourceError: a file breaks its rules; file and line or key are named.
    """
    top = read_toml(directory / "wordlists.toml")
    particles = top.texts("particles")
    lists = tuple(_word_list(table, directory) for table in top.tables("list"))
    _skip_passphrase(top.table("passphrase"))
    top.finish()
    return WordLists(lists, particles, _keyboards(read_toml(directory / "keyboard.toml")))


def read_passphrase_words(directory: Path) -> tuple[str, ...]:
    """The passphrase words of one directory.

    Raises:
        ResourceError: a row is not letters and kana, a word stands there twice, or there are too few or too many.
    """
    table = read_toml(directory / "wordlists.toml").table("passphrase")
    path = directory / _file_name(table, "file")
    rows = _rows(path, _PASSPHRASE_LIST)
    words = tuple(row.partition("\t")[0] for row in rows)
    if len(words) != table.integer("words", minimum=2) or len(set(words)) != len(words):
        raise _fault(path, f"には異なる語が{table.integer('words')}語なければなりません")
    return words


def _word_list(table: Table, directory: Path) -> WordList:
    path = directory / _file_name(table, "file")
    licences = table.texts("licences")
    for name in licences:
        if not (directory / "licences" / name).is_file():
            table.fail("licences", f"の「{name}」がありません")
    rows = [row.partition("\t") for row in _rows(path, _LIST)]
    result = WordList(
        kind=table.choice("kind", KINDS),
        first_rank=table.integer("first_rank", minimum=1),
        readings=tuple(reading for reading, _, _ in rows),
        surfaces=tuple(surface for _, _, surface in rows),
        suffixes=tuple(_suffix(suffix) for suffix in table.tables("suffix", optional=True)),
        source=table.text("source"),
        licences=licences,
        checked_on=table.day("checked_on"),
    )
    table.finish()
    return result


def _suffix(table: Table) -> Suffix:
    suffix = Suffix(table.text("reading"), table.text("surface"))
    table.finish()
    if not re.fullmatch(r"[ぁ-ゖー]+", suffix.reading):
        table.fail("reading", "はひらがなでなければなりません")
    return suffix


def _skip_passphrase(table: Table) -> None:
    """Check the keys of the passphrase list without reading the list: the meter does not need it."""
    _file_name(table, "file")
    table.integer("words", minimum=2)
    table.text("source")
    table.texts("licences")
    table.day("checked_on")
    table.finish()


def _keyboards(table: Table) -> Keyboards:
    table.text("source")
    table.day("checked_on")
    boards = tuple(_board(board) for board in table.tables("board"))
    walks = table.texts("walks")
    for name in ("jis", "jis_kana"):
        if name not in {board.name for board in boards}:
            table.fail("board", f"に「{name}」がありません")
    table.finish()
    return Keyboards(boards, walks)


def _board(table: Table) -> Board:
    # A row may hold the same sign twice (the JIS board types ~ with two keys), so rows are not read as a set.
    board = Board(table.text("name"), table.texts("plain"), table.texts("shifted"))
    if [len(row) for row in board.plain] != [len(row) for row in board.shifted]:
        table.fail("shifted", "は plain と同じ数のキーでなければなりません")
    table.finish()
    return board


def _file_name(table: Table, key: str) -> str:
    name = table.text(key)
    if not _NAME.fullmatch(name):
        table.fail(key, "はこのフォルダーのファイル名でなければなりません")
    return name


def _rows(path: Path, pattern: re.Pattern[str]) -> list[str]:
    """The rows of a list, each of the shape that ``pattern`` gives, none twice."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MAXIMUM_BYTES + 1)
        text = data.decode("utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError):
        raise _fault(path, "を読めません") from None
    if len(data) > MAXIMUM_BYTES:
        raise _fault(path, "が大きすぎます")
    found = pattern.match(text)
    if found is None or found.end() != len(text):
        line = text.count("\n", 0, found.end() if found else 0) + 1
        raise _fault(path, f"の{line}行目が語の一覧の形ではありません")
    rows = text[:-1].split("\n")
    if len(set(rows)) != len(rows):
        twice = next(row for number, row in enumerate(rows) if row in rows[:number])
        raise _fault(path, f"に同じ行が2度あります（{twice.partition(chr(9))[0]}）")
    return rows


def _fault(path: Path, fault: str) -> ResourceError:
    return ResourceError(
        f"{path.name} {fault}。",
        safe="台帳の内容は変わっていません。",
        next_step="アプリを入れ直してください。",
    )
