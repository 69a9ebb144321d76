"""3(2)ウ: one address followed along the routes of the platforms; strangers and imitations told apart."""

import re
from collections.abc import Sequence
from dataclasses import replace

from sakusns_desktop.domain.account_detection import ROUTE_REMARKS, Detection, Remark, RemarkKind
from sakusns_desktop.domain.look_alike_host import decode_host, looks_like
from sakusns_desktop.domain.platform import OTHER, Platform, Route, RouteKind, clean_handle, is_tracking, platform_of
from sakusns_desktop.domain.web_address import WebAddress, quoted, read_address

_MAXIMUM_REDIRECTS = 2


def is_platform_host(host: str, platforms: Sequence[Platform]) -> bool:
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


def detect_address(address: WebAddress, platforms: Sequence[Platform], depth: int = 0) -> Detection | None:
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
    detection = detect_address(target, platforms, depth + 1)
    if detection is None or not detection.canonical_url:
        return detection
    remark = ROUTE_REMARKS[RouteKind.REDIRECT]
    return detection if remark in detection.noticed else replace(detection, noticed=(*detection.noticed, remark))


def _from_route(route: Route, found: dict[str, str], platform: Platform) -> Detection:
    handle, numeric_id = clean_handle(found.get("handle", "")), found.get("numeric_id", "")
    if handle and not platform.handle_fits(handle):
        text = f"URLの中のIDが、{platform.short_label}で使えない形です。{platform.handle.rule}"
        return Detection(platform.key, noticed=(Remark(RemarkKind.BROKEN_HANDLE, text),))
    if numeric_id and not re.fullmatch(platform.numeric_id, numeric_id):
        text = f"URLの中の番号が、{platform.short_label}で使えない形です。"
        return Detection(platform.key, noticed=(Remark(RemarkKind.BROKEN_HANDLE, text),))
    remark = ROUTE_REMARKS.get(route.kind)
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
    """An address that is not plainly one of a platform: an imitation, an odd one, or another service."""
    shown = decode_host(address.host)
    odd = address.user or address.port
    imitated = None if odd and _owner(address.host, platforms) else looks_like(address.host, platforms)
    platform = platform_of(platforms, imitated or "")
    if platform is None and address.user:
        platform = next((row for row in platforms if any(host in address.user for host in row.hosts)), None)
    if platform is not None:
        text = f"「{shown}」は{platform.short_label}のURLではありません。よく似た別のサイトです。"
        return _untrusted(RemarkKind.LOOK_ALIKE, text)
    if address.user:
        return _untrusted(
            RemarkKind.ODD_ADDRESS, "URLの「@」より前に、余分な文字があります。正しいサイトか確かめてください。"
        )
    if address.port and _owner(address.host, platforms):
        text = f"「{shown}:{address.port}」の「:」より後ろは、ふつう付きません。正しいサイトか確かめてください。"
        return _untrusted(RemarkKind.ODD_ADDRESS, text)
    if not address.host.isascii() or "xn--" in address.host:
        text = f"「{shown}」は英字以外を使ったURLです。正しいサイトか確かめてください。"
        return _untrusted(RemarkKind.FOREIGN_LETTERS, text)
    return Detection(OTHER, canonical_url=address.cleaned(lambda name: is_tracking(platforms, name)))


def _untrusted(kind: RemarkKind, text: str) -> Detection:
    return Detection(OTHER, noticed=(Remark(kind, text),))
