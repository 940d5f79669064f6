"""What was only said to be paid is undone: in the books, and in its row."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine

from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.queries.accounts import PurseAccounts, held
from commonpurse.ledger.refusals import AlreadyReversed, KeyUsed, NoReason, OwnEntry
from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.ledger.rules.entries import Source
from commonpurse.ledger.rules.ways import Way
from commonpurse.spending.actions import payments
from commonpurse.spending.aggregates import money_out, payees_by_month
from commonpurse.spending.models.payment import Payment
from commonpurse.spending.queries import payments as queries
from commonpurse.spending.refusals import NotAwaiting, OwnPayment, PaidTooEarly
from commonpurse.spending.rules.approvals import PaymentState
from commonpurse.spending.rules.wanted_payments import NewSpend, PaymentLine
from tests.cast import Cast
from tests.commonpurse.ledger.test_invariants import breaches
from unions.people.models.membership import Membership
from unions.refusals import NotFound

PAID_ON, BACK_ON = date(2026, 11, 5), date(2026, 11, 9)


def paid(cast: Cast, amount: int = 700) -> Payment:
    spend = NewSpend(uuid4(), "Van", "Harbour Vans", amount, "GBP")
    with time_machine.travel(f"{PAID_ON} 12:00", tick=False):
        payment = payments.request(spend=spend, by=cast.dev)
        payments.approve(payment_id=payment.pk, by=cast.dev)
        if amount > payment.two_keys_minor:
            payments.approve(payment_id=payment.pk, by=cast.ana)
        return payments.pay(payment_id=payment.pk, way=Way.BANK, paid_on=PAID_ON, by=cast.dev)


@dataclass(frozen=True)
class Decision:
    """A round that gives for one need."""

    source: Source
    need: Source


NEED_OF = Decision(Source("allocation_round", uuid4()), Source("need", uuid4()))


def paid_for_a_need(cast: Cast, payee: Membership | None = None) -> Payment:
    line = PaymentLine(NEED_OF.need, (payee or cast.hana).person_id, 700)
    with time_machine.travel(f"{PAID_ON} 12:00", tick=False):
        (payment_id,) = payments.commit(
            source=NEED_OF.source, lines=[line], currency="GBP", by=cast.mira
        )
        payments.approve(payment_id=payment_id, by=cast.dev)
        return payments.pay(payment_id=payment_id, way=Way.BANK, paid_on=PAID_ON, by=cast.dev)


def posted_at(entry_id: UUID | None) -> datetime:
    assert entry_id is not None
    return JournalEntry.objects.get(pk=entry_id).posted_at


def asked(payment: Payment, **changed: Any) -> dict[str, Any]:
    return {
        "payment_id": payment.pk,
        "why": "it did not happen",
        "effective_on": BACK_ON,
        "key": "k",
        **changed,
    }


def test_the_money_is_in_the_purse_again_and_the_row_says_so(
    in_harbour: Cast, purse: PurseAccounts
) -> None:
    payment = payments.take_back(**asked(paid(in_harbour)), by=in_harbour.dev)
    assert payment.state == PaymentState.UNDONE
    assert (held("GBP")[AccountKind.PURSE], held("GBP")[AccountKind.COMMITMENT]) == (100_000, 0)
    (reversal,) = JournalEntry.objects.filter(reverses__isnull=False)
    assert (reversal.pk, reversal.reverses_id) == (payment.reversal_id, payment.entry_id)
    assert reversal.effective_on == BACK_ON
    assert breaches() == {}


def test_sent_twice_it_is_undone_once(in_harbour: Cast, purse: PurseAccounts) -> None:
    payment = paid(in_harbour)
    for _ in range(2):
        payments.take_back(**asked(payment), by=in_harbour.dev)
    assert held("GBP")[AccountKind.PURSE] == 100_000
    with pytest.raises(KeyUsed):
        payments.take_back(**asked(payment, why="other"), by=in_harbour.dev)
    with pytest.raises(AlreadyReversed):
        payments.take_back(**asked(payment, key="other"), by=in_harbour.dev)
    assert breaches() == {}


def test_what_was_not_paid_cannot_be_undone(in_harbour: Cast, purse: PurseAccounts) -> None:
    spend = NewSpend(uuid4(), "Van", "", 700, "GBP")
    waiting = payments.request(spend=spend, by=in_harbour.dev)
    with pytest.raises(NotAwaiting):
        payments.take_back(**asked(waiting), by=in_harbour.dev)
    with pytest.raises(NotFound):
        payments.take_back(**asked(waiting, payment_id=uuid4()), by=in_harbour.dev)
    with pytest.raises(NoReason):
        payments.take_back(**asked(paid(in_harbour), why=" "), by=in_harbour.dev)


def test_what_a_person_did_not_get_waits_again(in_harbour: Cast, purse: PurseAccounts) -> None:
    first = paid_for_a_need(in_harbour)
    undone = payments.take_back(**asked(first), by=in_harbour.ana)
    assert undone.state == PaymentState.UNDONE
    assert (held("GBP")[AccountKind.PURSE], held("GBP")[AccountKind.COMMITMENT]) == (99_300, 700)
    again = Payment.objects.get(replaces=undone)
    assert (again.state, again.entry_id, again.paid_on) == (PaymentState.APPROVED, None, None)
    assert queries.for_need(NEED_OF.source, NEED_OF.need.id) == (
        queries.facts(undone.pk),
        queries.facts(again.pk),
    )
    assert queries.facts(undone.pk).undone_on == BACK_ON  # type: ignore[union-attr]
    assert (queries.unpaid(BACK_ON), queries.unpaid(PAID_ON)) == (1, 0)
    assert breaches() == {}
    for _ in range(2):
        payments.take_back(**asked(first), by=in_harbour.ana)
    with pytest.raises(AlreadyReversed):
        payments.take_back(**asked(first, key="other"), by=in_harbour.ana)
    assert Payment.objects.count() == 2
    with pytest.raises(PaidTooEarly, match="for Hana came back on 9 November 2026"):
        payments.pay(payment_id=again.pk, way=Way.BANK, paid_on=PAID_ON, by=in_harbour.dev)
    payments.pay(payment_id=again.pk, way=Way.CASH, paid_on=BACK_ON, by=in_harbour.dev)
    assert held("GBP")[AccountKind.COMMITMENT] == 0
    twice = payments.take_back(**asked(again, key="k2"), by=in_harbour.ana)
    third = Payment.objects.get(replaces=twice)
    payments.refuse(payment_id=third.pk, why="No account", by=in_harbour.dev)
    assert held("GBP")[AccountKind.PURSE] == 100_000
    assert breaches() == {}


def test_nobody_undoes_what_they_were_paid(in_harbour: Cast, purse: PurseAccounts) -> None:
    payment = paid_for_a_need(in_harbour, in_harbour.ana)
    with pytest.raises(OwnPayment):
        payments.take_back(**asked(payment), by=in_harbour.ana)
    assert queries.show(payment.pk, in_harbour.ana).can_take_back is False  # type: ignore[union-attr]
    assert payments.take_back(**asked(payment), by=in_harbour.dev).state == PaymentState.UNDONE


def test_sums_tell_what_stood_then(in_harbour: Cast, purse: PurseAccounts) -> None:
    payment = paid_for_a_need(in_harbour)
    days, counted = (PAID_ON, BACK_ON), [("GBP", in_harbour.hana.person_id, 700)]
    assert money_out(*days) == counted
    undone = payments.take_back(**asked(payment), by=in_harbour.ana)
    assert money_out(*days) == []
    assert money_out(PAID_ON, PAID_ON) == counted, "it stood in the books on that day"
    assert money_out(*days, recorded_by=posted_at(undone.entry_id)) == counted
    assert money_out(*days, recorded_by=posted_at(undone.reversal_id)) == []
    assert payees_by_month(*days) == {(date(2026, 11, 1), "GBP"): 1}


def test_a_round_is_not_promised_again_for_what_waits_again(
    in_harbour: Cast, purse: PurseAccounts
) -> None:
    undone = payments.take_back(**asked(paid_for_a_need(in_harbour)), by=in_harbour.ana)
    line = PaymentLine(NEED_OF.need, in_harbour.hana.person_id, 700)
    made = payments.commit(source=NEED_OF.source, lines=[line], currency="GBP", by=in_harbour.mira)
    assert made == (Payment.objects.get(replaces=undone).pk,)


def test_above_the_limit_another_keeper_undoes_it(in_harbour: Cast, purse: PurseAccounts) -> None:
    payment = paid(in_harbour, 20_000)
    with pytest.raises(OwnEntry):
        payments.take_back(**asked(payment), by=in_harbour.dev)
    payments.take_back(**asked(payment), by=in_harbour.ana)
    assert held("GBP")[AccountKind.PURSE] == 100_000
