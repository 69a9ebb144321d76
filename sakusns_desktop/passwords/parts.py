"""3(5): what a guessable piece of a password is."""

from dataclasses import dataclass, field
from enum import IntEnum


class Kind(IntEnum):
    """What a piece is; the reasons of a verdict are chosen by it. Never more than 32: tables pack them."""

    OWN = 0
    CITY_WORD = 1
    CITY = 2
    OFFICE = 3
    SIGHT = 4
    PLACE = 5
    PLATFORM = 6
    DEFAULT = 7
    CALENDAR = 8
    NUMBER = 9
    SURNAME = 10
    GIVEN_NAME = 11
    WORD = 12
    LEAKED = 13
    ENGLISH = 14
    ENGLISH_NAME = 15
    YEAR = 16
    DATE = 17
    ERA = 18
    PHONE = 19
    KEYBOARD = 20
    SEQUENCE = 21
    REPEAT = 22
    RANDOM = 23
    LOCAL_PLACE = 24


COMMON_KINDS = frozenset(
    {
        Kind.PLACE,
        Kind.NUMBER,
        Kind.SURNAME,
        Kind.GIVEN_NAME,
        Kind.WORD,
        Kind.LEAKED,
        Kind.ENGLISH,
        Kind.ENGLISH_NAME,
    }
)
"""Kinds with so many words that random texts hold some by chance."""
NUMBER_KINDS = frozenset({Kind.NUMBER, Kind.YEAR, Kind.DATE, Kind.ERA, Kind.PHONE})
OTHER_KINDS = frozenset({Kind.KEYBOARD, Kind.SEQUENCE, Kind.REPEAT, Kind.RANDOM})


@dataclass(frozen=True, slots=True)
class Part:
    """A piece ``text[start:end]`` and how many guesses it costs. It holds places, never the text itself.

    Args:
        start, end: code points, end exclusive.
        guesses: of the bare word, in lower case and without the signs at its ends.
        capitals: times more for the way it is capitalised; 2 for a common way (``Saku``, ``SAKU``).
        changes: times more for letters changed into signs, reading backwards or kana keys.
        mangled: letters were changed into signs, or the word stands backwards.
        signs: code points of the separators that are taken in before or after it, each once.
    """

    start: int
    end: int
    kind: Kind
    guesses: int
    capitals: int = 1
    changes: int = 1
    mangled: bool = False
    signs: frozenset[int] = field(default=frozenset())

    @property
    def cost(self) -> int:
        """Guesses for the piece on its own."""
        return int(self.guesses * self.capitals * self.changes * SIGN_GUESSES ** len(self.signs))


SIGN_GUESSES = 3
"""Guesses for which separator or closing sign stands at a word: most people take - _ . @ or !"""
