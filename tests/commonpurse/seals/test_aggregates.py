"""Where the chain ends, as sibling unions are told."""

from commonpurse.seals import aggregates
from commonpurse.seals.models.seal import Seal
from tests.cast import Cast
from tests.commonpurse.seals.conftest import Sealed


def test_the_head_is_the_newest_block(books: Sealed) -> None:
    books.post("later")
    books.seal(blocks=1)
    with books.cast.scope():
        newest = Seal.objects.get(block=2)
        assert aggregates.head() == (2, bytes(newest.hash).hex())


def test_there_is_none_before_the_first_seal(in_harbour: Cast) -> None:
    assert aggregates.head() is None
