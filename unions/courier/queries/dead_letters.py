"""Work that was given up on and waits for a person."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from unions.courier.models.job_slot import JobSlot
from unions.courier.models.receipt import Receipt
from unions.courier.models.work import GIVEN_UP

ROWS_MAX = 500


@dataclass(frozen=True)
class DeadLetter:
    """One piece of work: what it was, when it was given up on, and the last failure's class."""

    work_id: UUID
    what: str
    dead_at: datetime | None
    error: str


def of_union() -> list[DeadLetter]:
    """Those of the union in scope, oldest first."""
    rows = Receipt.objects.filter(GIVEN_UP).order_by("dead_at")[:ROWS_MAX]
    return [DeadLetter(row.id, row.receiver, row.dead_at, row.error) for row in rows]


def of_instance() -> list[DeadLetter]:
    """Those of jobs without a union, oldest first."""
    rows = JobSlot.objects.filter(GIVEN_UP).order_by("dead_at")[:ROWS_MAX]
    return [DeadLetter(row.id, row.job, row.dead_at, row.error) for row in rows]
