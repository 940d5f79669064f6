"""What was only said to be paid is undone: in the books, and in its row."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.queries.accounts import PurseAccounts, held
from commonpurse.ledger.refusals import AlreadyReversed, KeyUsed, NoReason, OwnEntry
from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.ledger.rules.entries import Source
from commonpurse.ledger.rules.ways import Way
from commonpurse.spending.actions import payments
from commonpurse.spending.models.payment import Payment
from commonpurse.spending.refusals import NotAwaiting, PaidToPerson
from commonpurse.spending.rules.approvals import PaymentState
from commonpurse.spending.rules.wanted_payments import NewSpend, PaymentLine
from tests.cast import Cast
from tests.commonpurse.ledger.test_invariants import breaches
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


def test_what_was_paid_for_a_need_stays(in_harbour: Cast, purse: PurseAccounts) -> None:
    line = PaymentLine(Source("need", uuid4()), in_harbour.hana.person_id, 700)
    source = Source("allocation_round", uuid4())
    (payment_id,) = payments.commit(source=source, lines=[line], currency="GBP", by=in_harbour.mira)
    payments.approve(payment_id=payment_id, by=in_harbour.dev)
    on = timezone.localdate()
    payment = payments.pay(payment_id=payment_id, way=Way.BANK, paid_on=on, by=in_harbour.dev)
    with pytest.raises(PaidToPerson):
        payments.take_back(**asked(payment), by=in_harbour.dev)
    assert breaches() == {}


def test_above_the_limit_another_keeper_undoes_it(in_harbour: Cast, purse: PurseAccounts) -> None:
    payment = paid(in_harbour, 20_000)
    with pytest.raises(OwnEntry):
        payments.take_back(**asked(payment), by=in_harbour.dev)
    payments.take_back(**asked(payment), by=in_harbour.ana)
    assert held("GBP")[AccountKind.PURSE] == 100_000
