"""The handshake at our end: who may ask, what is signed, what is refused; each step repeated."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from federation.log.actions.key_statements import Founding
from federation.log.models.outbox_line import OutboxLine
from federation.log.queries import key_statements
from federation.peers.actions import agreements, invites, peerings
from federation.peers.models.peer import Peer
from federation.peers.queries import peers, steps
from federation.peers.refusals import BadInvite, NotCalledBack, WrongCode
from federation.protocol import agreements as texts
from federation.protocol import invites as codes
from federation.protocol import keys, note
from federation.protocol.canonical import encode
from federation.wire import identity
from federation.wire.messages import Message
from federation.wire.signatures import sign
from tests.federation.conftest import ORIGIN as US
from tests.federation.peer_log import AUTHORITY, first_statement, private, x
from tests.federation.peer_log import ORIGIN as THEM

ID = "019ab2d4-7c00-7a51-8e02-5b1f0c6d9a10"
NONCE = "C" * 21 + "A"


def send(method: str, path: str, content: dict[str, Any] | None = None, **by: Any) -> Any:
    """One request, signed by their request key unless `by` says otherwise."""
    body = b"" if content is None else encode(content)
    message = Message(method, f"{US}{path}", {}, body)
    key = private(by.get("key", "r"))
    keyid = by.get("keyid", keys.keyid(AUTHORITY, x(by.get("key", "r"))))
    sign(message, key=key, keyid=keyid, created=identity.now())
    kind = "application/json" if body else ""
    return Client().generic(method, path, body, kind, headers=message.headers)


def code(answer: Any) -> tuple[int, str]:
    """Status and problem code."""
    return answer.status_code, answer.json().get("code", "")


def request(text: str, **changes: Any) -> dict[str, Any]:
    """The body of their request to peer."""
    return {
        "id": ID,
        "token": codes.parse(text).token,
        "nonce": NONCE,
        "name": "Them",
        "statement": first_statement(),
        "v": [1],
        "give": ["card", "summary"],
        "ask": ["card", "summary"],
        "reads": list(texts.READS),
    } | changes


@pytest.fixture
def text(begun: Founding) -> str:
    """An invite of ours."""
    return invites.invite(give=["card", "summary"])


def ask(text: str, **changes: Any) -> Any:
    """Send the request to peer."""
    return send("POST", "/federation/v1/peerings", request(text, **changes))


@pytest.fixture
def pending(text: str) -> Peer:
    """They have asked, and their keys were read at their own origin."""
    assert ask(text).status_code == 202
    peer = Peer.objects.get()
    peerings.note_called_back(
        peer_id=peer.id, chain=[first_statement()], name="Them", seal_utc="02:17"
    )
    return peer


def test_asking_twice_gives_the_same_answer(text: str) -> None:
    first, second = ask(text), ask(text)

    assert first.status_code == second.status_code == 202
    assert first.json() == second.json()
    assert Peer.objects.get().state == "pending"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"token": "A" * 22}, (403, "invite-unknown"), id="no invite of ours"),
        pytest.param({"id": "no"}, (422, "schema"), id="not a uuid"),
        pytest.param({"name": "Th\u202eem"}, (422, "schema"), id="a name that turns around"),
        pytest.param({"statement": "x\n\n— a b\n"}, (422, "schema"), id="not a statement"),
    ],
)
def test_what_is_refused(text: str, changes: dict[str, Any], expected: tuple[int, str]) -> None:
    assert code(ask(text, **changes)) == expected
    assert Peer.objects.get().state == "invited"


def test_a_key_that_the_statement_does_not_name(text: str) -> None:
    answer = send("POST", "/federation/v1/peerings", request(text), key="z")

    assert code(answer) == (401, "unknown-key")


def test_key_and_statement_must_name_one_authority(text: str) -> None:
    keyid = keys.keyid("else.example", x("r"))
    answer = send("POST", "/federation/v1/peerings", request(text), keyid=keyid)

    assert code(answer) == (401, "unknown-key")


def test_an_invite_is_good_for_one(text: str) -> None:
    ask(text)

    assert code(ask(text, id=ID.replace("9a10", "9a11"))) == (410, "invite-spent")


def test_an_invite_ends_after_a_week(text: str) -> None:
    Peer.objects.update(token_until=identity.now() - timedelta(seconds=1))

    assert code(ask(text)) == (410, "invite-spent")


def test_a_second_peering_with_one_origin(pending: Peer) -> None:
    other = invites.invite(give=["card"])

    assert code(ask(other, id=ID.replace("9a10", "9a11"))) == (409, "origin-known")


def test_our_own_origin_is_no_peer(text: str) -> None:
    with pytest.raises(BadInvite):
        invites.join(text=text, give=["card"], ask=["card"])


def test_nobody_is_let_in_before_the_call_back(text: str) -> None:
    ask(text)
    peer = Peer.objects.get()

    assert steps.state_content(peer.id)["waits"] == "callback"
    with pytest.raises(NotCalledBack):
        peerings.approve(peer_id=peer.id, last_group="0000")


def test_the_last_group_must_be_read_out(pending: Peer) -> None:
    group = peers.check_code(pending.id).split(" ")[-1]
    with pytest.raises(WrongCode):
        peerings.approve(peer_id=pending.id, last_group=f"{(int(group) + 1) % 10_000:04d}")

    peerings.approve(peer_id=pending.id, last_group=f" {group} ")

    assert steps.due(now=identity.now(), limit=5)[0].step == "propose"


def test_both_sides_reckon_the_same_code(pending: Peer) -> None:
    own = key_statements.newest().fp
    theirs = keys.parse(first_statement()).fp

    assert peers.check_code(pending.id) == codes.check_code(
        fp_a=own, fp_b=theirs, nonce_a=pending.nonce_own, nonce_b=NONCE
    )


def test_a_pending_peer_may_ask_how_it_stands_and_nothing_else(pending: Peer) -> None:
    stands = send("GET", f"/federation/v1/peerings/{ID}")

    assert (stands.status_code, stands.json()["waits"]) == (200, "approval")
    assert code(send("GET", "/federation/v1/log/entries?epoch=1&from=0")) == (403, "not-active")
    assert code(send("GET", f"/federation/v1/peerings/{ID.replace('9a10', '9a11')}")) == (
        404,
        "no-peering",
    )


def put(raw: str) -> Any:
    """Send an agreement."""
    return send("PUT", f"/federation/v1/peerings/{ID}/agreement", {"note": raw})


def countersigned(raw: str) -> str:
    """The note with their line."""
    text = texts.parse(raw).text
    signer = note.Signer(keys.keyid(AUTHORITY, x("l")), private("l"))
    return raw + note.signature_line(text, signer)


@pytest.fixture
def proposed(pending: Peer) -> str:
    """We have approved and signed revision 1."""
    group = peers.check_code(pending.id).split(" ")[-1]
    peerings.approve(peer_id=pending.id, last_group=group)
    return agreements.propose(peer_id=pending.id)


def test_both_lines_put_it_in_force_once(proposed: str) -> None:
    for _ in range(2):
        answer = put(countersigned(proposed))
        assert answer.status_code == 200
        assert answer.json()["note"].count("\n— ") == 2

    peer = Peer.objects.get()
    assert (peer.state, peer.they_give) == ("active", ["card", "summary"])
    (line,) = OutboxLine.objects.filter(s="agreement/1")
    assert (line.to, line.k, line.rev) == (AUTHORITY, ID, 1)
    assert peer.events.filter(act="agreed").count() == 1


def test_our_line_alone_agrees_nothing(proposed: str) -> None:
    assert code(put(proposed)) == (422, "schema")
    assert Peer.objects.get().state == "pending"


def test_another_text_of_the_same_revision(proposed: str) -> None:
    content = texts.parse(proposed).content | {"k": 3}
    signer = note.Signer(keys.keyid(AUTHORITY, x("l")), private("l"))

    assert code(put(texts.write(content, [signer]))) == (409, "revision")


def test_the_inviter_takes_no_proposal(pending: Peer) -> None:
    content = texts.first(
        peering_id=ID,
        at="2026-11-22T09:00:00Z",
        parties=(
            texts.Party(US, key_statements.newest().fp, ("card", "summary")),
            texts.Party(THEM, keys.parse(first_statement()).fp, ("card",)),
        ),
    )
    signer = note.Signer(keys.keyid(AUTHORITY, x("l")), private("l"))

    assert code(put(texts.write(content, [signer]))) == (409, "peering-state")


def test_the_invitee_signs_nothing_wider_than_it_gave(begun: Founding) -> None:
    theirs = codes.Invite(THEM, "A" * 22, keys.parse(first_statement()).fp).text
    peer = invites.join(text=theirs, give=["card"], ask=["card"])
    Peer.objects.update(peering_id=ID, state="pending", nonce_peer=NONCE)
    Peer.objects.get().keys.create(
        serial=1, fp=keys.parse(first_statement()).fp, note=first_statement()
    )
    content = texts.first(
        peering_id=ID,
        at="2026-11-22T09:00:00Z",
        parties=(
            texts.Party(US, key_statements.newest().fp, ("card", "summary")),
            texts.Party(THEM, keys.parse(first_statement()).fp, ("card",)),
        ),
    )
    signer = note.Signer(keys.keyid(AUTHORITY, x("l")), private("l"))

    assert code(put(texts.write(content, [signer]))) == (422, "scopes")
    assert not peer.agreements.exists()


def test_leaving_may_be_repeated_and_ends_everything(proposed: str) -> None:
    put(countersigned(proposed))
    path = f"/federation/v1/peerings/{ID}"

    assert [send("DELETE", path).status_code for _ in range(2)] == [204, 204]
    assert code(send("GET", path)) == (410, "left")
    assert code(send("GET", "/federation/v1/log/entries?epoch=1&from=0")) == (410, "left")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("epoch=1", (400, "malformed")),
        ("epoch=1&from=01", (400, "malformed")),
        ("epoch=1&from=-1", (400, "malformed")),
        ("epoch=1&from=0&x=1", (400, "malformed")),
        ("epoch=1&from=0&from=0", (400, "malformed")),
        ("epoch=2&from=0", (409, "epoch")),
        ("epoch=1&from=0", (503, "not-ready")),
    ],
)
def test_how_pages_are_asked_for(proposed: str, query: str, expected: tuple[int, str]) -> None:
    put(countersigned(proposed))

    assert code(send("GET", f"/federation/v1/log/entries?{query}")) == expected
