"""What must always hold of logs that we follow: what we keep is what the peer has signed."""

from collections.abc import Iterator
from typing import Any

from federation.following.models.follower_cursor import FollowerCursor
from federation.following.models.received_entry import ReceivedEntry
from federation.following.models.received_state import ReceivedState
from federation.following.rules.books import BROKEN
from federation.protocol import entries
from federation.protocol.merkle import Edge, leaf_hash
from unions.invariants import Breach, invariant

CHUNK_ROWS = 2_000


@invariant("The lines accepted from a peer make up the root that it has signed.", platform=True)
def received_lines_are_what_was_signed() -> Iterator[Breach]:
    """Hash every line again and grow the tree up to the cursor."""
    for cursor in FollowerCursor.objects.select_related("peer"):
        rows = ReceivedEntry.objects.filter(peer_id=cursor.peer_id, epoch=cursor.epoch)
        edge = Edge()
        for row in rows.order_by("index").iterator(chunk_size=CHUNK_ROWS):
            line = bytes(row.line)
            if line and leaf_hash(line) != bytes(row.leaf):
                yield Breach(f"received line {row.id}", "its bytes have changed")
            edge = edge.append(bytes(row.leaf))
        if (edge.size, edge.root) != (cursor.size, bytes(cursor.root)):
            yield Breach(f"follower cursor {cursor.id}", "its lines are not under its root")


@invariant("What holds of a peer is the body of its newest line.", platform=True)
def state_is_the_newest_line() -> Iterator[Breach]:
    """Compare each state with its line, and look for a newer one that was applied nowhere."""
    for state in ReceivedState.objects.select_related("entry").iterator(chunk_size=CHUNK_ROWS):
        line = bytes(state.entry.line)
        if not line or _said(entries.read(line)) != _kept(state):
            yield Breach(f"received state {state.id}", "is not what its line says")
        newer = ReceivedEntry.objects.filter(
            peer_id=state.peer_id,
            s=state.s,
            u=state.u,
            k=state.k,
            rev__gt=state.rev,
            code__in=["", BROKEN],
        )
        if newer.exists():
            yield Breach(f"received state {state.id}", "is older than a line that came")


def _said(entry: entries.Entry) -> tuple[Any, ...]:
    return (entry.s, entry.u, entry.k, entry.rev, entry.b)


def _kept(state: ReceivedState) -> tuple[Any, ...]:
    return (state.s, state.u, state.k, state.rev, state.body)
