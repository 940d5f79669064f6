"""Putting entries under seal."""

from django.db import transaction

from commonpurse.ledger.actions import sealing
from unions.tenancy.ids import uuid7

BLOCK_ENTRIES = 1_000
BLOCKS_AT_ONCE = 100


@transaction.atomic
def seal() -> int:
    """Seals what can be sealed, in blocks of at most BLOCK_ENTRIES; how many blocks were made.

    Done by the program's clock: nobody's yes is needed, and a repeat finds nothing more to do.
    Entries of transactions that may still have company running wait for the next time.
    """
    made = 0
    while made < BLOCKS_AT_ONCE and sealing.seal_block(entries_max=BLOCK_ENTRIES) is not None:
        made += 1
    return made


@transaction.atomic
def keep_anchor(*, block: int, head: str, holder: str) -> bool:
    """Notes that `holder` outside has `head`, a hash in hex, for a block, as seen by the program;
    False if something was noted of that holder and block before.

    What is kept is what they were told, whatever stands in the chain by now: a recount compares.
    """
    return sealing.keep_anchor(
        anchor_id=uuid7(), block=block, hash_=bytes.fromhex(head), holder=holder
    )
