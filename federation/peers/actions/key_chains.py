"""Pins what a peer says of its keys."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from federation.peers.actions import peer_events
from federation.peers.models.peer import Peer
from federation.peers.models.peer_key import PeerKey
from federation.peers.refusals import KeysConflict
from federation.protocol import keys
from federation.protocol.canonical import Malformed
from federation.protocol.schemas import SchemaRefused


@transaction.atomic
def pin(*, peer_id: UUID, chain: Sequence[str], must_hold: str = "") -> keys.Statement:
    """Verify a chain read at the peer's origin and keep what is new in it. By the program.

    `must_hold` is a fingerprint that the chain must contain. Raises KeysConflict.
    """
    peer = Peer.objects.select_for_update().get(id=peer_id)
    try:
        statements = keys.verify_chain(chain, origin=peer.origin or "")
    except (Malformed, SchemaRefused, keys.ChainRefused) as error:
        raise KeysConflict from error
    if must_hold and must_hold not in {statement.fp for statement in statements}:
        raise KeysConflict
    known = dict(peer.keys.values_list("serial", "fp"))
    for statement in statements:
        if known.get(statement.serial, statement.fp) != statement.fp:
            raise KeysConflict
    if known and max(known) > len(statements):
        raise KeysConflict
    for statement in statements[len(known) :]:
        _keep(peer, statement)
    peer.asked_for_keys_at = None
    peer.save(update_fields=["asked_for_keys_at"])
    return statements[-1]


@transaction.atomic
def pin_next(*, peer: Peer, note: str) -> None:
    """Keep the statement of a `keys/1` line that follows the pinned one. By the program.

    An older statement that is pinned already is passed over. Raises KeysConflict.
    """
    newest = peer.keys.order_by("-serial").first()
    try:
        statement = keys.parse(note)
        if newest is None:
            raise KeysConflict
        if statement.serial <= newest.serial:
            if not peer.keys.filter(serial=statement.serial, fp=statement.fp).exists():
                raise KeysConflict
            return
        keys.check_follows(keys.parse(newest.note), statement)
    except (Malformed, SchemaRefused, keys.ChainRefused) as error:
        raise KeysConflict from error
    _keep(peer, statement)


def _keep(peer: Peer, statement: keys.Statement) -> None:
    PeerKey.objects.create(peer=peer, serial=statement.serial, fp=statement.fp, note=statement.raw)
    peer_events.record(peer=peer, act="key_pinned", detail={"serial": statement.serial})
