"""5, 6: the rows of wording in ``resources/checks``: only rows whose words stand in the text are looked at."""

import re
from collections.abc import Iterator
from functools import lru_cache

from sakusns_desktop.checks.lazy import LazyPattern
from sakusns_desktop.checks.subject import Subject
from sakusns_desktop.domain.post import Finding
from sakusns_desktop.reference_data.checks import Phrase

_KATAKANA_WORD = LazyPattern(r"[ァ-ヶー]+\Z")
_KATAKANA = LazyPattern(r"[ァ-ヶー]")
_TOLD_BY_SENTENCE = frozenset({"decision_in_progress", "staff_personal", "internal_info", "ambiguous", "rights"})
_SILENT_IN_QUOTES = frozenset({"test_message", "staff_personal", "wrong_account", "ambiguous"})
_OPEN_QUOTE = LazyPattern(r"[「『][^」』\n]*\Z")
_LONGEST_GAP = 40
SHORT, REACH = 400, 120
"""A text up to SHORT is read whole; in a longer one the patterns see REACH characters around a word."""
MOST_FINDINGS = 20
"""One row says the same thing no more often than this in one text."""


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def check_phrases(subject: Subject) -> Iterator[Finding]:
    """Findings of every row, in the rows' order."""
    text = subject.plain
    bigrams = subject.data.bigrams
    numbers = {number for key in subject.pairs & bigrams.keys() for number in bigrams[key]}
    for number in sorted(numbers):
        phrase = subject.data.phrase(number)
        if subject.has(phrase.words):
            yield from _row(subject, phrase, text)


def _row(subject: Subject, phrase: Phrase, text: str) -> Iterator[Finding]:
    if any(word in text for word in phrase.unless_post):
        return
    if phrase.unless_start and text.lstrip().startswith(phrase.unless_start):
        return
    if phrase.only_with_link and not subject.urls:
        return
    count = 0
    for start, end in _merged(subject, phrase, _spans(phrase, text, subject.pairs)):
        if phrase.kind in _SILENT_IN_QUOTES and _OPEN_QUOTE.search(text[max(0, start - 40) : start + 1]):
            continue
        if phrase.unless:
            begin, stop = subject.sentence(start, end)
            if any(word in text[begin:stop] for word in phrase.unless):
                continue
        if phrase.whole:
            surface = subject.surface(start, end)
            yield subject.whole(phrase.id, phrase.kind, phrase.message, surface, phrase.outcome)
            return
        yield subject.finding(phrase.id, phrase.kind, start, end, phrase.message, phrase.instead, phrase.outcome)
        count += 1
        if count >= MOST_FINDINGS:
            return


def _merged(subject: Subject, phrase: Phrase, spans: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where the sentence is the evidence, its first and last words are told as one."""
    if phrase.kind not in _TOLD_BY_SENTENCE or phrase.whole:
        yield from spans
        return
    held: tuple[int, int] | None = None
    for start, end in spans:
        if held is not None and _joins(subject.plain, held, start):
            held = (held[0], max(end, held[1]))
            continue
        if held is not None:
            yield held
        held = (start, end)
    if held is not None:
        yield held


def _joins(text: str, held: tuple[int, int], start: int) -> bool:
    gap = text[held[1] : start]
    return len(gap) <= _LONGEST_GAP and "\n" not in gap and "。" not in gap


def _spans(phrase: Phrase, text: str, pairs: set[str]) -> Iterator[tuple[int, int]]:
    if phrase.pattern:
        pattern = _compiled(phrase.pattern)
        for first, last in _windows(phrase, text, pairs):
            for match in pattern.finditer(text, first, last):
                start, end = _trim(text, match.start(), match.end())
                if start < end:
                    yield start, end
        return
    spans = sorted((start, start + len(word)) for word in phrase.words for start in _places(word, text))
    reached = 0
    for start, end in spans:
        if start >= reached:
            yield start, end
            reached = end


def _windows(phrase: Phrase, text: str, pairs: set[str]) -> list[tuple[int, int]]:
    """Where a long text is read at all: the lines around the row's words, as far as a pattern reaches."""
    if len(text) <= SHORT:
        return [(0, len(text))]
    windows: list[tuple[int, int]] = []
    words = [word for word in phrase.words if word[:2] in pairs]
    for place in sorted({place for word in words for place in _places(word, text, whole_words=False)}):
        first = max(text.rfind("\n", 0, place), place - REACH, 0)
        last = text.find("\n", place, place + REACH)
        last = last + 1 if last >= 0 else min(len(text), place + REACH)
        if windows and first <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(last, windows[-1][1]))
        else:
            windows.append((first, last))
    return windows


def _places(word: str, text: str, *, whole_words: bool = True) -> Iterator[int]:
    start = text.find(word)
    whole_word = whole_words and _KATAKANA_WORD.match(word) is not None
    while start >= 0:
        end = start + len(word)
        joined = whole_word and (
            (start > 0 and _KATAKANA.match(text[start - 1])) or (end < len(text) and _KATAKANA.match(text[end]))
        )
        if not joined:
            yield start
        start = text.find(word, end)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Punctuation at the ends is no part of a finding."""
    while start < end and text[start] in " 、。,\n\t":
        start += 1
    while end > start and text[end - 1] in " 、,\n\t":
        end -= 1
    return start, end
