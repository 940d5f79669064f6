"""What is asked of the payments desk, before anything is written."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from commonpurse.ledger.rules.entries import Source
from commonpurse.spending.rules.approvals import AMOUNT_MINOR_MAX, PAYMENTS_PER_SOURCE_MAX


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """One payment of a decision: to whom, for which need, how much.

    `from_set_aside_minor` of it was kept for the need before.
    """

    need: Source
    payee_id: UUID
    amount_minor: int
    from_set_aside_minor: int = 0


@dataclass(frozen=True, slots=True)
class NewSpend:
    """What a keeper asks the purse, or one of its funds, to pay for: in people's own words."""

    client_id: UUID
    words: str
    payee_words: str
    amount_minor: int
    currency: str
    fund_id: UUID | None = None


def are_sound(lines: Sequence[PaymentLine]) -> bool:
    """Whether these can be the payments of one decision: neither none nor too many, one for each
    need, of amounts that are some, of which no more was kept before than is paid."""
    return (
        0 < len(lines) <= PAYMENTS_PER_SOURCE_MAX
        and all(0 < line.amount_minor <= AMOUNT_MINOR_MAX for line in lines)
        and all(0 <= line.from_set_aside_minor <= line.amount_minor for line in lines)
        and len({line.need for line in lines}) == len(lines)
    )


def fingerprint(payments: Iterable[tuple[UUID, int]]) -> str:
    """Of payments that somebody reads, by id and amount in minor units: the same for the same ones
    in any order, and for no others (SHA-256, in hex)."""
    lines = sorted(f"{payment_id} {amount}" for payment_id, amount in payments)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
