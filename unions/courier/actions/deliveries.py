"""The worker's half: runs what a row says, so that effect and mark are one commit.

First transaction: count the attempt. Second: lock the row, run, mark it done. An attempt is counted
before it runs, so that work which kills its process ends as a dead letter and not as a loop.
"""

import logging
import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager
from contextvars import copy_context
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from unions.courier.models.announcement import Announcement
from unions.courier.models.job_slot import JobSlot
from unions.courier.models.receipt import Receipt
from unions.courier.models.work import OPEN
from unions.courier.rules import jobs, receivers
from unions.courier.rules.lanes import (
    ATTEMPTS_MAX,
    Lane,
    back_off,
    lease_of_work,
    reaches_outside,
)
from unions.tenancy.scopes import union_scope

log = logging.getLogger("onecloak.courier")
JOB_PREFIX = "job:"
ERROR_CHARACTERS_MAX = 120


class Outcome(StrEnum):
    """What became of one message."""

    NOTHING = "nothing"
    DONE = "done"
    PUT_OFF = "put off"
    DEAD = "dead"


def deliver(*, work_id: UUID, union_id: UUID | None) -> Outcome:
    """Run one receipt (with a union) or one job slot (without); done by the worker.

    Nothing happens when the row is gone, done, dead or in another worker's hands.
    """
    lane = _begin(work_id, union_id)
    if lane is None:
        return Outcome.NOTHING
    run = _run_outside if reaches_outside(lane) else _run_inside
    try:
        # In a context of its own: a language or time zone that it sets ends with this work.
        done = copy_context().run(run, work_id, union_id)
    except Exception as error:  # noqa: BLE001 - whatever goes wrong, the row must say so
        return _put_off(work_id, union_id, error)
    return Outcome.DONE if done else Outcome.NOTHING


def _scope(union_id: UUID | None) -> AbstractContextManager[Any]:
    return transaction.atomic() if union_id is None else union_scope(union_id)


def _lock(work_id: UUID, union_id: UUID | None) -> Receipt | JobSlot | None:
    """The open row, locked; None when it is closed or another process holds it."""
    if union_id is None:
        slots = JobSlot.objects.select_for_update(skip_locked=True)
        return slots.filter(OPEN, id=work_id).first()
    receipts = Receipt.objects.select_for_update(skip_locked=True)
    found: Receipt | None = receipts.filter(OPEN, id=work_id).first()
    return found


def _begin(work_id: UUID, union_id: UUID | None) -> Lane | None:
    with _scope(union_id):
        row = _lock(work_id, union_id)
        if row is None:
            return None
        if row.attempts >= ATTEMPTS_MAX:
            row.dead_at = timezone.now()
            row.save(update_fields=["dead_at"])
            log.error("dead letter", extra={"work": str(work_id)})
            return None
        row.attempts += 1
        row.claimed_until = timezone.now() + lease_of_work(Lane(row.lane))
        row.save(update_fields=["attempts", "claimed_until"])
        return Lane(row.lane)


def _run_inside(work_id: UUID, union_id: UUID | None) -> bool:
    with _scope(union_id):
        row = _lock(work_id, union_id)
        if row is None:
            return False
        _call(row)()
        row.done_at = timezone.now()
        row.save(update_fields=["done_at"])
        return True


def _run_outside(work_id: UUID, union_id: UUID | None) -> bool:
    # No transaction while the network is used: what must be kept, the function keeps in its own.
    with _scope(union_id):
        row = _lock(work_id, union_id)
        if row is None:
            return False
        run = _call(row)
    run()
    with _scope(union_id):
        row = _lock(work_id, union_id)
        if row is not None:
            row.done_at = timezone.now()
            row.save(update_fields=["done_at"])
        return row is not None


def _call(row: Receipt | JobSlot) -> Callable[[], object]:
    """The function that a row names, with what it is told. Raises UnknownReceiver, UnknownJob."""
    if isinstance(row, JobSlot):
        job, due_at = jobs.named(row.job), row.due_at
        return lambda: job.run(due_at)
    if row.receiver.startswith(JOB_PREFIX):
        job = jobs.named(row.receiver.removeprefix(JOB_PREFIX))
        due_at = JobSlot.objects.get(id=row.cause_id).due_at
        return lambda: job.run(due_at)
    receiver = receivers.named(row.receiver)
    payload = Announcement.objects.get(id=row.cause_id).payload
    told = {name: UUID(value) for name, value in payload.items()}
    if reaches_outside(receiver.lane):
        told |= {"union_id": row.union_id, "receipt_id": row.id}
    return lambda: receiver.run(**told)


def _put_off(work_id: UUID, union_id: UUID | None, error: Exception) -> Outcome:
    now = timezone.now()
    with _scope(union_id):
        row = _lock(work_id, union_id)
        if row is None:
            return Outcome.NOTHING
        row.error = _name_of(error)
        row.next_at = now + back_off(row.attempts, secrets.randbelow(1001))
        row.claimed_until = None
        row.dead_at = now if row.attempts >= ATTEMPTS_MAX else None
        row.save(update_fields=["error", "next_at", "claimed_until", "dead_at"])
    log.warning("work failed", extra={"work": str(work_id), "error": row.error})
    return Outcome.PUT_OFF if row.dead_at is None else Outcome.DEAD


def _name_of(error: Exception) -> str:
    """Class, code and place of a failure; its text may name values and is not kept."""
    code = getattr(error, "code", None) or getattr(error.__cause__, "sqlstate", None) or ""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_globals.get('__name__', '')}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__} {code} {place}"[:ERROR_CHARACTERS_MAX]
