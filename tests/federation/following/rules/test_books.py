"""Which cards can be of the same books."""

from typing import Any

import pytest

from federation.following.rules.books import lead_on

SEVEN: dict[str, Any] = {"books": {"block": 7, "head": "ab" * 32}}
SEVEN_AGAIN: dict[str, Any] = {"books": {"block": 7, "head": "cd" * 32}}
SIX: dict[str, Any] = {"books": {"block": 6, "head": "ef" * 32}}
NONE: dict[str, Any] = {}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (NONE, NONE, True),
        (NONE, SEVEN, True),
        (SIX, SEVEN, True),
        (SEVEN, SEVEN, True),
        (SEVEN, SIX, False),
        (SEVEN, SEVEN_AGAIN, False),
        (SEVEN, NONE, False),
    ],
)
def test_a_seal_once_told_is_not_taken_back(
    before: dict[str, Any], after: dict[str, Any], expected: bool
) -> None:
    assert lead_on(before, after) is expected
