"""The trial balance: zero in each unit, from the sums of months alone."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonpurse.ledger.actions import accounts, journal_entries
from commonpurse.ledger.actions.accounts import NewAccount
from commonpurse.ledger.models.unit import Unit
from commonpurse.ledger.queries import trial_balances
from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.ledger.rules.entries import Draft, Line, Memo, moving
from tests.cast import Cast

TODAY = date(2026, 11, 20)
NOV = date(2026, 11, 1)


def post(cast: Cast, on: date, lines: tuple[Line, ...]) -> None:
    draft = Draft(str(uuid4()), "spend", Memo("spend"), on, lines)
    journal_entries.post(entry=draft, by=cast.dev)


@pytest.fixture
def moved(in_harbour: Cast, purse: PurseAccounts) -> PurseAccounts:
    """1 000.00 in November; 30.00 came in October, 12.50 went out in November."""
    post(in_harbour, date(2026, 10, 9), moving(3_000, out_of=purse.cash, into=purse.purse))
    post(in_harbour, date(2026, 11, 5), moving(1_250, out_of=purse.purse, into=purse.bank))
    return purse


def figures(month: date) -> dict[str, tuple[int, int, int, int]]:
    (unit,) = trial_balances.of_month(month, today=TODAY).units
    return {line.name: line.figures for line in unit.lines}


def test_opening_and_what_moved_lead_to_the_closing(moved: PurseAccounts) -> None:
    november = figures(NOV)
    assert november["Common purse"] == (3_000, 100_000, 1_250, 101_750)
    assert november["Bank"] == (0, 1_250, 100_000, -98_750)
    assert november["Cash"] == (-3_000, 0, 0, -3_000)
    assert november["Reserve"] == (0, 0, 0, 0)
    assert figures(date(2026, 10, 1))["Common purse"] == (0, 3_000, 0, 3_000)


def test_each_unit_proves_itself_and_none_is_added_to_another(
    in_harbour: Cast, moved: PurseAccounts
) -> None:
    mass = Unit.objects.create(code="kg", scale=3, kind="mass")
    shed, field = (
        accounts.open_account(
            account=NewAccount(AccountKind.TRADING, code), unit_id=mass.pk, by=in_harbour.dev
        )
        for code in ("shed.kg", "field.kg")
    )
    post(in_harbour, date(2026, 11, 6), moving(12_500, out_of=field, into=shed))
    pounds, kilos = trial_balances.of_month(NOV, today=TODAY).units
    assert (pounds.unit, pounds.scale, pounds.figures) == ("GBP", 2, (0, 101_250, 101_250, 0))
    assert (kilos.unit, kilos.scale, kilos.figures) == ("kg", 3, (0, 12_500, 12_500, 0))
    assert pounds.is_zero
    assert kilos.is_zero
    asked = trial_balances.of_month(NOV, today=TODAY, first_unit="kg")
    assert asked.units == (kilos, pounds)


def test_months_lead_on_where_there_is_something(moved: PurseAccounts) -> None:
    first = trial_balances.of_month(date(2026, 10, 1), today=TODAY)
    assert (first.earlier, first.later, first.last_day) == (None, NOV, date(2026, 10, 31))
    now = trial_balances.of_month(NOV, today=TODAY)
    assert (now.earlier, now.later, now.last_day) == (date(2026, 10, 1), None, TODAY)
    assert now.listed == (NOV, date(2026, 10, 1))


def test_a_closed_account_stays_while_it_has_a_history(
    in_harbour: Cast, moved: PurseAccounts
) -> None:
    unit_id = Unit.objects.get(code="GBP").pk
    till, unused = (
        accounts.open_account(
            account=NewAccount(AccountKind.EXTERNAL, code, code), unit_id=unit_id, by=in_harbour.dev
        )
        for code in ("till", "unused")
    )
    post(in_harbour, NOV, moving(100, out_of=moved.purse, into=till))
    post(in_harbour, NOV, moving(100, out_of=till, into=moved.purse))
    for account_id in (till, unused):
        accounts.close_account(account_id=account_id, by=in_harbour.dev)
    november = figures(NOV)
    assert november["till"] == (0, 100, 100, 0)
    assert "unused" not in november


def test_no_line_is_read(moved: PurseAccounts) -> None:
    with CaptureQueriesContext(connection) as asked:
        trial_balances.of_month(NOV, today=TODAY)
    assert len(asked) == 3
    assert not [query for query in asked if "commonpurse_posting" in query["sql"]]


def test_a_sum_that_is_not_zero_is_told(moved: PurseAccounts, as_owner: Any) -> None:
    with as_owner() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE commonpurse_accountmonth DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE commonpurse_accountmonth SET added = added + 1 WHERE account_id = %s",
            [moved.bank],
        )
    (unit,) = trial_balances.of_month(NOV, today=TODAY).units
    assert not unit.is_zero
