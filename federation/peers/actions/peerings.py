"""The handshake, step by step (federation §3); each step may be repeated."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from federation.peers.actions import key_chains, peer_events
from federation.peers.guards.signed_requests import check_offered_statement
from federation.peers.models.peer import Peer
from federation.peers.queries import peers
from federation.peers.refusals import NotCalledBack, WrongCode, WrongMove
from federation.peers.rules.backoff import retry_after
from federation.protocol import invites, keys
from federation.protocol.canonical import Malformed
from federation.wire import identity
from federation.wire.messages import Message
from federation.wire.problems import Problem


@dataclass(frozen=True)
class Accepted:
    """What the invitee is told."""

    peering_id: UUID
    state: str
    nonce: str


@transaction.atomic
def receive(*, content: dict[str, Any], message: Message) -> Accepted:
    """Take a request to peer that carries a token of ours. Done by a peer. Raises Problem.

    Repeating it with the same id and statement gives the same answer.
    """
    peer = _by_token(content["token"])
    statement = check_offered_statement(message, content["statement"])
    if peer.state != Peer.State.INVITED:
        if (str(peer.peering_id), peer.offered_statement) == (content["id"], statement.raw):
            return _accepted(peer)
        raise Problem(410, "invite-spent")
    if peer.token_until is None or peer.token_until < identity.now():
        raise Problem(410, "invite-spent")
    _check_new(statement.origin, content)
    peer.origin = statement.origin
    peer.peering_id = UUID(content["id"])
    peer.name = content["name"]
    peer.nonce_peer = content["nonce"]
    peer.offered_statement = statement.raw
    peer.they_give = content["give"]
    peer.they_ask = content["ask"]
    peer.they_read = content["reads"]
    peer.next_due_at = identity.now()
    peer.save()
    peer_events.move(peer=peer, to=Peer.State.PENDING)
    return _accepted(peer)


@transaction.atomic
def note_asked(*, peer_id: UUID, answer: dict[str, Any], name: str, seal_utc: str) -> None:
    """The inviter has taken our request; keep its nonce and name. By the program."""
    peer = Peer.objects.select_for_update().get(id=peer_id)
    if peer.state != Peer.State.INVITED:
        return
    peer.nonce_peer = answer["nonce"]
    peer.name, peer.seal_utc = name, seal_utc
    peer.token = ""
    _went_well(peer)
    peer.save()
    peer_events.move(peer=peer, to=Peer.State.PENDING)


@transaction.atomic
def note_called_back(*, peer_id: UUID, chain: list[str], name: str, seal_utc: str) -> None:
    """Their keys were read at their own origin and end in the statement they sent. By the program.

    Raises KeysConflict.
    """
    peer = Peer.objects.select_for_update().get(id=peer_id)
    offered = keys.parse(peer.offered_statement)
    newest = key_chains.pin(peer_id=peer_id, chain=chain, must_hold=offered.fp)
    if newest.fp != offered.fp:
        raise WrongMove
    peer.refresh_from_db()
    peer.called_back_at = identity.now()
    peer.name, peer.seal_utc = name, seal_utc
    _went_well(peer)
    peer.save()
    peer_events.record(peer=peer, act="called_back")


@transaction.atomic
def approve(*, peer_id: UUID, last_group: str) -> None:
    """Let a pending peer in after the codes were compared by voice. Done by the host.

    Raises WrongMove, NotCalledBack, WrongCode.
    """
    peer = Peer.objects.select_for_update().get(id=peer_id)
    if peer.side != Peer.Side.INVITER or peer.state != Peer.State.PENDING:
        raise WrongMove
    if peer.called_back_at is None:
        raise NotCalledBack
    if last_group.strip() != peers.check_code(peer.id).split(" ")[-1]:
        raise WrongCode
    peer.approved_at = peer.next_due_at = identity.now()
    peer.save(update_fields=["approved_at", "next_due_at"])
    peer_events.record(peer=peer, act="approved")


@transaction.atomic
def put_off(*, peer_id: UUID, code: str) -> None:
    """A step of the handshake did not work; try again later and say why. By the program."""
    peer = Peer.objects.select_for_update().get(id=peer_id)
    peer.problem = code
    peer.fails += 1
    peer.next_due_at = identity.now() + retry_after(
        peer.fails, identity.demo_night_seconds(), peer.id.int
    )
    peer.save(update_fields=["problem", "fails", "next_due_at"])


@transaction.atomic
def claim(*, peer_id: UUID, seconds: int) -> bool:
    """Take the next step of a peer upon us; should we die, it is due again then. By the program."""
    now = identity.now()
    due = Peer.objects.filter(id=peer_id, next_due_at__lte=now)
    return due.update(next_due_at=now + timedelta(seconds=seconds)) == 1


@transaction.atomic
def rest(*, peer_id: UUID) -> None:
    """Nothing is left to do for this peer until something new happens. By the program."""
    peer = Peer.objects.select_for_update().get(id=peer_id)
    _went_well(peer)
    peer.save(update_fields=["problem", "fails", "next_due_at"])


@transaction.atomic
def leave(*, peer_id: UUID, by_peer: str = "") -> None:
    """End a peering; also when it is repeated. Done by the host, or by a peer itself."""
    peer = Peer.objects.select_for_update().get(id=peer_id)
    if peer.state in {Peer.State.LEFT, Peer.State.BLOCKED}:
        return
    peer_events.record(peer=peer, act="left_by_peer" if by_peer else "left")
    peer_events.move(peer=peer, to=Peer.State.LEFT)


@transaction.atomic
def ask_for_keys(*, peer_id: UUID) -> None:
    """Read the chain of a peer again soon, at most once in ten minutes. By the program."""
    now = identity.now()
    peer = Peer.objects.select_for_update().get(id=peer_id)
    if peer.asked_for_keys_at and peer.asked_for_keys_at > now - timedelta(minutes=10):
        return
    peer.asked_for_keys_at = peer.next_due_at = now
    peer.save(update_fields=["asked_for_keys_at", "next_due_at"])


def _by_token(token: str) -> Peer:
    try:
        wanted = invites.token_hash(token)
    except Malformed as error:
        raise Problem(422, "schema") from error
    peer = Peer.objects.select_for_update().filter(token_hash=wanted).first()
    if peer is None:
        raise Problem(403, "invite-unknown")
    return peer


def _check_new(origin: str, content: dict[str, Any]) -> None:
    try:
        identity.check_peer_origin(origin)
    except Malformed as error:
        raise Problem(422, "schema") from error
    if Peer.objects.filter(origin=origin).exists():
        raise Problem(409, "origin-known")
    if Peer.objects.filter(peering_id=content["id"]).exists():
        raise Problem(409, "peering-state")


def _accepted(peer: Peer) -> Accepted:
    if peer.peering_id is None:
        raise WrongMove
    return Accepted(peer.peering_id, peer.state, peer.nonce_own)


def _went_well(peer: Peer) -> None:
    peer.problem, peer.fails, peer.next_due_at = "", 0, None
