"""Moves a peer from state to state, and keeps what happened."""

from django.db import transaction

from federation.peers.models.peer import Peer
from federation.peers.models.peer_event import PeerEvent
from federation.peers.refusals import WrongMove


@transaction.atomic
def record(*, peer: Peer, act: str, detail: dict[str, int | str] | None = None) -> PeerEvent:
    """Keep one act. Done by the program or by the host."""
    return PeerEvent.objects.create(peer=peer, act=act, detail=detail or {})


@transaction.atomic
def move(*, peer: Peer, to: Peer.State) -> None:
    """Change the state and keep it. Raises WrongMove. Done by the program or by the host."""
    if to not in Peer.MOVES[Peer.State(peer.state)]:
        raise WrongMove
    record(peer=peer, act="moved", detail={"from": peer.state, "to": to.value})
    peer.state = to
    peer.save(update_fields=["state"])
