"""Opening and closing accounts."""

import pytest

from commonpurse.ledger.actions import accounts, journal_entries
from commonpurse.ledger.actions.accounts import NewAccount
from commonpurse.ledger.models.account import Account
from commonpurse.ledger.models.account_balance import AccountBalance
from commonpurse.ledger.models.unit import Unit
from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.refusals import AccountNotEmpty, KeyUsed, UnknownAccount
from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.ledger.rules.entries import Draft, Memo, moving
from tests.cast import Cast
from tests.commonpurse.conftest import OPENED_ON


def test_opening_the_purse_twice_changes_nothing(in_harbour: Cast) -> None:
    first = accounts.open_purse(currency="GBP", by=in_harbour.dev)
    assert accounts.open_purse(currency="GBP", by=in_harbour.ana) == first
    assert Account.objects.count() == 6


def test_each_currency_has_its_own_scale(in_harbour: Cast) -> None:
    assert accounts.open_purse(currency="JPY", by=in_harbour.dev).scale == 0
    assert accounts.open_purse(currency="GBP", by=in_harbour.dev).scale == 2


def test_held_accounts_have_a_floor_and_others_none(in_harbour: Cast) -> None:
    purse = accounts.open_purse(currency="GBP", by=in_harbour.dev)
    floors = dict(AccountBalance.objects.values_list("account_id", "floor"))
    assert {floors[purse.purse], floors[purse.reserve], floors[purse.set_aside]} == {0}
    assert floors[purse.bank] is None


def test_code_of_another_kind_is_refused(in_harbour: Cast, purse: PurseAccounts) -> None:
    unit = Unit.objects.get(code="GBP")
    with pytest.raises(KeyUsed):
        accounts.open_account(
            account=NewAccount(kind=AccountKind.FUND, code="purse.gbp"),
            unit_id=unit.pk,
            by=in_harbour.dev,
        )


def test_closed_account_takes_no_line(in_harbour: Cast, purse: PurseAccounts) -> None:
    unit = Unit.objects.get(code="GBP")
    fund = accounts.open_account(
        account=NewAccount(kind=AccountKind.FUND, code="roof", name="Roof"),
        unit_id=unit.pk,
        by=in_harbour.dev,
    )
    accounts.close_account(account_id=fund, by=in_harbour.dev)
    lines = moving(1, out_of=purse.purse, into=fund)
    with pytest.raises(UnknownAccount):
        journal_entries.post(
            entry=Draft("k", "spend", Memo("spend"), OPENED_ON, lines), by=in_harbour.dev
        )


def test_account_that_holds_something_stays_open(in_harbour: Cast, purse: PurseAccounts) -> None:
    with pytest.raises(AccountNotEmpty):
        accounts.close_account(account_id=purse.purse, by=in_harbour.dev)


def test_account_of_another_union_cannot_be_closed(in_harbour: Cast, millrace: Cast) -> None:
    with millrace.scope():
        theirs = accounts.open_purse(currency="GBP", by=millrace.kit)
    with pytest.raises(UnknownAccount):
        accounts.close_account(account_id=theirs.cash, by=in_harbour.dev)


def test_purse_with_a_closed_account_is_not_opened_anew(in_harbour: Cast) -> None:
    purse = accounts.open_purse(currency="GBP", by=in_harbour.dev)
    accounts.close_account(account_id=purse.cash, by=in_harbour.dev)
    with pytest.raises(UnknownAccount):
        accounts.open_purse(currency="GBP", by=in_harbour.dev)
