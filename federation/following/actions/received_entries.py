"""Keeps accepted lines and what they mean; a line that makes no sense never stops the cursor."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from federation.following.models.follower_cursor import FollowerCursor
from federation.following.models.received_entry import ReceivedEntry
from federation.following.models.received_state import ReceivedState
from federation.following.rules import books
from federation.peers.actions import key_chains
from federation.peers.refusals import KeysConflict
from federation.protocol import entries, schemas
from federation.protocol.canonical import Malformed
from federation.protocol.entries import Entry
from federation.wire import identity

AHEAD_MAX = timedelta(minutes=10)


@transaction.atomic
def keep(*, cursor: FollowerCursor, lines: list[bytes]) -> None:
    """Store lines that follow the cursor's size, and apply them in their order. By the program."""
    rows = [
        ReceivedEntry(
            peer_id=cursor.peer_id, epoch=cursor.epoch, index=cursor.size + i, **_columns(line)
        )
        for i, line in enumerate(lines)
    ]
    ReceivedEntry.objects.bulk_create(rows)
    for row in rows:
        if not row.line or row.code:
            continue
        code = _apply(cursor, row, entries.read(bytes(row.line)))
        if code:
            ReceivedEntry.objects.filter(id=row.id).update(code=code)


@transaction.atomic
def forget(*, peer_id: UUID) -> None:
    """A peer has left: its figures and the bytes of its lines go, the hashes stay."""
    ReceivedState.objects.filter(peer_id=peer_id).delete()
    ReceivedEntry.objects.filter(peer_id=peer_id).update(line=b"")


def _columns(line: bytes) -> dict[str, Any]:
    leaf = entries.leaf_of(line)
    if entries.withheld_leaf(line) is not None:
        return {"leaf": leaf, "line": b""}
    return {"leaf": leaf, "line": line, **_meaning(line)}


def _meaning(line: bytes) -> dict[str, Any]:
    try:
        entry = entries.read(line)
    except entries.UnknownType as unknown:
        return {"s": str(unknown), "code": "unknown-type"}
    except (Malformed, schemas.SchemaRefused) as error:
        return {"code": "malformed" if isinstance(error, Malformed) else "schema"}
    found: dict[str, Any] = {
        "s": entry.s,
        "u": entry.u,
        "q": entry.q,
        "k": entry.k,
        "rev": entry.rev,
    }
    misdirected = entry.to is not None and entry.to != identity.authority()
    return found | {"code": "misdirected" if misdirected else ""}


def _apply(cursor: FollowerCursor, row: ReceivedEntry, entry: Entry) -> str:
    """Let a line hold; the code why it does not or is doubted, or nothing."""
    if entry.s == "keys/1":
        return _apply_keys(cursor, entry)
    if entry.s == "seal/1":
        return _apply_seal(cursor, entry)
    if entry.u is not None:
        return _apply_state(cursor, row, entry, entry.u)
    return ""


def _apply_keys(cursor: FollowerCursor, entry: Entry) -> str:
    try:
        key_chains.pin_next(peer=cursor.peer, note=entry.b["note"])
    except KeysConflict as refusal:
        cursor.trouble, cursor.code = FollowerCursor.Trouble.MISMATCH, refusal.code
        return refusal.code
    return ""


def _apply_seal(cursor: FollowerCursor, entry: Entry) -> str:
    now = identity.now()
    at = schemas.parse_moment(entry.b["at"])
    cursor.sealed_at = min(at, now)
    return "seal-ahead" if at > now + AHEAD_MAX else ""


def _apply_state(cursor: FollowerCursor, row: ReceivedEntry, entry: Entry, u: int) -> str:
    states = ReceivedState.objects.filter(peer_id=cursor.peer_id, u=u, s=entry.s)
    known = states.filter(k=entry.k).first()
    if known is not None and entry.rev <= known.rev:
        return "rev"
    if entry.s == "union/1" and known is not None and known.body["id"] != entry.b["id"]:
        return "identity"
    ReceivedState.objects.update_or_create(
        peer_id=cursor.peer_id,
        u=u,
        s=entry.s,
        k=entry.k,
        defaults={
            "rev": entry.rev,
            "body": entry.b,
            "entry": row,
            "updated_at": identity.now(),
        },
    )
    is_broken = known is not None and not books.lead_on(known.body, entry.b)
    return books.BROKEN if is_broken else ""
