"""Peers as commands, doors and higher subjects see them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from federation.log.queries import key_statements
from federation.peers.models.agreement import Agreement
from federation.peers.models.peer import Peer
from federation.peers.models.peer_key import PeerKey
from federation.peers.refusals import NoSuchPeer
from federation.protocol import invites, keys
from federation.wire import identity


@dataclass(frozen=True)
class PeerView:
    """One peer, plain."""

    id: UUID
    origin: str
    authority: str
    name: str
    side: str
    state: str
    problem: str
    is_approved: bool
    seal_utc: str
    created_at: datetime


@dataclass(frozen=True)
class Holding:
    """How far a peer holds our log: the lines below `below` of an epoch; and what it may read."""

    origin: str
    authority: str
    scopes: frozenset[str]
    epoch: int
    below: int


def every() -> list[PeerView]:
    """All peers, oldest first."""
    return [_view(peer) for peer in Peer.objects.order_by("id")]


def active() -> list[PeerView]:
    """Peers whose log we read and who read ours."""
    return [_view(peer) for peer in Peer.objects.filter(state=Peer.State.ACTIVE).order_by("id")]


def holdings() -> list[Holding]:
    """Of each active peer that has asked for lines of our log, how far it holds them."""
    rows = Peer.objects.filter(state=Peer.State.ACTIVE, holds_epoch__isnull=False).order_by("id")
    return [
        Holding(
            origin=peer.origin or "",
            authority=peer.authority,
            scopes=frozenset(peer.we_give),
            epoch=peer.holds_epoch or 0,
            below=peer.holds_below or 0,
        )
        for peer in rows
    ]


def by_id(peer_id: UUID) -> PeerView:
    """One peer. Raises NoSuchPeer."""
    peer = Peer.objects.filter(id=peer_id).first()
    if peer is None:
        raise NoSuchPeer
    return _view(peer)


def by_origin(origin: str) -> PeerView:
    """The peer at an origin. Raises NoSuchPeer."""
    peer = Peer.objects.filter(origin=origin).first()
    if peer is None:
        raise NoSuchPeer
    return _view(peer)


def statement(peer_id: UUID) -> keys.Statement:
    """The newest pinned statement of a peer. Raises NoSuchPeer."""
    newest = PeerKey.objects.filter(peer_id=peer_id).order_by("-serial").first()
    if newest is None:
        raise NoSuchPeer
    return keys.parse(newest.note)


def given_scopes(peer_id: UUID) -> list[str]:
    """The scopes that the agreement in force lets this peer read."""
    return list(Peer.objects.values_list("we_give", flat=True).get(id=peer_id))


def highest_k() -> int:
    """The highest k of all agreements in force, 0 without any."""
    rows = Agreement.objects.filter(in_force_at__isnull=False, peer__state=Peer.State.ACTIVE)
    return max(rows.values_list("k", flat=True), default=0)


def is_open_invite(text: str) -> bool:
    """True for an invite of ours that nobody has used yet and that is still good."""
    wanted = invites.token_hash(invites.parse(text).token)
    rows = Peer.objects.filter(token_hash=wanted, state=Peer.State.INVITED)
    return rows.filter(token_until__gt=identity.now()).exists()


def check_code(peer_id: UUID) -> str:
    """The eight groups that both sides show; A is the inviter. Raises NoSuchPeer, LogNotReady."""
    peer = Peer.objects.filter(id=peer_id, peering_id__isnull=False).first()
    if peer is None:
        raise NoSuchPeer
    own, theirs = key_statements.newest().fp, _their_fp(peer)
    if peer.side == Peer.Side.INVITER:
        return invites.check_code(
            fp_a=own, fp_b=theirs, nonce_a=peer.nonce_own, nonce_b=peer.nonce_peer
        )
    return invites.check_code(
        fp_a=theirs, fp_b=own, nonce_a=peer.nonce_peer, nonce_b=peer.nonce_own
    )


def _their_fp(peer: Peer) -> str:
    newest = peer.keys.order_by("-serial").first()
    return newest.fp if newest else keys.parse(peer.offered_statement).fp


def _view(peer: Peer) -> PeerView:
    return PeerView(
        id=peer.id,
        origin=peer.origin or "",
        authority=peer.authority,
        name=peer.name,
        side=peer.side,
        state=peer.state,
        problem=peer.problem,
        is_approved=peer.approved_at is not None,
        seal_utc=peer.seal_utc,
        created_at=peer.created_at,
    )
