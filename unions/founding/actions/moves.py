"""Moves a row from one state to the next as its table allows, and keeps that it moved."""

from typing import Any, TypeVar, cast
from uuid import UUID

from django.db import transaction

from unions.founding.actions.audit_events import record
from unions.tenancy.rows import TenantModel

Row = TypeVar("Row", bound=TenantModel)


@transaction.atomic
def move(*, row: Row, to: str, act: str, by_id: UUID | None, why: str = "") -> Row:
    """Lock the row, check the move, write state and audit event; return the row as it is now.

    The model has a column `state` and the table `MOVES`. `why` is a code, never people's own
    words; `by_id` is the membership that acted. Raises MoveRefused when the table has no such move
    from where the row stands by now.
    """
    locked = cast("Any", type(row).objects.select_for_update().get(id=row.id))
    before: str = locked.state
    locked.MOVES.require(before, to)
    locked.state = to
    locked.save(update_fields=["state"])
    detail: dict[str, int | str] = {"from": before, "to": str(to)}
    if why:
        detail["why"] = why
    kind = act.partition(".")[0]
    record(act=act, object_kind=kind, object_id=row.id, by_id=by_id, detail=detail)
    return cast("Row", locked)
