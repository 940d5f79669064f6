"""Funds are opened once and closed for good."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from commonpurse.ledger.actions import accounts, funds, journal_entries
from commonpurse.ledger.actions.funds import NewFund
from commonpurse.ledger.models.account import Account
from commonpurse.ledger.models.fund import Fund
from commonpurse.ledger.queries import funds as queries
from commonpurse.ledger.queries.accounts import PurseAccounts, held
from commonpurse.ledger.refusals import AccountNotEmpty, BadText, FundClosed, FundExists
from commonpurse.ledger.rules.accounts import HELD
from commonpurse.ledger.rules.entries import Draft, Memo, moving
from tests.cast import Cast
from tests.commonpurse.conftest import OPENED_ON
from unions.refusals import NotFound

ROOF = NewFund("Roof of Pier House", "Felt and slates", restricted=True, currency="GBP")


def test_a_fund_is_opened_with_its_account(in_harbour: Cast, purse: PurseAccounts) -> None:
    fund_id = funds.open_fund(fund=ROOF, by=in_harbour.dev)
    (sheet,) = queries.every()
    assert (sheet.id, sheet.code, sheet.purpose) == (fund_id, "roof-of-pier-house", ROOF.purpose)
    assert (sheet.restricted, sheet.is_closed, sheet.is_empty) == (True, False, True)
    (account,) = Account.objects.filter(fund_id=fund_id)
    assert (account.code, account.name) == ("fund.roof-of-pier-house.gbp", ROOF.name)


def test_sent_twice_it_is_one_fund_and_another_of_its_name_is_refused(
    in_harbour: Cast, purse: PurseAccounts
) -> None:
    first = funds.open_fund(fund=ROOF, by=in_harbour.dev)
    assert funds.open_fund(fund=ROOF, by=in_harbour.ana) == first
    for other in (replace(ROOF, purpose="Other"), replace(ROOF, restricted=False)):
        with pytest.raises(FundExists):
            funds.open_fund(fund=other, by=in_harbour.dev)
    assert Fund.objects.count() == 1


def test_what_turns_or_hides_words_is_left_out_of_them(
    in_harbour: Cast, purse: PurseAccounts
) -> None:
    odd = replace(ROOF, name="\u202eRoof of\nPier\u200b  House", purpose="Felt\tand slates\u2066")
    first = funds.open_fund(fund=odd, by=in_harbour.dev)
    assert funds.open_fund(fund=ROOF, by=in_harbour.dev) == first
    (sheet,) = queries.every()
    assert (sheet.name, sheet.purpose) == (ROOF.name, ROOF.purpose)


@pytest.mark.parametrize(
    "changes",
    # The last one is written with twice as many signs than it was sent with.
    [{"name": "\u200b"}, {"name": " \n"}, {"purpose": "\u202e"}, {"name": "\u0958" * 80}],
)
def test_a_fund_that_nobody_could_read_is_not_opened(
    in_harbour: Cast, purse: PurseAccounts, changes: dict[str, Any]
) -> None:
    with pytest.raises(BadText):
        funds.open_fund(fund=replace(ROOF, **changes), by=in_harbour.dev)
    assert Fund.objects.count() == 0


def test_a_fund_is_no_part_of_the_balance_of_the_purse(
    in_harbour: Cast, purse: PurseAccounts
) -> None:
    fund_id = funds.open_fund(fund=ROOF, by=in_harbour.dev)
    account = funds.account_in(fund_id=fund_id, currency="GBP", by=in_harbour.dev)
    lines = moving(4_000, out_of=purse.purse, into=account)
    draft = Draft("in", "fund_in", Memo("fund_in"), OPENED_ON, lines)
    journal_entries.post(entry=draft, by=in_harbour.dev)
    assert sum(held("GBP")[kind] for kind in HELD) == 96_000
    sheet = queries.fund(fund_id)
    assert sheet is not None
    assert [(held.unit, held.balance) for held in sheet.holdings] == [("GBP", 4_000)]
    with pytest.raises(AccountNotEmpty):
        funds.close_fund(fund_id=fund_id, by=in_harbour.dev)


def test_a_fund_may_hold_several_units_side_by_side(in_harbour: Cast, purse: PurseAccounts) -> None:
    accounts.open_purse(currency="EUR", by=in_harbour.dev)
    fund_id = funds.open_fund(fund=ROOF, by=in_harbour.dev)
    funds.account_in(fund_id=fund_id, currency="EUR", by=in_harbour.dev)
    sheet = queries.fund(fund_id)
    assert sheet is not None
    assert [held.unit for held in sheet.holdings] == ["EUR", "GBP"]


def test_a_closed_fund_stays_closed(in_harbour: Cast, purse: PurseAccounts) -> None:
    fund_id = funds.open_fund(fund=ROOF, by=in_harbour.dev)
    funds.close_fund(fund_id=fund_id, by=in_harbour.dev)
    sheet = queries.fund(fund_id)
    assert sheet is not None
    assert sheet.is_closed
    with pytest.raises(FundClosed):
        funds.account_in(fund_id=fund_id, currency="GBP", by=in_harbour.dev)
    with pytest.raises(FundExists):
        funds.open_fund(fund=ROOF, by=in_harbour.dev)


def test_an_unknown_fund_is_not_found(in_harbour: Cast, purse: PurseAccounts) -> None:
    assert queries.fund(uuid4()) is None
    with pytest.raises(NotFound):
        funds.account_in(fund_id=uuid4(), currency="GBP", by=in_harbour.dev)
    with pytest.raises(NotFound):
        funds.close_fund(fund_id=uuid4(), by=in_harbour.dev)
