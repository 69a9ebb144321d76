"""5, 6: one draft made ready for the checks: folded, links set aside, sentences known, and the way to a finding."""

from datetime import date
from functools import cached_property
from operator import add
from typing import TYPE_CHECKING

from sakusns_desktop.checks.lazy import LazyPattern
from sakusns_desktop.checks.x_tags import mask
from sakusns_desktop.checks.x_urls import Url, find_urls
from sakusns_desktop.domain.folding import Folded, fold
from sakusns_desktop.domain.post import AccountContext, Draft, Finding, Outcome
from sakusns_desktop.reference_data.checks import CheckData

if TYPE_CHECKING:
    from sakusns_desktop.checks.date_mentions import DateMention

LONGEST_EXAMINED = 65_536
"""No platform takes a longer text (Facebook: 63,206), so the rest of a paste need not be read."""

BLANK = "\ue000"
"""Stands for each character of a link or mail address in ``Subject.plain``."""

_END_OF_SENTENCE = LazyPattern(r"[。\n!?！？]")
_EMAIL = LazyPattern(r"(?<![a-z0-9._%+-])[a-z0-9](?:[a-z0-9._%+-]{0,63})@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}")
_LONGEST_SENTENCE = 400


class Subject:
    """What a check takes.

    Args:
        draft: the draft; only its first ``LONGEST_EXAMINED`` code points are read.
        today: the day that the draft is checked for.
        data: word lists, limits, the city's own facts.
        account: the account that was chosen, where one was.
    """

    def __init__(self, draft: Draft, today: date, data: CheckData, account: AccountContext | None) -> None:
        self.draft = draft
        self.today = today
        self.data = data
        self.account = account
        self.text = draft.text[:LONGEST_EXAMINED]
        self.folded: Folded = fold(self.text)
        self.read = self.folded.text
        """The folded text; offsets of the checks count in it."""

    @cached_property
    def urls(self) -> list[Url]:
        """Links, offsets in the draft's own text."""
        return find_urls(self.text, self.data.top_level_domains) if "." in self.text else []

    @cached_property
    def emails(self) -> list[tuple[int, int]]:
        """Mail addresses, offsets in the folded text."""
        if "@" not in self.read:
            return []
        return [match.span() for match in _EMAIL.finditer(self.read)]

    @cached_property
    def plain(self) -> str:
        """The folded text with every link and mail address blanked out; same length."""
        spans = [*self._folded_urls(), *self.emails]
        if not spans:
            return self.read
        pieces: list[str] = []
        position = 0
        for start, end in sorted(spans):
            if start < position:
                continue
            pieces.append(self.read[position:start])
            pieces.append(BLANK * (end - start))
            position = end
        pieces.append(self.read[position:])
        return "".join(pieces)

    @cached_property
    def link_mask(self) -> bytearray:
        """1 for every offset of the draft's own text that lies in a link or mail address."""
        mails = [self.folded.source_span(start, end) for start, end in self.emails]
        return mask(len(self.text), [*((url.start, url.end) for url in self.urls), *mails])

    def _folded_urls(self) -> list[tuple[int, int]]:
        if not self.urls:
            return []
        starts = self.folded.starts
        if starts is None:
            return [(url.start, url.end) for url in self.urls]
        place = {source: position for position, source in reversed([*enumerate(starts)])}
        size = len(self.read)
        return [(place.get(url.start, size), place.get(url.end, size)) for url in self.urls]

    @cached_property
    def pairs(self) -> set[str]:
        """Every two neighbouring characters of ``plain``, and every single one: a quick no to most words."""
        text = self.plain
        found = set(map(add, text, text[1:]))
        found.update(text)
        return found

    def has(self, words: tuple[str, ...]) -> bool:
        """One of the words stands in ``plain``."""
        pairs, text = self.pairs, self.plain
        return any(word[:2] in pairs and word in text for word in words)

    @cached_property
    def dates(self) -> "list[DateMention]":
        """Every day that the text names, offsets in the folded text."""
        from sakusns_desktop.checks.date_mentions import find_dates

        return find_dates(self.plain)

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Offsets of the sentence or line around a span of the folded text."""
        first = max(0, start - _LONGEST_SENTENCE)
        begin = first
        for match in _END_OF_SENTENCE.finditer(self.read, first, start):
            begin = match.end()
        stop = _END_OF_SENTENCE.search(self.read, end, end + _LONGEST_SENTENCE)
        return begin, stop.start() if stop else min(len(self.read), end + _LONGEST_SENTENCE)

    def line(self, start: int, end: int) -> str:
        """The line of the folded text around a span."""
        first = max(self.read.rfind("\n", 0, start) + 1, start - _LONGEST_SENTENCE)
        last = self.read.find("\n", end)
        return self.read[first : min(last if last >= 0 else len(self.read), end + _LONGEST_SENTENCE)]

    def around(self, start: int, end: int, before: int, after: int) -> str:
        """The folded text up to so many characters before and after a span, links blanked."""
        return self.plain[max(0, start - before) : end + after]

    def surface(self, start: int, end: int) -> str:
        """The draft's own writing of a span of the folded text."""
        first, last = self.folded.source_span(start, end)
        return self.text[first:last]

    def finding(
        self,
        check: str,
        kind: str,
        start: int,
        end: int,
        message: str = "",
        suggestions: tuple[str, ...] = (),
        outcome: Outcome | None = None,
    ) -> Finding:
        """A finding at a span of the folded text; message and outcome default to the kind's own."""
        first, last = self.folded.source_span(start, end)
        return self.source_finding(check, kind, first, last, message, suggestions, outcome)

    def source_finding(
        self,
        check: str,
        kind: str,
        start: int,
        end: int,
        message: str = "",
        suggestions: tuple[str, ...] = (),
        outcome: Outcome | None = None,
    ) -> Finding:
        """A finding at a span of the draft's own text."""
        row = self.data.kinds[kind]
        return Finding(
            check,
            kind,
            row.clauses,
            outcome or row.outcome,
            start,
            end,
            self.text[start:end],
            message or row.message,
            suggestions[:2],
        )

    def whole(
        self, check: str, kind: str, message: str = "", surface: str = "", outcome: Outcome | None = None
    ) -> Finding:
        """A finding about the post as a whole; ``surface`` tells what it rests on."""
        row = self.data.kinds[kind]
        return Finding(check, kind, row.clauses, outcome or row.outcome, None, None, surface, message or row.message)
