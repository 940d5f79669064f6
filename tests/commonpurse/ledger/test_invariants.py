"""The laws of the books are silent on whole books and name the row that is spoilt."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from commonpurse.ledger.actions import journal_entries
from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.rules.entries import Draft, Memo, Posted, Source, moving
from commonpurse.spending.actions import set_asides
from commonpurse.spending.actions.payments import request
from commonpurse.spending.actions.set_asides import KeepLine
from commonpurse.spending.rules.wanted_payments import NewSpend
from tests.cast import Cast
from unions.invariants import laws

AsOwner = Callable[..., Any]


def breaches() -> dict[str, list[str]]:
    """By law of commonpurse, the rows that break it."""
    ours = [law for law in laws() if law.name.startswith("commonpurse.")]
    assert len(ours) == 14
    found = {law.name.rsplit(".", 1)[1]: law.breaches() for law in ours}
    return {name: [breach.row for breach in rows] for name, rows in found.items() if rows}


@pytest.fixture
def posted(in_harbour: Cast, purse: PurseAccounts) -> Posted:
    """A spend, its reversal, a promise and a set-aside."""
    draft = Draft(
        key="rent",
        kind="spend",
        memo=Memo("spend"),
        effective_on=date(2026, 11, 3),
        lines=moving(14_500, out_of=purse.purse, into=purse.bank),
    )
    entry = journal_entries.post(entry=draft, by=in_harbour.dev)
    journal_entries.reverse(
        entry_id=entry.entry_id, why="twice", effective_on=date(2026, 11, 4), by=in_harbour.dev
    )
    request(spend=NewSpend(uuid4(), "Van", "", 700, "GBP"), by=in_harbour.dev)
    keep = [KeepLine(Source("need", uuid4()), 300)]
    set_asides.set_aside(
        source=Source("allocation_round", uuid4()), lines=keep, currency="GBP", by=in_harbour.mira
    )
    return entry


def spoil(as_owner: AsOwner, statement: str, **values: object) -> None:
    """What only the owner of the database could do, with the triggers out of the way."""
    with as_owner() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("posting", "journalentry", "accountbalance", "accountmonth", "periodclose"):
            cursor.execute(f"ALTER TABLE commonpurse_{table} DISABLE TRIGGER USER")
        cursor.execute(statement, values)


def test_whole_books_are_silent(posted: Posted) -> None:
    assert breaches() == {}


def test_empty_union_is_silent(in_harbour: Cast) -> None:
    assert breaches() == {}


def test_edited_amount_is_named(posted: Posted, purse: PurseAccounts, as_owner: AsOwner) -> None:
    spoil(
        as_owner,
        "UPDATE commonpurse_posting SET amount = amount + 1 "
        "WHERE entry_id = %(entry)s AND account_id = %(account)s",
        entry=posted.entry_id,
        account=purse.purse,
    )
    assert breaches() == {
        "entries_balance": [f"journal entry {posted.entry_id}"],
        "balances_are_sums": [f"account {purse.purse}"],
        "running_balances_are_whole": [f"account {purse.purse}"],
        "reversals_restore": [f"journal entry {posted.entry_id}"],
        "months_are_sums": [f"account {purse.purse}"],
        "flows_are_sums": ["flows of GBP in 2026-11"],
    }


def test_removed_line_is_named(posted: Posted, purse: PurseAccounts, as_owner: AsOwner) -> None:
    spoil(
        as_owner,
        "DELETE FROM commonpurse_posting WHERE entry_id = %(entry)s",
        entry=posted.entry_id,
    )
    found = breaches()
    assert found["entries_have_lines"] == [f"journal entry {posted.entry_id}"]
    accounts = {f"account {purse.purse}", f"account {purse.bank}"}
    assert set(found["balances_are_sums"]) == set(found["running_balances_are_whole"]) == accounts


def test_edited_balance_is_named(posted: Posted, purse: PurseAccounts, as_owner: AsOwner) -> None:
    spoil(
        as_owner,
        "UPDATE commonpurse_accountbalance SET balance = 5 WHERE account_id = %(account)s",
        account=purse.commitment,
    )
    assert breaches() == {
        "balances_are_sums": [f"account {purse.commitment}"],
        "promised_is_the_sum_of_payments": ["promised in GBP"],
    }


def test_edited_month_is_named(posted: Posted, purse: PurseAccounts, as_owner: AsOwner) -> None:
    spoil(
        as_owner,
        "UPDATE commonpurse_accountmonth SET added = added + 1, taken = taken + 1 "
        "WHERE account_id = %(account)s",
        account=purse.purse,
    )
    assert breaches() == {"months_are_sums": [f"account {purse.purse}"]}


def test_removed_month_is_named(posted: Posted, purse: PurseAccounts, as_owner: AsOwner) -> None:
    spoil(
        as_owner,
        "DELETE FROM commonpurse_accountmonth WHERE account_id = %(account)s",
        account=purse.purse,
    )
    assert breaches() == {
        "months_are_sums": [f"account {purse.purse}"],
        "flows_are_sums": ["flows of GBP in 2026-11"],
    }


def test_edited_flow_is_named(posted: Posted, purse: PurseAccounts, as_owner: AsOwner) -> None:
    spoil(as_owner, "UPDATE commonpurse_accountmonth SET came_in = came_in + 1")
    assert breaches() == {"flows_are_sums": ["flows of GBP in 2026-11"]}


def test_entry_in_a_month_closed_before_is_named(posted: Posted, as_owner: AsOwner) -> None:
    spoil(
        as_owner,
        "INSERT INTO commonpurse_periodclose (union_id, month, closed_at, closed_by_id) "
        "SELECT union_id, '2026-11-01', '2026-11-02', posted_by_id FROM commonpurse_journalentry "
        "WHERE id = %(entry)s",
        entry=posted.entry_id,
    )
    assert f"journal entry {posted.entry_id}" in breaches()["closed_months_stay"]


def test_line_of_another_day_than_its_entry_is_named(
    posted: Posted, purse: PurseAccounts, as_owner: AsOwner
) -> None:
    spoil(
        as_owner,
        "UPDATE commonpurse_posting SET effective_on = effective_on + 1 "
        "WHERE entry_id = %(entry)s AND account_id = %(account)s",
        entry=posted.entry_id,
        account=purse.purse,
    )
    assert breaches() == {"lines_bear_the_day_of_their_entry": [f"journal entry {posted.entry_id}"]}
