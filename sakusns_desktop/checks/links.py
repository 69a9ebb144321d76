"""5(1)オ, 6(4): links: written wrongly, shortened, leading inside, carrying a key."""

import re
from collections.abc import Iterator

from sakusns_desktop.checks.lazy import LazyPattern
from sakusns_desktop.checks.look_alikes import look_alike
from sakusns_desktop.checks.subject import Subject
from sakusns_desktop.domain.post import Finding

_REST = r"[a-z0-9\-._~%!$&'()*+,;=:@/?#\[\]]"
_SCHEME = LazyPattern(
    r"(?<![a-z0-9])(?P<scheme>h{1,3}t{1,3}p{1,2}s{0,2}|ht?tps?|h?tt?ps?|htt?s|hptts?|htpps?|hppts?|httsp|ttps?|tps)"
    r"(?P<marks>\s?[:;.,：；]{0,2}\s?[/\\]{0,4}\s?)(?P<rest>(?=[a-z0-9\[])" + _REST + r"+)?"
)
_GOOD = LazyPattern(r"https?://(?=[a-z0-9\[])")
_DOUBLE = LazyPattern(r"https?:?/{0,2}:?https?(?::|/)")
_HOST_COMMA = LazyPattern(
    r"(?<![a-z0-9.@])(?:https?://)?(?:w{2,4}[.,]|(?=[a-z0-9.,-]*(?:,|\.,"
    r"|\.\.)))[a-z0-9-]+(?:[.,]{1,2}[a-z0-9-]+){1,6}(?:/" + _REST + "*)?"
)
_BAD_WWW = LazyPattern(
    r"(?<![a-z0-9.])(?:w{4,6}[.,]|ww[.,]|www\.\.|www,)[a-z0-9-]+(?:[.,][a-z0-9-]+)+(?:/" + _REST + "*)?"
)
_WIDE = LazyPattern(
    r"[hH]?[tTｔＴ]{1,2}[pPｐＰ][sSｓＳ]?[：:；;][/／]{1,2}[^\s　、。」）)]+"
    r"|[ｈＨhH][ｔＴtT]{2}[ｐＰpP][ｓＳsS]?[：:][／/]{2}[^\s　、。」）)]+",
    ("：/", "：／", ":／", "；/", "；／", ";／", "/／", "／/", "ｔ", "Ｔ", "ｐ", "Ｐ", "ｓ：", "ｈ"),
)
_CUT_LINK = LazyPattern("\ue000[.a-z0-9-]", ("\ue000",))
"""A link that goes on behind what X takes for its end."""
_SPACED = LazyPattern(
    r"https?://\s+(?=[a-z0-9-]+(?:\.[a-z0-9-]+)+)"
    + _REST
    + r"*|https?://(?:www\.)?[a-z0-9-]*\.? (?:[a-z0-9-]+\.)+(?:jp|com|net|org|lg\.jp)(?![a-z])(?:/"
    + _REST
    + "*)?"
)
_BAD_ENDS = LazyPattern(
    r"https?://[a-z0-9.-]+\.(?:jpp|ip|jq|jo|lp|con|cim|comm|c0m|nagano\.j|nagano|saku|city|co\.jpn|lg\.j"
    r"|go\.j|og\.jp|ig\.jp|1g\.jp|1g\.ip|coj?p|ne\.j|lgjp|gojp|cojp|orjp|or\.j|jp\.)(?![a-z0-9.-])(?:[/:?]"
    + _REST
    + "*)?"
)
_MISSING_DOT = LazyPattern(
    r"https?://(?:www)?(?:city|town|vill|pref)[a-z]{2,20}(?:nagano|lgjp|jp)[a-z.]*(?:/"
    + _REST
    + "*)?|https?://www(?:city|town|pref)[a-z0-9.-]+|https?://[a-z0-9-]+(?:/"
    + _REST
    + r"*)?(?![a-z0-9.:-])"
)
_PRIVATE = LazyPattern(
    r"(?:10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01])|127\.\d{1,3}|169\.254|0\.0|100\.(?:6[4-9]|[7-9]\d"
    r"|1[01]\d|12[0-7]))\.\d{1,3}\.\d{1,3}\Z"
    r"|0\.0\.0\.0\Z"
)
_ADDRESS = LazyPattern(
    r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?(?![\d.])", ("10.", "192.", "172.", "127.", "169.", "100.", "0.0")
)
_ANY_LINK = LazyPattern(
    r"(?:https?|ftp|ws)://(?P<user>[^\s/@]{1,60}@)?(?P<host>\[[0-9a-f:]{2,40}\]|[a-z0-9._\-\u00c0-\u04ff\u1e00-\u1fff]{1,253})"
    r"(?::(?P<port>\d{1,5}))?(?P<tail>[/?#][^\s、。」）)]{0,2000})?"
)
_EDITING = LazyPattern(
    r"docs\.google\.com/(?:document|spreadsheets|presentation|forms)/d/[^\s]{5,}/edit"
    r"|drive\.google\.com/drive/(?:u/\d/)?folders/|sharepoint\.com/[^\s]*[?&]e=|/wp-admin|/wp-login"
    r"|/admin/(?:login|edit)|[?&]preview=true|/_draft/|/cms/(?:edit|preview|login)|1drv\.ms/",
    ("google.com", "sharepoint", "wp-", "/admin", "preview=", "_draft", "/cms", "1drv"),
)
_JWT = LazyPattern(r"eyj[a-z0-9_-]{8,}\.[a-z0-9_-]{6,}")
_SIGNED = LazyPattern(r"(?:[?&;]|/)(?:%s)=[^&#\s]{4,}")
_MEETING = LazyPattern(
    r"(?:zoom\.us|teams\.microsoft\.com|webex\.com|meet\.google\.com)/[^\s]*[?&](?:pwd|passcode|context)=[^&\s]{4,}",
    ("zoom.us", "teams.", "webex", "meet.google"),
)


