"""Exchanging units: four lines, each unit by itself, and hours for nothing."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from commonpurse.ledger.actions.accounts import NewAccount, close_account, open_account
from commonpurse.ledger.actions.exchanges import Exchange, exchange, open_trading
from commonpurse.ledger.actions.journal_entries import reverse
from commonpurse.ledger.actions.units import open_unit
from commonpurse.ledger.models.account import Account
from commonpurse.ledger.models.account_balance import AccountBalance
from commonpurse.ledger.models.account_month import AccountMonth
from commonpurse.ledger.models.entry_note import EntryNote
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.models.posting import Posting
from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.refusals import (
    BadDay,
    BadKey,
    BadLines,
    KeyUsed,
    MixedHours,
    PurseTooSmall,
    SameUnit,
    UnknownAccount,
    UnknownUnit,
)
from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.ledger.rules.units import UnitKind
from commonpurse.refusals import PurseRefused
from tests.cast import Cast
from tests.commonpurse.conftest import fill
from tests.commonpurse.ledger.test_invariants import breaches

DAY = date(2026, 11, 3)


@dataclass(frozen=True)
class Barn:
    """Accounts in kilograms and in hours, beside the purse."""

    unit: UUID
    potatoes: UUID
    hours: UUID
    given: UUID


@pytest.fixture
def barn(in_harbour: Cast, purse: PurseAccounts) -> Barn:
    by = in_harbour.dev
    mass = open_unit(code="kg", scale=3, kind=UnitKind.MASS, by=by)
    hours = open_unit(code="h", scale=2, kind=UnitKind.HOURS, by=by)
    potatoes = NewAccount(kind=AccountKind.PURSE, code="potatoes")
    given = NewAccount(kind=AccountKind.INCOME, code="given")
    return Barn(
        unit=mass,
        potatoes=open_account(account=potatoes, unit_id=mass, by=by),
        hours=hours,
        given=open_account(account=given, unit_id=hours, by=by),
    )


@pytest.fixture
def buy(purse: PurseAccounts, barn: Barn) -> Exchange:
    """Forty kilograms for thirty pounds."""
    return Exchange(
        key="potatoes",
        effective_on=DAY,
        out_of=purse.purse,
        gives=3_000,
        into=barn.potatoes,
        gets=40_000,
        words="Potatoes",
    )


def balances() -> dict[str, int]:
    rows = AccountBalance.objects.exclude(balance=0)
    return dict(rows.values_list("account__code", "balance"))


def test_each_unit_stands_by_itself(in_harbour: Cast, buy: Exchange) -> None:
    posted = exchange(exchange=buy, by=in_harbour.dev)
    lines = Posting.objects.filter(entry_id=posted.entry_id)
    assert {(row.account.code, row.amount) for row in lines.select_related("account")} == {
        ("purse.gbp", -3_000),
        ("trading.gbp", 3_000),
        ("trading.kg", -40_000),
        ("potatoes", 40_000),
    }
    assert balances() == {
        "bank.gbp": -100_000,
        "purse.gbp": 97_000,
        "trading.gbp": 3_000,
        "trading.kg": -40_000,
        "potatoes": 40_000,
    }
    assert EntryNote.objects.get(entry_id=posted.entry_id).words == "Potatoes"
    entry = JournalEntry.objects.get(pk=posted.entry_id)
    assert (entry.kind, entry.memo_code) == ("exchange", "exchange")


def test_it_counts_as_going_out_in_one_unit_and_coming_in_in_the_other(
    in_harbour: Cast, buy: Exchange
) -> None:
    exchange(exchange=buy, by=in_harbour.dev)
    rows = AccountMonth.objects.filter(account__code__in=["purse.gbp", "potatoes"])
    flows = {row.account.code: (row.came_in, row.went_out) for row in rows}
    assert flows == {"purse.gbp": (100_000, 3_000), "potatoes": (40_000, 0)}
    assert breaches() == {}


def test_a_repeat_is_one_exchange_and_other_content_is_refused(
    in_harbour: Cast, buy: Exchange
) -> None:
    first = exchange(exchange=buy, by=in_harbour.dev)
    again = exchange(exchange=buy, by=in_harbour.ana)
    assert (again.entry_id, again.replayed) == (first.entry_id, True)
    with pytest.raises(KeyUsed):
        exchange(exchange=replace(buy, gets=41_000), by=in_harbour.dev)
    assert Account.objects.filter(kind="trading").count() == 2


def test_a_repeat_is_answered_when_an_account_of_trade_was_closed_since(
    in_harbour: Cast, barn: Barn, buy: Exchange
) -> None:
    first = exchange(exchange=buy, by=in_harbour.dev)
    reverse(entry_id=first.entry_id, why="rotten", effective_on=DAY, by=in_harbour.ana)
    close_account(account_id=open_trading(unit_id=barn.unit, by=in_harbour.dev), by=in_harbour.dev)
    again = exchange(exchange=buy, by=in_harbour.dev)
    assert (again.entry_id, again.replayed) == (first.entry_id, True)
    with pytest.raises(UnknownAccount):
        exchange(exchange=replace(buy, key="more"), by=in_harbour.dev)
    with pytest.raises(MixedHours):
        exchange(exchange=replace(buy, key="hours", into=barn.given), by=in_harbour.dev)


def test_it_is_taken_back_whole(in_harbour: Cast, buy: Exchange) -> None:
    posted = exchange(exchange=buy, by=in_harbour.dev)
    reverse(entry_id=posted.entry_id, why="rotten", effective_on=DAY, by=in_harbour.ana)
    assert balances() == {"bank.gbp": -100_000, "purse.gbp": 100_000}


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"gives": 0}, BadLines),
        ({"gets": 0}, BadLines),
        ({"gives": -1}, BadLines),
        ({"gives": 2**63}, BadLines),
        ({"gets": 2**63}, BadLines),
        ({"gives": 100_001}, PurseTooSmall),
        ({"out_of": uuid4()}, UnknownAccount),
        ({"into": uuid4()}, UnknownAccount),
        ({"effective_on": date(1900, 1, 1)}, BadDay),
        ({"effective_on": date(2100, 1, 1)}, BadDay),
        ({"key": ""}, BadKey),
    ],
)
def test_what_cannot_be_exchanged_leaves_no_trace(
    in_harbour: Cast, buy: Exchange, change: dict[str, Any], refusal: type[PurseRefused]
) -> None:
    accounts, entries = Account.objects.count(), JournalEntry.objects.count()
    with pytest.raises(refusal):
        exchange(exchange=replace(buy, **change), by=in_harbour.dev)
    assert (Account.objects.count(), JournalEntry.objects.count()) == (accounts, entries)
    assert balances() == {"bank.gbp": -100_000, "purse.gbp": 100_000}


def test_within_one_unit_there_is_nothing_to_exchange(
    in_harbour: Cast, purse: PurseAccounts, buy: Exchange
) -> None:
    for into in (purse.bank, purse.purse):
        with pytest.raises(SameUnit):
            exchange(exchange=replace(buy, into=into), by=in_harbour.dev)


def test_hours_are_exchanged_for_nothing(in_harbour: Cast, barn: Barn, buy: Exchange) -> None:
    for wrong in (replace(buy, into=barn.given), replace(buy, out_of=barn.given)):
        with pytest.raises(MixedHours):
            exchange(exchange=wrong, by=in_harbour.dev)
    with pytest.raises(MixedHours):
        open_trading(unit_id=barn.hours, by=in_harbour.dev)
    assert not Account.objects.filter(kind="trading").exists()


def test_trading_accounts_are_opened_once_and_for_units_of_ours(
    harbour: Cast, millrace: Cast, barn: Barn
) -> None:
    first = open_trading(unit_id=barn.unit, by=harbour.dev)
    assert open_trading(unit_id=barn.unit, by=harbour.ana) == first
    with millrace.scope(), pytest.raises(UnknownUnit):
        open_trading(unit_id=barn.unit, by=millrace.kit)


def test_accounts_of_another_union_or_closed_ones_are_refused(
    harbour: Cast, millrace: Cast, barn: Barn, buy: Exchange
) -> None:
    with millrace.scope():
        theirs = fill(millrace, 50_000)
    with pytest.raises(UnknownAccount):
        exchange(exchange=replace(buy, out_of=theirs.purse), by=harbour.dev)
    close_account(account_id=barn.potatoes, by=harbour.dev)
    with pytest.raises(UnknownAccount):
        exchange(exchange=buy, by=harbour.dev)
