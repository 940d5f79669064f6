"""What needs hear from the purse, through the courier, and what the clock does for rounds."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commonpurse.spending.actions import payments
from commonpurse.spending.models.payment import Payment
from provisioning.needs import receivers, tasks
from provisioning.needs.actions import allocation_rounds
from provisioning.needs.models.allocation_round import AllocationRound, RoundState
from provisioning.needs.models.need import Need, NeedState
from tests.cast import Cast
from tests.provisioning.needs.conftest import accepted, fill, handed_out, paying, proposed, undo
from unions.courier.actions.deliveries import Outcome, deliver
from unions.courier.models.receipt import Receipt


@pytest.fixture
def promised(now_harbour: Cast) -> Payment:
    """A payment of a round that keepers have approved."""
    accepted(now_harbour.hana, now_harbour.mira, 30_000)
    handed_out(now_harbour)
    payment = Payment.objects.get()
    for by in (now_harbour.dev, now_harbour.ana):
        payments.approve(payment_id=payment.pk, by=by)
    return payment


def test_a_paid_need_is_met(now_harbour: Cast, promised: Payment) -> None:
    payments.pay(**paying(promised), by=now_harbour.dev)
    heard = Receipt.objects.filter(receiver__startswith="provisioning.needs.receivers")
    (work_id,) = heard.values_list("id", flat=True)
    assert deliver(work_id=work_id, union_id=now_harbour.union.id) is Outcome.DONE
    receivers.record_fulfilment(payment_id=promised.pk)
    need = Need.objects.get()
    assert (need.state, need.met_minor) == (NeedState.MET, 30_000)


def test_what_did_not_arrive_is_on_its_way_again(now_harbour: Cast, promised: Payment) -> None:
    payments.pay(**paying(promised), by=now_harbour.dev)
    undo(now_harbour)
    # The news of the payment is heard last.
    heard = Receipt.objects.filter(receiver__startswith="provisioning.needs.receivers")
    for work_id in heard.order_by("-id").values_list("id", flat=True):
        assert deliver(work_id=work_id, union_id=now_harbour.union.id) is Outcome.DONE
    need = Need.objects.get()
    assert (need.state, need.granted_minor, need.met_minor) == (NeedState.ACCEPTED, 30_000, 0)


def test_a_refused_payment_opens_its_need_again(now_harbour: Cast, promised: Payment) -> None:
    payments.refuse(payment_id=promised.pk, why="Wrong account", by=now_harbour.dev)
    for _ in range(2):
        receivers.give_back(payment_id=promised.pk)
    assert Need.objects.get().granted_minor == 0


def test_silence_decides_when_the_time_is_over(in_harbour: Cast) -> None:
    fill(in_harbour, 100_000)
    accepted(in_harbour.hana, in_harbour.mira)
    this = proposed(in_harbour)
    for by in (in_harbour.mira, in_harbour.noor):
        allocation_rounds.approve(round_id=this.pk, by=by)
    for hours, state in ((1, RoundState.PROPOSED), (73, RoundState.DECIDED)):
        tasks.decide_due(timezone.now() + timedelta(hours=hours))
        assert AllocationRound.objects.get().state == state
