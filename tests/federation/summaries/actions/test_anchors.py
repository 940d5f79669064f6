"""Who is noted as a holder of a head, when, and what a note is good for."""

import pytest

from commonpurse.seals.actions import recounts
from commonpurse.seals.models.anchor import Anchor
from federation.log.models.log_entry import LogEntry
from federation.peers.actions import readings, sharing_consents
from federation.peers.models.peer import Peer
from federation.summaries.actions import anchors, cards
from tests.commonpurse.seals.actions.test_recounts import spoil
from tests.commonpurse.seals.conftest import AsOwner, Sealed, books
from tests.federation.conftest import seal_now

__all__ = ["books"]

THEM = "https://them.example"


@pytest.fixture
def peer(begun: object, books: Sealed) -> Peer:
    """A peer that may read the card of Harbour Lights, which waits for the seal."""
    with books.cast.scope():
        sharing_consents.give(sections=[], decision_id=None, by_id=None)
        cards.keep_current()
    return Peer.objects.create(
        side=Peer.Side.INVITER, state=Peer.State.ACTIVE, origin=THEM, we_give=["card"]
    )


def read_all(peer: Peer) -> None:
    """The log is sealed, and the peer says that it holds all of it."""
    seal_now()
    readings.note(peer_id=peer.id, epoch=1, below=LogEntry.objects.count())


def tell_another_block(books: Sealed) -> None:
    """One more entry, under a seal of its own, on a card of its own."""
    books.post("last")
    books.seal(blocks=1)
    with books.cast.scope():
        cards.keep_current()


def kept(books: Sealed) -> list[tuple[int, str]]:
    """Blocks and holders after a night."""
    with books.cast.scope():
        anchors.keep()
        return list(Anchor.objects.order_by("block").values_list("block", "holder"))


def test_a_peer_that_has_read_past_the_card_holds_its_head(peer: Peer, books: Sealed) -> None:
    seal_now()
    assert kept(books) == []
    readings.note(peer_id=peer.id, epoch=1, below=0)
    assert kept(books) == []

    read_all(peer)

    assert kept(books) == [(1, THEM)]
    assert kept(books) == [(1, THEM)]


def test_each_head_is_noted_of_a_peer_that_was_away(peer: Peer, books: Sealed) -> None:
    seal_now()
    tell_another_block(books)

    read_all(peer)

    assert kept(books) == [(1, THEM), (2, THEM)]


def test_what_a_peer_has_not_read_up_to_a_seal_does_not_count(peer: Peer, books: Sealed) -> None:
    read_all(peer)
    tell_another_block(books)
    seal_now()
    card = LogEntry.objects.filter(s="union/1").latest("index")
    readings.note(peer_id=peer.id, epoch=1, below=card.index + 1)

    assert kept(books) == [(1, THEM)]


def test_a_card_that_went_out_withheld_is_held_by_nobody(peer: Peer, books: Sealed) -> None:
    with books.cast.scope():
        sharing_consents.withdraw(decision_id=None, by_id=None)
    read_all(peer)
    assert kept(books) == []

    # They read it withheld, and the union allows it only now.
    with books.cast.scope():
        sharing_consents.give(sections=[], decision_id=None, by_id=None)
    assert kept(books) == []


def test_consent_for_one_peer_makes_no_other_a_holder(peer: Peer, books: Sealed) -> None:
    with books.cast.scope():
        sharing_consents.withdraw(decision_id=None, by_id=None)
        sharing_consents.give(sections=[], decision_id=None, by_id=None, to="else.example")
    read_all(peer)

    assert kept(books) == []


def test_who_may_read_no_cards_holds_none(peer: Peer, books: Sealed) -> None:
    Peer.objects.update(we_give=[])
    read_all(peer)

    assert kept(books) == []


def test_a_tail_cut_off_before_the_note_is_found_all_the_same(
    peer: Peer, books: Sealed, as_owner: AsOwner
) -> None:
    """The note keeps what was told, not what stands in the chain by then."""
    tell_another_block(books)
    read_all(peer)
    spoil(
        as_owner,
        "DELETE FROM commonpurse_posting WHERE entry_id IN "
        "(SELECT id FROM commonpurse_journalentry WHERE key = 'last')",
        "DELETE FROM commonpurse_journalentry WHERE key = 'last'",
        "DELETE FROM commonpurse_seal WHERE block = 2",
    )

    assert kept(books) == [(1, THEM), (2, THEM)]

    with books.cast.scope():
        found = recounts.verify().wrong
    assert found is not None
    assert f"{found.row}: {found.words}" == f"block 2: is another at {THEM}"
