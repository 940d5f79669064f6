"""A purse whose October is over, with something that still waits."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine

from commonpurse.ledger.actions import journal_entries
from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.rules.entries import Draft, Memo, moving
from tests.cast import Cast
from tests.commonpurse.conftest import fill

TODAY = "2026-11-20 12:00"
SEP, OCT, NOV = (date(2026, month, 1) for month in (9, 10, 11))


def spend(cast: Cast, purse: PurseAccounts, on: date) -> None:
    """Something that was paid; inside the scope."""
    draft = Draft(
        key=str(uuid4()),
        kind="spend",
        memo=Memo("spend"),
        effective_on=on,
        lines=moving(500, out_of=purse.purse, into=purse.bank),
    )
    journal_entries.post(entry=draft, by=cast.dev)


@pytest.fixture
def autumn(harbour: Cast) -> Cast:
    """Harbour Lights with entries in August, October and November; nothing is closed."""
    with time_machine.travel(TODAY, tick=False), harbour.scope():
        purse = fill(harbour, 100_000)
        spend(harbour, purse, date(2026, 8, 30))
        spend(harbour, purse, date(2026, 10, 9))
    return harbour
