"""The page of an entry tells the seal that it is under."""

import pytest

from tests.commonpurse.seals.conftest import Sealed


@pytest.mark.parametrize("who", ["hana", "dev"])
def test_an_entry_tells_its_seal_and_a_new_one_that_it_waits(books: Sealed, who: str) -> None:
    client, sealed = books.cast.client(who), books.spends[0]
    shown = client.get(books.cast.url(f"purse/entries/{sealed}/")).content.decode()
    assert "in block 1, " in shown
    assert "/purse/seals/" in shown
    fresh = books.post("more")
    shown = client.get(books.cast.url(f"purse/entries/{fresh}/")).content.decode()
    assert "not yet; that takes some minutes" in shown
