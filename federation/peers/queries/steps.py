"""What has to be done next with a peer, and what is known for it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from federation.log.queries import discovery, key_statements
from federation.peers.models.peer import Peer
from federation.protocol.agreements import READS


class Step(StrEnum):
    """The steps in which we call; all others are answers."""

    ASK = "ask"
    CALL_BACK = "call_back"
    PROPOSE = "propose"
    COUNTERSIGN = "countersign"
    READ_KEYS = "read_keys"
    REST = "rest"


@dataclass(frozen=True)
class Due:
    """One peer with its next step."""

    peer_id: UUID
    step: Step
    origin: str
    peering_id: UUID | None
    invited_fp: str


def due(*, now: datetime, limit: int) -> list[Due]:
    """Peers whose next step is due, longest waiting first."""
    rows = Peer.objects.filter(next_due_at__lte=now).order_by("next_due_at")[:limit]
    return [
        Due(peer.id, _step(peer), peer.origin or "", peer.peering_id, peer.invited_fp)
        for peer in rows
    ]


def request_content(peer_id: UUID) -> dict[str, Any]:
    """The body of our request to peer."""
    peer = Peer.objects.get(id=peer_id)
    return {
        "id": str(peer.peering_id),
        "token": peer.token,
        "nonce": peer.nonce_own,
        "name": discovery.name(),
        "statement": key_statements.newest().raw,
        "v": discovery.VERSIONS,
        "give": peer.we_give,
        "ask": peer.they_give,
        "reads": list(READS),
    }


def state_content(peer_id: UUID) -> dict[str, Any]:
    """What either side may ask about its peering."""
    peer = Peer.objects.get(id=peer_id)
    newest = peer.agreements.order_by("-rev").first()
    inviter = peer.side == Peer.Side.INVITER
    return {
        "id": str(peer.peering_id),
        "state": peer.state,
        "rev": newest.rev if newest else 0,
        "nonce": peer.nonce_own if inviter else peer.nonce_peer,
        "note": newest.note if newest else None,
        "waits": _waits(peer),
    }


def _waits(peer: Peer) -> str | None:
    if peer.state != Peer.State.PENDING:
        return None
    if peer.side == Peer.Side.INVITER and peer.called_back_at is None:
        return "callback"
    if peer.agreements.exists():
        return "countersign"
    return "approval"


def _step(peer: Peer) -> Step:
    if peer.state == Peer.State.INVITED and peer.side == Peer.Side.INVITEE:
        return Step.ASK
    if peer.state == Peer.State.PENDING:
        return _pending_step(peer)
    if peer.state == Peer.State.ACTIVE and peer.asked_for_keys_at is not None:
        return Step.READ_KEYS
    return Step.REST


def _pending_step(peer: Peer) -> Step:
    if peer.side == Peer.Side.INVITEE:
        return Step.COUNTERSIGN if peer.agreements.exists() else Step.REST
    if peer.called_back_at is None:
        return Step.CALL_BACK
    return Step.PROPOSE if peer.approved_at is not None else Step.REST
