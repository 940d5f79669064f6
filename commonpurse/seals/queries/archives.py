"""What an archive of the books says."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from uuid import UUID

from commonpurse.ledger.queries import evidence
from commonpurse.seals.models.seal import Seal
from commonpurse.seals.rules.archive import FORMAT
from commonpurse.seals.rules.leaves import text
from unions.founding.models.union import Union

ENTRIES_MAX = 50_000
_AT_ONCE = 1_000


def purpose(union_id: UUID) -> str:
    """What a union's archives are signed for: their key is derived from it."""
    return f"books:{union_id}"


def books(
    union: Union, first_on: date, last_on: date, *, hidden: AbstractSet[str]
) -> dict[str, object]:
    """The entries of a time, both days included, with the whole chain of seals.

    Entries whose story is of a `hidden` kind are not shown: their hashes stand in the chain. Nor
    are those whose balances would tell what few of them did, and no sums per account.
    """
    kinds = evidence.ids_between(first_on, last_on)
    shown = {entry_id for entry_id, kind in kinds.items() if kind not in hidden}
    if hidden:
        shown -= evidence.telling(shown, hidden)
    places = _places(kinds.keys())
    touched = {block for block, _ in places.values()}
    told: dict[str, object] = {
        "format": FORMAT,
        "union": {"id": str(union.pk), "slug": union.slug, "name": union.name},
        "from": first_on.isoformat(),
        "to": last_on.isoformat(),
        "accounts": evidence.accounts(),
        "seals": list(_chain(touched)),
        "entries": list(_entries(sorted(shown & places.keys(), key=places.__getitem__), places)),
        "withheld": len(kinds) - len(shown),
    }
    if not hidden:
        told["sums"] = _sums(first_on, last_on)
    return told


def count(first_on: date, last_on: date) -> int:
    """How many entries a time has, hidden ones too."""
    return len(evidence.ids_between(first_on, last_on))


def unsealed(first_on: date, last_on: date) -> int:
    """How many entries of a time wait for their seal."""
    kinds = evidence.ids_between(first_on, last_on)
    return len(kinds) - len(_places(kinds.keys()))


def _places(ids: AbstractSet[UUID]) -> dict[UUID, tuple[int, int]]:
    """Block and place of each of these entries that is sealed."""
    rows = Seal.objects.order_by("block").values_list("block", "entry_ids")
    return {
        entry_id: (block, place)
        for block, entry_ids in rows.iterator(chunk_size=50)
        for place, entry_id in enumerate(entry_ids, 1)
        if entry_id in ids
    }


def _chain(touched: AbstractSet[int]) -> Iterator[dict[str, object]]:
    """All seals; the hashes of single entries only for blocks that are looked into."""
    for seal in Seal.objects.order_by("block").defer("entry_ids").iterator(chunk_size=50):
        row: dict[str, object] = {
            "block": seal.block,
            "rows": seal.rows,
            "root": bytes(seal.root).hex(),
            "previous": bytes(seal.previous).hex(),
            "hash": bytes(seal.hash).hex(),
            "sealed_at": seal.sealed_at.isoformat(),
        }
        if seal.block in touched:
            row["leaves"] = bytes(seal.leaves).hex()
        yield row


def _entries(ids: list[UUID], places: dict[UUID, tuple[int, int]]) -> Iterator[dict[str, object]]:
    for start in range(0, len(ids), _AT_ONCE):
        chunk = ids[start : start + _AT_ONCE]
        found = evidence.entries(chunk)
        for entry_id in chunk:
            block, place = places[entry_id]
            yield {"block": block, "place": place, "text": text(found[entry_id])}


def _sums(first_on: date, last_on: date) -> dict[str, dict[str, int]]:
    opening = evidence.sums_before(first_on)
    closing = evidence.sums_before(last_on + timedelta(days=1))
    return {
        str(account_id): {"opening": opening.get(account_id, 0), "closing": amount}
        for account_id, amount in sorted(closing.items())
    }
