"""A round from collecting to handing out; every step is harmless when it is sent twice."""

from datetime import datetime, timedelta
from secrets import token_hex
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from commonpurse.ledger.rules.entries import Source
from commonpurse.spending.actions import payments, set_asides
from commonpurse.spending.actions.set_asides import KeepLine
from commonpurse.spending.queries import availability
from commonpurse.spending.rules.approvals import PAYMENTS_PER_SOURCE_MAX
from commonpurse.spending.rules.wanted_payments import PaymentLine
from provisioning.needs.guards.allocation_rounds import (
    APPROVALS_NEEDED,
    check_can_approve,
    check_can_decide,
    check_can_start,
)
from provisioning.needs.models.allocation_line import AllocationLine
from provisioning.needs.models.allocation_round import (
    TITLE_CHARS_MAX,
    AllocationRound,
    RoundState,
)
from provisioning.needs.models.need import Need
from provisioning.needs.models.round_approval import RoundApproval
from provisioning.needs.queries import frozen_inputs
from provisioning.needs.refusals import NothingToDivide, RoundInWork, TooManyNeeds, WordsMissing
from provisioning.needs.rules.allocation import work_out
from provisioning.needs.rules.allocation_input import checksum, read
from provisioning.needs.rules.sources import NEED, ROUND
from unions.founding.actions import audit_events
from unions.founding.queries import union_policies
from unions.people.models.membership import Membership
from unions.refusals import NotFound, Refused

SEED_BYTES = 4


@transaction.atomic
def start(*, client_id: UUID, title: str, seed: str = "", by: Membership) -> AllocationRound:
    """Begin collecting; the code of the lot is published now. Raises RoundInWork, WordsMissing."""
    if not title.strip():
        raise WordsMissing
    known = AllocationRound.objects.filter(client_id=client_id).first()
    if known is not None:
        return known
    check_can_start()
    try:
        with transaction.atomic():
            this = AllocationRound.objects.create(
                client_id=client_id,
                title=title.strip()[:TITLE_CHARS_MAX],
                seed=seed or _new_seed(by),
                currency=by.union.currency,
                opened_by=by,
            )
    except IntegrityError as error:
        raise RoundInWork from error
    _record("round.start", this, by)
    return this


@transaction.atomic
def freeze(*, round_id: UUID, by: Membership) -> AllocationRound:
    """Close for counting: what goes in is fixed with its checksum. Raises NotFound, MoveRefused,
    NothingToDivide, TooManyNeeds."""
    this = _lock(round_id)
    this.MOVES.require(this.state, RoundState.FROZEN)
    ready = Need.objects.for_rounds(this.currency).select_for_update(of=("self",)).order_by("id")
    needs = list(ready[: PAYMENTS_PER_SOURCE_MAX + 1])
    if not needs:
        raise NothingToDivide
    if len(needs) > PAYMENTS_PER_SOURCE_MAX:
        raise TooManyNeeds
    this.purse_minor = availability.sheet(this.currency).to_give
    this.frozen_input = frozen_inputs.collect(
        seed=this.seed, purse_minor=this.purse_minor, currency=this.currency, needs=needs
    )
    this.frozen_checksum = checksum(read(this.frozen_input))
    this.frozen_at = timezone.now()
    this.policy_snapshot = union_policies.all_values()
    this.state = RoundState.FROZEN
    this.save()
    _record("round.freeze", this, by, needs=len(needs))
    return this


@transaction.atomic
def propose(*, round_id: UUID, by: Membership) -> AllocationRound:
    """Work the round out and keep its lines. Raises NotFound, MoveRefused."""
    this = _lock(round_id)
    this.MOVES.require(this.state, RoundState.PROPOSED)
    found = work_out(read(this.frozen_input))
    AllocationLine.objects.bulk_create(
        [AllocationLine.of(this, place, line) for place, line in enumerate(found.lines)]
    )
    this.proposal = found.as_json()
    this.state = RoundState.PROPOSED
    this.save()
    _record("round.propose", this, by, lines=len(found.lines))
    return this


@transaction.atomic
def approve(*, round_id: UUID, by: Membership) -> AllocationRound:
    """One person's yes; with the second one the time to object begins. Raises NotFound,
    MoveRefused, ReceivesFromRound, ApprovedAlready."""
    this = _lock(round_id)
    check_can_approve(this, by)
    RoundApproval.objects.create(round=this, member=by)
    _record("round.approve", this, by)
    if this.objections_until_at is None and this.approvals.count() >= APPROVALS_NEEDED:
        hours = union_policies.whole("round.silence_hours")
        this.objections_until_at = timezone.now() + timedelta(hours=hours)
        this.save()
        _decide_if_possible(this)
    return this


