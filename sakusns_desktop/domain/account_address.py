"""3(2)ウ: reading an account out of the address that a person pastes, and the one form in which it is kept."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sakusns_desktop.domain.errors import InputError
from sakusns_desktop.domain.look_alike_host import decode_host, looks_like
from sakusns_desktop.domain.platform import OTHER, Platform, Route, RouteKind, clean_handle, is_tracking, platform_of
from sakusns_desktop.domain.web_address import WebAddress, find_addresses, quoted, read_address

_MAXIMUM_TEXT = 4000
_MAXIMUM_REDIRECTS = 2


class RemarkKind(StrEnum):
    """What a person should know about the address that was pasted."""

    POST = "post"
    ADMIN = "admin"
    OLD_NAME = "old_name"
    PERSONAL = "personal"
    REDIRECT = "redirect"
    SHORT_LINK = "short_link"
    NOT_AN_ACCOUNT = "not_an_account"
    BROKEN_HANDLE = "broken_handle"
    LOOK_ALIKE = "look_alike"
    FOREIGN_LETTERS = "foreign_letters"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark: its kind for code, its text in Japanese for a person."""

    kind: RemarkKind
    text: str


@dataclass(frozen=True, slots=True)
class Detection:
    """What an address says about an account.

    Args:
        platform: key of the platform, ``other`` where the host is not one of a known platform.
        handle: without ``@``, empty where the address does not show it.
        numeric_id: the persistent id, empty where the address does not show it.
        canonical_url: the form to keep, empty where the address is not one of an account or must not be trusted.
        noticed: what a person should know, by kind and in words.
    """

    platform: str
    handle: str = ""
    numeric_id: str = ""
    canonical_url: str = ""
    noticed: tuple[Remark, ...] = ()

    @property
    def remarks(self) -> tuple[str, ...]:
        """The sentences for a person."""
        return tuple(remark.text for remark in self.noticed)

    def has(self, kind: RemarkKind) -> bool:
        """True where there is a remark of this kind."""
        return any(remark.kind is kind for remark in self.noticed)


_ROUTE_REMARKS = {
    RouteKind.POST: Remark(RemarkKind.POST, "投稿のURLでした。投稿したアカウントを読み取りました。"),
    RouteKind.ADMIN: Remark(
        RemarkKind.ADMIN, "管理画面のURLでした。市民には開けないため、公開ページのURLに直しました。"
    ),
    RouteKind.OLD_NAME: Remark(
        RemarkKind.OLD_NAME, "以前の形のURLです。いまのID（@で始まる名前）を画面で確かめてください。"
    ),
    RouteKind.PERSONAL: Remark(RemarkKind.PERSONAL, "個人のアカウントのURLです。公式アカウントのURLを貼ってください。"),
    RouteKind.REDIRECT: Remark(RemarkKind.REDIRECT, "途中の画面のURLでした。移る先のアカウントを読み取りました。"),
}


def detect_account(text: str, platforms: Sequence[Platform], platform_key: str = "") -> Detection | None:
    """Read platform, handle, persistent id and canonical address out of what a person pasted. Raises nothing.

    Args:
        text: an address, a text that was shared with an address in it, or a handle alone.
        platform_key: the platform already chosen; a handle alone means nothing without it.

    Returns:
        ``None`` where there is neither an address nor a handle. An address that leads to no account, or that only
        looks like one of a platform, gives a detection without ``canonical_url`` and with a remark.
    """
    addresses = find_addresses(text[:_MAXIMUM_TEXT], lambda host: _is_known(host, platforms))
    detections = [detection for address in addresses if (detection := _detect(address, platforms)) is not None]
    if not detections:
        return _detect_handle(text, platform_of(platforms, platform_key))
    accounts = {detection.canonical_url: detection for detection in detections if detection.canonical_url}
    known = [detection for detection in accounts.values() if detection.platform != OTHER]
    best = next(iter(known or accounts.values()), detections[0])
    if len(known) > 1:
        several = Remark(RemarkKind.SEVERAL, "URLが2つ以上ありました。はじめのものを読み取りました。")
        return replace(best, noticed=(*best.noticed, several))
    return best