def check_links(subject: Subject) -> Iterator[Finding]:
    """Every finding about links, one a link."""
    if "/" not in subject.read and "." not in subject.read and ":" not in subject.read:
        return
    told: list[tuple[int, int]] = []
    for start, end, finding in _typos(subject):
        if not any(first < end and start < last for first, last in told):
            told.append((start, end))
            yield finding
    for match in _ANY_LINK.finditer(subject.read):
        if not any(first < match.end() and match.start() < last for first, last in told):
            finding_or_none = _judge(
                subject, match.start(), match.end(), match["host"], match["user"] or "", match["tail"] or ""
            )
            if finding_or_none is not None:
                told.append(match.span())
                yield finding_or_none
    for start, end, host, tail in _bare(subject):
        if not any(first < end and start < last for first, last in told):
            finding_or_none = _judge(subject, start, end, host, "", tail)
            if finding_or_none is not None:
                told.append((start, end))
                yield finding_or_none
    for match in _ADDRESS.finditer(subject.read):
        host = match[0].partition(":")[0]
        if _PRIVATE.match(host) and not any(first < match.end() and match.start() < last for first, last in told):
            yield subject.finding("links.internal", "url_internal", match.start(), match.end())


def _bare(subject: Subject) -> Iterator[tuple[int, int, str, str]]:
    """Links without a scheme, in the folded text."""
    if subject.folded.starts is not None:
        return
    for url in subject.urls:
        if not url.has_protocol:
            host, _, tail = subject.read[url.start : url.end].partition("/")
            yield url.start, url.end, host, tail


def _typos(subject: Subject) -> Iterator[tuple[int, int, Finding]]:
    read = subject.read
    # what X links is blanked in the plain text, so a scheme that is left over stands before something broken
    plain = subject.plain
    if any(part in plain for part in ("ttp", "tps", "htp", "hpt", "htt", "://")) or _CUT_LINK.search(plain):
        for match in _SCHEME.finditer(read):
            if match["rest"] is None or ("." not in match["rest"] and "/" not in match["rest"]):
                continue
            if _GOOD.match(match[0]) and not _DOUBLE.match(match[0]):
                continue
            marks = match["marks"].strip()
            if not marks and not match["rest"].startswith(("www.", "//")):
                continue  # a word such as https in running text
            yield _typo(subject, match.start(), _end(read, match.end()), _repair(match))
        for pattern in (_SPACED, _BAD_ENDS, _MISSING_DOT):
            for match in pattern.finditer(read):
                if pattern is _MISSING_DOT and _is_single_host(match[0]):
                    continue
                yield _typo(subject, match.start(), _end(read, match.end()))
    if "," in read or ".." in read:
        for match in _HOST_COMMA.finditer(read):
            if _has_bad_mark(match[0]):
                yield _typo(
                    subject, match.start(), _end(read, match.end()), match[0].replace(",", ".").replace("..", ".")
                )
    if "ww" in read:
        for match in _BAD_WWW.finditer(read):
            yield _typo(subject, match.start(), _end(read, match.end()), re.sub(r"\Aw+[.,]*", "www.", match[0]))
    for match in _WIDE.finditer(subject.text) if "/" in plain or "：" in subject.text else ():
        if any(character > "\uff00" for character in match[0][:12]) and "." in subject.read:
            finding = subject.source_finding(
                "links.typo",
                "url_typo",
                match.start(),
                match.end(),
                "URLに全角の文字が入っていて、リンクになりません。",
            )
            yield match.start(), match.end(), finding


