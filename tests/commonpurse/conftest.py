"""A purse with money in it, for all tests of commonpurse."""

from datetime import date
from uuid import uuid4

import pytest

from commonpurse.ledger.actions import accounts, journal_entries
from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.rules.entries import Draft, Memo, moving
from tests.cast import Cast

OPENED_ON = date(2026, 11, 1)


def fill(
    cast: Cast, amount_minor: int, currency: str = "GBP", on: date = OPENED_ON
) -> PurseAccounts:
    """The purse of a union, opened with this much from the bank; inside its scope."""
    by = cast.members.get("noor") or cast.members["ada"]
    purse = accounts.open_purse(currency=currency, by=by)
    draft = Draft(
        key=f"opening:{uuid4()}",
        kind="opening",
        memo=Memo("opening"),
        effective_on=on,
        lines=moving(amount_minor, out_of=purse.bank, into=purse.purse),
    )
    journal_entries.post(entry=draft, by=by)
    return purse


@pytest.fixture
def purse(in_harbour: Cast) -> PurseAccounts:
    """Harbour Lights' purse with 1 000.00 in it, its scope open for the whole test."""
    return fill(in_harbour, 100_000)
