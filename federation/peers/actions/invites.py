"""Writes an invite, and takes one up."""

import secrets
from collections.abc import Collection
from datetime import timedelta

from django.db import transaction

from federation.log.queries import key_statements
from federation.peers.actions import peer_events
from federation.peers.models.peer import Peer
from federation.peers.refusals import AlreadyKnown, BadInvite
from federation.peers.rules.scopes import with_card
from federation.protocol import invites
from federation.protocol.canonical import Malformed, b64u
from federation.wire import identity
from unions.tenancy.ids import uuid7

INVITE_DAYS = 7


@transaction.atomic
def invite(*, give: Collection[str]) -> str:
    """Make an invite of one use for 7 days; its text. Done by the host. Raises LogNotReady."""
    token = b64u(secrets.token_bytes(invites.TOKEN_BYTES))
    peer = Peer.objects.create(
        side=Peer.Side.INVITER,
        token_hash=invites.token_hash(token),
        token_until=identity.now() + timedelta(days=INVITE_DAYS),
        nonce_own=_nonce(),
        we_give=with_card(give),
    )
    peer_events.record(peer=peer, act="invited")
    return invites.Invite(identity.origin(), token, key_statements.newest().fp).text


@transaction.atomic
def join(*, text: str, give: Collection[str], ask: Collection[str]) -> Peer:
    """Take up an invite; the worker then asks the inviter. Done by the host.

    Raises BadInvite, AlreadyKnown, LogNotReady.
    """
    key_statements.newest()
    try:
        invite = invites.parse(text)
        origin = identity.check_peer_origin(invite.origin)
    except Malformed as error:
        raise BadInvite from error
    if Peer.objects.filter(origin=origin).exists():
        raise AlreadyKnown
    peer = Peer.objects.create(
        side=Peer.Side.INVITEE,
        origin=origin,
        peering_id=uuid7(),
        token=invite.token,
        invited_fp=invite.fp,
        nonce_own=_nonce(),
        we_give=with_card(give),
        they_give=with_card(ask),
        next_due_at=identity.now(),
    )
    peer_events.record(peer=peer, act="joined")
    return peer


def _nonce() -> str:
    return b64u(secrets.token_bytes(invites.NONCE_BYTES))
