"""The functions of the database that seal; what a seal is good for is the next subject's."""

from uuid import UUID

from django.db import transaction

from commonpurse.ledger.actions.posting_functions import call
from unions.tenancy.scopes import current

_SEAL = "SELECT ledger_seal(%s, %s)"
_KEEP = "SELECT ledger_keep_anchor(%s, %s, %s, %s, %s)"


@transaction.atomic
def seal_block(*, entries_max: int) -> int | None:
    """Seals the next block, by the program's clock; its number, or None when nothing waits."""
    (block,) = call(_SEAL, [current().union_id, entries_max])
    return None if block is None else int(str(block))


@transaction.atomic
def keep_anchor(*, anchor_id: UUID, block: int, hash_: bytes, holder: str) -> bool:
    """Notes, by the program, that `holder` outside has this hash for a block; False if something
    was noted of that holder and block before."""
    (kept,) = call(_KEEP, [current().union_id, anchor_id, block, hash_, holder])
    return bool(kept)