@transaction.atomic
def decide_due(*, now: datetime) -> int:
    """Decide the round whose time to object has passed in silence; how many. Done by the
    program."""
    due = AllocationRound.objects.select_for_update().filter(
        state=RoundState.PROPOSED, objections_until_at__lte=now
    )
    silent = [this for this in due.order_by("id") if not this.objections.filter(answered_at=None)]
    for this in silent:
        _decide(this)
        _record("round.decide", this, None)
    return len(silent)


@transaction.atomic
def carry_out(*, round_id: UUID, by: Membership) -> AllocationRound:
    """Promise the money, ask the keepers to pay, and keep what is set aside. Raises NotFound,
    MoveRefused, ApprovalsMissing, WindowOpen, ObjectionOpen, NothingFree, PurseTooSmall."""
    this = _lock(round_id)
    if this.state == RoundState.PROPOSED:
        check_can_decide(this, timezone.now())
        _decide(this)
    this.MOVES.require(this.state, RoundState.CARRIED_OUT)
    lines = _lines_with_needs(this)
    _promise(this, [line for line in lines if line.carried_out and line.grant_minor], by)
    _keep(this, [line for line in lines if line.carried_out and line.set_aside_minor], by)
    for line in lines:
        line.save(update_fields=["carried_out", "payment_id"])
    this.state, this.carried_out_at = RoundState.CARRIED_OUT, timezone.now()
    if not any(line.payment_id for line in lines):
        this.state = RoundState.CLOSED
    this.save()
    _record("round.carry_out", this, by, lines=len(lines))
    return this


@transaction.atomic
def stop(*, round_id: UUID, why: str, by: Membership) -> AllocationRound:
    """End a round before anything is given; its needs stay open. Raises NotFound, MoveRefused,
    WordsMissing."""
    this = _lock(round_id)
    this.MOVES.require(this.state, RoundState.STOPPED)
    if not why.strip():
        raise WordsMissing
    this.state, this.stopped_why = RoundState.STOPPED, why.strip()[:200]
    this.save()
    _record("round.stop", this, by)
    return this


def _new_seed(by: Membership) -> str:
    """A code nobody can choose: chance makes its end."""
    return f"{by.union.slug}-{timezone.localdate():%Y-%m}-{token_hex(SEED_BYTES)}"


def _lock(round_id: UUID) -> AllocationRound:
    this = AllocationRound.objects.select_for_update().filter(pk=round_id).first()
    if this is None:
        raise NotFound
    return this


def _decide_if_possible(this: AllocationRound) -> None:
    try:
        check_can_decide(this, timezone.now())
    except Refused:
        return
    _decide(this)


def _decide(this: AllocationRound) -> None:
    this.state, this.decided_at = RoundState.DECIDED, timezone.now()
    this.save()


def _lines_with_needs(this: AllocationRound) -> list[AllocationLine]:
    """The lines with their needs locked by id; those withdrawn meanwhile give nothing."""
    lines = list(AllocationLine.objects.filter(round=this).order_by("place"))
    needs = Need.objects.select_for_update().filter(id__in=[line.need_id for line in lines])
    by_id = {need.pk: need for need in needs.order_by("id")}
    for line in lines:
        line.need = by_id[line.need_id]
        line.carried_out = line.need.is_open
    return lines


def _promise(this: AllocationRound, lines: list[AllocationLine], by: Membership) -> None:
    if not lines:
        return
    made = payments.commit(
        source=this.source,
        lines=[
            PaymentLine(
                need=Source(NEED, line.need_id),
                payee_id=line.need.claimant_id,
                amount_minor=line.grant_minor,
                from_set_aside_minor=line.held_minor,
            )
            for line in lines
        ],
        currency=this.currency,
        by=by,
    )
    for line, payment_id in zip(lines, made, strict=True):
        line.payment_id = payment_id
        line.need.granted_minor += line.grant_minor
        line.need.save(update_fields=["granted_minor"])


def _keep(this: AllocationRound, lines: list[AllocationLine], by: Membership) -> None:
    kept = [KeepLine(Source(NEED, line.need_id), line.share_minor) for line in lines]
    new = [line for line in kept if line.amount_minor]
    if new:
        set_asides.set_aside(source=this.source, lines=new, currency=this.currency, by=by)


def _record(act: str, this: AllocationRound, by: Membership | None, **detail: int | str) -> None:
    audit_events.record(
        act=act,
        object_kind=ROUND,
        object_id=this.pk,
        by_id=by.pk if by else None,
        detail=detail,
    )
