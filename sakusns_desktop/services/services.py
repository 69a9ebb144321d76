"""All use cases over one open register, as the window and the verbs are handed them."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sakusns_desktop.domain.organization import Role
from sakusns_desktop.domain.platform import Platform
from sakusns_desktop.services.drafts import DraftService
from sakusns_desktop.services.register import Register
from sakusns_desktop.services.settings import SettingsService
from sakusns_desktop.services.window_memory import WindowMemory

if TYPE_CHECKING:
    from sakusns_desktop.services.accounts import AccountService
    from sakusns_desktop.services.backups import BackupService
    from sakusns_desktop.services.guideline import GuidelineService
    from sakusns_desktop.services.home import HomeService
    from sakusns_desktop.services.inventory import InventoryService
    from sakusns_desktop.services.organization import OrganizationService
    from sakusns_desktop.services.retention import RetentionService


class Services:
    """The use cases over one open register.

    What only some pages use is made, and its module loaded, when it is first asked for: it would delay every start.
    All of them are thin and without a state of their own, so that it does no harm where two threads ask at once.

    Args:
        data_directory: where the register lies.
        platforms: the rows of ``resources/platforms.toml``.
    """

    def __init__(
        self, data_directory: Path, register: Register, platforms: tuple[Platform, ...], settings: SettingsService
    ) -> None:
        self.data_directory = data_directory
        self.register = register
        self.platforms = platforms
        self.settings = settings
        self.drafts = DraftService(register)
        self.memory = WindowMemory(register)

    @cached_property
    def accounts(self) -> "AccountService":
        """The mutations of the inventory."""
        from sakusns_desktop.services.accounts import AccountService
        from sakusns_desktop.services.words import STATE_WORDS

        return AccountService(self.register, self.platforms, STATE_WORDS)

    @cached_property
    def inventory(self) -> "InventoryService":
        """What the inventory page shows."""
        from sakusns_desktop.services.inventory import InventoryService

        return InventoryService(self.register, self.platforms, lambda: self.organization.follow_calendar())

    @cached_property
    def organization(self) -> "OrganizationService":
        """The mutations of the organisation."""
        from sakusns_desktop.services.organization import OrganizationService

        return OrganizationService(self.register, self.accounts)

    @cached_property
    def guideline(self) -> "GuidelineService":
        """The city's own guideline."""
        from sakusns_desktop.services.guideline import GuidelineService

        return GuidelineService(self.register)

    @cached_property
    def backups(self) -> "BackupService":
        """Backups."""
        from sakusns_desktop.services.backups import BackupService

        return BackupService(self.register, self.data_directory, self.settings)

    @cached_property
    def home(self) -> "HomeService":
        """What the home page shows."""
        from sakusns_desktop.services.home import HomeService

        return HomeService(self.register, self.drafts, self.platforms, self.backups, self.data_directory)

    @property
    def role_words(self) -> dict[Role, str]:
        """The names of the three roles as the city has them."""
        return self.settings.role_words()

    def retention(self) -> "RetentionService":
        """廃棄; loaded when first used, for few days need it."""
        from sakusns_desktop.services.retention import RetentionService

        return RetentionService(self.register, self.data_directory, self.settings, self.backups)

    def back_up(self) -> None:
        """What is due by itself: today's backup, and what 廃棄 has still to do in copies that were out of reach.

        Raises:
            As ``BackupService.run_automatic``.
        """
        self.backups.run_automatic()
        self.retention().carry_out_in_copies()

    def close(self) -> None:
        """Close the register's file."""
        self.register.database.close()