def _has_bad_mark(text: str) -> bool:
    """A comma or doubled dot inside what is plainly a host."""
    host = re.sub(r"\Ahttps?://", "", text).partition("/")[0]
    if not any(part in host for part in ("www", ".jp", ",jp", ".com", ",com", ".lg", ".go", ".nagano", ",nagano")):
        return False
    return ("," in host or ".." in host) and not host.replace(",", "").replace(".", "").isdigit()


def _is_single_host(text: str) -> bool:
    """``https://localhost/`` is judged elsewhere; ``https://wwwcitysaku`` is a slip."""
    host = re.sub(r"\Ahttps?://", "", text).partition("/")[0]
    return "." not in host and not re.match(r"(?:www|city|town|vill|pref)[a-z]{3,}", host)


def _end(read: str, end: int) -> int:
    while end > 0 and read[end - 1] in ".,;:!?)":
        end -= 1
    return end


def _repair(match: re.Match[str]) -> str:
    rest = match["rest"].lstrip("/:;")
    rest = re.sub(r"\A(?:https?[:;]?/{0,2})+", "", rest)
    return ("http://" if match["scheme"] in {"http", "htp", "htttp", "ttp"} else "https://") + rest


def _typo(subject: Subject, start: int, end: int, repaired: str = "") -> tuple[int, int, Finding]:
    offers = (repaired,) if repaired else ()
    return start, end, subject.finding("links.typo", "url_typo", start, end, suggestions=offers)


def _judge(subject: Subject, start: int, end: int, host: str, user: str, tail: str) -> Finding | None:
    host = host.rstrip(".")
    words = subject.data.word_set
    if _is_secret(subject, user, tail):
        return subject.finding("links.secret", "secret_url", start, end)
    if _is_internal(subject, host):
        return subject.finding("links.internal", "url_internal", start, end)
    if _EDITING.search(host + tail) or _MEETING.search(host + tail):
        return subject.finding("links.secret", "secret_url", start, end)
    bare = host.removeprefix("www.")
    if bare in words("shorteners"):
        return subject.finding("links.shortener", "url_shortener", start, end)
    resembled = look_alike(user + host, subject.data.city)
    if resembled:
        offer = subject.surface(start, end).replace(host, resembled) if host in subject.surface(start, end) else ""
        return subject.finding(
            "links.look_alike",
            "url_lookalike",
            start,
            end,
            f"公式の{resembled}に似ていますが、違うサイトです。",
            (offer,) if offer else (),
        )
    return None


def _is_secret(subject: Subject, user: str, tail: str) -> bool:
    if (user and ":" in user and not user.startswith("www")) or _JWT.search(tail):
        return True
    if "=" not in tail:
        return False
    names = subject.data.word_set("secret_parameters")
    query = tail.partition("?")[2].replace("#", "&").replace(";", "&") or tail.partition("#")[2]
    pairs = (pair.partition("=") for pair in query[:4000].split("&"))
    return any(name in names and len(value) >= 4 for name, _, value in pairs)


def _is_internal(subject: Subject, host: str) -> bool:
    if host.startswith("["):
        return host.startswith(("[::1", "[fe80", "[fc", "[fd"))
    if _PRIVATE.match(host):
        return True
    words = subject.data.words
    if "." not in host:
        return host in words("internal_hosts") or bool(re.fullmatch(r"[a-z0-9-]{2,30}", host) and "city" not in host)
    if any(host.endswith(suffix) for suffix in words("internal_suffixes")):
        return True
    first = host.partition(".")[0]
    return first in subject.data.word_set("internal_labels") and (
        any(host.endswith(official) for official in subject.data.city.hosts)
        or first not in {"admin", "demo", "dev", "test", "portal"}
    )
