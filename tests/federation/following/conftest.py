"""A peer of ours, its log in memory, and pulls over our own client."""

import httpx2
import pytest

from federation.following import tasks
from federation.following.models.follower_cursor import FollowerCursor
from federation.peers.models.peer import Peer
from federation.peers.models.peer_key import PeerKey
from federation.protocol import keys
from federation.wire import client, identity
from tests.federation.peer_log import ORIGIN, PeerLog, first_statement


@pytest.fixture
def log(begun: object, monkeypatch: pytest.MonkeyPatch) -> PeerLog:
    """An active peer whose log holds its keys, sealed once; the network ends at this object."""
    peer = Peer.objects.create(
        side=Peer.Side.INVITER, state=Peer.State.ACTIVE, origin=ORIGIN, name="Them"
    )
    statement = keys.parse(first_statement())
    PeerKey.objects.create(peer=peer, serial=1, fp=statement.fp, note=statement.raw)
    found = PeerLog()
    found.add("keys/1", "1", {"note": statement.raw})
    found.seal()
    monkeypatch.setattr(
        client, "_CheckedTransport", lambda _origin: httpx2.MockTransport(found.respond)
    )
    return found


def pull() -> FollowerCursor:
    """Let the clock strike with every pull due."""
    FollowerCursor.objects.update(next_due_at=identity.now())
    tasks.pull(identity.now())
    return FollowerCursor.objects.get()
