"""Needs and rounds follow the payments that were made for them."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from commonpurse.spending.queries import payments
from commonpurse.spending.queries.payments import PaymentFacts
from commonpurse.spending.rules.approvals import PaymentState
from provisioning.needs.models.allocation_line import AllocationLine
from provisioning.needs.models.allocation_round import AllocationRound, RoundState
from provisioning.needs.models.fulfilment import Fulfilment
from provisioning.needs.models.fulfilment_reversal import FulfilmentReversal
from provisioning.needs.models.need import Need
from provisioning.needs.rules.sources import NEED
from unions.founding.actions import audit_events


@transaction.atomic
def follow(*, payment_id: UUID) -> None:
    """Bring a need and its round to where their payments stand: what was paid meets the need, what
    was undone since is taken back, what was refused is open again. Done by the program when it
    hears of a payment.

    Whatever is heard first, or twice, or late: all payments of the line are read anew, in the order
    in which they were made. Does nothing for payments of other things.
    """
    line = _lock(payment_id)
    if line is None:
        return
    before = _sums(line.need)
    for payment in payments.for_need(line.round.source, line.need_id):
        if payment.entry_id is not None:
            received = _receive(line, payment)
            if payment.undone_on is not None and not received.reversals.exists():
                _take_back(line, received, payment.undone_on)
        elif payment.state == PaymentState.REFUSED and line.carried_out:
            _give_back(line)
    if _sums(line.need) != before:
        line.need.save(update_fields=["granted_minor", "met_minor", "state"])
    _follow_payments(line.round)


def _lock(payment_id: UUID) -> AllocationLine | None:
    """The line of a payment; its round and then its need are locked, as when handing out."""
    facts = payments.facts(payment_id)
    if facts is None or facts.source_id is None or facts.need_id is None:
        return None
    line = AllocationLine.objects.filter(round_id=facts.source_id, need_id=facts.need_id).first()
    if line is None:
        return None
    this = AllocationRound.objects.select_for_update().get(pk=line.round_id)
    need = Need.objects.select_for_update().get(pk=line.need_id)
    # Read again under the locks: a second delivery waits here and then sees the first one's work.
    line = AllocationLine.objects.get(pk=line.pk)
    line.round, line.need = this, need
    return line


def _receive(line: AllocationLine, payment: PaymentFacts) -> Fulfilment:
    known = Fulfilment.objects.filter(payment_id=payment.id).first()
    if known is not None:
        return known
    line.need.receive(line.grant_minor)
    _note("need.meet", line.need)
    return Fulfilment.objects.create(
        need=line.need,
        line=line,
        payment_id=payment.id,
        amount_minor=line.grant_minor,
        received_on=payment.paid_on or timezone.localdate(),
    )


def _take_back(line: AllocationLine, received: Fulfilment, undone_on: date) -> None:
    FulfilmentReversal.objects.create(fulfilment=received, undone_on=undone_on)
    line.need.receive(-received.amount_minor)
    _note("need.take_back", line.need)


def _give_back(line: AllocationLine) -> None:
    line.carried_out = False
    line.save(update_fields=["carried_out"])
    line.need.granted_minor -= line.grant_minor
    _note("need.give_back", line.need)


def _follow_payments(this: AllocationRound) -> None:
    """A round is closed while all that it gave is paid."""
    paid = Fulfilment.objects.standing().filter(line__round=this).values("line_id")
    waiting = AllocationLine.objects.filter(
        round=this, carried_out=True, payment_id__isnull=False
    ).exclude(id__in=paid)
    to = RoundState.CARRIED_OUT if waiting.exists() else RoundState.CLOSED
    if this.state != to:
        this.MOVES.require(this.state, to)
        this.state = to
        this.save(update_fields=["state"])


def _sums(need: Need) -> tuple[int, int]:
    return need.granted_minor, need.met_minor


def _note(act: str, need: Need) -> None:
    audit_events.record(act=act, object_kind=NEED, object_id=need.pk, by_id=None)
