"""ClauseId and the clauses of the guideline: sections 1 to 8, their paragraphs and items."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import total_ordering

from sakusns_desktop.domain.errors import InputError

ITEM_ORDER = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワ"
"""The order in which Japanese official documents count items below (1)."""

_CLAUSE = re.compile(rf"(?P<section>[1-9][0-9]?) ?(?:\( ?(?P<paragraph>[1-9][0-9]?) ?\))? ?(?P<item>[{ITEM_ORDER}])?\Z")


@total_ordering
@dataclass(frozen=True, slots=True)
class ClauseId:
    """One place in the guideline: ``3``, ``3(2)`` or ``3(2)ウ``; other cities also have items right below a section.

    Args:
        section: number of the section, 1 and up.
        paragraph: number in brackets, 0 where the section itself is meant.
        item: one katakana of ``ITEM_ORDER``, empty where the paragraph itself is meant.
    """

    section: int
    paragraph: int = 0
    item: str = ""

    @classmethod
    def parse(cls, text: str) -> "ClauseId":
        """Read ``3(2)ウ``; full-width digits and brackets count as their narrow twins.

        Raises:
            InputError: the text is not a clause id.
        """
        match = _CLAUSE.match(unicodedata.normalize("NFKC", text).strip())
        if match is None:
            raise InputError("clause", f"「{text[:20]}」は条項の番号として読めません。")
        return cls(int(match["section"]), int(match["paragraph"] or 0), match["item"] or "")

    def __str__(self) -> str:
        return f"{self.section}" + (f"({self.paragraph})" if self.paragraph else "") + self.item

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, ClauseId):
            return NotImplemented
        return self.sort_key < other.sort_key

    @property
    def sort_key(self) -> tuple[int, int, int]:
        """Section, paragraph and item as numbers, in the guideline's order."""
        return self.section, self.paragraph, ITEM_ORDER.find(self.item) + 1 if self.item else 0

    @property
    def parent(self) -> "ClauseId | None":
        """The clause that this one stands in, ``None`` for a section."""
        if self.item:
            return ClauseId(self.section, self.paragraph)
        return ClauseId(self.section) if self.paragraph else None


class Binds(StrEnum):
    """Whom a clause binds."""

    OWNER = "owner"
    MANAGER = "manager"
    OPERATOR = "operator"
    DIVISION = "division"
    PR_DIVISION = "pr_division"
    CITY = "city"


class ServedBy(StrEnum):
    """What kind of thing in the app serves a clause."""

    PAGE = "page"
    CHECK = "check"
    DUTY = "duty"
    DOCUMENT = "document"
    PLAYBOOK = "playbook"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Service:
    """A place in the app that serves a clause.

    Args:
        ref: its key (``accounts``); label: its name on the screen.
    """

    kind: ServedBy
    ref: str
    label: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause as the app knows it without the city's file: words of its own, never the official sentence.

    Args:
        title: the app's own short title; summary: one plain sentence, always shown with 要約.
        binds: whom it binds, in the order of 4(1).
        served_by: what serves it today; empty where nothing does yet.
    """

    id: ClauseId
    title: str
    summary: str
    binds: tuple[Binds, ...]
    served_by: tuple[Service, ...] = ()
