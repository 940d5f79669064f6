"""What was only said to have arrived is undone, and the promise waits again."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine

from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.queries.accounts import PurseAccounts, held
from commonpurse.ledger.refusals import AlreadyReversed, GoneOutSince, KeyUsed
from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.ledger.rules.ways import Way
from commonpurse.pledges.actions import pledges
from commonpurse.pledges.actions.pledges import NewPledge
from commonpurse.pledges.aggregates import money_in
from commonpurse.pledges.models.pledge import Pledge
from commonpurse.pledges.queries.pledges import desk, given_by
from commonpurse.pledges.refusals import AlreadySettled, OwnPledge
from commonpurse.pledges.rules.receipts import PledgeState
from commonpurse.spending.actions.payments import request
from commonpurse.spending.rules.wanted_payments import NewSpend
from tests.cast import Cast
from tests.commonpurse.ledger.test_invariants import breaches
from unions.people.models.membership import Membership

CAME_ON, BACK_ON = date(2026, 11, 5), date(2026, 11, 9)


@pytest.fixture(autouse=True)
def soon_after() -> Iterator[None]:
    """A promise is of today, and no money comes long before it."""
    with time_machine.travel("2026-11-10 12:00", tick=False):
        yield


YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def received(cast: Cast, giver: Membership, amount: int = 2_000) -> Pledge:
    pledge = pledges.give(pledge=NewPledge(uuid4(), amount, "GBP"), by=giver)
    return pledges.receive(pledge_id=pledge.pk, way=Way.BANK, received_on=CAME_ON, by=cast.ana)


def asked(pledge: Pledge, **changed: Any) -> dict[str, Any]:
    return {
        "pledge_id": pledge.pk,
        "why": "it did not happen",
        "effective_on": BACK_ON,
        "key": "k",
        **changed,
    }


def test_the_promise_waits_again_and_can_be_received_anew(
    in_harbour: Cast, purse: PurseAccounts
) -> None:
    pledge = received(in_harbour, in_harbour.hana)
    undone = pledges.take_back(**asked(pledge), by=in_harbour.dev)
    assert undone.state == PledgeState.UNDONE
    assert held("GBP")[AccountKind.PURSE] == 100_000
    (line,) = desk(in_harbour.dev)
    assert (line.giver, line.amount_minor, line.promised_on) == ("Hana", 2_000, pledge.promised_on)
    pledges.receive(pledge_id=line.id, way=Way.CASH, received_on=BACK_ON, by=in_harbour.dev)
    assert held("GBP")[AccountKind.PURSE] == 102_000
    (given,) = given_by(in_harbour.hana.person_id)
    assert (given.id, given.received_on) == (line.id, BACK_ON)
    assert breaches() == {}


def test_sent_twice_it_is_undone_once(in_harbour: Cast, purse: PurseAccounts) -> None:
    pledge = received(in_harbour, in_harbour.hana)
    for _ in range(2):
        pledges.take_back(**asked(pledge), by=in_harbour.dev)
    assert len(desk(in_harbour.dev)) == 1
    with pytest.raises(KeyUsed):
        pledges.take_back(**asked(pledge, why="other"), by=in_harbour.dev)
    with pytest.raises(AlreadyReversed):
        pledges.take_back(**asked(pledge, key="other"), by=in_harbour.dev)


def test_what_did_not_arrive_or_has_gone_out_cannot_be_undone(
    in_harbour: Cast, purse: PurseAccounts
) -> None:
    waiting = pledges.give(pledge=NewPledge(uuid4(), 5, "GBP"), by=in_harbour.hana)
    with pytest.raises(AlreadySettled):
        pledges.take_back(**asked(waiting), by=in_harbour.dev)
    pledge = received(in_harbour, in_harbour.hana)
    request(spend=NewSpend(uuid4(), "Van", "", 101_000, "GBP"), by=in_harbour.dev)
    with pytest.raises(GoneOutSince):
        pledges.take_back(**asked(pledge), by=in_harbour.dev)
    assert Pledge.objects.get(pk=pledge.pk).state == PledgeState.RECEIVED


def test_nobody_undoes_their_own_money_above_the_limit(
    in_harbour: Cast, purse: PurseAccounts
) -> None:
    pledge = received(in_harbour, in_harbour.dev, 20_000)
    with pytest.raises(OwnPledge):
        pledges.take_back(**asked(pledge), by=in_harbour.dev)


def test_sums_told_before_can_be_counted_again(in_harbour: Cast, purse: PurseAccounts) -> None:
    pledge = received(in_harbour, in_harbour.hana)
    undone = pledges.take_back(**asked(pledge), by=in_harbour.dev)
    counted = [("GBP", in_harbour.hana.person_id, 2_000)]
    assert money_in(*YEAR, recorded_by=posted_at(pledge.entry_id)) == counted
    assert money_in(*YEAR, recorded_by=posted_at(undone.reversal_id)) == []
    assert money_in(*YEAR) == []


def posted_at(entry_id: UUID | None) -> datetime:
    assert entry_id is not None
    return JournalEntry.objects.get(pk=entry_id).posted_at
