"""5(1)オ: where X sees a link in a text (twitter-text, configuration v3).

Behaviour by the conformance suite of twitter-text (Apache-2.0); the steps are our own: instead of one pattern with
every top-level domain in it, hosts are cut out first and their ends looked up in a set.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from sakusns_desktop.checks.lazy import LazyPattern

_LATIN = "À-ÖØ-öø-ÿĀ-ɏɓɔɖɗəɛɣɨɯɲʉʋʻ̀-ͯḀ-ỿ"
_CYRILLIC = "Ѐ-ӿ"
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_SPACES = "\t-\r \u0085\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_INVALID = "\ufffe\ufeff\uffff"
_PUNCTUATION = "!\"#$%&'()*+,/:;<=>?@\\[\\]^`{|}~\\\\"

_PROTOCOL = LazyPattern(r"https?://", flags=re.IGNORECASE)
_UNICODE_HOST = LazyPattern(f"[^{_PUNCTUATION}{_SPACES}{_INVALID}{_DIRECTION}]+")
_LABEL_CHARACTER = rf"[A-Za-z0-9_{_LATIN}-]"
# the look-ahead keeps what it found, so that nothing is tried twice; a possessive group says the same, but Python
# before 3.11.5 gets it wrong
_PLAIN_HOST = LazyPattern(
    rf"(?<!{_LABEL_CHARACTER})(?<![./])(?=(?P<run>{_LABEL_CHARACTER}+(?:\.{_LABEL_CHARACTER}+(?=\.))*))(?P=run)"
    r"\.(?=[^\s.])"
)
_LABEL = LazyPattern(rf"{_LABEL_CHARACTER}+\Z")
_DOMAIN_LABEL_ENDS = "-_"
_ASCII_GENERAL = r"[a-zA-Z0-9!*';:=+,.$/%#\[\]\-_~@|&]"
_GENERAL = rf"[a-zA-Z{_CYRILLIC}0-9!*';:=+,.$/%#\[\]\-–_~@|&{_LATIN}]"
_PATH_OF = r"/(?:{0}|\((?:{0}+|{0}*\({0}+\){0}*)\))*"
_ASCII_PATH = LazyPattern(_PATH_OF.format(_ASCII_GENERAL))
_PATH = LazyPattern(_PATH_OF.format(_GENERAL))
_ASCII_PATH_END = LazyPattern(r"[+\-a-zA-Z0-9=_#/)]")
_PATH_END = LazyPattern(rf"[+\-a-zA-Z{_CYRILLIC}0-9=_#/){_LATIN}]")
_MAY_GO_ON = (("\u00bf", "\u0500"), ("\u1dff", "\u1f00"), ("\u2012", "\u2014"))
"""Between these lie the letters beyond ASCII that a path may have; their patterns are slow to compile."""
_QUERY = LazyPattern(r"\?[a-zA-Z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[a-zA-Z0-9\-_&=#/]")
_PORT = LazyPattern(r":[0-9]+")
_SHORT_LINK = LazyPattern(r"https?://t\.co/([A-Za-z0-9]+)", flags=re.IGNORECASE)
_PUNYCODE = LazyPattern(r"xn--[0-9A-Za-z-]+", flags=re.IGNORECASE)
_ASCII_END = LazyPattern(r"[A-Za-z0-9@+-]*")

LONGEST_SLUG = 40
LONGEST_LABEL = 63
LONGEST_URL = 4096
_LONGEST_DOMAIN = 24
"""No top-level domain is longer."""


class Url(NamedTuple):
    """A link as X sees it: code point offsets, and whether ``https://`` was written."""

    start: int
    end: int
    text: str
    has_protocol: bool


def find_urls(text: str, top_level_domains: frozenset[str]) -> list[Url]:
    """Every link of a text, in order.

    Args:
        text: any text.
        top_level_domains: lower-case names without a dot.
    """
    if "." not in text:
        return []
    found = [*_with_protocol(text, top_level_domains)]
    taken = [(url.start, url.end) for url in found]
    for url in _without_protocol(text, top_level_domains):
        if not any(start < url.end and url.start < end for start, end in taken):
            found.append(url)
    return sorted(found)


