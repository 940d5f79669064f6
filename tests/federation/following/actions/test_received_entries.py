"""What accepted lines mean, and that one without meaning stops nothing."""

from typing import Any

import pytest

from federation.following import invariants
from federation.following.models.received_entry import ReceivedEntry
from federation.following.models.received_state import ReceivedState
from federation.peers.models.peer_key import PeerKey
from federation.protocol import keys, note
from federation.protocol.canonical import encode
from federation.protocol.entries import withhold
from federation.protocol.merkle import leaf_hash
from tests.federation.following.conftest import pull
from tests.federation.following.views.test_hub import CARD
from tests.federation.peer_log import AUTHORITY, PeerLog, changed, private, x


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"not json", "malformed"),
        (b'{"s":"summary/1","b":{"later":"\\u0000"}}', "malformed"),
        (encode({"s": "offer/1", "k": "x"}), "unknown-type"),
        (encode({"s": "summary/1", "k": "x"}), "schema"),
        (
            encode(
                {
                    "s": "agreement/1",
                    "k": "x",
                    "rev": 1,
                    "salt": "A" * 22,
                    "to": "else.example",
                    "b": {"hash": "A" * 43},
                }
            ),
            "misdirected",
        ),
    ],
)
def test_a_line_without_meaning_is_kept_and_stops_nothing(
    log: PeerLog, line: bytes, code: str
) -> None:
    log.lines.append(line)
    log.add_summary(41, q=1)
    log.seal()

    assert pull().trouble == ""

    assert ReceivedEntry.objects.get(index=2).code == code
    assert ReceivedState.objects.get().body == {"members": 41}


def test_a_withheld_line_is_hashed_as_what_it_stands_for(log: PeerLog) -> None:
    log.add_summary(41, q=1)
    log.seal()
    hidden = withhold(leaf_hash(log.lines[2]))
    log.faults = [lambda a: changed(a, body=a.content.replace(log.lines[2], hidden))]

    assert pull().trouble == ""

    assert bytes(ReceivedEntry.objects.get(index=2).line) == b""
    assert not ReceivedState.objects.exists()


def test_only_a_rising_revision_holds(log: PeerLog) -> None:
    log.add_summary(41, q=1, rev=2)
    log.add_summary(99, q=2, rev=1)
    log.add_summary(42, q=3, rev=3)
    log.seal()

    pull()

    assert ReceivedState.objects.get().body == {"members": 42}
    assert list(ReceivedEntry.objects.exclude(code="").values_list("index", "code")) == [(3, "rev")]


def test_a_card_that_takes_back_a_seal_of_the_books_holds_and_is_doubted(log: PeerLog) -> None:
    for rev, block in enumerate((7, 8, 6, 9), 1):
        books = {"block": block, "head": f"{block:064x}"}
        log.add("union/1", "card", CARD | {"books": books}, u=1, q=rev, rev=rev)
    log.seal()

    assert pull().trouble == ""

    assert ReceivedState.objects.get().body["books"]["block"] == 9
    assert list(ReceivedEntry.objects.exclude(code="").values_list("index", "code")) == [
        (4, "books")
    ]
    assert not list(invariants.state_is_the_newest_line())


def test_lines_of_one_page_are_weighed_one_after_another(log: PeerLog) -> None:
    log.add_summary(41, q=1, rev=2)
    log.seal()
    pull()
    log.add_summary(43, q=2, rev=4)
    log.add_summary(42, q=3, rev=3)
    log.add_summary(44, q=4, rev=5)
    log.add_summary(45, q=5, rev=5)
    log.seal()

    pull()

    state = ReceivedState.objects.get()
    assert (state.rev, state.body, state.entry.q) == (5, {"members": 44}, 4)
    refused = ReceivedEntry.objects.exclude(code="").order_by("index")
    assert list(refused.values_list("q", "code")) == [(3, "rev"), (5, "rev")]


def test_a_new_key_statement_is_pinned_from_the_log(log: PeerLog) -> None:
    first = keys.parse(PeerKey.objects.get().note)
    content = {
        "at": "2026-11-21T09:00:00Z",
        "closed": [],
        "epoch": 1,
        "log": [x("l")],
        "origin": first.origin,
        "prev": first.fp,
        "recovery": x("v"),
        "request": [x("n"), x("r")],
        "revoked": [],
        "serial": 2,
    }
    signers = [note.Signer(keys.keyid(AUTHORITY, x(s)), private(s)) for s in "nl"]
    log.add("keys/1", "2", {"note": keys.write(content, signers)})
    log.seal()

    pull()

    assert PeerKey.objects.order_by("-serial")[0].serial == 2


def test_a_second_statement_of_one_serial_stops_the_follower(log: PeerLog) -> None:
    content = {**keys_content(), "at": "2026-11-22T09:00:00Z"}
    signers = [note.Signer(keys.keyid(AUTHORITY, x(s)), private(s)) for s in "rlv"]
    log.add("keys/1", "1", {"note": keys.write(content, signers)}, rev=2)
    log.seal()

    cursor = pull()

    assert (cursor.trouble, cursor.code, cursor.next_due_at) == ("mismatch", "keys-conflict", None)


def keys_content() -> dict[str, Any]:
    """The content of statement 1."""
    return {
        "at": "2026-11-20T09:00:00Z",
        "closed": [],
        "epoch": 1,
        "log": [x("l")],
        "origin": "https://them.example",
        "prev": None,
        "recovery": x("v"),
        "request": [x("r")],
        "revoked": [],
        "serial": 1,
    }
