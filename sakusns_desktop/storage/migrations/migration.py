"""What a migration is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Migration:
    """One step from a form of the register to the next.

    Args:
        version: the form that it leads to, 1 and up without a gap.
        name: a few English words for the register's own history.
        statements: SQL, one statement each, carried out in one transaction with foreign keys off;
            ``foreign_key_check`` must find nothing before it is kept.
    """

    version: int
    name: str
    statements: tuple[str, ...]
