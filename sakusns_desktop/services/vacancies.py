"""4(1): roles that nobody holds, told on the home page at every start; apart from the mutations, which load more."""

from dataclasses import dataclass
from datetime import date

from sakusns_desktop.domain.organization import Organization, Role, Unit


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A role that nobody holds today.

    Args:
        unit: the department (owner) or the division (manager, operator) that lacks it.
        deputy: the role has a holder, but nobody stands in for him.
    """

    role: Role
    unit: Unit
    deputy: bool = False


def vacancies(organization: Organization, day: date) -> list[Vacancy]:
    """Roles of 4(1) that nobody holds on a day, in the office's order; deputies are not counted."""
    found = []
    for department in organization.departments(day):
        if not organization.holders(Role.OWNER, day, unit_id=department.id):
            found.append(Vacancy(Role.OWNER, department))
        for division in organization.divisions(department.id, day):
            found.extend(
                Vacancy(role, division)
                for role in (Role.MANAGER, Role.OPERATOR)
                if not organization.holders(role, day, unit_id=division.id)
            )
    return found
