"""3(2)ウ: reading an account out of the address that a person pastes, and the one form in which it is kept."""

from collections.abc import Sequence
from dataclasses import replace

from sakusns_desktop.domain.account_detection import Detection, Remark, RemarkKind
from sakusns_desktop.domain.address_routes import detect_address, is_platform_host
from sakusns_desktop.domain.errors import InputError
from sakusns_desktop.domain.platform import OTHER, Platform, clean_handle, is_tracking, platform_of
from sakusns_desktop.domain.web_address import find_addresses, quoted, read_address

__all__ = [
    "Detection",
    "Remark",
    "RemarkKind",
    "detect_account",
    "disagreement",
    "handle_disagrees",
    "normalise_url",
]

_MAXIMUM_TEXT = 4000


def detect_account(text: str, platforms: Sequence[Platform], platform_key: str = "") -> Detection | None:
    """Read platform, handle, persistent id and canonical address out of what a person pasted. Raises nothing.

    Args:
        text: an address, a text that was shared with an address in it, or a handle alone.
        platform_key: the platform already chosen; a handle alone means nothing without it.

    Returns:
        ``None`` where there is neither an address nor a handle. An address that leads to no account, or that only
        looks like one of a platform, gives a detection without ``canonical_url`` and with a remark.
    """
    addresses = find_addresses(text[:_MAXIMUM_TEXT], lambda host: is_platform_host(host, platforms))
    detections = [detection for address in addresses if (detection := detect_address(address, platforms)) is not None]
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


def _detect_handle(text: str, platform: Platform | None) -> Detection | None:
    handle = clean_handle(text)
    if platform is None or platform.key == OTHER or not handle or not platform.handle_fits(handle):
        return None
    return Detection(platform.key, handle, "", platform.canonical.replace("{handle}", quoted(handle)))
