"""The clock's half: writes the runs of jobs that are due, each once."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from unions.courier.actions.deliveries import JOB_PREFIX
from unions.courier.actions.hints import wake
from unions.courier.models.job_slot import JobSlot
from unions.courier.models.receipt import Receipt
from unions.courier.rules import jobs
from unions.courier.rules.jobs import DueSlot, Job
from unions.tenancy.scopes import platform_scope


class UnionClock(NamedTuple):
    """A union that takes part in jobs, and the zone of its clock."""

    union_id: UUID
    time_zone: str


def fire_due(*, unions: Collection[UnionClock], now: datetime) -> int:
    """Write every slot that is due by `now` and return how many were new; done by beat.

    Any number of beats may do this at once: a slot is written once.
    """
    zones = frozenset(union.time_zone for union in unions)
    fired = 0
    for job in jobs.every():
        for zone in jobs.clocks_of(job, zones):
            last = JobSlot.objects.filter(job=job.name, zone=zone).aggregate(last=Max("due_at"))
            for slot in jobs.slots_due(job, zone=zone, last=last["last"], now=now):
                mine = [u for u in unions if job.daily_at is None or u.time_zone == zone]
                fired += _fire(job, slot, zone, mine)
    if fired:
        wake()
    return fired


@transaction.atomic
def ask_now(*, job_name: str) -> JobSlot:
    """Have a job without union run once more, as soon as may be. Raises UnknownJob, ValueError.

    Done by whoever may press the button; the view's gate says who.
    """
    job = jobs.named(job_name)
    if job.per_union:
        raise ValueError(f"{job_name} runs per union.")
    now = timezone.now()
    transaction.on_commit(wake)
    return JobSlot.objects.create(
        job=job.name, slot=f"asked {now.isoformat()}", zone="asked", due_at=now, lane=job.lane
    )


@transaction.atomic
def _fire(job: Job, due: DueSlot, zone: str, unions: Collection[UnionClock]) -> bool:
    """Write one slot and, for a job per union, one receipt per union. False if known already."""
    row = JobSlot(job=job.name, slot=due.slot, zone=zone, due_at=due.due_at, lane=job.lane)
    if job.per_union:
        # The slot's own work is the fan-out, and that is done here and now.
        row.done_at = timezone.now()
    JobSlot.objects.bulk_create([row], ignore_conflicts=True)
    if not JobSlot.objects.filter(id=row.id).exists():
        return False
    if job.per_union:
        with platform_scope(reason=f"{job.name} for every union"):
            Receipt.objects.bulk_create(
                [
                    Receipt(
                        union_id=union.union_id,
                        cause_id=row.id,
                        receiver=f"{JOB_PREFIX}{job.name}",
                        lane=job.lane,
                    )
                    for union in unions
                ]
            )
    return True
