"""How far the chain of seals reaches, and what the last recount found."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, Sum

from commonpurse.ledger.queries import evidence
from commonpurse.ledger.rules.evidence import Place
from commonpurse.seals.models.seal import Seal
from commonpurse.seals.models.verification import Verification


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: the number of its block, its hash in hex, how many entries it seals."""

    block: int
    hash: str
    entries: int
    sealed_at: datetime


@dataclass(frozen=True, slots=True)
class Checked:
    """When the books were last reckoned again, and what was found: no words, all whole."""

    at: datetime
    words: str


def head() -> Head | None:
    """The newest seal of the union in scope; None while nothing is sealed."""
    last = Seal.objects.order_by("-block").only("block", "hash", "sealed_at").first()
    if last is None:
        return None
    entries = Seal.objects.aggregate(total=Sum("rows"))["total"]
    return Head(last.block, bytes(last.hash).hex(), entries, last.sealed_at)


def last_check() -> Checked | None:
    """What the last recount found; None before the first."""
    row = Verification.objects.order_by("-created_at", "-id").first()
    return Checked(row.created_at, row.words) if row else None


def seal_of(entry_id: UUID) -> Head | None:
    """The seal that an entry is under, `entries` being those of its block; None while it waits."""
    place = evidence.place_of(entry_id)
    if place is None:
        return None
    found = Seal.objects.filter(
        Q(last_epoch__gt=place[0])
        | Q(last_epoch=place[0], last_transaction_id__gt=place[1])
        | Q(last_epoch=place[0], last_transaction_id=place[1], last_entry_id__gte=place[2])
    )
    row = found.order_by("block").only("block", "hash", "rows", "sealed_at").first()
    return Head(row.block, bytes(row.hash).hex(), row.rows, row.sealed_at) if row else None


def has_hash(hash_hex: str) -> bool:
    """Whether a hash that was printed or kept elsewhere is one of this chain."""
    return Seal.objects.filter(hash=bytes.fromhex(hash_hex)).exists()


def last_place() -> Place | None:
    """Where the last sealed entry stands in the order of the books."""
    rows = Seal.objects.order_by("-block").values_list(
        "last_epoch", "last_transaction_id", "last_entry_id"
    )
    return rows.first()
