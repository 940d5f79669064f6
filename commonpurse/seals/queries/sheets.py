"""What the page of the seals shows."""

from dataclasses import dataclass
from datetime import datetime

from commonpurse.seals.models.anchor import Anchor
from commonpurse.seals.models.seal import Seal
from commonpurse.seals.queries import archives, chains
from commonpurse.seals.queries.chains import Checked, Head
from unions import sealing
from unions.tenancy.scopes import current

BLOCKS_SHOWN = 10
_GROUP = 8


@dataclass(frozen=True, slots=True)
class Holder:
    """Who else holds a head, of which block, since when."""

    holder: str
    block: int
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class Block:
    """A block of entries under one hash, in groups that can be read out."""

    block: int
    entries: int
    sealed_at: datetime
    hash: str


@dataclass(frozen=True, slots=True)
class SealSheet:
    """The end of the chain, what the last recount found, who holds heads, the newest blocks."""

    head: Head | None
    checked: Checked | None
    key: str
    holders: tuple[Holder, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class ChainLine:
    """What is printed on every statement: the head, the key, and whether all was whole."""

    head: Head | None
    head_in_groups: str
    key_in_groups: str
    checked: Checked | None


def sheet() -> SealSheet:
    """Everything about the chain of the union in scope."""
    rows = Seal.objects.order_by("-block").only("block", "rows", "sealed_at", "hash")
    return SealSheet(
        head=chains.head(),
        checked=chains.last_check(),
        key=in_groups(public_key()),
        holders=tuple(
            Holder(row.holder, row.block, row.kept_at)
            for row in Anchor.objects.order_by("holder", "-block").distinct("holder")
        ),
        blocks=tuple(
            Block(row.block, row.rows, row.sealed_at, in_groups(bytes(row.hash).hex()))
            for row in rows[:BLOCKS_SHOWN]
        ),
    )


def chain_line() -> ChainLine:
    """The line of the chain for a statement."""
    head = chains.head()
    return ChainLine(
        head=head,
        head_in_groups=in_groups(head.hash) if head else "",
        key_in_groups=in_groups(public_key()),
        checked=chains.last_check(),
    )


def public_key() -> str:
    """The key that archives of the union in scope are signed with, in hex."""
    return sealing.public_key(archives.purpose(current().union_id)).hex()


def in_groups(hexadecimal: str) -> str:
    """Signs in groups of eight, as they can be read out and compared."""
    return " ".join(hexadecimal[at : at + _GROUP] for at in range(0, len(hexadecimal), _GROUP))
