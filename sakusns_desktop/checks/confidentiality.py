"""6(4): passwords, keys and tokens."""

import re
from collections.abc import Iterator

from sakusns_desktop.checks.lazy import LazyPattern
from sakusns_desktop.checks.subject import BLANK, Subject
from sakusns_desktop.domain.post import Finding

_VALUE = r"(?P<value>[a-z0-9!-/:;<=>?@\[\\\]^_`{|}~]{4,80})"
_LABELLED = LazyPattern(
    r"(?P<label>初期パスワード|仮パスワード|(?<!ワンタイム)パスワード|パスフレーズ|暗証番号|パスコード"
    r"|暗号化?キー|セキュリティキー|認証(?:コード|キー)|確認コード|アクセスキー|アクセストークン|apiキー"
    r"|秘密鍵|シークレット(?:キー)?|合言葉|解錠番号|開錠番号|ドアの暗証|"
    r"(?<![a-z])(?:password|passwd|passcode|pass|pwd|pw|passphrase|pin(?: ?code| ?番号)?|api[ _-]?key"
    r"|secret(?:[ _-]?key)?|access[ _-]?(?:key|token)|token|client[ _-]?secret|auth[ _-]?(?:key"
    r"|token))(?![a-z]))"
    r"[^a-z0-9\n:=。]{0,8}(?:は|:|=|->|→|「|『|\"|'|\(|\s|・)\s?[「『\"'(:]?\s?" + _VALUE
)
_ID_PAIR = LazyPattern(
    r"(?:id|ユーザー(?:名|id)?|ログイン(?:名|id)|アカウント)\s?[:=は]\s?[a-z0-9._@+-]{3,40}[^a-z0-9\n]{1,6"
    r"}(?:pw|pass|パス)[^a-z0-9\n]{0,6}" + _VALUE.replace("value", "secret"),
    ("pw", "pass", "パス"),
)
_KEYS = LazyPattern(
    r"(?<![A-Za-z0-9])(?:AKIA[0-9A-Z]{16}|ASIA[0-9A-Z]{16}|AIza[0-9A-Za-z_-]{35}"
    r"|gh[pousr]_[0-9A-Za-z]{30,}|github_pat_[0-9A-Za-z_]{22,}|xox[abprs]-[0-9A-Za-z-]{10,}|sk-(?:proj-"
    r"|ant-)?[0-9A-Za-z_-]{20,}|sk_(?:live|test)_[0-9A-Za-z]{16,}|EAA[0-9A-Za-z]{30,}"
    r"|ya29\.[0-9A-Za-z_-]{20,}|AAAA[0-9A-Za-z_-]{7}:[0-9A-Za-z_-]{40,}"
    r"|SG\.[0-9A-Za-z_-]{16,}\.[0-9A-Za-z_-]{16,}|glpat-[0-9A-Za-z_-]{20}"
    r"|eyJ[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]{6,}\.?[0-9A-Za-z_-]*|[Bb]earer [0-9A-Za-z._~+/-]{16,}=*"
    r"|\d{8,10}:[0-9A-Za-z_-]{35}|-----BEGIN [A-Z ]*PRIVATE KEY-----)"
)
_LONG_RANDOM = LazyPattern(
    r"(?<![A-Za-z0-9+/=_-])(?=[A-Za-z0-9+/_-]{0,60}[a-z])(?=[A-Za-z0-9+/_-]{0,60}[A-Z])(?=[A-Za-z0-9+/_-]{"
    r"0,60}\d)[A-Za-z0-9+/_-]{32,120}={0,2}(?![A-Za-z0-9+/_-])"
)
_RULE_VALUE = LazyPattern(r"\d{1,3}(?:文字|桁|字|けた|か月|日|回|分|年|時|月)")
_COMMON_WORDS = frozenset({"https", "http", "line", "zoom", "lgwan", "wi-fi", "wifi", "sns", "app", "none", "web"})


def check_secrets(subject: Subject) -> Iterator[Finding]:
    """Values that follow a word for a secret, and keys of a known form."""
    read = subject.read
    told: list[tuple[int, int]] = []
    for pattern, name in ((_ID_PAIR, "secret"), (_LABELLED, "value")):
        for match in pattern.finditer(read):
            start, end = match.start(), _value_end(match, name)
            in_link = end is not None and subject.plain[end - 1] == BLANK
            if end is None or in_link or any(first < end and start < last for first, last in told):
                continue
            told.append((start, end))
            yield subject.finding("secrets.value", "secret_credential", start, end)
    for match in _KEYS.finditer(subject.text):
        if _overlaps(subject, match, told) or subject.link_mask[match.start()]:
            continue
        told.append(match.span())
        yield subject.source_finding("secrets.key", "secret_credential", match.start(), match.end())
    for match in _LONG_RANDOM.finditer(subject.text):
        if _overlaps(subject, match, told) or subject.link_mask[match.start()] or "/" in match[0][:8]:
            continue
        yield subject.source_finding("secrets.random", "secret_credential", match.start(), match.end())


def _overlaps(subject: Subject, match: re.Match[str], told: list[tuple[int, int]]) -> bool:
    return any(
        first < match.end() and match.start() < last
        for first, last in (subject.folded.source_span(start, end) for start, end in told)
    )


def _value_end(match: re.Match[str], name: str) -> int | None:
    """End of the value, or ``None`` where it is a rule about secrets instead of one."""
    value = match[name].rstrip(").,;:!?'\"]")
    rest = match.string[match.start(name) : match.start(name) + 12]
    if len(value) < 4 or _RULE_VALUE.match(rest) or value in _COMMON_WORDS or value.startswith(("http", "\ue000")):
        return None
    if value.isalpha() and not _is_direct(match, name):
        return None
    if not any(sign.isalnum() for sign in value):
        return None
    return match.start(name) + len(value)


def _is_direct(match: re.Match[str], name: str) -> bool:
    """Letters alone are a value only behind a colon, an equals sign or a quotation mark."""
    before = match.string[match.start(name) - 2 : match.start(name)].strip()
    return before[-1:] in {":", "=", "「", "『", '"', "'", "は"}