def handle_disagrees(detection: Detection | None, handle: str, platforms: Sequence[Platform]) -> bool:
    """True where the address shows another handle than the one in the register (3(2)ウ)."""
    platform = None if detection is None else platform_of(platforms, detection.platform)
    if detection is None or platform is None or not detection.handle or not clean_handle(handle):
        return False
    return platform.comparable_handle(detection.handle) != platform.comparable_handle(handle)


def disagreement(detection: Detection | None, handle: str, platforms: Sequence[Platform]) -> str:
    """The sentence that tells a person about the disagreement, empty where there is none."""
    if detection is None or not handle_disagrees(detection, handle, platforms):
        return ""
    platform = platform_of(platforms, detection.platform)
    if platform is None:
        return ""
    in_url, in_register = platform.shown_handle(detection.handle), platform.shown_handle(clean_handle(handle))
    return f"このURLのIDは {in_url} ですが、台帳は {in_register} です。どちらが正しいか見てください。"


def normalise_url(url: str, platforms: Sequence[Platform]) -> str:
    """The key by which two addresses are the same account: one form, letters folded where the platform folds them.

    Raises:
        InputError: (field ``url``) it is not a web address.
    """
    detection = detect_account(url, platforms)
    if detection is not None and detection.canonical_url:
        return _key(detection, platforms)
    address = read_address(url)
    if address is None:
        raise InputError(
            "url",
            "URLとして読めません。",
            safe="入力した内容は残っています。",
            next_step="「https://」から始まるURLを貼ってください。",
        )
    return address.cleaned(lambda name: is_tracking(platforms, name))


def _key(detection: Detection, platforms: Sequence[Platform]) -> str:
    platform = platform_of(platforms, detection.platform)
    if platform is None or not detection.handle:
        return detection.canonical_url
    return platform.canonical.replace("{handle}", quoted(platform.comparable_handle(detection.handle)))


def _is_known(host: str, platforms: Sequence[Platform]) -> bool:
    """A host without ``https://`` before it is taken for an address only where it is or resembles a platform's."""
    owner = _owner(host, platforms)
    return owner is not None or _short_link_owner(host, platforms) is not None or bool(looks_like(host, platforms))


def _owner(host: str, platforms: Sequence[Platform]) -> Platform | None:
    for platform in platforms:
        if any(host == known or host.endswith("." + known) for known in platform.hosts):
            return platform
    return None


def _short_link_owner(host: str, platforms: Sequence[Platform]) -> Platform | None:
    plain = host.removeprefix("www.")
    return next((platform for platform in platforms if plain in platform.short_link_hosts), None)


def _known_host(host: str, platform: Platform) -> str:
    """The host as it stands in the platform's row, without a prefix like ``www.``; empty where it has another use."""
    for known in sorted(platform.hosts, key=len, reverse=True):
        if host == known:
            return known
        if host.endswith("." + known):
            return known if re.fullmatch(platform.subdomain, host[: -len(known) - 1]) else ""
    return ""


def _detect(address: WebAddress, platforms: Sequence[Platform], depth: int = 0) -> Detection | None:
    shortened = _short_link_owner(address.host, platforms)
    if shortened is not None:
        text = "短縮URLは、誰のアカウントか見えません。開いた先のURLを貼ってください。"
        return Detection(shortened.key, noticed=(Remark(RemarkKind.SHORT_LINK, text),))
    platform = _owner(address.host, platforms)
    if platform is None or address.port or address.user:
        return _detect_stranger(address, platforms)
    host = _known_host(address.host, platform)
    detection = _along_routes(address, host, platform, platforms, depth) if host else None
    if detection is not None:
        return detection
    text = f"{platform.short_label}のURLですが、アカウントのページではありません。"
    return Detection(platform.key, noticed=(Remark(RemarkKind.NOT_AN_ACCOUNT, text),))


def _along_routes(
    address: WebAddress, host: str, platform: Platform, platforms: Sequence[Platform], depth: int
) -> Detection | None:
    broken: Detection | None = None
    for path in address.paths():
        for route in platform.routes:
            if route.hosts and host not in route.hosts:
                continue
            found = _groups(route, path, address)
            if found is None:
                continue
            if route.kind is RouteKind.REDIRECT:
                target = _follow(found.get("url", ""), address, platforms, depth)
                if target is not None:
                    return target
                continue
            if found.get("handle", found.get("name", "")).casefold() in platform.reserved:
                continue
            detection = _from_route(route, found, platform)
            if not detection.has(RemarkKind.BROKEN_HANDLE):
                return detection
            broken = broken or detection
    return broken


