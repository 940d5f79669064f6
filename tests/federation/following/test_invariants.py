"""Each law of what we follow fails on a row that was spoilt by hand."""

import pytest

from federation.following import invariants
from federation.following.models.follower_cursor import FollowerCursor
from federation.following.models.received_entry import ReceivedEntry
from federation.following.models.received_state import ReceivedState
from tests.federation.following.conftest import pull
from tests.federation.peer_log import PeerLog


@pytest.fixture
def followed(log: PeerLog) -> None:
    """One summary has come."""
    log.add_summary(41, q=1)
    log.seal()
    pull()
    assert not list(invariants.received_lines_are_what_was_signed())
    assert not list(invariants.state_is_the_newest_line())


def test_received_lines_are_what_was_signed(followed: None) -> None:
    row = ReceivedEntry.objects.get(index=2)
    row.line = bytes(row.line).replace(b"41", b"42")
    row.save(update_fields=["line"])

    assert [breach.words for breach in invariants.received_lines_are_what_was_signed()] == [
        "its bytes have changed"
    ]


def test_a_cursor_that_ran_ahead_is_seen(followed: None) -> None:
    FollowerCursor.objects.update(size=5)

    assert list(invariants.received_lines_are_what_was_signed())


def test_state_is_the_newest_line(followed: None) -> None:
    ReceivedState.objects.update(body={"members": 42})

    assert [breach.words for breach in invariants.state_is_the_newest_line()] == [
        "is not what its line says"
    ]


def test_a_state_behind_its_lines_is_seen(followed: None, log: PeerLog) -> None:
    entry = ReceivedEntry.objects.get(index=2)
    log.add_summary(50, q=2, rev=2)
    log.seal()
    pull()
    ReceivedState.objects.update(body={"members": 41}, rev=1, entry=entry)

    assert [breach.words for breach in invariants.state_is_the_newest_line()] == [
        "is older than a line that came"
    ]
