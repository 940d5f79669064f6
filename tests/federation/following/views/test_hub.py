"""Hub and unions: who is seen, what is told, how fresh, and who may look closer."""

from datetime import timedelta
from typing import Any

import pytest

from federation.following.models.follower_cursor import FollowerCursor
from federation.following.models.received_state import ReceivedState
from federation.log.actions import log_entries
from federation.peers.actions import sharing_consents
from federation.peers.models.peer import Peer
from federation.wire import identity
from tests.cast import Cast
from tests.federation.conftest import seal_now
from tests.federation.following.conftest import pull
from tests.federation.peer_log import PeerLog

CARD: dict[str, Any] = {
    "id": "019ab2d4-7c00-7a51-8e02-5b1f0c6d9a10",
    "name": "Alder Vale",
    "region": "westvale",
    "area": "GB-WLS",
    "cur": "GBP",
    "tz": "Europe/London",
    "langs": ["en"],
    "period": "month",
    "status": "active",
    "consent": ["card", "summary"],
    "hubs": [],
}
OCTOBER = {
    "members": 24,
    "work": {"work.min": {"n": 9, "sum": 720}, "goods.g": {"n": 6, "sum": 5000}},
    "purse": {"GBP": {"in": 123_400}},
}


@pytest.fixture
def told(log: PeerLog) -> PeerLog:
    """Alder Vale, at a peer, has told its October."""
    log.add("union/1", "card", CARD, u=1, q=1)
    log.add("summary/1", "2026-10", OCTOBER, u=1, q=1)
    log.seal()
    pull()
    return log


def text_of(cast: Cast, name: str, path: str = "hub/") -> str:
    """A page as a person sees it."""
    answer = cast.client(name).get(cast.url(path))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_before_anyone_has_told_anything(instance: str, harbour: Cast) -> None:
    assert "No union can be seen from here yet" in text_of(harbour, "hana")


def test_a_union_of_a_peer_with_its_figures(told: PeerLog, harbour: Cast) -> None:
    page = text_of(harbour, "hana")

    assert "Alder Vale" in page
    assert "24 members" in page
    assert "Last sync:" in page
    assert "may be old" not in page
    assert "In October 2026" in page
    assert "1,234.00" in page
    # The money that went out was not told.
    assert "too few to show" in page


def test_a_log_that_stands_still_may_be_old(told: PeerLog, harbour: Cast) -> None:
    FollowerCursor.objects.update(sealed_at=identity.now() - timedelta(hours=40))

    assert "may be old" in text_of(harbour, "hana")


def test_lines_still_to_come_are_said(told: PeerLog, harbour: Cast) -> None:
    FollowerCursor.objects.update(known_size=9)

    assert "4 lines of theirs are still to come." in text_of(harbour, "hana")


def test_a_code_of_a_later_release_breaks_no_page(told: PeerLog, harbour: Cast) -> None:
    body = {**OCTOBER, "work": {"joy.smiles": {"n": 9, "sum": 9}}, "joy": {"n": 1}}
    ReceivedState.objects.filter(s="summary/1").update(body=body)

    assert "Alder Vale" in text_of(harbour, "hana")


def test_a_union_here_is_seen_as_far_as_it_consents(
    begun: object, harbour: Cast, millrace: Cast
) -> None:
    with millrace.scope():
        sharing_consents.give(sections=["members"], decision_id=None, by_id=millrace.kit.id)
    body = {**CARD, "name": "Millrace", "id": str(millrace.union.id)}
    log_entries.append(s="union/1", k="card", body=body, of_union=millrace.union.id)
    log_entries.append(s="summary/1", k="2026-10", body={"members": 41}, of_union=millrace.union.id)
    seal_now()
    assert "Millrace" in text_of(harbour, "hana")
    assert "41 members" in text_of(harbour, "hana")

    with millrace.scope():
        sharing_consents.withdraw(decision_id=None, by_id=millrace.kit.id)
    assert "Millrace" not in text_of(harbour, "hana")


def test_the_year_of_one_union(told: PeerLog, harbour: Cast) -> None:
    place = f"{Peer.objects.get().id}-1"

    page = text_of(harbour, "hana", f"hub/unions/{place}/")

    assert "Westvale" in page
    assert "Oct" in page


def test_a_union_that_is_not_there(told: PeerLog, harbour: Cast) -> None:
    answer = harbour.client("hana").get(harbour.url("hub/unions/nowhere-1/"))

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("trouble", "code", "words"),
    [
        ("unreachable", "connect", "Not reachable since"),
        ("unreachable", "tls", "certificate does not match"),
        ("refused", "clock", "clock and theirs differ"),
        ("refused", "unknown-key", "do not accept our key"),
        ("mismatch", "fork", "Their history was changed"),
        ("shorter", "rollback", "shorter than what we have read"),
    ],
)
def test_the_desk_says_why_a_peer_is_late(
    told: PeerLog, harbour: Cast, trouble: str, code: str, words: str
) -> None:
    FollowerCursor.objects.update(trouble=trouble, code=code, failing_since=identity.now())

    assert words in text_of(harbour, "bo", "hub/peers/")


def test_the_desk_says_when_books_took_back_a_seal(told: PeerLog, harbour: Cast) -> None:
    assert "takes back a seal" not in text_of(harbour, "bo", "hub/peers/")
    for rev, block in ((2, 7), (3, 6)):
        books = {"block": block, "head": "ab" * 32}
        log_card = CARD | {"books": books}
        told.add("union/1", "card", log_card, u=1, q=rev, rev=rev)
    told.seal()
    pull()

    page = text_of(harbour, "bo", "hub/peers/")
    assert "The card of Alder Vale that came" in page
    assert "takes back a seal of their books" in page
    assert "could not be used" not in page


def test_the_desk_is_for_hub_operators(told: PeerLog, harbour: Cast) -> None:
    assert "Look after peers" in text_of(harbour, "bo")
    assert "Look after peers" not in text_of(harbour, "hana")
    assert harbour.client("hana").get(harbour.url("hub/peers/")).status_code == 403


def test_counts_for_the_host_alone(told: PeerLog, client: Any) -> None:
    answer = client.get("/healthz/federation")
    assert (answer.status_code, answer.json()["peers"]) == (200, 1)

    FollowerCursor.objects.update(trouble="mismatch")
    assert client.get("/healthz/federation").status_code == 503
    assert client.get("/healthz/federation", REMOTE_ADDR="93.184.215.14").status_code == 404
