"""What a signed request for lines of our log tells of the peer that sends it."""

from federation.following.models.follower_cursor import FollowerCursor
from federation.peers.models.peer import Peer
from federation.wire import identity
from tests.federation.conftest import seal_now
from tests.federation.following.conftest import pull
from tests.federation.peer_log import PeerLog, problem
from tests.federation.peers.test_handshake import send

PATH = "/federation/v1/log/entries?epoch=1&from="


def holds() -> tuple[int | None, int | None]:
    """What is kept of the one peer."""
    return Peer.objects.values_list("holds_epoch", "holds_below").get()


def test_who_asks_for_more_holds_what_comes_before(log: PeerLog) -> None:
    seal_now()
    assert holds() == (None, None)

    assert send("GET", f"{PATH}0").status_code == 200
    assert holds() == (1, 0)
    assert send("GET", f"{PATH}2").status_code == 204
    assert holds() == (1, 2)
    assert send("GET", f"{PATH}1").status_code == 200
    assert holds() == (1, 2)


def test_nobody_holds_more_than_there_is(log: PeerLog) -> None:
    seal_now()

    assert send("GET", f"{PATH}3").status_code == 416
    assert holds() == (None, None)


def test_a_peer_that_was_out_of_reach_is_tried_again_when_it_asks(log: PeerLog) -> None:
    seal_now()
    log.faults = [lambda _: problem(502, "oops")] * 9
    assert pull().trouble == "unreachable"

    send("GET", f"{PATH}0")

    due_at = FollowerCursor.objects.get().next_due_at
    assert due_at is not None
    assert due_at <= identity.now()
