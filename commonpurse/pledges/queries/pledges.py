"""What was given, by whom it may be read: its giver, and the keepers who look for it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from commonpurse.pledges.guards.pledges import can_receive
from commonpurse.pledges.models.pledge import Pledge
from commonpurse.pledges.rules.receipts import PledgeState
from unions.founding.queries import union_policies
from unions.people.models.membership import Membership

PAGE_ROWS_MAX = 50
GIVEN_ROWS_MAX = 500


@dataclass(frozen=True, slots=True)
class GivenMoney:
    """Money that one person gives, as that person sees it; `seen_by` is the keeper's name."""

    id: UUID
    amount_minor: int
    currency: str
    promised_on: date
    state: PledgeState
    received_on: date | None
    seen_by: str


@dataclass(frozen=True, slots=True)
class PledgeLine:
    """A promise as keepers see it on their desk."""

    id: UUID
    giver: str
    amount_minor: int
    currency: str
    promised_on: date
    can_receive: bool


def given_by(
    person_id: UUID, *, first_on: date | None = None, last_on: date | None = None
) -> tuple[GivenMoney, ...]:
    """What one person promised between two days (both included), newest first, withdrawn ones
    left out; at most GIVEN_ROWS_MAX. For that person's own eyes."""
    rows = (
        Pledge.objects.filter(giver_id=person_id)
        .exclude(state=PledgeState.WITHDRAWN)
        .select_related("received_by__person")
        .order_by("-promised_on", "-id")
    )
    if first_on is not None:
        rows = rows.filter(promised_on__gte=first_on)
    if last_on is not None:
        rows = rows.filter(promised_on__lte=last_on)
    return tuple(
        GivenMoney(
            id=row.pk,
            amount_minor=row.amount_minor,
            currency=row.currency,
            promised_on=row.promised_on,
            state=PledgeState(row.state),
            received_on=row.received_on,
            seen_by=row.received_by.person.display_name if row.received_by else "",
        )
        for row in rows[:GIVEN_ROWS_MAX]
    )


def desk(reader: Membership) -> tuple[PledgeLine, ...]:
    """Promises that no keeper has seen arrive yet, oldest first, at most PAGE_ROWS_MAX."""
    limit = union_policies.whole("payment.two_keys_minor")
    rows = (
        Pledge.objects.filter(state=PledgeState.PROMISED)
        .select_related("giver")
        .order_by("id")[:PAGE_ROWS_MAX]
    )
    return tuple(
        PledgeLine(
            id=row.pk,
            giver=row.giver.display_name,
            amount_minor=row.amount_minor,
            currency=row.currency,
            promised_on=row.promised_on,
            can_receive=can_receive(row, limit, reader),
        )
        for row in rows
    )


def waiting_for(reader: Membership) -> int:
    """How many promises this keeper can confirm now."""
    return sum(line.can_receive for line in desk(reader))


def unseen(last_on: date) -> int:
    """How many promises made by a day no keeper has seen arrive."""
    return Pledge.objects.filter(state=PledgeState.PROMISED, promised_on__lte=last_on).count()
