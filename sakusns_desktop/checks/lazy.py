"""5, 6: patterns that are compiled when a text first needs them, so that a cold ``check`` pays for few of them."""

import re
from collections.abc import Callable, Iterator


class LazyPattern:
    """A regular expression that is compiled at its first use.

    Args:
        source: the expression.
        any_of: texts of which one must stand in whatever matches; without any of them nothing is compiled or run.
        flags: as ``re.compile`` takes them.
    """

    __slots__ = ("_any_of", "_compiled", "_flags", "_source")

    def __init__(self, source: str, any_of: tuple[str, ...] = (), flags: int = 0) -> None:
        self._source = source
        self._any_of = any_of
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None

    def _ready(self) -> re.Pattern[str]:
        if self._compiled is None:
            self._compiled = re.compile(self._source, self._flags)
        return self._compiled

    def _may_match(self, text: str) -> bool:
        return not self._any_of or any(part in text for part in self._any_of)

    @property
    def pattern(self) -> str:
        """The expression."""
        return self._source

    def finditer(self, text: str, start: int = 0, end: int = 1 << 62) -> Iterator[re.Match[str]]:
        """Every match, as ``re.Pattern.finditer``."""
        return (self._compiled or self._ready()).finditer(text, start, end) if self._may_match(text) else iter(())

    def search(self, text: str, start: int = 0, end: int = 1 << 62) -> re.Match[str] | None:
        """The first match, as ``re.Pattern.search``."""
        return (self._compiled or self._ready()).search(text, start, end) if self._may_match(text) else None

    def match(self, text: str, start: int = 0, end: int = 1 << 62) -> re.Match[str] | None:
        """A match at ``start``, as ``re.Pattern.match``; ``any_of`` is not asked."""
        return (self._compiled or self._ready()).match(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = 1 << 62) -> re.Match[str] | None:
        """A match of the whole, as ``re.Pattern.fullmatch``; ``any_of`` is not asked."""
        return (self._compiled or self._ready()).fullmatch(text, start, end)

    def findall(self, text: str) -> list[str]:
        """Every match's text; for patterns without groups."""
        return (self._compiled or self._ready()).findall(text) if self._may_match(text) else []

    def sub(self, replacement: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        """As ``re.Pattern.sub``."""
        return (self._compiled or self._ready()).sub(replacement, text, count) if self._may_match(text) else text
