"""The bytes that entries and blocks are hashed from, reckoned without a database.

The same as `ledger_leaf` and `ledger_seal` write them, in another language: neither is trusted
alone. A JSON array without spaces; see docs/guides/books.md.
"""

import json
from collections.abc import Sequence
from datetime import UTC
from hashlib import sha256
from uuid import UUID

from commonpurse.ledger.rules.evidence import SealedEntry

ENTRY, SEAL = "onecloak-books-entry-1", "onecloak-books-seal-1"
LEAF_BYTES = 32
BEFORE_THE_FIRST = bytes(LEAF_BYTES)
# Made once: a night writes every entry of the books.
_array = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def text(entry: SealedEntry) -> str:
    """The array that is hashed; lines in the order of their accounts."""
    moment = entry.posted_at.astimezone(UTC).replace(tzinfo=None)
    return _array(
        [
            ENTRY,
            str(entry.id),
            entry.key,
            entry.kind,
            entry.memo_code,
            [list(pair) for pair in sorted(entry.memo_numbers.items())],
            entry.source_kind,
            str(entry.source_id) if entry.source_id else None,
            entry.effective_on.isoformat(),
            f"{moment.isoformat(timespec='microseconds')}Z",
            str(entry.posted_by_id),
            str(entry.reverses_id) if entry.reverses_id else None,
            entry.epoch,
            entry.transaction_id,
            entry.request_hash.hex(),
            [
                [
                    str(line.account_id),
                    str(line.unit_id),
                    line.amount,
                    line.number,
                    line.balance_after,
                    line.effective_on.isoformat(),
                ]
                for line in sorted(entry.lines, key=lambda line: line.account_id)
            ],
        ]
    )


def leaf(entry: SealedEntry) -> bytes:
    """32 bytes that change with anything about the entry."""
    return sha256(text(entry).encode()).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """32 bytes over the leaves of a block, in its order."""
    return sha256(b"".join(leaves)).digest()


def chain(*, union_id: UUID, block: int, rows: int, root: bytes, previous: bytes) -> bytes:
    """The hash of a block, which holds that of the block before."""
    said = _array([SEAL, str(union_id), block, rows, root.hex(), previous.hex()])
    return sha256(said.encode()).digest()


def parted(leaves: bytes) -> list[bytes]:
    """Leaves that stand one after another, each for itself."""
    return [leaves[at : at + LEAF_BYTES] for at in range(0, len(leaves), LEAF_BYTES)]
