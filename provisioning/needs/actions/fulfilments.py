"""What was paid meets a need; what was refused is open again. Done by the program itself."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from commonpurse.spending.queries import payments
from provisioning.needs.models.allocation_line import AllocationLine
from provisioning.needs.models.allocation_round import AllocationRound, RoundState
from provisioning.needs.models.fulfilment import Fulfilment
from provisioning.needs.models.need import Need, NeedState
from unions.founding.actions import audit_events


@transaction.atomic
def record(*, payment_id: UUID) -> Fulfilment | None:
    """A payment was paid: its need is met by so much. Done by the program; None for
    payments of other things."""
    line = _lock(payment_id)
    if line is None:
        return None
    known = Fulfilment.objects.filter(payment_id=payment_id).first()
    if known is not None:
        return known
    facts = payments.facts(payment_id)
    found = Fulfilment.objects.create(
        need=line.need,
        line=line,
        payment_id=payment_id,
        amount_minor=line.grant_minor,
        received_on=(facts and facts.paid_on) or timezone.localdate(),
    )
    need = line.need
    need.met_minor += line.grant_minor
    to = NeedState.MET if need.met_minor == need.amount_minor else NeedState.PARTLY_MET
    need.MOVES.require(need.state, to)
    need.state = to
    need.save(update_fields=["met_minor", "state"])
    _close_if_done(line.round)
    audit_events.record(act="need.meet", object_kind="need", object_id=need.pk, by_id=None)
    return found


@transaction.atomic
def give_back(*, payment_id: UUID) -> None:
    """A payment was refused: its need is as open as before. Done by the program."""
    line = _lock(payment_id)
    if line is None or not line.carried_out:
        return
    line.carried_out = False
    line.save(update_fields=["carried_out"])
    line.need.granted_minor -= line.grant_minor
    line.need.save(update_fields=["granted_minor"])
    _close_if_done(line.round)
    audit_events.record(
        act="need.give_back", object_kind="need", object_id=line.need_id, by_id=None
    )


def _lock(payment_id: UUID) -> AllocationLine | None:
    """The line of a payment; its round and then its need are locked, as when handing out."""
    line = AllocationLine.objects.filter(payment_id=payment_id).first()
    if line is None:
        return None
    this = AllocationRound.objects.select_for_update().get(pk=line.round_id)
    need = Need.objects.select_for_update().get(pk=line.need_id)
    # Read again under the locks: a second delivery waits here and then sees the first one's work.
    line = AllocationLine.objects.get(pk=line.pk)
    line.round, line.need = this, need
    return line


def _close_if_done(this: AllocationRound) -> None:
    paid = Fulfilment.objects.filter(line__round=this).values("line_id")
    waiting = AllocationLine.objects.filter(
        round=this, carried_out=True, payment_id__isnull=False
    ).exclude(id__in=paid)
    if this.state == RoundState.CARRIED_OUT and not waiting.exists():
        this.state = RoundState.CLOSED
        this.save(update_fields=["state"])
