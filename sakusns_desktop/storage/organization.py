"""4 運用体制: units, staff and role assignments in the register."""

from sakusns_desktop.domain.errors import ConflictError
from sakusns_desktop.domain.organization import Organization, RoleAssignment, Staff, Unit
from sakusns_desktop.storage.database import Database
from sakusns_desktop.storage.records import RecordTable
from sakusns_desktop.storage.revised import RevisedTable

UNITS = RecordTable("units", Unit, references=("parent_id",), noun="部課")
STAFF = RecordTable("staff", Staff, references=("unit_id",), noun="職員")
ASSIGNMENTS = RecordTable(
    "role_assignments", RoleAssignment, references=("staff_id", "unit_id", "account_id"), noun="役割"
)


class OrganizationRepository:
    """The structure of 4(1). Updates carry the new revision; errors as in ``revised.RevisedTable``."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._units = RevisedTable(db, UNITS)
        self._staff = RevisedTable(db, STAFF)
        self._assignments = RevisedTable(db, ASSIGNMENTS)

    def load(self, include_deleted: bool = False) -> Organization:
        """Everything, past and present, in the order in which it was added."""
        with self._db.reading():
            return Organization(
                units=self._units.all(include_deleted=include_deleted),
                staff=self._staff.all(include_deleted=include_deleted),
                assignments=self._assignments.all(include_deleted=include_deleted),
            )

    def unit(self, unit_id: str) -> Unit:
        """The unit with this id, deleted or not."""
        return self._units.get(unit_id)

    def staff(self, staff_id: str) -> Staff:
        """The staff member with this id, deleted or not."""
        return self._staff.get(staff_id)

    def assignment(self, assignment_id: str) -> RoleAssignment:
        """The assignment with this id, deleted or not."""
        return self._assignments.get(assignment_id)

    def add_unit(self, unit: Unit) -> None:
        """Keep a new department or division."""
        self._units.add(unit)

    def update_unit(self, unit: Unit) -> None:
        """Keep a changed department or division."""
        self._units.update(unit)

    def add_staff(self, person: Staff) -> None:
        """Keep a new staff member; the OS sign-in belongs to one of them only."""
        with self._db.writing():
            self._refuse_second_sign_in(person)
            self._staff.add(person)

    def update_staff(self, person: Staff) -> None:
        """Keep a changed staff member; the OS sign-in belongs to one of them only."""
        with self._db.writing():
            self._refuse_second_sign_in(person)
            self._staff.update(person)

    def add_assignment(self, assignment: RoleAssignment) -> None:
        """Keep a new assignment of a role."""
        self._assignments.add(assignment)

    def update_assignment(self, assignment: RoleAssignment) -> None:
        """Keep a changed assignment of a role."""
        self._assignments.update(assignment)

    def _refuse_second_sign_in(self, person: Staff) -> None:
        if not person.os_sign_in or person.deleted_at:
            return
        other = self._db.read_one(
            "SELECT post, name FROM staff WHERE os_sign_in = ? AND os_sign_in <> '' AND deleted_at = '' AND id <> ?",
            (person.os_sign_in, person.id),
        )
        if other is not None:
            who = " ".join(part for part in other if part) or "名前のない職員"
            raise ConflictError(
                f"サインイン名「{person.os_sign_in}」は「{who}」のものです。",
                safe="台帳の内容は変わっていません。",
                next_step="どちらかのサインイン名を直してください。",
            )
