"""3(5): the one door to zxcvbn 4.5.0; nothing that it makes leaves this module.

Used of it: its word lists, keyboard graphs, matchers of keyboard paths and sequences, and estimates. Not used:
``zxcvbn.zxcvbn`` (it keeps user words in a module global, raises IndexError for '' and ValueError over 72 characters,
returns the password), its l33t matcher (seconds on 72 characters), its date matcher (years to 2019), and its search
(``cover.py`` says why).
"""

from collections.abc import Iterator, Mapping, Sequence

from zxcvbn import adjacency_graphs, frequency_lists, matching, scoring

from sakusns_desktop.passwords.parts import Kind, Part
from sakusns_desktop.reference_data.wordlists import Board

Graph = Mapping[str, Sequence[str | None]]
"""Key -> its neighbours, left first and then clockwise, each as ``plain + shifted``."""

_KINDS = {
    "passwords": Kind.LEAKED,
    "english_wikipedia": Kind.ENGLISH,
    "us_tv_and_film": Kind.ENGLISH,
    "male_names": Kind.ENGLISH_NAME,
    "female_names": Kind.ENGLISH_NAME,
    "surnames": Kind.ENGLISH_NAME,
}
_LONGEST_PATH = 24
"""Estimating a keyboard path takes time cubed in its length; a longer one is rated like this."""


def frequency_words() -> Iterator[tuple[Kind, Sequence[str]]]:
    """zxcvbn's own lists, each the most likely word first."""
    for name, words in frequency_lists.FREQUENCY_LISTS.items():
        yield _KINDS[name], words


def western_boards() -> dict[str, Graph]:
    """The boards of zxcvbn that are found in Japan."""
    graphs = adjacency_graphs.ADJACENCY_GRAPHS
    return {"qwerty": graphs["qwerty"], "keypad": graphs["keypad"]}


def shifted_keys(graph: Graph) -> Iterator[tuple[str, str]]:
    """Each pair of a plain and a shifted sign that share a key."""
    for signs in {signs for neighbours in graph.values() for signs in neighbours if signs and len(signs) == 2}:
        yield signs[0], signs[1]


def graph_of(board: Board) -> Graph:
    """A board's graph, in the form that zxcvbn's matcher reads: rows are shifted half a key each."""
    keys = {
        (column, row): plain + shifted
        for row, (plains, shifteds) in enumerate(zip(board.plain, board.shifted, strict=True))
        for column, (plain, shifted) in enumerate(zip(plains, shifteds, strict=True))
    }
    around = ((-1, 0), (0, -1), (1, -1), (1, 0), (0, 1), (-1, 1))
    return {
        sign: [keys.get((column + right, row + down)) for right, down in around]
        for (column, row), signs in keys.items()
        for sign in signs
    }


def keyboard_parts(text: str, graphs: Mapping[str, Graph]) -> Iterator[Part]:
    """Paths of three or more neighbouring keys on any of the boards."""
    for match in matching.spatial_match(text, _graphs=graphs):
        length = match["j"] + 1 - match["i"]
        shortened = {
            **match,
            "token": "x" * min(length, _LONGEST_PATH),
            "turns": min(match["turns"], _LONGEST_PATH - 1),
            "shifted_count": min(match["shifted_count"], min(length, _LONGEST_PATH)),
        }
        yield Part(match["i"], match["j"] + 1, Kind.KEYBOARD, int(scoring.spatial_guesses(shortened)))


def sequence_parts(text: str) -> Iterator[Part]:
    """Runs such as abc, 9753 or あぃい: steps of one, in digits of any width up to five."""
    if len(text) < 2:
        return
    for match in matching.sequence_match(text):
        start, last = match["i"], match["j"]
        if last - start >= 2 and (
            match["sequence_name"] == "digits" or abs(ord(text[start]) - ord(text[start + 1])) == 1
        ):
            yield Part(match["i"], match["j"] + 1, Kind.SEQUENCE, scoring.sequence_guesses(match))


def capital_variations(token: str) -> int:
    """How many ways of capitalising are as likely as this one."""
    return int(scoring.uppercase_variations({"token": token}))
