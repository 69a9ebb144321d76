"""Every page that there is, in the order of the sidebar. Sweeps and pictures go over this list by themselves."""

import importlib
from collections.abc import Sequence
from dataclasses import dataclass

from sakusns_desktop.ui.context import Context
from sakusns_desktop.ui.widgets.page import Page
from sakusns_desktop.ui.widgets.sidebar import SidebarEntry


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page: where it stands in the sidebar, and the class that draws it, loaded when it is first opened."""

    entry: SidebarEntry
    module: str
    name: str

    @property
    def key(self) -> str:
        """Stable key of the page."""
        return self.entry.key

    def make(self, context: Context) -> Page:
        """The page itself."""
        kind = getattr(importlib.import_module(f"sakusns_desktop.ui.pages.{self.module}"), self.name)
        page = kind(context)
        if not isinstance(page, Page):
            raise TypeError(self.name)
        return page


PAGES: Sequence[PageSpec] = (
    PageSpec(SidebarEntry("home", "ホーム", "house"), "home_page", "HomePage"),
    PageSpec(SidebarEntry("accounts", "アカウント台帳", "square-user", "3 運用"), "accounts_page", "AccountsPage"),
    PageSpec(
        SidebarEntry("organization", "組織と担当者", "network", "4 体制"), "organization_page", "OrganizationPage"
    ),
    PageSpec(SidebarEntry("guideline", "ガイドライン", "book-open", "共通"), "guideline_page", "GuidelinePage"),
    PageSpec(SidebarEntry("settings", "設定", "settings"), "settings_page", "SettingsPage"),
)
