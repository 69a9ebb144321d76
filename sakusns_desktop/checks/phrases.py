"""5, 6: the rows of wording in ``resources/checks``: only rows whose words stand in the text are looked at."""

import re
from collections.abc import Iterator
from functools import lru_cache

from sakusns_desktop.checks.subject import Subject
from sakusns_desktop.domain.post import Finding
from sakusns_desktop.reference_data.checks import Phrase

_KATAKANA_WORD = re.compile(r"[ァ-ヶー]+\Z")
_KATAKANA = re.compile(r"[ァ-ヶー]")
MOST_FINDINGS = 20
"""One row says the same thing no more often than this in one text."""


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def check_phrases(subject: Subject) -> Iterator[Finding]:
    """Findings of every row, in the rows' order."""
    text = subject.plain
    bigrams = subject.data.bigrams
    seen = {text[position : position + 2] for position in range(len(text))}
    seen.update(text)
    numbers = {number for key in seen & bigrams.keys() for number in bigrams[key]}
    for number in sorted(numbers):
        phrase = subject.data.phrase(number)
        if any(word in text for word in phrase.words):
            yield from _row(subject, phrase, text)


def _row(subject: Subject, phrase: Phrase, text: str) -> Iterator[Finding]:
    if any(word in text for word in phrase.unless_post):
        return
    if phrase.unless_start and text.lstrip().startswith(phrase.unless_start):
        return
    if phrase.only_with_link and not subject.urls:
        return
    count = 0
    for start, end in _spans(phrase, text):
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


def _spans(phrase: Phrase, text: str) -> Iterator[tuple[int, int]]:
    if phrase.pattern:
        for match in _compiled(phrase.pattern).finditer(text):
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


def _places(word: str, text: str) -> Iterator[int]:
    start = text.find(word)
    whole_word = _KATAKANA_WORD.match(word) is not None
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
