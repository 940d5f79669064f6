"""How far a peer holds our log only ever goes on."""

import pytest

from federation.peers.actions import readings
from federation.peers.models.peer import Peer
from federation.peers.queries import peers

State = Peer.State


@pytest.fixture
def peer(db: None) -> Peer:
    """An active peer that has read nothing."""
    return Peer.objects.create(
        side=Peer.Side.INVITER, state=State.ACTIVE, origin="https://them.example", we_give=["card"]
    )


def test_only_what_is_further_is_kept(peer: Peer) -> None:
    assert peers.holdings() == []
    for epoch, below, kept in [
        (1, 5, (1, 5)),
        (1, 3, (1, 5)),
        (1, 6, (1, 6)),
        (2, 0, (2, 0)),
        (1, 9, (2, 0)),
        (2, 1, (2, 1)),
    ]:
        readings.note(peer_id=peer.id, epoch=epoch, below=below)
        (holding,) = peers.holdings()
        assert (holding.epoch, holding.below) == kept


@pytest.mark.parametrize("state", [State.PAUSED, State.LEFT, State.BLOCKED])
def test_who_is_no_active_peer_counts_for_nothing(peer: Peer, state: Peer.State) -> None:
    readings.note(peer_id=peer.id, epoch=1, below=5)
    Peer.objects.update(state=state)

    assert peers.holdings() == []
