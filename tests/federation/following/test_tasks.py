"""The follower: whatever an answer looks like, only a signed history is accepted, whole seals."""

from datetime import timedelta
from typing import Any

import httpx2
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from federation.following.actions import follower_cursors, received_entries
from federation.following.models.follower_cursor import FollowerCursor
from federation.following.models.received_entry import ReceivedEntry
from federation.following.models.received_state import ReceivedState
from federation.following.models.staged_line import StagedLine
from federation.peers.models.peer import Peer
from federation.peers.models.peer_key import PeerKey
from federation.protocol import keys, note
from federation.protocol.canonical import b64
from federation.wire import identity
from federation.wire.client import Unreachable
from tests.federation.following.conftest import pull
from tests.federation.peer_log import AUTHORITY, PeerLog, changed, private, problem


def accepted() -> list[bytes]:
    """The lines that we hold, in their order."""
    rows = ReceivedEntry.objects.order_by("index")
    return [bytes(row.line) for row in rows]


def test_a_night_is_one_request_and_the_next_one_brings_nothing(log: PeerLog) -> None:
    log.add_summary(41, q=1)
    log.seal()

    cursor = pull()
    pull()

    assert accepted() == log.lines
    assert (cursor.size, cursor.trouble) == (len(log.lines), "")
    assert len(log.asked) == 2
    assert ReceivedState.objects.get(s="summary/1").body == {"members": 41}


def test_pages_are_staged_until_the_seal_that_covers_them(log: PeerLog) -> None:
    pull()
    for q in range(1, 8):
        log.add_summary(q, q=q, k=f"2026-0{q}")
    log.seal()
    log.page_lines = 3
    log.faults = [lambda a: a, lambda _: problem(500, "busy")]

    cursor = pull()
    assert (cursor.size, cursor.staged.count(), cursor.trouble) == (2, 3, "unreachable")
    assert len(accepted()) == 2

    assert pull().size == len(log.lines)
    assert accepted() == log.lines
    assert not StagedLine.objects.exists()
    assert [url.split("from=")[1] for url in log.asked[1:]] == ["2", "5", "5", "8"]


def flip(answer: httpx2.Response) -> httpx2.Response:
    """One figure of one line changed on the way."""
    return changed(answer, body=answer.content.replace(b'"members":4', b'"members":5', 1))


def drop_line(answer: httpx2.Response) -> httpx2.Response:
    """The first line lost, and the number of lines made to fit."""
    return changed(answer, body=answer.content.split(b"\n", 1)[1])


ONCE: list[Any] = [
    pytest.param(flip, "", id="a flipped byte is read again"),
    pytest.param(drop_line, "unreachable short", id="a lost line"),
    pytest.param(
        lambda a: changed(a, body=a.content + a.content.split(b"\n")[0] + b"\n"),
        "unreachable short",
        id="a doubled line",
    ),
    pytest.param(lambda a: changed(a, body=a.content[:-5]), "unreachable short", id="cut off"),
    pytest.param(lambda a: changed(a, log_next="3"), "unreachable short", id="another Log-Next"),
    pytest.param(lambda a: changed(a, log_next="x"), "protocol malformed", id="no number"),
    pytest.param(
        lambda a: changed(a, body=b"x" * 16_385 + b"\n" + a.content, log_next="5"),
        "protocol limits",
        id="a line too long",
    ),
    pytest.param(lambda a: changed(a, log_checkpoint="AAAA"), "protocol malformed", id="no note"),
    pytest.param(lambda _: problem(500, "oops"), "unreachable oops", id="server error"),
    pytest.param(
        lambda _: httpx2.Response(302, headers={"Location": "https://evil.example"}),
        "unreachable http-302",
        id="a redirect is not followed",
    ),
    pytest.param(lambda _: problem(429, "slow-down"), "busy slow-down", id="slow down"),
    pytest.param(lambda _: problem(401, "unknown-key"), "refused unknown-key", id="unknown key"),
    pytest.param(lambda _: problem(403, "paused"), "refused paused", id="paused"),
    pytest.param(lambda _: problem(409, "epoch"), "protocol epoch", id="another epoch"),
    pytest.param(lambda _: problem(416, "beyond-head"), "shorter beyond-head", id="went back"),
]


@pytest.mark.parametrize(("fault", "expected"), ONCE)
def test_a_spoilt_answer_changes_nothing_and_the_next_good_one_brings_everything(
    log: PeerLog, fault: Any, expected: str
) -> None:
    pull()
    log.add_summary(41, q=1)
    log.seal()
    log.faults = [fault]

    cursor = pull()

    assert f"{cursor.trouble} {cursor.code}".strip() == expected
    assert accepted() in (log.lines[:2], log.lines if not expected else log.lines[:2])
    assert cursor.next_due_at is not None
    assert pull().trouble == ""
    assert accepted() == log.lines


def other_history() -> PeerLog:
    """The same keys and sizes, another first night."""
    found = PeerLog()
    found.add("keys/1", "1", {"note": keys.parse(PeerKey.objects.get().note).raw})
    found.add_summary(40, q=1)
    found.seal()
    return found


def test_a_changed_history_stops_the_follower_and_is_kept_as_evidence(log: PeerLog) -> None:
    pull()
    fork = other_history()
    fork.add_summary(42, q=2, k="2026-11")
    fork.seal()
    log.lines, log.sealed = fork.lines, fork.sealed

    cursor = pull()

    assert (cursor.trouble, cursor.code, cursor.next_due_at) == ("mismatch", "fork", None)
    evidence = cursor.evidence or {}
    assert evidence["ours"] != evidence["theirs"]
    assert len(accepted()) == 2
    follower_cursors.ask_now()
    assert FollowerCursor.objects.get().next_due_at is None


