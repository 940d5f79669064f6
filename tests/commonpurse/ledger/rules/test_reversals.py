"""Above the limit nobody takes back alone what they entered."""

import pytest

from commonpurse.ledger.rules.reversals import needs_another_keeper


@pytest.mark.parametrize(
    ("own", "moved_minor", "needed"),
    [(True, 15_000, False), (True, 15_001, True), (False, 15_001, False), (True, 0, False)],
)
def test_one_keeper_is_enough_up_to_the_limit(own: bool, moved_minor: int, needed: bool) -> None:
    found = needs_another_keeper(own=own, moved_minor=moved_minor, two_keys_minor=15_000)
    assert found is needed
