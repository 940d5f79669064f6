"""Cells for reports: per person and currency, received or paid within the days asked for."""

from datetime import date
from uuid import uuid4

import time_machine

from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.rules.entries import Source
from commonpurse.ledger.rules.ways import Way
from commonpurse.pledges.actions import pledges
from commonpurse.pledges.actions.pledges import NewPledge
from commonpurse.pledges.aggregates import money_in
from commonpurse.spending.actions import payments
from commonpurse.spending.aggregates import money_out
from commonpurse.spending.rules.wanted_payments import NewSpend, PaymentLine
from tests.cast import Cast

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


def test_money_in_counts_what_was_received(in_harbour: Cast) -> None:
    for amount, day in ((500, FIRST), (70, LAST), (9, date(2026, 12, 1))):
        with time_machine.travel(f"{day} 12:00", tick=False):
            pledge = pledges.give(pledge=NewPledge(uuid4(), amount, "GBP"), by=in_harbour.hana)
            pledges.receive(pledge_id=pledge.pk, way=Way.BANK, received_on=day, by=in_harbour.dev)
    pledges.give(pledge=NewPledge(uuid4(), 8_000, "GBP"), by=in_harbour.hana)
    assert money_in(FIRST, LAST) == [("GBP", in_harbour.hana.person_id, 570)]


@time_machine.travel("2026-11-30 12:00", tick=False)
def test_money_out_counts_persons_only(in_harbour: Cast, purse: PurseAccounts) -> None:
    line = PaymentLine(Source("need", uuid4()), in_harbour.jo.person_id, 800)
    source = Source("allocation_round", uuid4())
    made = payments.commit(source=source, lines=[line], currency="GBP", by=in_harbour.mira)
    rent = payments.request(
        spend=NewSpend(uuid4(), "Rent", "Pier House", 900, "GBP"), by=in_harbour.dev
    )
    for payment_id in (*made, rent.pk):
        assert money_out(FIRST, LAST) == []
        payments.approve(payment_id=payment_id, by=in_harbour.dev)
    for payment_id in (*made, rent.pk):
        payments.pay(payment_id=payment_id, way=Way.BANK, paid_on=LAST, by=in_harbour.ana)
    assert money_out(FIRST, LAST) == [("GBP", in_harbour.jo.person_id, 800)]
