"""What must always hold between the books and their seals."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Sum
from django.utils import timezone

from commonpurse.ledger.queries import evidence
from commonpurse.seals.models.anchor import Anchor
from commonpurse.seals.models.seal import Seal
from commonpurse.seals.rules.leaves import BEFORE_THE_FIRST, chain, leaf, parted, root
from unions.invariants import Breach, invariant

# An entry that is not sealed by then is told; sealing takes minutes.
UNSEALED_AT_MOST = timedelta(days=1)


@invariant("The books are as they were sealed, and every head that others hold is in the chain.")
def books_are_as_sealed() -> Iterator[Breach]:
    """Everything that is not as it was sealed, in the order of the books."""
    yield from _chain_findings()
    yield from _block_findings()
    yield from _anchor_findings()
    yield from _unsealed()


def _chain_findings() -> Iterator[Breach]:
    """Seals that are missing, or do not follow from their leaves and the seal before."""
    expected, previous = 1, BEFORE_THE_FIRST
    for seal in Seal.objects.order_by("block").iterator(chunk_size=50):
        place = f"block {seal.block}"
        if seal.block != expected:
            yield Breach(f"block {expected}", "is missing")
        leaves = parted(bytes(seal.leaves))
        if not seal.rows == len(leaves) == len(seal.entry_ids):
            yield Breach(place, f"says {seal.rows} entries and holds {len(leaves)}")
        if bytes(seal.root) != root(leaves):
            yield Breach(place, "does not follow from the hashes of its entries")
        made = chain(
            union_id=seal.union_id,
            block=seal.block,
            rows=seal.rows,
            root=bytes(seal.root),
            previous=previous,
        )
        if bytes(seal.previous) != previous or bytes(seal.hash) != made:
            yield Breach(place, "does not follow from the block before")
        expected, previous = seal.block + 1, bytes(seal.hash)


def _block_findings() -> Iterator[Breach]:
    """Entries that are not what was sealed: the first of each block, for what it says of others
    may follow from it."""
    for seal in Seal.objects.order_by("block").iterator(chunk_size=50):
        found = evidence.entries(seal.entry_ids)
        sealed = zip(seal.entry_ids, parted(bytes(seal.leaves)), strict=False)
        for place, (entry_id, told) in enumerate(sealed, 1):
            entry = found.get(entry_id)
            where = f"block {seal.block}, place {place}"
            if entry is None:
                yield Breach(f"journal entry {entry_id}", f"{where}: was sealed and is gone")
                break
            if leaf(entry) != told:
                yield Breach(f"journal entry {entry_id}", f"{where}: is not what was sealed")
                break


def _anchor_findings() -> Iterator[Breach]:
    """Heads that others hold and the chain does not have."""
    ours = {seal.block: bytes(seal.hash) for seal in Seal.objects.only("block", "hash")}
    for anchor in Anchor.objects.order_by("block"):
        if ours.get(anchor.block) != bytes(anchor.hash):
            yield Breach(f"block {anchor.block}", f"is another at {anchor.holder}")


def _unsealed() -> Iterator[Breach]:
    """Entries that slipped in where all was sealed before, or have waited too long."""
    last = Seal.objects.order_by("-block").first()
    place = (last.last_epoch, last.last_transaction_id, last.last_entry_id) if last else None
    if place is not None:
        sealed = Seal.objects.aggregate(total=Sum("rows"))["total"]
        if evidence.count_up_to(place) != sealed:
            rows = Seal.objects.values_list("entry_ids", flat=True).iterator(chunk_size=50)
            known = {entry_id for ids in rows for entry_id in ids}
            for entry_id in sorted(evidence.ids_up_to(place) - known):
                yield Breach(f"journal entry {entry_id}", "stands where nothing was sealed")
    late = evidence.first_behind(place, posted_before=timezone.now() - UNSEALED_AT_MOST)
    if late is not None:
        yield Breach(f"journal entry {late}", "was never sealed")
