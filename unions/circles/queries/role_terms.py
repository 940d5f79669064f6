"""Who serves in which office."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from unions.circles.models.role_term import RoleTerm
from unions.founding.queries.union_policies import whole
from unions.people.models.membership import Membership
from unions.rights import OFFICE_NAMES, Office

DAYS_A_MONTH = 30


@dataclass(frozen=True)
class Serving:
    """One member in one office until a day."""

    membership_id: UUID
    person_id: UUID
    name: str
    office: Office
    until_on: date

    @property
    def name_of_office(self) -> str:
        """The office in the reader's language."""
        return str(OFFICE_NAMES[self.office])


def serving(office: Office | None = None) -> list[Serving]:
    """Those who serve now, by name; all offices, or one."""
    rows = RoleTerm.objects.select_related("membership__person").filter(
        state=RoleTerm.State.SERVING, membership__state__in=Membership.PRESENT
    )
    if office is not None:
        rows = rows.filter(office=office)
    return [
        Serving(
            row.membership_id,
            row.membership.person_id,
            row.membership.person.display_name,
            Office(row.office),
            row.until_on,
        )
        for row in rows.order_by("membership__person__sort_key", "office")
    ]


def holds(membership: Membership, office: Office) -> bool:
    """True when this member serves in this office now."""
    return RoleTerm.objects.filter(
        membership=membership, office=office, state=RoleTerm.State.SERVING
    ).exists()


def longest_until(from_on: date) -> date:
    """The last day of the longest term that the union in scope allows from this day on."""
    return from_on + timedelta(days=DAYS_A_MONTH * whole("term.max_months"))
