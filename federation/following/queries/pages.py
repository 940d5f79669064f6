"""Pages of our own log, as one peer may read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from federation.log.models.log_entry import LogEntry
from federation.log.models.seal import Seal
from federation.log.queries import key_statements, seals
from federation.peers.guards.signed_requests import Caller
from federation.peers.queries import peers, sharing_consents
from federation.peers.rules.scopes import Line, Reader, is_readable
from federation.protocol import entries
from federation.protocol.canonical import b64
from federation.protocol.origins import log_origin
from federation.protocol.pages import LINES_MAX, page_end
from federation.wire import identity
from federation.wire.problems import Problem, busy
from unions.tenancy.scopes import union_scope


@dataclass(frozen=True)
class Page:
    """Lines `start` … `end` - 1, the note that covers them, the newest sealed size."""

    lines: tuple[bytes, ...]
    end: int
    checkpoint: str
    log_size: int


def page(*, caller: Caller, epoch: int, start: int, stop: int | None) -> Page:
    """The page from `start` on; no lines when it is the newest sealed size. Raises Problem."""
    newest = _newest(epoch)
    if start > newest.size:
        headers = {"Log-Checkpoint": b64(newest.note.encode()), "Log-Size": str(newest.size)}
        raise Problem(416, "beyond-head", {"size": newest.size}, headers)
    if stop is not None and not start < stop <= newest.size:
        raise Problem(400, "range")
    if start == newest.size:
        return Page((), start, newest.note, newest.size)
    upto = min(stop or newest.size, start + LINES_MAX)
    lines = _lines(caller, epoch, start, upto)
    end = page_end(
        start=start,
        stop=upto,
        sizes=[len(line) + 1 for line in lines],
        sealed=seals.sizes_within(epoch=epoch, above=start, upto=upto),
    )
    covering = seals.covering(epoch=epoch, size=end) or newest
    return Page(tuple(lines[: end - start]), end, covering.note, newest.size)


def checkpoint(*, epoch: int, size: int | None) -> str:
    """The note of a sealed size, the newest without one. Raises Problem."""
    newest = _newest(epoch)
    if size is None:
        return newest.note
    found = seals.of_size(epoch=epoch, size=size)
    if found is None:
        raise Problem(404, "no-seal")
    return found.note


def _newest(epoch: int) -> Seal:
    current = key_statements.newest().epoch
    if epoch != current:
        log = log_origin(identity.origin(), current)
        raise Problem(409, "epoch", {"epoch": current, "log": log})
    newest = seals.newest(epoch)
    if newest is None:
        raise busy("not-ready")
    return newest


def _lines(caller: Caller, epoch: int, start: int, stop: int) -> list[bytes]:
    rows = list(
        LogEntry.objects.filter(epoch=epoch, index__gte=start, index__lt=stop)
        .select_related("bytes")
        .order_by("index")
    )
    reader = _reader(caller, rows)
    return [_line(row, reader) for row in rows]


def _line(row: LogEntry, reader: Reader) -> bytes:
    line = bytes(row.bytes.line)
    if line and is_readable(Line(row.s, row.to, row.u), reader):
        return line
    return entries.withhold(bytes(row.leaf))


def _reader(caller: Caller, rows: Sequence[LogEntry]) -> Reader:
    unions = {(row.u, row.of_union) for row in rows if row.of_union is not None}
    consents = [
        (u, scope)
        for u, union_id in unions
        if u is not None and union_id is not None
        for scope in _consented(union_id, caller.authority)
    ]
    return Reader(caller.authority, peers.given_scopes(caller.peer_id), frozenset(consents))


def _consented(union_id: UUID, authority: str) -> frozenset[str]:
    with union_scope(union_id):
        return sharing_consents.scopes_for(authority)
