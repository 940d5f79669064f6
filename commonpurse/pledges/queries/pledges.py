"""What was given, by whom it may be read: its giver, and the keepers who look for it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from commonpurse.ledger.queries import journal_entries
from commonpurse.ledger.queries.journal_entries import EntrySheet
from commonpurse.ledger.rules.entries import Source
from commonpurse.ledger.rules.entry_kinds import NOTHING_HIDDEN
from commonpurse.pledges.guards.pledges import (
    can_receive,
    can_take_back,
    check_can_receive,
    check_can_take_back,
)
from commonpurse.pledges.models.pledge import Pledge
from commonpurse.pledges.rules.receipts import PledgeState
from commonpurse.refusals import PurseRefused
from unions.founding.queries import union_policies
from unions.people.models.membership import Membership
from unions.refusals import NotFound

PAGE_ROWS_MAX = 50
GIVEN_ROWS_MAX = 500
# What its giver took back, and what only seemed to arrive: a new promise stands for that.
GONE = (PledgeState.WITHDRAWN, PledgeState.UNDONE)


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


@dataclass(frozen=True, slots=True)
class PledgeSheet:
    """One promise as keepers see it, with what became of it."""

    id: UUID
    giver: str
    amount_minor: int
    currency: str
    promised_on: date
    state: PledgeState
    received_on: date | None
    seen_by: str
    entry_id: UUID | None
    reversal_id: UUID | None
    can_take_back: bool


@dataclass(frozen=True, slots=True)
class TakingBack:
    """A promise that a keeper would undo; `no` says why they cannot, empty where they can."""

    pledge: PledgeSheet
    entry: EntrySheet
    no: str


def show(pledge_id: UUID, reader: Membership) -> PledgeSheet | None:
    """One promise, for keepers; None if there is none here."""
    row = _with_names().filter(pk=pledge_id).first()
    return None if row is None else _sheet(row, reader)


def taking_back(pledge_id: UUID, by: Membership) -> TakingBack | None:
    """A promise that was said to have arrived, with its entry; None for any other."""
    row = _with_names().filter(pk=pledge_id).first()
    if row is None or row.entry_id is None:
        return None
    source = Source("pledge", row.pk)
    sheet = journal_entries.reversal(row.entry_id, by=by, hidden=NOTHING_HIDDEN, source=source)
    if sheet is None:
        return None
    no = sheet.no
    try:
        check_can_take_back(row, union_policies.whole("payment.two_keys_minor"), by)
    except PurseRefused as refusal:
        no = str(refusal)
    return TakingBack(_sheet(row, by), sheet.entry, no)


def check_can_receive_now(pledge_id: UUID, reader: Membership) -> None:
    """Raises AlreadySettled, OwnPledge where this keeper cannot say that it arrived, whatever the
    day; NotFound if there is none in this union."""
    row = Pledge.objects.filter(pk=pledge_id).first()
    if row is None:
        raise NotFound
    check_can_receive(row, union_policies.whole("payment.two_keys_minor"), reader)


def given(pledge_id: UUID) -> GivenMoney:
    """One promise as its giver sees it, whatever became of it."""
    return _given(Pledge.objects.select_related("received_by__person").get(pk=pledge_id))


def _with_names() -> QuerySet[Pledge]:
    return Pledge.objects.select_related("giver", "received_by__person")


def _sheet(row: Pledge, reader: Membership) -> PledgeSheet:
    limit = union_policies.whole("payment.two_keys_minor")
    return PledgeSheet(
        id=row.pk,
        giver=row.giver.display_name,
        amount_minor=row.amount_minor,
        currency=row.currency,
        promised_on=row.promised_on,
        state=PledgeState(row.state),
        received_on=row.received_on,
        seen_by=row.received_by.person.display_name if row.received_by else "",
        entry_id=row.entry_id,
        reversal_id=row.reversal_id,
        can_take_back=can_take_back(row, limit, reader),
    )


def _given(row: Pledge) -> GivenMoney:
    return GivenMoney(
        id=row.pk,
        amount_minor=row.amount_minor,
        currency=row.currency,
        promised_on=row.promised_on,
        state=PledgeState(row.state),
        received_on=row.received_on,
        seen_by=row.received_by.person.display_name if row.received_by else "",
    )


def given_by(
    person_id: UUID, *, first_on: date | None = None, last_on: date | None = None
) -> tuple[GivenMoney, ...]:
    """What one person promised between two days (both included), newest first, withdrawn ones
    and undone ones left out; at most GIVEN_ROWS_MAX. For that person's own eyes."""
    rows = (
        Pledge.objects.filter(giver_id=person_id)
        .exclude(state__in=GONE)
        .select_related("received_by__person")
        .order_by("-promised_on", "-id")
    )
    if first_on is not None:
        rows = rows.filter(promised_on__gte=first_on)
    if last_on is not None:
        rows = rows.filter(promised_on__lte=last_on)
    return tuple(_given(row) for row in rows[:GIVEN_ROWS_MAX])


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
