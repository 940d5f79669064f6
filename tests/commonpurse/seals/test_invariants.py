"""The law of the seals, which the nightly check asks among all others."""

from tests.commonpurse.seals.actions.test_recounts import spoil
from tests.commonpurse.seals.conftest import AsOwner, Sealed
from unions.invariants import laws


def test_books_are_as_sealed_until_one_entry_is_changed(books: Sealed, as_owner: AsOwner) -> None:
    (law,) = [law for law in laws() if law.name == "commonpurse.seals.books_are_as_sealed"]
    with books.cast.scope():
        assert law.breaches() == []
    third = books.spends[2]
    spoil(as_owner, f"UPDATE commonpurse_journalentry SET kind = 'gift' WHERE id = '{third}'")
    with books.cast.scope():
        assert [breach.row for breach in law.breaches()] == [f"journal entry {third}"]
