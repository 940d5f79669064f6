"""Accounts and what they hold; unlike units stand apart."""

from uuid import uuid4

import pytest

from commonpurse.ledger.actions import accounts, journal_entries
from commonpurse.ledger.actions.accounts import NewAccount
from commonpurse.ledger.models.account import Account
from commonpurse.ledger.models.account_balance import AccountBalance
from commonpurse.ledger.models.entry_note import EntryNote
from commonpurse.ledger.models.fund import Fund
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.models.posting import Posting
from commonpurse.ledger.models.unit import Unit
from commonpurse.ledger.queries.accounts import PurseAccounts, account_sheet, held
from commonpurse.ledger.refusals import Unbalanced
from commonpurse.ledger.rules.accounts import AccountKind, Group
from commonpurse.ledger.rules.entries import Draft, Memo, moving
from tests.cast import Cast
from tests.commonpurse.conftest import OPENED_ON


@pytest.fixture
def two_units(in_harbour: Cast, purse: PurseAccounts) -> PurseAccounts:
    """Beside pounds a purse in yen, and a roof fund with 2.50."""
    by = in_harbour.dev
    yen = accounts.open_purse(currency="JPY", by=by)
    fund = Fund.objects.create(code="roof", name="Roof of Pier House")
    roof = accounts.open_account(
        account=NewAccount(AccountKind.FUND, "fund.roof", "Roof", fund.pk),
        unit_id=Unit.objects.get(code="GBP").pk,
        by=by,
    )
    for number, lines in enumerate(
        (moving(900, out_of=yen.bank, into=yen.purse), moving(250, out_of=purse.cash, into=roof))
    ):
        draft = Draft(f"k{number}", "gift", Memo("gift", words="For you"), OPENED_ON, lines)
        journal_entries.post(entry=draft, by=by)
    return yen


def test_units_are_never_summed(in_harbour: Cast, two_units: PurseAccounts) -> None:
    pounds, yen = account_sheet()
    assert (pounds.unit, pounds.total, yen.unit, yen.total) == ("GBP", 0, "JPY", 0)
    assert account_sheet("JPY") == (yen, pounds)
    assert {group.code: group.total for group in pounds.groups} == {
        Group.PURSE: 100_000,
        Group.FUNDS: 250,
        Group.OUTSIDE: -100_250,
    }
    assert {group.code: group.total for group in yen.groups} == {
        Group.PURSE: 900,
        Group.OUTSIDE: -900,
    }
    assert [[line.name for line in group.lines] for group in pounds.groups] == [
        ["Common purse", "Reserve", "Promised", "Set aside"],
        ["Roof"],
        ["Bank", "Cash"],
    ]
    assert held("JPY")[AccountKind.PURSE] == 900
    page = in_harbour.client("hana").get(in_harbour.url("purse/accounts/")).content.decode()
    assert "¥900" in page.replace("JP¥", "¥")
    assert "Roof" in page


def test_entry_between_units_is_refused(
    in_harbour: Cast, purse: PurseAccounts, two_units: PurseAccounts
) -> None:
    lines = moving(5, out_of=purse.bank, into=two_units.purse)
    with pytest.raises(Unbalanced):
        journal_entries.post(
            entry=Draft("x", "gift", Memo("gift"), OPENED_ON, lines), by=in_harbour.dev
        )


def test_rows_say_what_they_are(in_harbour: Cast, two_units: PurseAccounts) -> None:
    assert str(Unit.objects.get(code="JPY")) == "JPY"
    assert str(Fund.objects.get()) == "Roof of Pier House"
    assert str(Account.objects.get(code="fund.roof")) == "fund.roof"
    assert str(AccountBalance.objects.get(account__code="fund.roof")) == "250"
    assert str(JournalEntry.objects.get(key="k1")) == "k1"
    assert str(EntryNote.objects.get(entry__key="k1")) == "For you"
    assert str(Posting.objects.get(account__code="fund.roof")) == "250"


def test_unknown_account_and_month_are_not_found(in_harbour: Cast, purse: PurseAccounts) -> None:
    client = in_harbour.client("hana")
    for path in (f"{uuid4()}/", f"{purse.purse}/?month=2026-13"):
        assert client.get(in_harbour.url(f"purse/accounts/{path}")).status_code == 404
    page = client.get(in_harbour.url(f"purse/accounts/{purse.purse}/?month=2026-10"))
    assert page.status_code == 200
