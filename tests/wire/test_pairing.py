"""The command that joins two development instances over the real addresses."""

import pytest

from tests.wire.conftest import Pair

ROUNDS_MAX = 12


def test_both_run_pair_until_they_are_connected(strangers: Pair) -> None:
    for _ in range(ROUNDS_MAX):
        done = [stack.do("pair_step") for stack in (strangers.a, strangers.b)]
        if all(done):
            break
        for stack in (strangers.a, strangers.b):
            stack.do("shake_hands")
    else:
        pytest.fail("The two never connected.")

    # Again, as at the next start: nothing changes.
    assert [stack.do("pair_step") for stack in (strangers.a, strangers.b)] == [True, True]
    assert [stack.do("state") for stack in (strangers.a, strangers.b)] == ["active", "active"]