def _groups(route: Route, path: str, address: WebAddress) -> dict[str, str] | None:
    match = re.fullmatch(route.path, path)
    if match is None:
        return None
    found = {name: value for name, value in match.groupdict().items() if value}
    for parameter, meaning in route.query:
        value = address.parameter(parameter)
        if not value:
            return None
        found[meaning] = value
    return found


def _follow(url: str, address: WebAddress, platforms: Sequence[Platform], depth: int) -> Detection | None:
    target = read_address(url if "//" in url else f"https://{address.host}/{url.lstrip('/')}")
    if target is None or depth >= _MAXIMUM_REDIRECTS:
        return None
    detection = _detect(target, platforms, depth + 1)
    if detection is None or not detection.canonical_url:
        return detection
    remark = _ROUTE_REMARKS[RouteKind.REDIRECT]
    return detection if remark in detection.noticed else replace(detection, noticed=(*detection.noticed, remark))


def _from_route(route: Route, found: dict[str, str], platform: Platform) -> Detection:
    handle, numeric_id = clean_handle(found.get("handle", "")), found.get("numeric_id", "")
    if handle and not platform.handle_fits(handle):
        text = f"URLの中のIDが、{platform.short_label}で使えない形です。{platform.handle.rule}"
        return Detection(platform.key, noticed=(Remark(RemarkKind.BROKEN_HANDLE, text),))
    if numeric_id and not re.fullmatch(platform.numeric_id, numeric_id):
        text = f"URLの中の番号が、{platform.short_label}で使えない形です。"
        return Detection(platform.key, noticed=(Remark(RemarkKind.BROKEN_HANDLE, text),))
    remark = _ROUTE_REMARKS.get(route.kind)
    noticed = () if remark is None else (remark,)
    if route.kind is RouteKind.PERSONAL:
        return Detection(platform.key, noticed=noticed)
    if not handle and not numeric_id and not found.get("name"):
        return Detection(platform.key, noticed=(Remark(RemarkKind.NOT_AN_ACCOUNT, _NO_ACCOUNT_SHOWN),))
    template = route.canonical or (platform.canonical if handle else platform.canonical_numeric)
    url = template
    for name, value in (("handle", handle), ("numeric_id", numeric_id), ("name", found.get("name", ""))):
        url = url.replace("{" + name + "}", quoted(value))
    return Detection(platform.key, handle, numeric_id, url, noticed)


_NO_ACCOUNT_SHOWN = "このURLからは、どのアカウントか分かりません。アカウントのページのURLを貼ってください。"


def _detect_stranger(address: WebAddress, platforms: Sequence[Platform]) -> Detection:
    imitated = platform_of(platforms, looks_like(address.host, platforms))
    if imitated is None and address.user:
        imitated = next((row for row in platforms if any(host in address.user for host in row.hosts)), None)
    if imitated is None and address.port:
        imitated = _owner(address.host, platforms)
    if imitated is not None:
        shown = decode_host(address.host)
        text = f"「{shown}」は{imitated.short_label}のURLではありません。よく似た別のサイトです。"
        return Detection(OTHER, noticed=(Remark(RemarkKind.LOOK_ALIKE, text),))
    if not address.host.isascii() or "xn--" in address.host:
        text = f"「{decode_host(address.host)}」は英字以外を使ったURLです。正しいサイトか確かめてください。"
        return Detection(OTHER, noticed=(Remark(RemarkKind.FOREIGN_LETTERS, text),))
    return Detection(OTHER, canonical_url=address.cleaned(lambda name: is_tracking(platforms, name)))


def _detect_handle(text: str, platform: Platform | None) -> Detection | None:
    handle = clean_handle(text)
    if platform is None or platform.key == OTHER or not handle or not platform.handle_fits(handle):
        return None
    return Detection(platform.key, handle, "", platform.canonical.replace("{handle}", quoted(handle)))
