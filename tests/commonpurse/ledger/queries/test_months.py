"""What months say is what their lines say, unit by unit, and read without looking at one line."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from commonpurse.ledger.actions import accounts, journal_entries, periods
from commonpurse.ledger.actions.accounts import NewAccount
from commonpurse.ledger.models.account import Account
from commonpurse.ledger.models.fund import Fund
from commonpurse.ledger.models.unit import Unit
from commonpurse.ledger.queries import months
from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.queries.months import MonthFlow
from commonpurse.ledger.rules import months as rules
from commonpurse.ledger.rules.accounts import HELD, AccountKind
from commonpurse.ledger.rules.entries import Draft, Memo, moving
from tests.cast import Cast
from tests.commonpurse.conftest import fill

SEP, OCT, NOV, DEC = (date(2026, month, 1) for month in (9, 10, 11, 12))
TODAY = date(2026, 11, 20)


def move(cast: Cast, amount: int, ends: tuple[object, object], on: date) -> None:
    draft = Draft(
        key=str(uuid4()),
        kind="spend",
        memo=Memo("spend"),
        effective_on=on,
        lines=moving(amount, out_of=ends[0], into=ends[1]),  # type: ignore[arg-type]
    )
    journal_entries.post(entry=draft, by=cast.dev)


@pytest.fixture
def year(in_harbour: Cast, purse: PurseAccounts) -> PurseAccounts:
    """1 000.00 from 1 November; 20.00 came in October; 5.00 went out and 100.00 was kept in
    November; 1.00 is dated into December."""
    move(in_harbour, 2_000, (purse.bank, purse.purse), date(2026, 10, 9))
    move(in_harbour, 500, (purse.purse, purse.bank), date(2026, 11, 3))
    move(in_harbour, 10_000, (purse.purse, purse.reserve), date(2026, 11, 4))
    move(in_harbour, 100, (purse.purse, purse.cash), date(2026, 12, 4))
    return purse


def test_moves_inside_are_no_flow(year: PurseAccounts) -> None:
    (chart,) = months.flows("GBP", NOV, 3)
    assert (chart.unit, chart.scale, chart.kind) == ("GBP", 2, "money")
    assert chart.rows == (
        MonthFlow(SEP, 0, 0),
        MonthFlow(OCT, 2_000, 0),
        MonthFlow(NOV, 100_000, 500),
    )


def test_each_unit_has_its_own_months(in_harbour: Cast, year: PurseAccounts) -> None:
    kilos = Unit.objects.create(code="kg", scale=3, kind="mass")
    ids = [
        accounts.open_account(
            account=NewAccount(kind=kind, code=f"{kind}.kg"), unit_id=kilos.pk, by=in_harbour.dev
        )
        for kind in (AccountKind.EXTERNAL, AccountKind.PURSE)
    ]
    move(in_harbour, 1_500, (ids[0], ids[1]), date(2026, 11, 5))
    fill(in_harbour, 700, currency="EUR")
    found = months.flows("GBP", NOV, 1)
    assert [(chart.unit, chart.scale, chart.kind) for chart in found] == [
        ("GBP", 2, "money"),
        ("EUR", 2, "money"),
        ("kg", 3, "goods"),
    ]
    assert [chart.rows[0].came_in for chart in found] == [100_000, 700, 1_500]
    assert months.held_units("GBP") == ("GBP", "EUR", "kg")


def test_nothing_is_held_before_the_first_purse(in_harbour: Cast) -> None:
    assert months.flows("GBP", NOV, 3) == ()
    assert months.held_units("GBP") == ("GBP",)
    assert months.first_month() is None
    (only,) = months.listed("GBP", today=TODAY)
    assert (only.month, only.closing, only.is_closed) == (NOV, 0, False)


def test_an_account_leads_from_its_opening_to_its_closing(year: PurseAccounts) -> None:
    lines = {line.name: line for line in months.account_lines("GBP", NOV, HELD)}
    told = [(line.opening, line.change, line.closing) for line in lines.values()]
    assert list(lines) == ["Common purse", "Reserve", "Promised", "Set aside"]
    assert told == [(2_000, 89_500, 91_500), (0, 10_000, 10_000), (0, 0, 0), (0, 0, 0)]


def test_a_fund_bears_its_name_and_a_closed_account_its_months(
    in_harbour: Cast, year: PurseAccounts
) -> None:
    fund = Fund.objects.create(code="roof", name="New roof")
    unit = Unit.objects.get(code="GBP")
    new = NewAccount(kind=AccountKind.FUND, code="fund.roof", fund_id=fund.pk)
    account_id = accounts.open_account(account=new, unit_id=unit.pk, by=in_harbour.dev)
    move(in_harbour, 700, (year.purse, account_id), date(2026, 11, 6))
    (line,) = months.account_lines("GBP", NOV, [AccountKind.FUND])
    assert (line.name, line.closing) == ("New roof", 700)
    move(in_harbour, 700, (account_id, year.purse), date(2026, 11, 7))
    accounts.close_account(account_id=account_id, by=in_harbour.dev)
    # The database says when, by its own clock.
    closed_at = Account.objects.get(pk=account_id).closed_at
    assert closed_at is not None
    closed_on = timezone.localdate(closed_at)
    for month in (NOV, rules.first_of(closed_on)):
        assert len(months.account_lines("GBP", month, [AccountKind.FUND])) == 1
    assert months.account_lines("GBP", rules.after(closed_on), [AccountKind.FUND]) == []


def test_what_lay_where_at_the_end_of_each_month(year: PurseAccounts) -> None:
    kinds = (AccountKind.RESERVE, AccountKind.PURSE)
    found = months.month_ends("GBP", kinds, [SEP, OCT, NOV])
    assert {month: [place.balance for place in places] for month, places in found.items()} == {
        SEP: [0, 0],
        OCT: [0, 2_000],
        NOV: [10_000, 91_500],
    }
    assert [place.name for place in found[NOV]] == ["Reserve", "Common purse"]


def test_the_list_of_months_adds_up_and_says_what_is_closed(
    in_harbour: Cast, year: PurseAccounts
) -> None:
    with time_machine.travel("2026-11-20 12:00", tick=False):
        periods.close_period(month=OCT, by=in_harbour.dev)
    found = months.listed("GBP", today=TODAY)
    assert [(row.month, row.closing, row.is_closed) for row in found] == [
        (DEC, 101_400, False),
        (NOV, 101_500, False),
        (OCT, 2_000, True),
    ]
    assert (months.first_month(), months.last_closed()) == (OCT, OCT)
    closed = months.closing_of(SEP)
    assert closed is not None
    assert closed.by == "Dev"
    assert months.closing_of(NOV) is None


def test_all_accounts_together_are_even(in_harbour: Cast, year: PurseAccounts) -> None:
    assert months.uneven(NOV) == ()


def test_no_line_is_read(in_harbour: Cast, year: PurseAccounts) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        months.flows("GBP", NOV, 12)
        months.month_ends("GBP", HELD, [SEP, OCT, NOV])
        months.account_lines("GBP", NOV, HELD)
        months.listed("GBP", today=TODAY)
        months.uneven(NOV)
    assert not [query for query in asked if "commonpurse_posting" in query["sql"]]