def test_another_root_at_the_size_we_hold_is_a_fork(log: PeerLog) -> None:
    log.add_summary(40, q=1)
    log.seal()
    pull()
    log.lines[2] = log.lines[2].replace(b"40", b"39")
    log.sealed.clear()
    log.lines.pop()
    log.seal()

    assert pull().code == "fork"


def test_a_shorter_log_is_waited_for(log: PeerLog) -> None:
    log.add_summary(40, q=1)
    log.seal()
    pull()
    shorter = PeerLog(log.lines[:2], {2: log.sealed[2]})
    whole, log.lines, log.sealed = (log.lines, log.sealed), shorter.lines, shorter.sealed

    cursor = pull()
    assert (cursor.trouble, cursor.size) == ("shorter", 4)

    log.lines, log.sealed = whole
    assert pull().trouble == ""


def test_a_note_that_no_pinned_key_signed_is_never_believed(log: PeerLog) -> None:
    pull()
    log.add_summary(41, q=1)
    log.seal()
    text = note.parse(log.sealed[4]).text
    forged = note.sign(text, [note.Signer(f"{AUTHORITY}/fed/log/1", private("z"))])
    log.sealed[4] = forged

    assert pull().code == "note"
    assert Peer.objects.get().asked_for_keys_at is not None
    pull()
    cursor = pull()
    assert (cursor.trouble, cursor.next_due_at) == ("mismatch", None)
    assert len(accepted()) == 2


def test_a_peer_that_has_left_is_forgotten(log: PeerLog) -> None:
    log.add_summary(41, q=1)
    log.seal()
    pull()
    log.faults = [lambda _: problem(410, "left")]

    cursor = pull()

    assert (cursor.trouble, cursor.next_due_at) == ("gone", None)
    assert Peer.objects.get().state == "left"
    assert not ReceivedState.objects.exists()
    assert set(accepted()) == {b""}


def test_a_clock_that_differs_is_met_once_and_not_kept(log: PeerLog) -> None:
    later = int((identity.now() + timedelta(hours=2)).timestamp())
    log.faults = [lambda _: problem(401, "clock", server_time=later)]

    assert pull().trouble == ""
    log.faults = [lambda _: problem(401, "clock", server_time=later)] * 2
    assert pull().code == "clock"


def test_waiting_grows_and_stays_under_six_hours(log: PeerLog) -> None:
    waits = []
    for _ in range(20):
        log.faults = [lambda _: problem(502, "oops")]
        before = identity.now()
        cursor = pull()
        assert cursor.next_due_at is not None
        waits.append(cursor.next_due_at - before)

    assert waits[0] <= timedelta(seconds=6)
    assert timedelta(minutes=1) < max(waits) <= timedelta(hours=6, seconds=5)


def test_a_call_from_a_peer_out_of_reach_lets_us_try_early(log: PeerLog) -> None:
    log.faults = [lambda _: problem(502, "oops")] * 9
    for _ in range(8):
        pull()
    FollowerCursor.objects.update(next_due_at=identity.now() + timedelta(hours=5))

    follower_cursors.probe_early(peer_id=Peer.objects.get().id)

    row = FollowerCursor.objects.get()
    assert row.next_due_at is not None
    assert row.next_due_at <= identity.now()
    assert row.fails == 8


def test_a_page_taken_twice_counts_once(log: PeerLog) -> None:
    log.add_summary(41, q=1)
    log.seal()
    log.faults = [lambda a: a]
    pull()
    before = accepted()

    FollowerCursor.objects.update(next_due_at=identity.now())
    pull()

    assert accepted() == before == log.lines


class Crash(Exception):
    """The worker dies here."""


@pytest.mark.parametrize("point", ["keep", "_advance", "_went_well"])
def test_a_crash_in_the_middle_leaves_nothing_half_done(
    log: PeerLog, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    log.add_summary(41, q=1)
    log.seal()
    owner: Any = received_entries if point == "keep" else follower_cursors

    def die(*_: object, **__: object) -> None:
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(owner, point, die)
        with pytest.raises(Crash), transaction.atomic():
            pull()
    assert accepted() == []

    pull()
    assert accepted() == log.lines


FAULTS = {
    "none": lambda a: a,
    "short": lambda a: changed(a, body=a.content[:-3]),
    "lost": drop_line,
    "flip": flip,
    "down": lambda _: problem(500, "oops"),
    "busy": lambda _: problem(503, "busy"),
    "unreachable": lambda _: (_ for _ in ()).throw(Unreachable("connect")),
    "stale": lambda a: changed(a, log_size="2"),
    "note": lambda a: changed(a, log_checkpoint=b64(b"x")),
}


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.integers(1, 5), st.sampled_from(sorted(FAULTS))),
        min_size=1,
        max_size=8,
    )
)
def test_what_is_accepted_is_always_a_beginning_of_the_truth(
    log: PeerLog, nights: list[tuple[int, int, str]]
) -> None:
    kept = (list(log.lines), dict(log.sealed))
    with transaction.atomic():
        size = 0
        for number, (lines, page, fault) in enumerate(nights):
            for place in range(lines):
                log.add_summary(40 + place, q=1, k=f"2026-{number + 1:02}", rev=place + 1)
            log.seal()
            log.page_lines = page
            log.faults = [lambda a: a, FAULTS[fault]]
            cursor = pull()
            assert cursor.size >= size
            assert cursor.size in {0, *log.sealed}
            assert accepted() == log.lines[: cursor.size]
            size = cursor.size
        log.faults = []
        assert pull().size == len(log.lines)
        assert accepted() == log.lines
        transaction.set_rollback(True)
    log.lines, log.sealed, log.faults, log.page_lines = *kept, [], 1000
