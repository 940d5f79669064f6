"""Where the reading of a peer's log goes on."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from federation.following.models.follower_cursor import FollowerCursor
from federation.peers.models.peer import Peer
from federation.peers.queries import peers
from federation.protocol.origins import log_origin


@dataclass(frozen=True)
class Place:
    """The next line to ask for, and the log in which it stands."""

    peer_id: UUID
    origin: str
    log: str
    epoch: int
    start: int


def due(*, now: datetime, limit: int) -> list[UUID]:
    """Active peers whose pull is due, longest waiting first."""
    rows = FollowerCursor.objects.filter(next_due_at__lte=now, peer__state=Peer.State.ACTIVE)
    return list(rows.order_by("next_due_at").values_list("peer_id", flat=True)[:limit])


def place(peer_id: UUID) -> Place:
    """Where to read on: after what is committed and what is staged."""
    cursor = FollowerCursor.objects.select_related("peer").get(peer_id=peer_id)
    origin = cursor.peer.origin or ""
    return Place(
        peer_id=peer_id,
        origin=origin,
        log=log_origin(origin, cursor.epoch),
        epoch=cursor.epoch,
        start=cursor.size + cursor.staged.count(),
    )


def log_keys(peer_id: UUID, size: int) -> list[bytes]:
    """The peer's log keys that count for a checkpoint of this size."""
    return peers.statement(peer_id).log_keys(size)


def was_tried_since(peer_id: UUID, moment: datetime) -> bool:
    """True once a pull that was asked for at this moment has ended, well or not."""
    row = FollowerCursor.objects.filter(peer_id=peer_id).first()
    if row is None:
        return False
    went_well = row.last_ok_at is not None and row.last_ok_at >= moment
    return went_well or (row.tried_at is not None and row.tried_at >= moment)


def words(peer_id: UUID) -> str:
    """One line for the host."""
    row = FollowerCursor.objects.select_related("peer").get(peer_id=peer_id)
    trouble = f", {row.trouble} {row.code}" if row.trouble else ""
    return f"{row.peer.origin}: {row.size} of {row.known_size} lines{trouble}"
