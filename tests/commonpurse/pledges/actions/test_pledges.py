"""Money that members give: counted once, seen by a keeper."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine

from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.queries.accounts import held
from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.ledger.rules.ways import Way
from commonpurse.pledges.actions import pledges
from commonpurse.pledges.actions.pledges import NewPledge
from commonpurse.pledges.models.pledge import Pledge
from commonpurse.pledges.queries import pledges as pledge_queries
from commonpurse.pledges.refusals import (
    AlreadySettled,
    BadPledge,
    NotYourPledge,
    OwnPledge,
    PledgeUsed,
)
from tests.cast import Cast
from unions.people.models.membership import Membership
from unions.refusals import NotFound

ON = date(2026, 11, 9)


@pytest.fixture(autouse=True)
def soon_after() -> Iterator[None]:
    """A promise is of today, and no money comes long before it."""
    with time_machine.travel("2026-11-10 12:00", tick=False):
        yield


def give(by: Membership, amount: int = 2_000) -> Pledge:
    return pledges.give(pledge=NewPledge(uuid4(), amount, "GBP"), by=by)


def receive(pledge_id: UUID, by: Membership) -> Pledge:
    return pledges.receive(pledge_id=pledge_id, way=Way.BANK, received_on=ON, by=by)


def test_promise_moves_no_money(in_harbour: Cast) -> None:
    give(in_harbour.hana)
    assert held("GBP")[AccountKind.PURSE] == 0
    (given,) = pledge_queries.given_by(in_harbour.hana.person_id)
    assert (given.amount_minor, given.state, given.seen_by) == (2_000, "promised", "")


def test_received_money_is_in_the_purse_and_in_the_givers_list(in_harbour: Cast) -> None:
    pledge = receive(give(in_harbour.hana).pk, in_harbour.dev)
    assert held("GBP")[AccountKind.PURSE] == 2_000
    (given,) = pledge_queries.given_by(in_harbour.hana.person_id)
    assert (given.state, given.received_on, given.seen_by) == ("received", ON, "Dev")
    assert pledge.entry_id is not None
    assert JournalEntry.objects.get(pk=pledge.entry_id).source_id == pledge.pk


def test_sent_twice_counts_once(in_harbour: Cast) -> None:
    new = NewPledge(uuid4(), 2_000, "GBP")
    first = pledges.give(pledge=new, by=in_harbour.hana)
    assert pledges.give(pledge=new, by=in_harbour.hana).pk == first.pk
    for changed, by in ((replace(new, amount_minor=1), in_harbour.hana), (new, in_harbour.jo)):
        with pytest.raises(PledgeUsed):
            pledges.give(pledge=changed, by=by)


def test_received_twice_is_refused(in_harbour: Cast) -> None:
    pledge = receive(give(in_harbour.hana).pk, in_harbour.dev)
    with pytest.raises(AlreadySettled):
        receive(pledge.pk, in_harbour.ana)
    assert held("GBP")[AccountKind.PURSE] == 2_000


def test_keepers_own_money_above_the_limit_needs_another(in_harbour: Cast) -> None:
    small, large = give(in_harbour.dev, 15_000), give(in_harbour.dev, 15_001)
    receive(small.pk, in_harbour.dev)
    with pytest.raises(OwnPledge):
        receive(large.pk, in_harbour.dev)
    assert [line.can_receive for line in pledge_queries.desk(in_harbour.dev)] == [False]
    assert pledge_queries.waiting_for(in_harbour.ana) == 1
    receive(large.pk, in_harbour.ana)


def test_withdrawn_by_its_giver_only_and_before_it_is_received(in_harbour: Cast) -> None:
    pledge = give(in_harbour.hana)
    with pytest.raises(NotYourPledge):
        pledges.withdraw(pledge_id=pledge.pk, by=in_harbour.jo)
    pledges.withdraw(pledge_id=pledge.pk, by=in_harbour.hana)
    with pytest.raises(AlreadySettled):
        receive(pledge.pk, in_harbour.dev)
    assert pledge_queries.given_by(in_harbour.hana.person_id) == ()


@pytest.mark.parametrize("amount", [0, -5, 10**11])
def test_amount_that_nobody_can_give(in_harbour: Cast, amount: int) -> None:
    with pytest.raises(BadPledge):
        give(in_harbour.hana, amount)


def test_pledge_of_another_union_is_not_found(harbour: Cast, millrace: Cast) -> None:
    with harbour.scope():
        pledge = give(harbour.hana)
    with millrace.scope(), pytest.raises(NotFound):
        receive(pledge.pk, millrace.kit)


def test_list_of_what_i_gave_has_my_money_only(in_harbour: Cast) -> None:
    mine = [give(in_harbour.hana, amount).pk for amount in (1, 2, 3)]
    give(in_harbour.jo)
    found = pledge_queries.given_by(in_harbour.hana.person_id)
    assert [given.id for given in found] == list(reversed(mine))


def test_list_of_what_i_gave_between_two_days(in_harbour: Cast) -> None:
    pledge = give(in_harbour.hana)
    day, person_id = pledge.promised_on, in_harbour.hana.person_id
    assert len(pledge_queries.given_by(person_id, first_on=day, last_on=day)) == 1
    assert pledge_queries.given_by(person_id, first_on=day + timedelta(days=1)) == ()
    assert pledge_queries.given_by(person_id, last_on=day - timedelta(days=1)) == ()
    assert str(pledge) == str(pledge.pk)
