"""Puts lines into the outbox of our log; the sealer gives them their place."""

from typing import Any
from uuid import UUID

from django.db import transaction

from federation.log.models.outbox_line import OutboxLine
from federation.protocol import schemas


@transaction.atomic
def append(
    *,
    s: str,
    k: str,
    body: dict[str, Any],
    of_union: UUID | None = None,
    to: str = "",
    rev: int | None = None,
    is_urgent: bool = False,
) -> OutboxLine:
    """Let a line enter the log with the next seal. By the program; past the
    privacy gate already.

    `rev` None: one more than the newest of this key. Raises schemas.SchemaRefused.
    """
    schemas.check_writing(s, body)
    return OutboxLine.objects.create(
        s=s, k=k, body=body, of_union=of_union, to=to, rev=rev, is_urgent=is_urgent
    )
