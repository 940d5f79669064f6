"""The board for the clock: jobs that return, pinned in `<subject>/tasks.py`.

    @periodic("needs.redact", daily_at=time(3, 30), per_union=True)
    def redact(due_at: datetime) -> None: ...

A job per union runs in each open union's scope; one without a union runs in a plain transaction
and touches instance tables alone. On the network lane a job runs without scope or transaction.
Every run may come twice and late; `due_at` is the moment at which it was due.
"""

from collections.abc import Callable, Collection
from datetime import datetime, time, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.utils import timezone

from unions.courier.actions import job_slots, pulses
from unions.courier.actions.job_slots import UnionClock
from unions.courier.queries.pulses import JOURNEY, is_alive
from unions.courier.rules import jobs
from unions.courier.rules.jobs import CatchUp, Job
from unions.courier.rules.lanes import Lane

Function = TypeVar("Function", bound=Callable[..., Any])


def periodic(
    name: str,
    *,
    every: timedelta | None = None,
    daily_at: time | None = None,
    per_union: bool = False,
    catch_up: CatchUp | str = CatchUp.LAST,
    lane: Lane | str = Lane.DEFAULT,
) -> Callable[[Function], Function]:
    """Run a function every so often, or daily at a time: per union on its clock, else in UTC.

    `catch_up` says what becomes of runs that an outage has missed: the last one, none, or all.
    Raises ValueError for two rhythms, none, or a name that is taken.
    """

    def register(function: Function) -> Function:
        jobs.register(
            Job(name, function, every, daily_at, CatchUp(catch_up), per_union, Lane(lane))
        )
        return function

    return register


def run_soon(name: str) -> None:
    """Have a job without a union run once more as soon as may be; call it in a transaction.

    Raises UnknownJob, and ValueError for a job per union.
    """
    job_slots.ask_now(job_name=name)


def strike(*, unions: Collection[tuple[UUID, str]], now: datetime) -> int:
    """Write all runs that are due by `now`, and beat's own pulse; return how many were new.

    `unions` are all that take part: id and time zone.
    """
    fired = job_slots.fire_due(unions=[UnionClock(*union) for union in unions], now=now)
    pulse("beat", fired=fired)
    return fired


def pulse(name: str, **gauges: int) -> None:
    """Say that a process lives: `relay`, `beat` or `worker`."""
    pulses.beat(name=name, gauges=gauges)


def is_on_time() -> bool:
    """True while work makes its way from clock to relay, broker and worker within minutes."""
    return is_alive(JOURNEY, now=timezone.now())
