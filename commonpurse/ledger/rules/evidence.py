"""All that is written of an entry, as it is put under seal."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from commonpurse.ledger.rules.statement import FOLDED_MIN

# Where an entry stands in the order of the books: epoch, transaction, id.
Place = tuple[int, int, UUID]


class SealedLine(NamedTuple):
    """A line as it is sealed: the amount and the balance in the smallest part of its unit."""

    account_id: UUID
    unit_id: UUID
    amount: int
    number: int
    balance_after: int
    effective_on: date


class SealedEntry(NamedTuple):
    """An entry as it is sealed."""

    id: UUID
    key: str
    kind: str
    memo_code: str
    memo_numbers: dict[str, int]
    source_kind: str | None
    source_id: UUID | None
    effective_on: date
    posted_at: datetime
    posted_by_id: UUID
    reverses_id: UUID | None
    epoch: int
    transaction_id: int
    request_hash: bytes
    lines: tuple[SealedLine, ...]

    @property
    def place(self) -> Place:
        """Where it stands in the order of the books."""
        return (self.epoch, self.transaction_id, self.id)


def telling(lines: Iterable[tuple[UUID, UUID, bool]]) -> Iterator[UUID]:
    """Entries whose balances would tell what few private ones did: those from whose line on an
    account to the one shown before it lie some private lines, but fewer than FOLDED_MIN.

    `lines` are (account, entry, whether it is private), each account's from its first line on, in
    the order of their numbers. What is left out never depends on the time that somebody asks for,
    so no two archives tell more than one.
    """
    account, between = None, 0
    for account_id, entry_id, private in lines:
        if account_id != account:
            account, between = account_id, 0
        if private:
            between += 1
        elif 0 < between < FOLDED_MIN:
            yield entry_id
        else:
            between = 0
