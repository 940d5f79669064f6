"""All that is written of an entry, as it is put under seal."""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

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
