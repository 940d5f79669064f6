"""Keeps accepted lines and what they mean; a line that makes no sense never stops the cursor."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction

from federation.following.models.follower_cursor import FollowerCursor
from federation.following.models.received_entry import ReceivedEntry
from federation.following.models.received_state import ReceivedState
from federation.following.queries import states
from federation.following.queries.states import Held, Key
from federation.following.rules import books
from federation.peers.actions import key_chains
from federation.peers.refusals import KeysConflict
from federation.protocol import entries, schemas
from federation.protocol.canonical import Malformed
from federation.protocol.entries import Entry
from federation.protocol.merkle import leaf_hash
from federation.wire import identity
from unions.tenancy.ids import uuid7

AHEAD_MAX = timedelta(minutes=10)
# The codes of lines that hold.
HOLDING = ("", books.BROKEN)
# As in ReceivedEntry, in the order of `_cells`.
_COPY = """
COPY federation_receivedentry
  (id, peer_id, epoch, index, leaf, line, s, u, q, k, rev, code, received_at) FROM STDIN"""
# The last line of a key that holds is the one with its highest revision. A new state takes the id
# of its line; one that was there keeps its own.
_LET_HOLD = """
INSERT INTO federation_receivedstate AS held (id, peer_id, u, s, k, rev, body, entry_id, updated_at)
SELECT DISTINCT ON (u, s, k)
  id, peer_id, u, s, k, rev, convert_from(line, 'UTF8')::jsonb -> 'b', id, received_at
FROM federation_receivedentry
WHERE peer_id = %s AND epoch = %s AND index >= %s AND u IS NOT NULL AND code = ANY(%s)
ORDER BY u, s, k, index DESC
ON CONFLICT (peer_id, u, s, k) DO UPDATE SET
  rev = excluded.rev, body = excluded.body, entry_id = excluded.entry_id,
  updated_at = excluded.updated_at"""


@dataclass(slots=True)
class _Line:
    """A line as it came; `entry` is what it says if it can be read, `code` why it is not used."""

    leaf: bytes
    line: bytes
    code: str = ""
    s: str = ""
    entry: Entry | None = None


@transaction.atomic
def keep(*, cursor: FollowerCursor, lines: list[bytes]) -> None:
    """Store lines that follow the cursor's size, and apply them in their order. By the program.

    However many they are, each table is written once.
    """
    read = [_read(line) for line in lines]
    held = states.held(cursor.peer_id, _keys(read))
    for line in read:
        if line.entry is not None and not line.code:
            line.code = _apply(cursor, line.entry, held)
    now = identity.now()
    with connection.wrap_database_errors, connection.cursor() as db:
        with db.copy(_COPY) as copy:
            for index, line in enumerate(read, cursor.size):
                copy.write_row((uuid7(), cursor.peer_id, cursor.epoch, index, *_cells(line), now))
        db.execute(_LET_HOLD, [cursor.peer_id, cursor.epoch, cursor.size, list(HOLDING)])


@transaction.atomic
def forget(*, peer_id: UUID) -> None:
    """A peer has left: its figures and the bytes of its lines go, the hashes stay."""
    ReceivedState.objects.filter(peer_id=peer_id).delete()
    ReceivedEntry.objects.filter(peer_id=peer_id).update(line=b"")


def _read(line: bytes) -> _Line:
    withheld = entries.withheld_leaf(line)
    if withheld is not None:
        return _Line(withheld, b"")
    read = _Line(leaf_hash(line), line)
    try:
        read.entry = entries.read(line)
    except entries.UnknownType as unknown:
        read.s, read.code = str(unknown), "unknown-type"
    except (Malformed, schemas.SchemaRefused) as error:
        read.code = "malformed" if isinstance(error, Malformed) else "schema"
    else:
        read.s = read.entry.s
        if read.entry.to is not None and read.entry.to != identity.authority():
            read.code = "misdirected"
    return read


def _keys(read: list[_Line]) -> set[Key]:
    said = [line.entry for line in read if line.entry is not None and not line.code]
    return {(entry.u, entry.s, entry.k) for entry in said if entry.u is not None}


def _cells(line: _Line) -> tuple[object, ...]:
    entry = line.entry
    if entry is None:
        return line.leaf, line.line, line.s, None, None, "", None, line.code
    return line.leaf, line.line, line.s, entry.u, entry.q, entry.k, entry.rev, line.code


def _apply(cursor: FollowerCursor, entry: Entry, held: dict[Key, Held]) -> str:
    """Let a line hold; the code why it does not or is doubted, or nothing."""
    if entry.s == "keys/1":
        return _apply_keys(cursor, entry)
    if entry.s == "seal/1":
        return _apply_seal(cursor, entry)
    if entry.u is not None:
        return _apply_state(entry, (entry.u, entry.s, entry.k), held)
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


def _apply_state(entry: Entry, key: Key, held: dict[Key, Held]) -> str:
    known = held.get(key)
    if known is not None and entry.rev <= known.rev:
        return "rev"
    if entry.s == "union/1" and known is not None and known.body["id"] != entry.b["id"]:
        return "identity"
    held[key] = Held(entry.rev, entry.b)
    is_broken = known is not None and not books.lead_on(known.body, entry.b)
    return books.BROKEN if is_broken else ""
