"""Writes the audit of a union."""

from uuid import UUID

from django.db import transaction

from unions.founding.models.audit_event import AuditEvent


@transaction.atomic
def record(
    *,
    act: str,
    object_kind: str,
    object_id: UUID | None,
    by_id: UUID | None,
    detail: dict[str, int | str] | None = None,
) -> AuditEvent:
    """Keep one act; `by_id` is the membership that acted, None for the program itself."""
    return AuditEvent.objects.create(
        act=act, object_kind=object_kind, object_id=object_id, actor_id=by_id, detail=detail or {}
    )
