"""What was only said to be paid is on its way again, in whatever order the news come."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commonpurse.ledger.queries.accounts import held
from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.spending.actions import payments
from commonpurse.spending.models.payment import Payment
from provisioning.needs.actions import allocation_rounds, fulfilments, needs
from provisioning.needs.aggregates import allocations, met_by_month
from provisioning.needs.models.allocation_round import AllocationRound, RoundState
from provisioning.needs.models.fulfilment import Fulfilment
from provisioning.needs.models.fulfilment_reversal import FulfilmentReversal
from provisioning.needs.models.need import Need, NeedState
from provisioning.tiers import Tier
from tests.cast import Cast
from tests.provisioning.needs.conftest import (
    accepted,
    ask,
    broken_laws,
    fill,
    handed_out,
    heard,
    pay,
    paying,
    proposed,
    undo,
)
from unions.states import MoveRefused


def where(need: Need) -> tuple[str, int, int]:
    need.refresh_from_db()
    return need.state, need.granted_minor, need.met_minor


def pay_again(cast: Cast) -> Payment:
    again = Payment.objects.standing().get()
    payments.pay(**paying(again), by=cast.dev)
    fulfilments.follow(payment_id=again.pk)
    return again


def test_it_is_on_its_way_again_and_can_be_paid_once_more(now_harbour: Cast) -> None:
    cast = now_harbour
    need = accepted(cast.hana, cast.mira, 30_000)
    handed_out(cast)
    pay(cast)
    assert (AllocationRound.objects.get().state, where(need)[0]) == ("closed", "met")
    undone = undo(cast)
    for _ in range(2):
        fulfilments.follow(payment_id=undone.pk)
    assert where(need) == (NeedState.ACCEPTED, 30_000, 0)
    assert AllocationRound.objects.get().state == RoundState.CARRIED_OUT
    assert held("GBP")[AccountKind.COMMITMENT] == 30_000
    assert not Need.objects.for_rounds("GBP").exists(), "it is promised, and not counted anew"
    pay_again(cast)
    assert where(need) == (NeedState.MET, 30_000, 30_000)
    assert AllocationRound.objects.get().state == RoundState.CLOSED
    assert (Fulfilment.objects.count(), FulfilmentReversal.objects.count()) == (2, 1)
    heard()
    assert broken_laws() == {}


def test_what_was_undone_can_be_refused_and_the_need_is_open(now_harbour: Cast) -> None:
    cast = now_harbour
    need = accepted(cast.hana, cast.mira, 30_000)
    this = handed_out(cast)
    pay(cast)
    undone = undo(cast)
    again = Payment.objects.standing().get()
    payments.refuse(payment_id=again.pk, why="No account", by=cast.dev)
    # The later news come first.
    fulfilments.follow(payment_id=again.pk)
    fulfilments.follow(payment_id=undone.pk)
    assert where(need) == (NeedState.ACCEPTED, 0, 0)
    this.refresh_from_db()
    assert this.state == RoundState.CLOSED
    assert Need.objects.for_rounds("GBP").get() == need
    assert held("GBP")[AccountKind.PURSE] == 100_000
    heard()
    assert broken_laws() == {}


def test_news_in_another_order_come_to_the_same(now_harbour: Cast) -> None:
    cast = now_harbour
    need = accepted(cast.hana, cast.mira, 30_000)
    handed_out(cast)
    pay(cast)
    first = undo(cast)
    second = pay_again(cast)
    assert where(need) == (NeedState.MET, 30_000, 30_000)
    fulfilments.follow(payment_id=first.pk)
    fulfilments.follow(payment_id=first.pk)
    assert where(need) == (NeedState.MET, 30_000, 30_000)
    assert Fulfilment.objects.standing().get().payment_id == second.pk
    heard()
    assert broken_laws() == {}


def test_what_was_undone_before_anybody_heard_leaves_its_trace(now_harbour: Cast) -> None:
    cast = now_harbour
    need = accepted(cast.hana, cast.mira, 30_000)
    handed_out(cast)
    payment = Payment.objects.get()
    payments.approve(payment_id=payment.pk, by=cast.dev)
    payments.approve(payment_id=payment.pk, by=cast.ana)
    payments.pay(**paying(payment), by=cast.dev)
    undo(cast)
    fulfilments.follow(payment_id=payment.pk)
    fulfilments.follow(payment_id=payment.pk)
    assert (Fulfilment.objects.count(), FulfilmentReversal.objects.count()) == (1, 1)
    assert where(need) == (NeedState.ACCEPTED, 30_000, 0)
    heard()
    assert broken_laws() == {}


def test_a_need_met_in_two_rounds_is_met_in_part_again(now_harbour: Cast) -> None:
    cast = now_harbour
    need = accepted(cast.hana, cast.mira, 120_000)
    handed_out(cast)
    pay(cast)
    fill(cast, 20_000)
    later = handed_out(cast, "December round")
    pay(cast)
    assert where(need)[0] == NeedState.MET
    undone = payments.take_back(
        payment_id=Payment.objects.get(source_id=later.pk).pk,
        why="it did not arrive",
        effective_on=timezone.localdate(),
        key="k",
        by=cast.ana,
    )
    fulfilments.follow(payment_id=undone.pk)
    assert where(need) == (NeedState.PARTLY_MET, 120_000, 100_000)
    assert set(AllocationRound.objects.values_list("state", flat=True)) == {
        RoundState.CLOSED,
        RoundState.CARRIED_OUT,
    }
    heard()
    assert broken_laws() == {}


def test_what_was_withdrawn_meanwhile_stays_so(now_harbour: Cast) -> None:
    cast = now_harbour
    need = accepted(cast.hana, cast.mira, 120_000)
    handed_out(cast)
    pay(cast)
    needs.withdraw(need_id=need.pk, by=cast.hana)
    undone = undo(cast)
    fulfilments.follow(payment_id=undone.pk)
    assert where(need) == (NeedState.WITHDRAWN, 100_000, 0)
    pay_again(cast)
    assert where(need) == (NeedState.WITHDRAWN, 100_000, 100_000)
    heard()
    assert broken_laws() == {}


def test_sums_tell_what_stood_then(now_harbour: Cast) -> None:
    cast = now_harbour
    accepted(cast.hana, cast.mira, 30_000, Tier.SURVIVAL)
    handed_out(cast)
    pay(cast)
    today = timezone.localdate()
    year = (today - timedelta(days=365), today + timedelta(days=365))
    counted = [("survival.GBP", cast.hana.person_id, 30_000)]
    assert allocations(*year) == counted
    row = Fulfilment.objects.get()
    undone = undo(cast)
    fulfilments.follow(payment_id=undone.pk)
    reversal = FulfilmentReversal.objects.get()
    assert reversal.fulfilment_id == row.pk
    assert allocations(*year) == []
    assert allocations(*year, recorded_by=row.created_at) == counted
    assert allocations(*year, recorded_by=reversal.created_at) == []


def test_what_survival_takes_is_counted_once(now_harbour: Cast) -> None:
    cast, today = now_harbour, timezone.localdate()
    accepted(cast.hana, cast.mira, 30_000, Tier.SURVIVAL)
    handed_out(cast)
    pay(cast)
    span = (today - timedelta(days=1), today + timedelta(days=1))
    taken = met_by_month(Tier.SURVIVAL, "GBP", *span)
    assert [amount for _, _, amount in taken] == [30_000]
    fulfilments.follow(payment_id=undo(cast).pk)
    assert met_by_month(Tier.SURVIVAL, "GBP", *span) == []
    pay_again(cast)
    assert met_by_month(Tier.SURVIVAL, "GBP", *span) == taken


def test_only_what_was_accepted_receives(now_harbour: Cast) -> None:
    need = ask(now_harbour.hana)
    with pytest.raises(MoveRefused):
        need.receive(1)
    assert need.met_minor == 0


@pytest.mark.parametrize("amount", [30_000, 120_000], ids=["met", "partly met"])
def test_the_care_circle_moves_no_need_that_received_something(
    now_harbour: Cast, amount: int
) -> None:
    cast = now_harbour
    need = accepted(cast.hana, cast.mira, amount)
    handed_out(cast)
    pay(cast)
    before = where(need)
    with pytest.raises(MoveRefused):
        needs.accept(need_id=need.pk, tier=Tier.COMFORT, by=cast.mira)
    assert where(need) == before
    page = cast.client("mira").get(cast.url(f"care/{need.pk}/"))
    assert page.status_code == 404 or 'name="tier"' not in page.text


def test_nothing_stays_open_where_the_rest_is_on_its_way(now_harbour: Cast) -> None:
    cast = now_harbour
    accepted(cast.hana, cast.mira, 120_000)
    handed_out(cast)
    pay(cast)
    fill(cast, 20_000)
    handed_out(cast, "December round")
    page = cast.client("hana").get(cast.url("needs/mine/")).text
    assert "The round is decided." in page
    assert "stays open" not in page


def test_the_letter_says_where_the_money_is(now_harbour: Cast) -> None:
    cast = now_harbour
    need = accepted(cast.hana, cast.mira, 120_000)
    handed_out(cast)

    def letter() -> str:
        line = need.lines.get()
        return " ".join(cast.client("hana").get(cast.url(f"lines/{line.pk}/why/")).text.split())

    assert "is on its way to you" in letter()
    pay(cast)
    assert "is yours now" in letter()
    fulfilments.follow(payment_id=undo(cast).pk)
    assert "is on its way to you once more" in letter()
    assert "It was entered as paid and came back." in letter()
    waiting = Payment.objects.standing().get()
    payments.refuse(payment_id=waiting.pk, why="No account", by=cast.dev)
    fulfilments.follow(payment_id=waiting.pk)
    assert "was decided for you, and was not paid" in letter()
    assert "is yours now" not in letter()
    page = cast.client("mira").get(cast.url(f"rounds/{need.lines.get().round_id}/")).text
    assert "not paid after all" in page


def test_the_letter_of_a_need_taken_back_gives_nothing(now_harbour: Cast) -> None:
    cast = now_harbour
    gone = accepted(cast.hana, cast.mira, 30_000)
    accepted(cast.jo, cast.mira, 20_000)
    this = proposed(cast)
    needs.withdraw(need_id=gone.pk, by=cast.hana)
    for by in (cast.mira, cast.noor):
        allocation_rounds.approve(round_id=this.pk, by=by)
    allocation_rounds.carry_out(round_id=this.pk, by=cast.mira)
    page = cast.client("hana").get(cast.url(f"lines/{gone.lines.get().pk}/why/")).text
    assert "was proposed for you before you took the need back" in page
    assert "withdrawn meanwhile" in cast.client("mira").get(cast.url(f"rounds/{this.pk}/")).text
