"""Money goes into a fund and out of it, never below zero, and restricted money stays."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from commonpurse.ledger.actions import funds as books
from commonpurse.ledger.actions import journal_entries
from commonpurse.ledger.actions.funds import NewFund
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.queries import funds as queries
from commonpurse.ledger.queries.accounts import PurseAccounts, held
from commonpurse.ledger.refusals import FundClosed, KeyUsed, PurseTooSmall
from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.ledger.rules.ways import Way
from commonpurse.spending.actions import funds, payments
from commonpurse.spending.actions.funds import FundMove
from commonpurse.spending.queries import availability
from commonpurse.spending.refusals import BadMove, FundNotEmpty, FundRestricted, NothingFree
from commonpurse.spending.rules.approvals import AMOUNT_MINOR_MAX
from commonpurse.spending.rules.wanted_payments import NewSpend
from tests.cast import Cast
from tests.commonpurse.ledger.test_invariants import breaches
from unions.founding.actions.unions import set_policy
from unions.refusals import NotFound


def fund(cast: Cast, *, restricted: bool = False) -> UUID:
    new = NewFund("Roof", "Felt and slates", restricted=restricted, currency="GBP")
    return books.open_fund(fund=new, by=cast.dev)


def move(fund_id: UUID, amount: int) -> FundMove:
    return FundMove(fund_id, amount, "GBP", "for the felt", str(uuid4()))


def in_fund(fund_id: UUID) -> int:
    sheet = queries.fund(fund_id)
    assert sheet is not None
    return sheet.holdings[0].balance


def test_what_goes_in_comes_out_again(in_harbour: Cast, purse: PurseAccounts) -> None:
    roof = fund(in_harbour)
    funds.put_in(move=move(roof, 4_000), by=in_harbour.dev)
    assert (in_fund(roof), availability.sheet("GBP").free) == (4_000, 96_000)
    funds.take_out(move=move(roof, 1_500), by=in_harbour.dev)
    assert (in_fund(roof), availability.sheet("GBP").free) == (2_500, 97_500)
    assert breaches() == {}


def test_sent_twice_it_is_one_move_and_another_amount_is_refused(
    in_harbour: Cast, purse: PurseAccounts
) -> None:
    asked = move(fund(in_harbour), 4_000)
    first = funds.put_in(move=asked, by=in_harbour.dev)
    again = funds.put_in(move=asked, by=in_harbour.dev)
    assert (again.entry_id, again.replayed) == (first.entry_id, True)
    with pytest.raises(KeyUsed):
        funds.put_in(move=replace(asked, amount_minor=1), by=in_harbour.dev)
    assert in_fund(asked.fund_id) == 4_000


def test_only_what_is_free_goes_in(in_harbour: Cast, purse: PurseAccounts) -> None:
    set_policy(key="reserve.floor_minor", value=30_000)
    roof = fund(in_harbour)
    with pytest.raises(NothingFree):
        funds.put_in(move=move(roof, 70_001), by=in_harbour.dev)
    with pytest.raises(PurseTooSmall):
        funds.put_in(move=move(roof, 100_001), by=in_harbour.dev)
    funds.put_in(move=move(roof, 70_000), by=in_harbour.dev)
    # Nothing is free now; what comes out of a fund is welcome all the same.
    set_policy(key="reserve.floor_minor", value=40_000)
    funds.take_out(move=move(roof, 1), by=in_harbour.dev)
    assert availability.sheet("GBP").free == -9_999


def test_no_more_comes_out_than_is_in(in_harbour: Cast, purse: PurseAccounts) -> None:
    roof = fund(in_harbour)
    funds.put_in(move=move(roof, 4_000), by=in_harbour.dev)
    with pytest.raises(PurseTooSmall):
        funds.take_out(move=move(roof, 4_001), by=in_harbour.dev)
    assert in_fund(roof) == 4_000


def test_restricted_money_goes_out_by_payments_only(in_harbour: Cast, purse: PurseAccounts) -> None:
    roof = fund(in_harbour, restricted=True)
    funds.put_in(move=move(roof, 4_000), by=in_harbour.dev)
    with pytest.raises(FundRestricted):
        funds.take_out(move=move(roof, 1), by=in_harbour.dev)
    payment = payments.request(
        spend=NewSpend(uuid4(), "Felt", "Tar & Timber", 1_500, "GBP", roof), by=in_harbour.dev
    )
    assert (in_fund(roof), held("GBP")[AccountKind.COMMITMENT]) == (2_500, 1_500)
    assert held("GBP")[AccountKind.PURSE] == 96_000
    payments.approve(payment_id=payment.pk, by=in_harbour.dev)
    on = timezone.localdate()
    payments.pay(payment_id=payment.pk, way=Way.BANK, paid_on=on, by=in_harbour.dev)
    assert (in_fund(roof), held("GBP")[AccountKind.COMMITMENT]) == (2_500, 0)
    assert breaches() == {}


def test_a_refused_payment_goes_back_to_its_fund(in_harbour: Cast, purse: PurseAccounts) -> None:
    roof = fund(in_harbour, restricted=True)
    funds.put_in(move=move(roof, 4_000), by=in_harbour.dev)
    spend = NewSpend(uuid4(), "Felt", "", 1_500, "GBP", roof)
    payment = payments.request(spend=spend, by=in_harbour.dev)
    payments.refuse(payment_id=payment.pk, why="too dear", by=in_harbour.ana)
    assert (in_fund(roof), held("GBP")[AccountKind.PURSE]) == (4_000, 96_000)
    with pytest.raises(PurseTooSmall):
        payments.request(
            spend=NewSpend(uuid4(), "Slates", "", 4_001, "GBP", roof), by=in_harbour.dev
        )
    with pytest.raises(NotFound):
        payments.request(spend=NewSpend(uuid4(), "?", "", 1, "GBP", uuid4()), by=in_harbour.dev)


def test_a_fund_that_holds_or_promises_something_stays_open(
    in_harbour: Cast, purse: PurseAccounts
) -> None:
    roof = fund(in_harbour)
    funds.put_in(move=move(roof, 1_500), by=in_harbour.dev)
    with pytest.raises(FundNotEmpty):
        funds.close(fund_id=roof, by=in_harbour.dev)
    spend = NewSpend(uuid4(), "Felt", "", 1_500, "GBP", roof)
    payment = payments.request(spend=spend, by=in_harbour.dev)
    with pytest.raises(FundNotEmpty):
        funds.close(fund_id=roof, by=in_harbour.dev)
    payments.refuse(payment_id=payment.pk, why="no", by=in_harbour.dev)
    funds.take_out(move=move(roof, 1_500), by=in_harbour.dev)
    funds.close(fund_id=roof, by=in_harbour.dev)
    with pytest.raises(FundClosed):
        funds.put_in(move=move(roof, 1), by=in_harbour.dev)
    with pytest.raises(FundNotEmpty):
        funds.close(fund_id=roof, by=in_harbour.dev)


@pytest.mark.parametrize("amount", [0, -1, AMOUNT_MINOR_MAX + 1, 2**63])
def test_an_amount_that_cannot_be_is_refused(
    in_harbour: Cast, purse: PurseAccounts, amount: int
) -> None:
    roof = fund(in_harbour)
    for act in (funds.put_in, funds.take_out):
        with pytest.raises(BadMove):
            act(move=move(roof, amount), by=in_harbour.dev)


def test_what_is_taken_out_says_what_for(in_harbour: Cast, purse: PurseAccounts) -> None:
    roof = fund(in_harbour)
    funds.put_in(move=replace(move(roof, 10), words=""), by=in_harbour.dev)
    with pytest.raises(BadMove):
        funds.take_out(move=replace(move(roof, 10), words=" "), by=in_harbour.dev)
    for act in (funds.put_in, funds.take_out, funds.close):
        with pytest.raises(NotFound):
            asked = {"fund_id": uuid4()} if act is funds.close else {"move": move(uuid4(), 5)}
            act(**asked, by=in_harbour.dev)


def test_a_move_is_plain_and_may_be_taken_back_from_the_books(
    in_harbour: Cast, purse: PurseAccounts
) -> None:
    roof = fund(in_harbour, restricted=True)
    posted = funds.put_in(move=move(roof, 4_000), by=in_harbour.dev)
    entry = JournalEntry.objects.get(pk=posted.entry_id)
    journal_entries.reverse(
        entry_id=entry.pk, why="wrong fund", effective_on=entry.effective_on, by=in_harbour.dev
    )
    assert in_fund(roof) == 0
