"""What must always hold of needs and rounds."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Count, F, Q, Sum

from commonpurse.spending.news import payment_paid, payment_refused, payment_undone
from commonpurse.spending.queries import payments
from commonpurse.spending.rules.approvals import PaymentState
from provisioning.needs.guards.allocation_rounds import APPROVALS_NEEDED
from provisioning.needs.guards.fulfilments import behind
from provisioning.needs.models.allocation_line import AllocationLine
from provisioning.needs.models.allocation_round import GIVEN, AllocationRound, RoundState
from provisioning.needs.models.fulfilment import Fulfilment
from provisioning.needs.models.need import FOLLOWING_MONEY, Need
from provisioning.needs.models.need_cover import NeedCover
from provisioning.needs.rules.allocation import work_out
from provisioning.needs.rules.allocation_input import UnreadableInput, checksum, read
from unions.invariants import Breach, invariant
from unions.news import unheard


@invariant("What a round was counted from matches its checksum, and gives its proposal again.")
def frozen_rounds_match_their_sums() -> Iterator[Breach]:
    """Rounds whose frozen input or proposal is another."""
    for this in AllocationRound.objects.filter(frozen_input__isnull=False).order_by("id"):
        try:
            run = read(this.frozen_input)
        except UnreadableInput as error:
            yield Breach(f"round {this.pk}", f"its input cannot be read: {error}")
            continue
        if checksum(run) != this.frozen_checksum:
            yield Breach(f"round {this.pk}", "its input has another checksum")
        elif this.proposal is not None and work_out(run).as_json() != this.proposal:
            yield Breach(f"round {this.pk}", "its input gives another proposal")


@invariant("The lines of a round are those of its proposal.")
def lines_are_those_of_the_proposal() -> Iterator[Breach]:
    """Rounds whose lines grant, keep or part otherwise than their proposal says."""
    for this in AllocationRound.objects.filter(proposal__isnull=False).order_by("id"):
        said = {
            line["need"]: (line["grant"], line["set_aside"], line["share"])
            for line in (this.proposal or {}).get("lines", ())
        }
        there = {
            str(line.need_id): (line.grant_minor, line.set_aside_minor, line.share_minor)
            for line in AllocationLine.objects.filter(round=this)
        }
        if said != there:
            yield Breach(f"round {this.pk}", "its lines are not those of its proposal")


@invariant("What a line gives comes from its persons, and is what was promised for it.")
def lines_are_what_was_promised() -> Iterator[Breach]:
    """Lines whose parts do not add up, or whose payment has another amount."""
    on_their_way = _unheard()
    for line in AllocationLine.objects.select_related("round").order_by("id"):
        if sum(line.parts.values()) != line.share_minor:
            yield Breach(f"line {line.pk}", "its parts do not add up to its share")
        if line.payment_id is None:
            continue
        made = payments.for_need(line.round.source, line.need_id)
        if not made or made[0].id != line.payment_id:
            yield Breach(f"line {line.pk}", "its payment is another's")
        elif any(payment.amount_minor != line.grant_minor for payment in made):
            yield Breach(f"line {line.pk}", "its payment has another amount")
        elif made[-1].id in on_their_way:
            continue
        elif line.carried_out is (made[-1].state == PaymentState.REFUSED):
            yield Breach(f"line {line.pk}", "it does not know that its payment was refused")


@invariant("What needs received and what is on its way is what their lines and payments say.")
def needs_received_what_their_lines_say() -> Iterator[Breach]:
    """Needs whose sums differ from their lines and fulfilments."""
    granted = _sums(AllocationLine.objects.filter(carried_out=True), "grant_minor")
    met = _sums(Fulfilment.objects.standing(), "amount_minor")
    for need in Need.objects.order_by("id"):
        if need.granted_minor != granted.get(need.pk, 0):
            yield Breach(f"need {need.pk}", "its lines granted another sum")
        if need.met_minor != met.get(need.pk, 0):
            yield Breach(f"need {need.pk}", "it received another sum")
        if need.state in FOLLOWING_MONEY and need.state != need.state_by_money:
            yield Breach(f"need {need.pk}", "its state is not what it received")


@invariant("What counts as received for needs, or as taken back, is what was paid, or undone.")
def what_was_received_was_paid() -> Iterator[Breach]:
    """Payments of which the needs have heard without following them."""
    for payment_id in sorted(behind() - _unheard()):
        yield Breach(f"payment {payment_id}", "what its need received is not what was paid")


@invariant("A round is decided by two people, neither of whom receives from it.")
def rounds_are_decided_by_two() -> Iterator[Breach]:
    """Rounds with too few yeses, or with one of somebody who receives."""
    decided = Q(state__in=[RoundState.DECIDED, *GIVEN])
    rows = AllocationRound.objects.filter(decided).annotate(yeses=Count("approvals"))
    for this in rows.filter(yeses__lt=APPROVALS_NEEDED).order_by("id"):
        yield Breach(f"round {this.pk}", "it has fewer than two yeses")
    own = NeedCover.objects.filter(
        need__lines__round__approvals__member__person=F("person"),
        need__lines__share_minor__gt=0,
    )
    for cover in own.order_by("id"):
        yield Breach(f"need {cover.need_id}", "someone whom it covers approved its round")


@invariant("A person is covered once per need, and every need covers somebody.")
def needs_cover_each_person_once() -> Iterator[Breach]:
    """Needs that are in a round without anybody, or with someone twice."""
    alone = Need.objects.annotate(people=Count("covers")).filter(people=0)
    for need in alone.filter(lines__isnull=False).distinct().order_by("id"):
        yield Breach(f"need {need.pk}", "it covers nobody")
    twice = NeedCover.objects.values("need_id", "person_id").annotate(times=Count("id"))
    for row in twice.filter(times__gt=1):
        yield Breach(f"need {row['need_id']}", "it covers a person twice")


def _unheard() -> set[UUID]:
    """Payments of whose last step the needs are still to hear."""
    return unheard(payment_paid, payment_refused, payment_undone)


def _sums(rows: object, field: str) -> dict[object, int]:
    found = rows.values_list("need_id").annotate(sum=Sum(field))  # type: ignore[attr-defined]
    return {need_id: amount for need_id, amount in found if amount}
