"""A law has a sentence and finds the rows that break it."""

from collections.abc import Iterator

import pytest

from unions import invariants
from unions.invariants import Breach, invariant, laws


def test_laws_are_listed_by_name_and_find_their_breaches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invariants, "_laws", {})

    @invariant("No row is odd.")
    def no_odd_row() -> Iterator[Breach]:
        yield Breach("row 3", "is odd")

    @invariant("The instance is even.", platform=True)
    def even_instance() -> Iterator[Breach]:
        yield from ()

    even, odd = laws()
    assert even.name.endswith(".even_instance")
    assert (odd.sentence, odd.of_instance, even.of_instance) == ("No row is odd.", False, True)
    assert odd.breaches() == [("row 3", "is odd")]
    assert even.breaches() == []
