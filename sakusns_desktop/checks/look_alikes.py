"""5(1)オ, 7(3): hosts that pass for the city's own."""

import unicodedata
from functools import lru_cache

from sakusns_desktop.reference_data.checks import City

_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_SIGNS = str.maketrans({"0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "i": "l", "_": "-"})
_CONFUSABLE = str.maketrans("аеіорсухѕһԁԛԝкмтвнɑɩοανιρτυκ", "aeiopcyxshdqwkmtbhaioaviptuk")
NEAR = 2
"""Letters that may differ."""


@lru_cache(maxsize=1024)
def look_alike(host: str, city: City) -> str:
    """The official host that ``host`` passes for, or an empty text.

    Args:
        host: as written, lower case, with ``user@`` before it where one is written.
        city: the city's own hosts and the tokens of its name.
    """
    user, _, name = host.rpartition("@")
    official = city.hosts[0]
    if user and any(own in user for own in city.hosts):
        return official
    name = name.rstrip(".")
    if any(name == own or name.endswith("." + own) for own in city.hosts):
        return ""
    for own in city.hosts:
        if own.count(".") >= 2 and _passes_for(name, own, city.host_tokens):
            return own
    return ""


def _passes_for(name: str, own: str, tokens: tuple[str, ...]) -> bool:
    bare = name.removeprefix("www.")
    if name.startswith(own + ".") or f".{own}." in name or f"{own}-" in name or f"-{own}" in name:
        return True
    decoded = _decode(bare)
    if decoded != bare and _skeleton(decoded) == _skeleton(own):
        return True
    if not bare.isascii() and _skeleton(bare) == _skeleton(own):
        return True
    if _distance(bare, own, NEAR) <= NEAR and not _is_other_municipality(bare, own):
        return True
    if _skeleton(bare) == _skeleton(own):
        return True
    squeezed = bare.replace(".", "").replace("-", "")
    return _has_tokens(bare, squeezed, tokens)


def _has_tokens(bare: str, squeezed: str, tokens: tuple[str, ...]) -> bool:
    """``saku-city.com``, ``citysaku.jp``: the city's words under another roof."""
    first, second = tokens[0], tokens[1]
    parts = bare.replace("-", ".").replace("_", ".").split(".")
    if first in parts and second in parts:
        return True
    skeletons = {_skeleton(part) for part in parts}
    if _skeleton(first) in skeletons and _skeleton(second) in skeletons:
        return True
    return any(squeezed.startswith(joined) for joined in (first + second, second + first + "nagano", second + first))


def _is_other_municipality(bare: str, own: str) -> bool:
    """``city.suwa.nagano.jp`` is a real neighbour; ``city.sakku.nagano.jp`` is not."""
    labels, own_labels = bare.split("."), own.split(".")
    if len(labels) != len(own_labels) or labels[0] not in {"city", "town", "vill", "pref"}:
        return False
    if labels[2:] != own_labels[2:]:
        return labels[-1] == own_labels[-1] and labels[1] != own_labels[1]
    return _distance(labels[1], own_labels[1], NEAR) > 1 and labels[1][:3] != own_labels[1][:3]


def _decode(host: str) -> str:
    if "xn--" not in host:
        return host
    labels = []
    for label in host.split("."):
        try:
            labels.append(label[4:].encode("ascii").decode("punycode") if label.startswith("xn--") else label)
        except (UnicodeError, ValueError):
            labels.append(label)
    return ".".join(labels)


def _skeleton(text: str) -> str:
    """Letters that look the same become the same."""
    plain = "".join(
        character for character in unicodedata.normalize("NFKD", text) if unicodedata.category(character) != "Mn"
    ).translate(_CONFUSABLE)
    for pair, single in _PAIRS:
        plain = plain.replace(pair, single)
    return plain.translate(_SIGNS)


def _distance(first: str, second: str, limit: int) -> int:
    """Edits from one text to the other, swaps of neighbours count once; more than ``limit`` may be told as more."""
    if abs(len(first) - len(second)) > limit or len(first) > 80:
        return limit + 1
    before_last: list[int] = []
    last = [*range(len(second) + 1)]
    for row, character in enumerate(first, start=1):
        current = [row]
        for column, other in enumerate(second, start=1):
            cost = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (character != other))
            if row > 1 and column > 1 and character == second[column - 2] and first[row - 2] == other:
                cost = min(cost, before_last[column - 2] + 1)
            current.append(cost)
        before_last, last = last, current
    return int(last[-1])
