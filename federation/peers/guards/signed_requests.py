"""Who calls: the pinned key behind a signed request, and what state that peer is in."""

from dataclasses import dataclass
from uuid import UUID

from federation.peers.models.peer import Peer
from federation.protocol import keys
from federation.protocol.canonical import Malformed
from federation.protocol.origins import authority_of
from federation.protocol.schemas import SchemaRefused
from federation.wire import identity
from federation.wire.messages import Message
from federation.wire.problems import Problem
from federation.wire.verification import authenticate, read_claim

State = Peer.State


@dataclass(frozen=True)
class Caller:
    """The peer that has signed this request."""

    peer_id: UUID
    authority: str
    state: str


def check_signed(message: Message) -> Caller:
    """The peer whose request key has signed this message. Raises Problem."""
    found: list[Peer] = []

    def find_key(keyid: str) -> bytes | None:
        peer, public = _peer_and_key(keyid)
        if peer is not None:
            found.append(peer)
        return public

    authenticate(message, find_key=find_key, now=identity.now())
    return Caller(found[0].id, found[0].authority, found[0].state)


def check_active(caller: Caller) -> None:
    """Raise Problem unless this peer may read our log now."""
    if caller.state == State.LEFT:
        raise Problem(410, "left")
    if caller.state in {State.PAUSED, State.BLOCKED}:
        raise Problem(403, caller.state)
    if caller.state != State.ACTIVE:
        raise Problem(403, "not-active")


def check_own_peering(caller: Caller, peering_id: UUID) -> None:
    """Raise Problem for the peering of others, which looks the same as none."""
    if not Peer.objects.filter(id=caller.peer_id, peering_id=peering_id).exists():
        raise Problem(404, "no-peering")


def check_in_peering(caller: Caller, peering_id: UUID) -> None:
    """Raise Problem unless this is the caller's own peering and it is not over."""
    check_own_peering(caller, peering_id)
    if caller.state == State.LEFT:
        raise Problem(410, "left")
    if caller.state == State.BLOCKED:
        raise Problem(403, "blocked")


def check_offered_statement(message: Message, raw: str) -> keys.Statement:
    """The statement that a stranger sends with its request, whose key has signed the request.

    Only here may a key be unpinned; statement and key id must name the same authority.
    """
    try:
        statement = keys.parse(raw)
    except (Malformed, SchemaRefused) as error:
        raise Problem(422, "schema") from error
    named = keys.authority_of_keyid(read_claim(message).keyid)
    if named != authority_of(statement.origin):
        raise Problem(401, "unknown-key", {"server_time": int(identity.now().timestamp())})
    authenticate(message, find_key=statement.request_key, now=identity.now())
    return statement


def peer_of_keyid(keyid: str) -> UUID | None:
    """The peer that a key id names by its authority, whether or not the key is known."""
    peer = _peer_and_key(keyid)[0]
    return None if peer is None else peer.id


def _peer_and_key(keyid: str) -> tuple[Peer | None, bytes | None]:
    authority = keys.authority_of_keyid(keyid)
    peer = Peer.objects.filter(origin__in=[f"https://{authority}", f"http://{authority}"]).first()
    if peer is None:
        return None, None
    pinned = peer.keys.order_by("-serial").first()
    raw = pinned.note if pinned else peer.offered_statement
    if not raw:
        return peer, None
    return peer, keys.parse(raw).request_key(keyid)
