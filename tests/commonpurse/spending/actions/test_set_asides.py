"""Money kept for a need, and given back."""

from typing import Any
from uuid import uuid4

import pytest

from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.refusals import PurseTooSmall
from commonpurse.ledger.rules.entries import Source
from commonpurse.spending.actions import set_asides
from commonpurse.spending.actions.set_asides import KeepLine
from commonpurse.spending.models.set_aside import SetAside
from commonpurse.spending.queries import availability
from commonpurse.spending.queries.set_asides import kept
from commonpurse.spending.refusals import BadPayment
from tests.cast import Cast

NEED = Source("need", uuid4())


def keep(cast: Cast, amount: int, source: Source | None = None) -> Source:
    source = source or Source("allocation_round", uuid4())
    set_asides.set_aside(
        source=source, lines=[KeepLine(NEED, amount)], currency="GBP", by=cast.mira
    )
    return source


def test_what_is_set_aside_is_not_free(in_harbour: Cast, purse: PurseAccounts) -> None:
    keep(in_harbour, 2_500)
    found = availability.sheet("GBP")
    assert (found.balance, found.set_aside, found.free) == (100_000, 2_500, 97_500)
    assert kept([NEED.id], "GBP") == {NEED.id: 2_500}


def test_same_source_counts_once_and_another_adds(in_harbour: Cast, purse: PurseAccounts) -> None:
    source = keep(in_harbour, 2_500)
    keep(in_harbour, 2_500, source)
    keep(in_harbour, 500)
    assert kept([NEED.id], "GBP") == {NEED.id: 3_000}


def test_release_gives_all_back_once(in_harbour: Cast, purse: PurseAccounts) -> None:
    keep(in_harbour, 2_500)
    words: dict[str, Any] = {"need": NEED, "currency": "GBP", "by": in_harbour.mira}
    assert set_asides.release(**words) == 2_500
    assert set_asides.release(**words) == 0
    assert availability.sheet("GBP").free == 100_000


def test_more_than_the_purse_holds_is_refused(in_harbour: Cast, purse: PurseAccounts) -> None:
    with pytest.raises(PurseTooSmall):
        keep(in_harbour, 100_001)
    with pytest.raises(BadPayment):
        keep(in_harbour, 0)


def test_row_says_no_more_than_its_id(in_harbour: Cast, purse: PurseAccounts) -> None:
    keep(in_harbour, 5)
    row = SetAside.objects.get()
    assert str(row) == str(row.pk)
