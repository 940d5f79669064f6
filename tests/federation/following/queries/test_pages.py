"""Pages of our own log: where they end, and what goes out withheld."""

from typing import Any

import pytest

from federation.following.queries import pages
from federation.log.actions import log_entries
from federation.peers.actions import sharing_consents
from federation.peers.guards.signed_requests import Caller
from federation.peers.models.peer import Peer
from federation.protocol import checkpoint, entries
from federation.protocol.keys import public
from federation.protocol.merkle import Edge
from federation.wire import identity
from federation.wire.problems import Problem
from tests.cast import Cast
from tests.federation.conftest import seal_now


@pytest.fixture
def caller(begun: object, harbour: Cast) -> Caller:
    """An active peer that may read cards and summaries; two nights are sealed."""
    peer = Peer.objects.create(
        side="inviter", state="active", origin="https://them.example", we_give=["card", "summary"]
    )
    seal_now()
    log_entries.append(s="summary/1", k="2026-10", body={"members": 9}, of_union=harbour.union.id)
    log_entries.append(s="agreement/1", k="a", rev=1, body={"hash": "A" * 43}, to="else.example")
    seal_now()
    return Caller(peer.id, "them.example", "active")


def kinds(page: pages.Page) -> list[str]:
    """The types of a page's lines; `-` for withheld ones."""
    return ["-" if entries.withheld_leaf(line) else entries.read(line).s for line in page.lines]


def test_what_the_union_does_not_consent_to_goes_out_withheld(
    caller: Caller, harbour: Cast
) -> None:
    page = pages.page(caller=caller, epoch=1, start=0, stop=None)
    assert kinds(page) == ["keys/1", "seal/1", "-", "-", "seal/1"]

    with harbour.scope():
        sharing_consents.give(sections=["members"], decision_id=None, by_id=harbour.bo.id)
    page = pages.page(caller=caller, epoch=1, start=0, stop=None)
    assert kinds(page) == ["keys/1", "seal/1", "summary/1", "-", "seal/1"]


def test_consent_for_one_peer_is_no_consent_for_another(caller: Caller, harbour: Cast) -> None:
    with harbour.scope():
        sharing_consents.give(
            sections=["members"], decision_id=None, by_id=harbour.bo.id, to="else.example"
        )

    assert kinds(pages.page(caller=caller, epoch=1, start=0, stop=None))[2] == "-"


def test_what_was_not_agreed_goes_out_withheld(caller: Caller, harbour: Cast) -> None:
    Peer.objects.update(we_give=[])
    with harbour.scope():
        sharing_consents.give(sections=["members"], decision_id=None, by_id=harbour.bo.id)

    assert kinds(pages.page(caller=caller, epoch=1, start=0, stop=None))[2] == "-"


def test_withheld_or_not_the_root_is_the_same(caller: Caller) -> None:
    page = pages.page(caller=caller, epoch=1, start=0, stop=None)
    x = identity.x_of(identity.key(identity.LOG))
    signed = checkpoint.verify(page.checkpoint, log="us.example/fed/log/1", keys=[public(x)])

    assert Edge().extend(map(entries.leaf_of, page.lines)).root == signed.root
    assert (page.end, page.log_size, signed.size) == (5, 5, 5)


@pytest.mark.parametrize(
    ("start", "stop", "end", "covered"),
    [(0, None, 5, 5), (0, 2, 2, 2), (0, 3, 2, 2), (2, 4, 4, 5), (2, None, 5, 5), (5, None, 5, 5)],
)
def test_where_a_page_ends(caller: Caller, start: int, stop: Any, end: int, covered: int) -> None:
    page = pages.page(caller=caller, epoch=1, start=start, stop=stop)

    assert (page.end, checkpoint.parse(page.checkpoint).size) == (end, covered)
    assert len(page.lines) == end - start


@pytest.mark.parametrize(
    ("start", "stop", "expected"),
    [(6, None, (416, "beyond-head")), (0, 6, (400, "range")), (3, 3, (400, "range"))],
)
def test_what_is_not_there(caller: Caller, start: int, stop: Any, expected: Any) -> None:
    with pytest.raises(Problem) as refused:
        pages.page(caller=caller, epoch=1, start=start, stop=stop)

    assert (refused.value.status, refused.value.code) == expected


def test_the_note_of_a_sealed_size_and_no_other(caller: Caller) -> None:
    assert checkpoint.parse(pages.checkpoint(epoch=1, size=2)).size == 2
    assert checkpoint.parse(pages.checkpoint(epoch=1, size=None)).size == 5
    with pytest.raises(Problem, match="no-seal"):
        pages.checkpoint(epoch=1, size=3)
