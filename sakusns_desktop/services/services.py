"""All use cases over one open register, as ``composition`` builds them and as the window and the verbs are handed."""

from dataclasses import dataclass
from pathlib import Path

from sakusns_desktop.domain.organization import Role
from sakusns_desktop.domain.platform import Platform
from sakusns_desktop.services.accounts import AccountService
from sakusns_desktop.services.backups import BackupService
from sakusns_desktop.services.drafts import DraftService
from sakusns_desktop.services.guideline import GuidelineService
from sakusns_desktop.services.home import HomeService
from sakusns_desktop.services.inventory import InventoryService
from sakusns_desktop.services.organization import OrganizationService
from sakusns_desktop.services.register import Register
from sakusns_desktop.services.settings import SettingsService
from sakusns_desktop.services.window_memory import WindowMemory


@dataclass(frozen=True, slots=True)
class Services:
    """The use cases over one open register."""

    data_directory: Path
    register: Register
    platforms: tuple[Platform, ...]
    settings: SettingsService
    accounts: AccountService
    inventory: InventoryService
    organization: OrganizationService
    guideline: GuidelineService
    drafts: DraftService
    backups: BackupService
    home: HomeService
    memory: WindowMemory

    @property
    def role_words(self) -> dict[Role, str]:
        """The names of the three roles as the city has them."""
        return self.settings.role_words()

    def close(self) -> None:
        """Close the register's file."""
        self.register.database.close()
