"""What was paid meets a need; what was refused, or did not arrive, is open again. The news may
come late, twice, or in another order than they happened."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from commonpurse.spending.queries import payments
from commonpurse.spending.rules.approvals import PaymentState
from provisioning.needs.models.allocation_line import AllocationLine
from provisioning.needs.models.allocation_round import AllocationRound, RoundState
from provisioning.needs.models.fulfilment import Fulfilment
from provisioning.needs.models.fulfilment_reversal import FulfilmentReversal
from provisioning.needs.models.need import Need
from unions.founding.actions import audit_events


@transaction.atomic
def record(*, payment_id: UUID) -> Fulfilment | None:
    """A payment was paid: its need is met by so much. Done by the program; None for payments of
    other things, and for what was undone before anybody heard of it."""
    line = _lock(payment_id)
    if line is None:
        return None
    known = Fulfilment.objects.filter(payment_id=payment_id).first()
    facts = payments.facts(payment_id)
    if known is not None or facts is None or facts.state != PaymentState.PAID:
        return known
    _take_back(line, but=payment_id)
    found = Fulfilment.objects.create(
        need=line.need,
        line=line,
        payment_id=payment_id,
        amount_minor=line.grant_minor,
        received_on=facts.paid_on or timezone.localdate(),
    )
    _receive(line.need, line.grant_minor)
    _follow_payments(line.round)
    _note("need.meet", line.need)
    return found


@transaction.atomic
def give_back(*, payment_id: UUID) -> None:
    """A payment was refused: its need is as open as before. Done by the program."""
    line = _lock(payment_id)
    if line is None or not line.carried_out:
        return
    _take_back(line, but=payment_id)
    line.carried_out = False
    line.save(update_fields=["carried_out"])
    line.need.granted_minor -= line.grant_minor
    line.need.save(update_fields=["granted_minor"])
    _follow_payments(line.round)
    _note("need.give_back", line.need)


@transaction.atomic
def take_back(*, payment_id: UUID) -> None:
    """A payment was undone: its money is on its way again and not received. Done by the
    program."""
    line = _lock(payment_id)
    if line is None:
        return
    facts = payments.standing_for(line.round.source, line.need_id)
    _take_back(line, but=facts.id if facts else None)
    _follow_payments(line.round)


def _lock(payment_id: UUID) -> AllocationLine | None:
    """The line of a payment, or of the one that it replaces; its round and then its need are
    locked, as when handing out."""
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


def _take_back(line: AllocationLine, *, but: UUID | None) -> None:
    """A line has one payment that stands; what is counted of others before it was undone."""
    counted = Fulfilment.objects.standing().filter(line=line)
    for row in [row for row in counted if row.payment_id != but]:
        facts = payments.facts(row.payment_id)
        FulfilmentReversal.objects.create(
            fulfilment=row, undone_on=(facts and facts.undone_on) or timezone.localdate()
        )
        _receive(line.need, -row.amount_minor)
        _note("need.take_back", line.need)


def _receive(need: Need, minor: int) -> None:
    need.receive(minor)
    need.save(update_fields=["met_minor", "state"])


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


def _note(act: str, need: Need) -> None:
    audit_events.record(act=act, object_kind="need", object_id=need.pk, by_id=None)