def _with_protocol(text: str, domains: frozenset[str]) -> Iterator[Url]:
    reached = 0
    for match in _PROTOCOL.finditer(text):
        start = match.start()
        if start < reached or not _may_precede(text, start):
            continue
        short = _SHORT_LINK.match(text, start)
        host = _UNICODE_HOST.match(text, match.end(), match.end() + LONGEST_URL)
        end = _host_end(text, match.end(), host.end(), domains) if host else None
        if end is None:
            continue
        if short is not None and short.end() > end:
            if len(short[1]) > LONGEST_SLUG:
                continue
            query = _QUERY.match(text, short.end())
            end = query.end() if query else short.end()
        else:
            end = _tail_end(text, end)
        if end - start <= LONGEST_URL:
            reached = end
            yield Url(start, end, text[start:end], True)


def _without_protocol(text: str, domains: frozenset[str]) -> Iterator[Url]:
    reached = 0
    for match in _PLAIN_HOST.finditer(text):
        start = match.start()
        # a run of Latin letters and dots may hide behind an underscore or hyphen, which never begins a link
        if start < reached or text[start] in "-_" or not _may_precede(text, start, bare=True):
            continue
        run = _UNICODE_HOST.match(text, start, match.end() + _LONGEST_DOMAIN)
        limit = run.end() if run else match.end()
        end = _host_end(text, start, limit, domains, plain=True)
        if end is None:
            continue
        end = _tail_end(text, end)
        if end - start <= LONGEST_URL:
            reached = end
            yield Url(start, end, text[start:end], False)


def _may_precede(text: str, start: int, *, bare: bool = False) -> bool:
    if start == 0:
        return True
    before = text[start - 1]
    if before in "@＠$#＃\ufffe\ufeff\uffff" or (before.isascii() and before.isalnum()):
        return False
    return not (bare and (before in "-_./" or _LABEL.match(before) is not None))


def _host_end(text: str, start: int, limit: int, domains: frozenset[str], *, plain: bool = False) -> int | None:
    """End of the longest host within ``start:limit`` whose last label is a top-level domain."""
    dot = text.rfind(".", start, limit)
    while dot > start:
        end = _domain_end(text, dot + 1, limit, domains)
        if end is not None and _labels_hold(text[start:dot], plain=plain):
            return end
        dot = text.rfind(".", start, dot)
    return None


@lru_cache(maxsize=4)
def _first_signs(domains: frozenset[str]) -> frozenset[str]:
    """What top-level domains beyond ASCII begin with."""
    return frozenset(domain[0] for domain in domains if not domain.isascii())


def _domain_end(text: str, start: int, limit: int, domains: frozenset[str]) -> int | None:
    punycode = _PUNYCODE.match(text, start)
    if punycode is not None:
        return punycode.end()
    run = _ASCII_END.match(text, start)
    width = run.end() - start if run else 0
    if width:
        return start + width if text[start : start + width].lower() in domains else None
    if text[start : start + 1] not in _first_signs(domains):
        return None
    for size in range(min(_LONGEST_DOMAIN, limit - start), 1, -1):
        if text[start : start + size] in domains and _ASCII_END.match(text, start + size)[0] == "":  # type: ignore[index]
            return start + size
    return None


def _labels_hold(host: str, *, plain: bool) -> bool:
    # the last label first: it is the one that fails in a run of dots
    stop, is_last = len(host), True
    while stop >= 0:
        start = host.rfind(".", 0, stop) + 1
        label = host[start:stop]
        if not label or label[0] in _DOMAIN_LABEL_ENDS or label[-1] in _DOMAIN_LABEL_ENDS:
            return False
        if (is_last and "_" in label) or (plain and _LABEL.match(label) is None) or not _fits_dns(label):
            return False
        stop, is_last = start - 1, False
    return True


def _fits_dns(label: str) -> bool:
    """A label has 63 characters at most, counted in its ASCII form."""
    if label.isascii():
        return len(label) <= LONGEST_LABEL
    if label.lower().startswith("xn--"):
        return False
    try:
        return len(label.lower().encode("punycode")) + len("xn--") <= LONGEST_LABEL
    except UnicodeError:
        return False


def _tail_end(text: str, end: int) -> int:
    """End of port, path and query that follow a host."""
    port = _PORT.match(text, end)
    if port is not None:
        end = port.end()
    path, path_end = _ASCII_PATH.match(text, end), _ASCII_PATH_END
    if path is not None and any(low < text[path.end() : path.end() + 1] < high for low, high in _MAY_GO_ON):
        path, path_end = _PATH.match(text, end), _PATH_END
    if path is not None:
        last = path.end()
        while last > end + 1 and path_end.match(text[last - 1]) is None:
            last -= 1
        end = last
    query = _QUERY.match(text, end)
    return query.end() if query else end
