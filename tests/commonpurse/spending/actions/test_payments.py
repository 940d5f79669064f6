"""Payments: promised once, approved by two different keepers, paid once."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.utils import timezone

from commonpurse.ledger.queries.accounts import PurseAccounts, held
from commonpurse.ledger.refusals import DayNotCome, KeyUsed
from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.ledger.rules.entries import Source
from commonpurse.ledger.rules.ways import Way
from commonpurse.spending.actions import payments, set_asides
from commonpurse.spending.actions.set_asides import KeepLine
from commonpurse.spending.guards.payments import can_approve, can_pay
from commonpurse.spending.models.payment import Payment, approvable_by, payable_by
from commonpurse.spending.queries import availability
from commonpurse.spending.queries import payments as payment_queries
from commonpurse.spending.refusals import (
    BadPayment,
    NoReason,
    NotAwaiting,
    NothingFree,
    OwnPayment,
    PaidTooEarly,
    PaymentsChanged,
    SameKeeper,
    SourceUsed,
)
from commonpurse.spending.rules.approvals import PaymentState
from commonpurse.spending.rules.wanted_payments import NewSpend, PaymentLine, fingerprint
from tests.cast import Cast
from unions.founding.models.union_policy import UnionPolicy
from unions.people.models.membership import Membership
from unions.refusals import NotFound

ROUND = Source("allocation_round", uuid4())


def need(payee: UUID, amount: int, kept: int = 0) -> PaymentLine:
    return PaymentLine(Source("need", uuid4()), payee, amount, kept)


def committed(cast: Cast, *amounts: int) -> tuple[UUID, ...]:
    lines = [need(cast.hana.person_id, amount) for amount in amounts]
    return payments.commit(source=ROUND, lines=lines, currency="GBP", by=cast.mira)


def spend(cast: Cast, amount: int) -> Payment:
    new = NewSpend(uuid4(), "Rent of the hall", "Pier House", amount, "GBP")
    return payments.request(spend=new, by=cast.dev)


def sums() -> tuple[int, int]:
    found = held("GBP")
    return found[AccountKind.PURSE], found[AccountKind.COMMITMENT]


def test_round_is_committed_in_one_entry(in_harbour: Cast, purse: PurseAccounts) -> None:
    made = committed(in_harbour, 30_000, 20_000)
    assert sums() == (50_000, 50_000)
    assert [facts.id for facts in payment_queries.of_source(*_pair(ROUND))] == list(made)


def test_committing_twice_answers_with_the_same_payments(
    in_harbour: Cast, purse: PurseAccounts
) -> None:
    lines = [need(in_harbour.hana.person_id, 10_000), need(in_harbour.jo.person_id, 500)]
    words: dict[str, Any] = {"source": ROUND, "currency": "GBP", "by": in_harbour.mira}
    first = payments.commit(lines=lines, **words)
    assert payments.commit(lines=lines, **words) == first
    assert sums() == (89_500, 10_500)
    with pytest.raises(SourceUsed):
        payments.commit(lines=lines[:1], **words)


def test_more_than_is_free_is_refused(in_harbour: Cast, purse: PurseAccounts) -> None:
    UnionPolicy.objects.create(key="reserve.floor_minor", version=1, value=40_000)
    assert availability.sheet("GBP").free == 60_000
    with pytest.raises(NothingFree):
        committed(in_harbour, 60_001)
    assert sums() == (100_000, 0)
    committed(in_harbour, 60_000)
    assert availability.sheet("GBP").free == 0


@pytest.mark.parametrize("amounts", [(), (0,), (-1,), (5, 10**13)])
def test_lines_that_cannot_be(
    in_harbour: Cast, purse: PurseAccounts, amounts: tuple[int, ...]
) -> None:
    with pytest.raises(BadPayment):
        committed(in_harbour, *amounts)


def test_need_named_twice_is_refused(in_harbour: Cast, purse: PurseAccounts) -> None:
    line = need(in_harbour.hana.person_id, 5)
    with pytest.raises(BadPayment):
        payments.commit(source=ROUND, lines=[line, line], currency="GBP", by=in_harbour.mira)


def test_limit_itself_needs_one_keeper(in_harbour: Cast, purse: PurseAccounts) -> None:
    payment = payments.approve(payment_id=spend(in_harbour, 15_000).pk, by=in_harbour.dev)
    assert payment.state == PaymentState.APPROVED


def test_above_the_limit_two_keepers_approve(in_harbour: Cast, purse: PurseAccounts) -> None:
    payment_id = spend(in_harbour, 15_001).pk
    once = payments.approve(payment_id=payment_id, by=in_harbour.dev)
    assert once.state == PaymentState.APPROVED_ONCE
    with pytest.raises(NotAwaiting):
        _pay(payment_id=payment_id, by=in_harbour.dev)
    with pytest.raises(SameKeeper):
        payments.approve(payment_id=payment_id, by=in_harbour.dev)
    twice = payments.approve(payment_id=payment_id, by=in_harbour.ana)
    assert twice.state == PaymentState.APPROVED
    with pytest.raises(NotAwaiting):
        payments.approve(payment_id=payment_id, by=in_harbour.ana)


def test_limit_is_that_of_the_day_of_asking(in_harbour: Cast, purse: PurseAccounts) -> None:
    payment_id = spend(in_harbour, 15_001).pk
    UnionPolicy.objects.create(key="payment.two_keys_minor", version=1, value=90_000)
    payment = payments.approve(payment_id=payment_id, by=in_harbour.dev)
    assert payment.state == PaymentState.APPROVED_ONCE


def test_payee_neither_approves_nor_pays(in_harbour: Cast, purse: PurseAccounts) -> None:
    line = need(in_harbour.dev.person_id, 5_000)
    (payment_id,) = payments.commit(source=ROUND, lines=[line], currency="GBP", by=in_harbour.mira)
    with pytest.raises(OwnPayment):
        payments.approve(payment_id=payment_id, by=in_harbour.dev)
    payments.approve(payment_id=payment_id, by=in_harbour.ana)
    with pytest.raises(OwnPayment):
        _pay(payment_id=payment_id, by=in_harbour.dev)


def test_paying_takes_the_promised_money_out(in_harbour: Cast, purse: PurseAccounts) -> None:
    (payment_id,) = committed(in_harbour, 5_000)
    payments.approve(payment_id=payment_id, by=in_harbour.dev)
    on = timezone.localdate()
    paid = payments.pay(payment_id=payment_id, way=Way.CASH, paid_on=on, by=in_harbour.ana)
    assert sums() == (95_000, 0)
    facts = payment_queries.facts(payment_id)
    assert facts is not None
    assert (facts.state, facts.paid_on, facts.entry_id) == ("paid", on, paid.entry_id)
    with pytest.raises(NotAwaiting):
        payments.pay(payment_id=payment_id, way=Way.CASH, paid_on=on, by=in_harbour.ana)


def test_paid_neither_ahead_of_its_day_nor_before_it_was_promised(
    in_harbour: Cast, purse: PurseAccounts
) -> None:
    with time_machine.travel("2026-10-20 12:00", tick=False):
        (payment_id,) = committed(in_harbour, 5_000)
        payments.approve(payment_id=payment_id, by=in_harbour.dev)
        paid: dict[str, Any] = {"payment_id": payment_id, "way": Way.CASH, "by": in_harbour.ana}
        for on, refusal in ((date(2026, 10, 21), DayNotCome), (date(2026, 10, 19), PaidTooEarly)):
            with pytest.raises(refusal):
                payments.pay(paid_on=on, **paid)
            ready = payment_queries.payable(ROUND, in_harbour.ana)
            assert ready is not None
            with pytest.raises(refusal):
                payments.pay_all(
                    source=ROUND,
                    shown=ready.fingerprint,
                    way=Way.CASH,
                    paid_on=on,
                    by=in_harbour.ana,
                )
        assert sums() == (95_000, 5_000)
        payments.pay(paid_on=date(2026, 10, 20), **paid)


def test_who_may_take_a_step_is_the_same_for_one_and_for_many(
    in_harbour: Cast, purse: PurseAccounts
) -> None:
    lines = [need(in_harbour.dev.person_id, 300), need(in_harbour.hana.person_id, 20_000)]
    own, large = payments.commit(source=ROUND, lines=lines, currency="GBP", by=in_harbour.mira)
    small, paid, refused, _ = (spend(in_harbour, 500).pk for _ in range(4))
    payments.approve(payment_id=own, by=in_harbour.ana)
    payments.approve(payment_id=large, by=in_harbour.dev)
    for payment_id in (small, paid):
        payments.approve(payment_id=payment_id, by=in_harbour.ana)
    _pay(payment_id=paid, by=in_harbour.ana)
    payments.refuse(payment_id=refused, why="not needed", by=in_harbour.dev)
    for keeper in (in_harbour.dev, in_harbour.ana):
        rows, mine = [*Payment.objects.all()], (keeper.person_id, keeper.pk)
        to_approve = {row.pk for row in rows if can_approve(row, keeper)}
        to_pay = {row.pk for row in rows if can_pay(row, keeper)}
        found = Payment.objects.values_list("pk", flat=True)
        assert set(found.filter(approvable_by(*mine))) == to_approve
        assert set(found.filter(payable_by(keeper.person_id))) == to_pay
        assert payment_queries.waiting_for(keeper) == len(to_approve | to_pay)
        assert to_approve
        assert to_pay


def test_refused_money_returns_to_the_purse(in_harbour: Cast, purse: PurseAccounts) -> None:
    (payment_id,) = committed(in_harbour, 5_000)
    with pytest.raises(NoReason):
        payments.refuse(payment_id=payment_id, why=" ", by=in_harbour.dev)
    payments.refuse(payment_id=payment_id, why="moved away", by=in_harbour.dev)
    assert sums() == (100_000, 0)
    for step in (payments.approve, _pay):
        with pytest.raises(NotAwaiting):
            step(payment_id=payment_id, by=in_harbour.ana)


def test_all_of_a_round_approved_and_paid_at_once(in_harbour: Cast, purse: PurseAccounts) -> None:
    lines = [need(in_harbour.hana.person_id, 20_000), need(in_harbour.dev.person_id, 300)]
    payments.commit(source=ROUND, lines=lines, currency="GBP", by=in_harbour.mira)
    assert payments.approve_all(source=ROUND, by=in_harbour.dev) == 1
    assert payments.approve_all(source=ROUND, by=in_harbour.dev) == 0
    assert payments.approve_all(source=ROUND, by=in_harbour.ana) == 2
    paid: dict[str, Any] = {"source": ROUND, "way": Way.BANK, "paid_on": timezone.localdate()}
    for keeper, total in ((in_harbour.dev, 20_000), (in_harbour.ana, 300)):
        ready = payment_queries.payable(ROUND, keeper)
        assert ready is not None
        assert ready.total_minor == total
        for shown in ("", fingerprint([]), fingerprint([(uuid4(), total)])):
            with pytest.raises(PaymentsChanged):
                payments.pay_all(by=keeper, shown=shown, **paid)
        assert payments.pay_all(by=keeper, shown=ready.fingerprint, **paid) == 1
    assert payment_queries.payable(ROUND, in_harbour.ana) is None
    assert payments.pay_all(by=in_harbour.ana, shown=fingerprint([]), **paid) == 0
    assert sums() == (79_700, 0)


def test_request_sent_twice_is_one_payment(in_harbour: Cast, purse: PurseAccounts) -> None:
    new = NewSpend(uuid4(), "Van hire", "", 13_200, "GBP")
    first = payments.request(spend=new, by=in_harbour.dev)
    assert payments.request(spend=new, by=in_harbour.dev).pk == first.pk
    assert sums() == (86_800, 13_200)


@pytest.mark.parametrize(
    "changed", [{"amount_minor": 13_201}, {"words": "Van"}, {"payee_words": "Harbour Vans"}]
)
def test_a_request_that_was_changed_is_not_taken_for_its_repeat(
    in_harbour: Cast, purse: PurseAccounts, changed: dict[str, Any]
) -> None:
    new = NewSpend(uuid4(), "Van hire", "", 13_200, "GBP")
    payments.request(spend=new, by=in_harbour.dev)
    with pytest.raises(KeyUsed):
        payments.request(spend=replace(new, **changed), by=in_harbour.dev)
    with pytest.raises(KeyUsed):
        payments.request(spend=new, by=in_harbour.ana)
    assert sums() == (86_800, 13_200)


def test_request_without_words_or_amount(in_harbour: Cast, purse: PurseAccounts) -> None:
    good = NewSpend(uuid4(), "Van hire", "", 1, "GBP")
    for bad in (replace(good, words=" "), replace(good, amount_minor=0)):
        with pytest.raises(BadPayment):
            payments.request(spend=bad, by=in_harbour.dev)


def test_payment_of_another_union_is_not_found(
    harbour: Cast, millrace: Cast, purse: PurseAccounts
) -> None:
    payment_id = spend(harbour, 500).pk
    with millrace.scope(), pytest.raises(NotFound):
        payments.approve(payment_id=payment_id, by=millrace.kit)


def test_set_aside_is_used_first_when_the_need_is_paid(
    in_harbour: Cast, purse: PurseAccounts
) -> None:
    kept = Source("need", uuid4())
    set_asides.set_aside(
        source=ROUND,
        lines=[KeepLine(kept, 4_000), KeepLine(Source("need", uuid4()), 100)],
        currency="GBP",
        by=in_harbour.mira,
    )
    line = PaymentLine(kept, in_harbour.jo.person_id, 9_000, from_set_aside_minor=4_000)
    later = Source("allocation_round", uuid4())
    with pytest.raises(BadPayment):
        payments.commit(
            source=later,
            lines=[replace(line, from_set_aside_minor=4_001), need(line.payee_id, 1, 0)],
            currency="GBP",
            by=in_harbour.mira,
        )
    payments.commit(source=later, lines=[line], currency="GBP", by=in_harbour.mira)
    found = availability.sheet("GBP")
    assert (found.balance, found.promised, found.set_aside) == (100_000, 9_000, 100)


def _pair(source: Source) -> tuple[str, UUID]:
    return source.kind, source.id


def _pay(*, payment_id: UUID, by: Membership) -> Payment:
    on = timezone.localdate()
    return payments.pay(payment_id=payment_id, way=Way.BANK, paid_on=on, by=by)


def test_set_aside_cannot_give_more_than_the_payment(
    in_harbour: Cast, purse: PurseAccounts
) -> None:
    with pytest.raises(BadPayment):
        payments.commit(
            source=ROUND,
            lines=[need(in_harbour.hana.person_id, 5, kept=6)],
            currency="GBP",
            by=in_harbour.mira,
        )


def test_payment_says_no_more_than_its_id(in_harbour: Cast, purse: PurseAccounts) -> None:
    line = need(in_harbour.hana.person_id, 500)
    made = payments.commit(source=ROUND, lines=[line], currency="GBP", by=in_harbour.mira)
    assert payment_queries.facts(uuid4()) is None
    assert [str(row) for row in Payment.objects.all()] == [str(made[0])]
