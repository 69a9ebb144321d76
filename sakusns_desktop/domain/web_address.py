"""3(2)ウ: web addresses as people paste them, taken apart without trusting them."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote

_INVISIBLE = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ud800-\udfff\x00-\x08\x0e-\x1f]"
_SEPARATOR = r"""[\s<>"'`|^{}()\[\]「」『』【】〈〉《》〔〕“”‘’、。・…※→]+"""
_SCHEME = r"(?i)(?:h?ttps?|hxxps?)(?:[:;]/*|/+)|line://"
_BARE_HOST = (
    r"(?i)(?<![a-z0-9._@%+/=&?#-])(?:[a-z0-9\u00c0-\u058f](?:[a-z0-9\u00c0-\u058f-]*)\.)+[a-z]{2,24}(?=[:/?#]|$)"
)
_HOST = r"[^\s/?#@:\\]+"
_SENTENCE_MARKS = ".,;:!?"
"""At the end of an address they belong to the sentence around it."""

_MAY_END_ASCII = _SENTENCE_MARKS + "*~"
_MAXIMUM_URL = 2000
_DEFAULT_PORTS = {"80", "443"}


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An address taken apart.

    Args:
        host: lower case, without a dot at its end.
        port: empty for the usual ones.
        user: what stands before ``@`` in front of the host: nothing in an honest address.
        segments: the path, split at ``/``, as written.
        query: without ``?``; the fragment is gone.
    """

    host: str
    port: str = ""
    user: str = ""
    segments: tuple[str, ...] = ()
    query: str = ""

    def paths(self) -> Iterator[str]:
        """The decoded path, and where Japanese text sticks to its end the part before that text."""
        decoded = [unicodedata.normalize("NFC", unquote(segment)) for segment in self.segments]
        if any("/" in segment or not segment.isprintable() for segment in decoded):
            return
        whole = "/" + "/".join(decoded)
        yield whole
        ascii_part = re.match(r"[\x21-\x7e]*", whole)
        if ascii_part is not None and 1 < ascii_part.end() < len(whole):
            yield ascii_part[0].rstrip("/" + _MAY_END_ASCII)

    def parameter(self, name: str) -> str:
        """The first value of a query parameter, empty where it is missing."""
        return next((value for key, value in parse_qsl(self.query) if key == name), "")

    def cleaned(self, is_tracking: Callable[[str], bool]) -> str:
        """The address in one form: https, no tracking, no fragment, no slash at the end."""
        path = "/".join(quoted(unquote(segment, errors="surrogateescape")) for segment in self.segments)
        kept = [part for part in self.query.split("&") if part and not is_tracking(unquote(part.partition("=")[0]))]
        query = "&".join(quote(part, safe="%=+,:@/?~!$'()*;-._") for part in kept)
        user = f"{quoted(self.user)}@" if self.user else ""
        port = f":{self.port}" if self.port else ""
        url = f"https://{user}{self.host}{port}" + (f"/{path}" if path else "/") + (f"?{query}" if query else "")
        return url.rstrip(_SENTENCE_MARKS)


def quoted(text: str) -> str:
    """A path segment as it stands in an address."""
    return quote(text, safe="@~-._!$&'()*+,;=:", errors="surrogateescape")


def find_addresses(text: str, is_known_host: Callable[[str], bool]) -> list[WebAddress]:
    """Every address in a text, in order.

    Args:
        is_known_host: whether a host is taken for an address although no ``https://`` stands before it.
    """
    found: list[WebAddress] = []
    for token in re.split(_SEPARATOR, _plain(text)):
        scheme = re.search(_SCHEME, token)
        if scheme is not None:
            address = read_address(token[scheme.start() :])
        else:
            bare = re.search(_BARE_HOST, token)
            known = bare is not None and (bare[0].casefold().startswith("www.") or is_known_host(bare[0].casefold()))
            address = _take_apart(token[bare.start() :]) if bare is not None and known else None
        if address is not None:
            found.append(address)
    return found


def read_address(text: str) -> WebAddress | None:
    """One address that starts with its scheme, ``None`` where it is none."""
    token = next((part for part in re.split(_SEPARATOR, _plain(text)) if part), "")
    scheme = re.match(_SCHEME, token)
    if scheme is None:
        return None
    rest = token[scheme.end() :]
    return _take_apart("line.me/" + rest if scheme[0].casefold() == "line://" else rest)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", re.sub(_INVISIBLE, "", text)).replace("\\", "/")


def _take_apart(rest: str) -> WebAddress | None:
    rest = rest[:_MAXIMUM_URL].rstrip(_SENTENCE_MARKS)
    before_fragment, _, fragment = rest.partition("#")
    # addresses of 2009 to 2012: twitter.com/#!/name
    if fragment.startswith("!/"):
        before_fragment = before_fragment.partition("/")[0] + fragment[1:]
    authority_and_path, _, query = before_fragment.partition("?")
    authority, _, path = authority_and_path.partition("/")
    user, _, host_and_port = authority.rpartition("@")
    host, _, port = host_and_port.partition(":")
    host = host.casefold().strip(".")
    if not re.fullmatch(_HOST, host) or "." not in host or ".." in host or not (port == "" or port.isdecimal()):
        return None
    return WebAddress(host, "" if port in _DEFAULT_PORTS else port, user.casefold(), tuple(_segments(path)), query)


def _segments(path: str) -> list[str]:
    kept: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            del kept[-1:]
        elif segment not in {"", "."}:
            kept.append(segment)
    return kept
