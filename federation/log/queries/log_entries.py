"""What our own log says, and what is about to enter it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from federation.log.models.entry_bytes import EntryBytes
from federation.log.models.log_entry import LogEntry
from federation.log.models.outbox_line import OutboxLine
from federation.protocol import entries


@dataclass(frozen=True)
class Told:
    """What a line of our log says, and when it got its place."""

    placed_at: datetime
    body: dict[str, Any]


def newest_body(*, of_union: UUID, s: str, k: str) -> dict[str, Any] | None:
    """The body last written of a key, sealed or waiting; None when there is none."""
    waiting = OutboxLine.objects.filter(of_union=of_union, s=s, k=k).order_by("-id").first()
    if waiting is not None:
        return dict(waiting.body)
    rows = LogEntry.objects.filter(of_union=of_union, s=s, k=k)
    newest = rows.select_related("bytes").order_by("-epoch", "-rev").first()
    return None if newest is None or not newest.bytes.line else _body(newest.bytes)


def body_of_outbox(outbox_id: UUID) -> dict[str, Any] | None:
    """What became of an outbox row: its body, sealed or waiting; None when it is gone."""
    waiting = OutboxLine.objects.filter(id=outbox_id).first()
    if waiting is not None:
        return dict(waiting.body)
    row = LogEntry.objects.filter(outbox_id=outbox_id).select_related("bytes").first()
    return None if row is None or not row.bytes.line else _body(row.bytes)


def sealed_bodies(*, of_union: UUID, s: str) -> dict[str, dict[str, Any]]:
    """Per key the newest sealed body of a union."""
    rows = LogEntry.objects.filter(of_union=of_union, s=s).select_related("bytes")
    return {row.k: _body(row.bytes) for row in rows.order_by("epoch", "rev") if row.bytes.line}


def told_below(*, of_union: UUID, s: str, k: str, epoch: int, size: int, limit: int) -> list[Told]:
    """The last lines of a key among the first `size` of an epoch, oldest first, at most `limit`."""
    rows = LogEntry.objects.filter(of_union=of_union, s=s, k=k, epoch=epoch, index__lt=size)
    newest = list(rows.select_related("bytes").order_by("-index")[:limit])
    return [Told(row.created_at, _body(row.bytes)) for row in reversed(newest) if row.bytes.line]


def _body(row: EntryBytes) -> dict[str, Any]:
    return entries.read(bytes(row.line)).b
