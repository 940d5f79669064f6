"""What the card says of the books, and when it is written anew for it."""

from federation.log.models.outbox_line import OutboxLine
from federation.peers.actions import sharing_consents
from federation.summaries.actions import cards
from tests.cast import Cast
from tests.commonpurse.seals.conftest import Sealed, books

__all__ = ["books"]


def told() -> list[object]:
    """What the cards that wait say of the books."""
    rows = OutboxLine.objects.filter(s="union/1").order_by("id")
    return [row.body.get("books") for row in rows]


def test_the_head_goes_out_anew_only_when_it_has_moved(instance: str, books: Sealed) -> None:
    with books.cast.scope():
        sharing_consents.give(sections=[], decision_id=None, by_id=None)
        cards.keep_current()
        cards.keep_current()
    books.post("later")
    books.seal(blocks=1)
    with books.cast.scope():
        cards.keep_current()

    first, second = told()
    assert isinstance(first, dict)
    assert isinstance(second, dict)
    assert (first["block"], second["block"]) == (1, 2)
    assert first["head"] != second["head"]


def test_without_a_seal_the_card_says_nothing_of_books(instance: str, harbour: Cast) -> None:
    with harbour.scope():
        sharing_consents.give(sections=[], decision_id=None, by_id=None)
        cards.keep_current()

    assert told() == [None]


def test_without_consent_no_head_leaves(instance: str, books: Sealed) -> None:
    with books.cast.scope():
        cards.keep_current()

    assert told() == []
