"""Books with something in them, written by transactions that have ended."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import Max

from commonpurse.ledger.actions import journal_entries
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.rules.entries import Draft, Memo, Source, moving
from commonpurse.seals.actions import seals
from tests.cast import Cast
from tests.commonpurse.conftest import fill
from unions.tenancy.ids import uuid7

DAY = date(2026, 11, 3)
ENTRIES = 6
PATIENCE_SECONDS = 120
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

    def seal(self, blocks: int = 0) -> int:
        """Seal what can be sealed; how many blocks were made. Where some are expected, first wait
        for whatever else runs on this server: an entry is sealed when nothing older runs any
        more."""
        patience = time.monotonic() + PATIENCE_SECONDS
        while blocks and self._has_company() and time.monotonic() < patience:
            time.sleep(0.1)
        with self.cast.scope():
            return seals.seal()

    def _has_company(self) -> bool:
        """Whether something runs that is older than the newest entry."""
        with self.cast.scope():
            (newest,) = JournalEntry.objects.aggregate(newest=Max("transaction_id")).values()
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
                return bool(cursor.fetchone()[0] <= newest)


@pytest.fixture
def books(transactional_db: None, harbour: Cast) -> Sealed:
    """Sealed in one block of seven entries."""
    with harbour.scope():
        purse = fill(harbour, 100_000)
    made = Sealed(harbour, purse, [])
    made.spends = [made.post(f'spend {number}: ä "é" \\ 中') for number in range(ENTRIES)]
    assert made.seal(blocks=1) == 1
    return made
