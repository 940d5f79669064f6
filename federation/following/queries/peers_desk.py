"""The desk of hub operators: each peer, how far behind, why, and what to do."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from federation.following.models.follower_cursor import FollowerCursor
from federation.following.models.received_entry import ReceivedEntry
from federation.following.rules.books import BROKEN
from federation.log.queries import key_statements, seals
from federation.log.refusals import LogNotReady
from federation.peers.models.peer import Peer
from federation.protocol import entries
from federation.wire import identity

STALE_AFTER = timedelta(hours=36)


@dataclass(frozen=True)
class Doubt:
    """A union whose card took back what it had told of its books, and when that came here."""

    union: str
    came_at: datetime


@dataclass(frozen=True)
class PeerLine:
    """One peer on the desk. `trouble` and `code` say why the last pull brought nothing."""

    id: UUID
    name: str
    origin: str
    state: str
    trouble: str
    code: str
    failing_since: datetime | None
    next_try_at: datetime | None
    last_ok_at: datetime | None
    sealed_at: datetime | None
    lines: int
    behind: int
    unusable: int
    is_stale: bool
    doubts: list[Doubt]


@dataclass(frozen=True)
class Desk:
    """All peers and our own log."""

    peers: list[PeerLine]
    own_origin: str
    own_sealed_at: datetime | None
    own_lines: int
    waiting: int


def desk() -> Desk:
    """Everything a hub operator looks at."""
    try:
        own = seals.newest(key_statements.newest().epoch)
    except LogNotReady:
        own = None
    return Desk(
        peers=[_line(peer) for peer in Peer.objects.exclude(origin=None).order_by("id")],
        own_origin=identity.origin() if identity.is_set_up() else "",
        own_sealed_at=own.sealed_at if own else None,
        own_lines=own.size if own else 0,
        waiting=seals.outbox_depth(),
    )


def _line(peer: Peer) -> PeerLine:
    cursor = FollowerCursor.objects.filter(peer=peer).first() or FollowerCursor(peer=peer)
    now = identity.now()
    return PeerLine(
        id=peer.id,
        name=peer.name or peer.authority,
        origin=peer.origin or "",
        state=peer.state,
        trouble=cursor.trouble,
        code=cursor.code or peer.problem,
        failing_since=cursor.failing_since,
        next_try_at=cursor.next_due_at,
        last_ok_at=cursor.last_ok_at,
        sealed_at=cursor.sealed_at,
        lines=cursor.size,
        behind=max(0, cursor.known_size - cursor.size),
        unusable=ReceivedEntry.objects.filter(peer=peer).exclude(code__in=["", BROKEN]).count(),
        is_stale=cursor.sealed_at is not None and now - cursor.sealed_at > STALE_AFTER,
        doubts=_doubts(peer),
    )


def _doubts(peer: Peer) -> list[Doubt]:
    """Of each union of a peer the newest card that takes back what was told of its books."""
    rows = ReceivedEntry.objects.filter(peer=peer, s="union/1", code=BROKEN).exclude(line=b"")
    return [
        Doubt(entries.read(bytes(row.line)).b["name"], row.received_at)
        for row in rows.order_by("u", "-index").distinct("u")
    ]
