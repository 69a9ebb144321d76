"""The sample city for ``--demo`` and ``tour``: written through the register's own doors, with an audit trail."""

from dataclasses import replace

from sakusns_desktop.domain.organization import Role, UnitKind
from sakusns_desktop.reference_data.sample import load_sample
from sakusns_desktop.services.accounts import AccountService
from sakusns_desktop.services.register import Register, difference

SAMPLE_SIGN_IN = "sample-clerk"
"""The OS sign-in that the sample city's first operator has, so that the sample shows a known person at work."""


def fill_with_sample(register: Register, accounts: AccountService) -> None:
    """Fill an empty register with the sample city.

    Raises:
        ValueError: the register is not empty; sample data never mixes with real data.
    """
    if register.accounts.rows(include_deleted=True) or register.organization.load(include_deleted=True).units:
        raise ValueError("the register is not empty")
    sample = load_sample(register.today())
    today, city = register.today(), sample.organization
    divisions = (unit for unit in sample.units if unit.kind is UnitKind.DIVISION)
    operators = (city.holders(Role.OPERATOR, today, unit_id=unit.id) for unit in divisions)
    clerk = next((people[0].id for people in operators if people), "")
    with register.transaction():
        for unit in sample.units:
            register.organization.add_unit(unit)
            register.record("unit.added", "unit", unit.id, after=difference(None, unit)[1])
        for known in sample.staff:
            person = replace(known, os_sign_in=SAMPLE_SIGN_IN) if known.id == clerk else known
            register.organization.add_staff(person)
            register.record("staff.added", "staff", person.id, after=difference(None, person)[1])
        account_ids = {account.id for account in sample.accounts}
        late = [row for row in sample.assignments if row.account_id in account_ids]
        for assignment in sample.assignments:
            if assignment not in late:
                register.organization.add_assignment(assignment)
                register.record("assignment.added", "assignment", assignment.id, after=difference(None, assignment)[1])
    organization = register.organization.load()
    with register.transaction():
        for account in sample.accounts:
            register.accounts.add(account, accounts.search_text(account, organization))
            register.record("account.added", "account", account.id, after=difference(None, account)[1])
        for assignment in late:
            register.organization.add_assignment(assignment)
            register.record("assignment.added", "assignment", assignment.id, after=difference(None, assignment)[1])
