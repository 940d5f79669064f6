"""Months that are closed stay as they are."""

from datetime import date

import pytest
import time_machine

from commonpurse.ledger.actions import journal_entries, periods
from commonpurse.ledger.models.period_close import PeriodClose
from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.refusals import MonthClosed, MonthNotOver
from commonpurse.ledger.rules.entries import Draft, Memo, moving
from tests.cast import Cast

# The database has a clock of its own: the months lie before the day these lines were written.
OCTOBER = date(2026, 10, 1)
NOVEMBER = date(2026, 11, 2)


def spend(purse: PurseAccounts, day: date, key: str = "spend") -> Draft:
    """Ten pounds out of the purse."""
    return Draft(
        key, "spend", Memo("spend"), day, moving(1_000, out_of=purse.purse, into=purse.bank)
    )


@time_machine.travel(NOVEMBER, tick=False)
def test_nothing_is_dated_into_a_closed_month(in_harbour: Cast, purse: PurseAccounts) -> None:
    first = spend(purse, date(2026, 10, 31), key="before")
    journal_entries.post(entry=first, by=in_harbour.dev)

    periods.close_period(month=OCTOBER, by=in_harbour.dev)

    for day in (date(2026, 10, 31), date(2026, 9, 1), date(2000, 1, 1)):
        with pytest.raises(MonthClosed):
            journal_entries.post(entry=spend(purse, day), by=in_harbour.dev)
        with pytest.raises(MonthClosed):
            journal_entries.post_many(entries=[spend(purse, day)], by=in_harbour.dev)
    assert journal_entries.post(entry=first, by=in_harbour.dev).replayed
    assert not journal_entries.post(entry=spend(purse, NOVEMBER), by=in_harbour.dev).replayed


@time_machine.travel(NOVEMBER, tick=False)
def test_what_stands_in_a_closed_month_is_taken_back_in_an_open_one(
    in_harbour: Cast, purse: PurseAccounts
) -> None:
    day = date(2026, 10, 12)
    entry = journal_entries.post(entry=spend(purse, day), by=in_harbour.dev)
    periods.close_period(month=OCTOBER, by=in_harbour.dev)

    with pytest.raises(MonthClosed):
        journal_entries.reverse(
            entry_id=entry.entry_id, why="twice", effective_on=day, by=in_harbour.ana
        )
    back = journal_entries.reverse(
        entry_id=entry.entry_id, why="twice", effective_on=NOVEMBER, by=in_harbour.ana
    )
    assert not back.replayed


@time_machine.travel(NOVEMBER, tick=False)
def test_closing_again_or_an_earlier_month_changes_nothing(
    in_harbour: Cast, purse: PurseAccounts
) -> None:
    periods.close_period(month=OCTOBER, by=in_harbour.dev)
    periods.close_period(month=OCTOBER, by=in_harbour.ana)
    periods.close_period(month=date(2026, 9, 1), by=in_harbour.ana)
    (row,) = PeriodClose.objects.all()
    assert (row.month, row.closed_by) == (OCTOBER, in_harbour.dev)


@time_machine.travel(date(2026, 10, 31), tick=False)
def test_a_month_that_runs_stays_open(in_harbour: Cast, purse: PurseAccounts) -> None:
    with pytest.raises(MonthNotOver):
        periods.close_period(month=OCTOBER, by=in_harbour.dev)
    assert not journal_entries.post(
        entry=spend(purse, date(2026, 10, 31)), by=in_harbour.dev
    ).replayed
