"""Books with something in them, written by transactions that have ended."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from commonpurse.ledger.actions import journal_entries
from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.rules.entries import Draft, Memo, Source, moving
from commonpurse.seals.actions import seals
from tests.cast import Cast
from tests.commonpurse.conftest import fill
from unions.tenancy.ids import uuid7

DAY = date(2026, 11, 3)
ENTRIES = 6
AsOwner = Callable[[], AbstractContextManager[Any]]


@dataclass
class Sealed:
    """Harbour Lights' books: an opening and spends, all of them sealed."""

    cast: Cast
    purse: PurseAccounts
    spends: list[UUID]

    def post(self, key: str, amount: int = 100) -> UUID:
        """One spend in a transaction of its own."""
        draft = Draft(
            key=key,
            kind="spend",
            memo=Memo("spend", {"count": 2, "a": 1}),
            effective_on=DAY,
            lines=moving(amount, out_of=self.purse.purse, into=self.purse.bank),
            source=Source("payment", uuid7()),
        )
        with self.cast.scope():
            return journal_entries.post(entry=draft, by=self.cast.dev).entry_id

    def seal(self) -> int:
        """Seal what can be sealed."""
        with self.cast.scope():
            return seals.seal()


@pytest.fixture
def books(transactional_db: None, harbour: Cast) -> Sealed:
    """Sealed in one block of seven entries."""
    with harbour.scope():
        purse = fill(harbour, 100_000)
    made = Sealed(harbour, purse, [])
    made.spends = [made.post(f'spend {number}: ä "é" \\ 中') for number in range(ENTRIES)]
    assert made.seal() == 1
    return made
