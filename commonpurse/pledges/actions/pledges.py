"""Promising, receiving and withdrawing money."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from commonpurse.ledger.actions import accounts, journal_entries
from commonpurse.ledger.rules.entries import Draft, Memo, Source, moving
from commonpurse.ledger.rules.entry_kinds import EntryKind
from commonpurse.ledger.rules.ways import Way
from commonpurse.pledges.guards.pledges import (
    check_can_receive,
    check_can_take_back,
    check_can_withdraw,
    check_day,
)
from commonpurse.pledges.models.pledge import Pledge
from commonpurse.pledges.refusals import AlreadySettled, BadPledge, PledgeUsed
from commonpurse.pledges.rules.receipts import AMOUNT_MINOR_MAX, PledgeState
from unions.founding.actions import audit_events
from unions.founding.queries import union_policies
from unions.people.models.membership import Membership
from unions.refusals import NotFound
from unions.tenancy.ids import uuid7


@dataclass(frozen=True, slots=True)
class NewPledge:
    """What a member promises, in minor units of the currency."""

    client_id: UUID
    amount_minor: int
    currency: str


@transaction.atomic
def give(*, pledge: NewPledge, by: Membership) -> Pledge:
    """Writes the promise down; sent twice it counts once. Raises BadPledge, PledgeUsed."""
    if not 0 < pledge.amount_minor <= AMOUNT_MINOR_MAX:
        raise BadPledge
    row, _ = Pledge.objects.get_or_create(
        client_id=pledge.client_id,
        defaults={
            "giver_id": by.person_id,
            "currency": pledge.currency,
            "amount_minor": pledge.amount_minor,
            "promised_on": timezone.localdate(),
        },
    )
    known = (row.giver_id, row.amount_minor, row.currency)
    if known != (by.person_id, pledge.amount_minor, pledge.currency):
        raise PledgeUsed
    return row


@transaction.atomic
def receive(*, pledge_id: UUID, way: Way, received_on: date, by: Membership) -> Pledge:
    """A keeper's word that the money arrived; posts it with that. Raises AlreadySettled,
    OwnPledge, DayNotCome, CameTooEarly, MonthClosed, NotFound."""
    pledge = _lock(pledge_id)
    check_can_receive(pledge, union_policies.whole("payment.two_keys_minor"), by)
    check_day(pledge, received_on)
    purse = accounts.open_purse(currency=pledge.currency, by=by)
    outside = purse.bank if way is Way.BANK else purse.cash
    posted = journal_entries.post(
        entry=Draft(
            key=f"pledge:{pledge.pk}",
            kind=EntryKind.CONTRIBUTION,
            memo=Memo(EntryKind.CONTRIBUTION),
            effective_on=received_on,
            lines=moving(pledge.amount_minor, out_of=outside, into=purse.purse),
            source=Source("pledge", pledge.pk),
        ),
        by=by,
    )
    pledge.state, pledge.entry_id = PledgeState.RECEIVED, posted.entry_id
    pledge.received_by, pledge.received_on, pledge.way = by, received_on, way
    pledge.save()
    audit_events.record(
        act="pledge.received", object_kind="pledge", object_id=pledge.pk, by_id=by.pk
    )
    return pledge


@transaction.atomic
def take_back(
    *, pledge_id: UUID, why: str, effective_on: date, key: str = "", by: Membership
) -> Pledge:
    """Undoes what was only said to have arrived: it is reversed in the books, and the promise
    waits again, as a new row with the same words of its giver. Sent again under the same `key` it
    changes nothing.

    Raises AlreadySettled, OwnPledge, NotFound, and what `journal_entries.reverse` raises.
    """
    pledge = _lock(pledge_id)
    if pledge.state != PledgeState.UNDONE:
        check_can_take_back(pledge, union_policies.whole("payment.two_keys_minor"), by)
    if pledge.entry_id is None:
        raise AlreadySettled
    posted = journal_entries.reverse(
        entry_id=pledge.entry_id,
        why=why,
        effective_on=effective_on,
        key=key,
        source=Source("pledge", pledge.pk),
        by=by,
    )
    if posted.replayed:
        return pledge
    pledge.state, pledge.reversal_id = PledgeState.UNDONE, posted.entry_id
    pledge.save()
    Pledge.objects.create(
        client_id=uuid7(),
        giver_id=pledge.giver_id,
        currency=pledge.currency,
        amount_minor=pledge.amount_minor,
        promised_on=pledge.promised_on,
    )
    audit_events.record(
        act="pledge.taken_back", object_kind="pledge", object_id=pledge.pk, by_id=by.pk
    )
    return pledge


@transaction.atomic
def withdraw(*, pledge_id: UUID, by: Membership) -> Pledge:
    """Takes a promise back before it is received. Raises NotYourPledge, AlreadySettled,
    NotFound."""
    pledge = _lock(pledge_id)
    check_can_withdraw(pledge, by)
    pledge.state = PledgeState.WITHDRAWN
    pledge.save()
    return pledge


def _lock(pledge_id: UUID) -> Pledge:
    pledge = Pledge.objects.select_for_update().filter(pk=pledge_id).first()
    if pledge is None:
        raise NotFound
    return pledge
