"""What others gave and nobody else has seen yet."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from provisioning.contributions.models.contribution import Contribution
from provisioning.contributions.rules.kinds import TAB_OF, Tab
from provisioning.measures import Quantity, Unit
from unions.people.models.membership import Membership

DESK_ROWS_MAX = 25


@dataclass(frozen=True)
class Unseen:
    """An entry that waits for a second person."""

    id: UUID
    name: str
    kind_name: str
    tab: Tab
    amount: Quantity
    what: str
    given_on: date


@dataclass(frozen=True)
class Desk:
    """The oldest entries that wait, and how many wait in all."""

    entries: list[Unseen]
    total: int


def desk(reader: Membership) -> Desk:
    """Entries of others that wait, oldest first; one's own never stand here."""
    waiting = (
        Contribution.objects.waiting()
        .exclude(person_id=reader.person_id)
        .exclude(logged_by_id=reader.id)
    )
    rows = waiting.select_related("person").order_by("logged_at", "id")[:DESK_ROWS_MAX]
    return Desk([_unseen(row) for row in rows], waiting.count())


def _unseen(row: Contribution) -> Unseen:
    return Unseen(
        id=row.id,
        name=row.person.display_name,
        kind_name=str(Contribution.Kind(row.kind).label),
        tab=TAB_OF[Unit(row.unit)],
        amount=row.amount,
        what=row.what,
        given_on=row.given_on,
    )
