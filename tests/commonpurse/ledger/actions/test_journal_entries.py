"""Posting: what comes in twice counts once, what does not add up never enters."""

from datetime import date

import pytest

from commonpurse.ledger.actions import accounts, journal_entries
from commonpurse.ledger.models.account_balance import AccountBalance
from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.rules.entries import Draft, Memo, moving
from tests.cast import Cast

DAY = date(2026, 11, 3)


@pytest.fixture
def purse(in_harbour: Cast) -> PurseAccounts:
    return accounts.open_purse(currency="GBP", by=in_harbour.dev)


def test_posting_moves_both_balances(in_harbour: Cast, purse: PurseAccounts) -> None:
    draft = Draft("k1", "gift", Memo("gift"), DAY, moving(500, out_of=purse.bank, into=purse.purse))
    posted = journal_entries.post(entry=draft, by=in_harbour.dev)
    assert not posted.replayed
    balances = dict(AccountBalance.objects.values_list("account_id", "balance"))
    assert balances[purse.purse] == 500
    assert balances[purse.bank] == -500
    assert journal_entries.post(entry=draft, by=in_harbour.ana).replayed
