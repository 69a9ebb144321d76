"""3(2)ウ: what an address says about an account, and what a person should know about it."""

from dataclasses import dataclass
from enum import StrEnum

from sakusns_desktop.domain.platform import RouteKind


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
    ODD_ADDRESS = "odd_address"
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


ROUTE_REMARKS = {
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
"""Kind of route -> what is said of an address that came along it."""
