"""The courier's own door: the two messages that travel over the broker, and its jobs.

A message names a row and nothing else. Whoever loses all messages loses nothing.
"""

from datetime import datetime, time, timedelta
from functools import cache
from uuid import UUID

import redis
from celery import Task, shared_task
from django.conf import settings

from unions.courier.actions import deliveries, hints, pulses, sweeps
from unions.courier.queries.pulses import JOURNEY
from unions.courier.rules import jobs
from unions.courier.rules.jobs import CatchUp, Job
from unions.courier.rules.lanes import Lane
from unions.tenancy.scopes import NoScope

HINT_SECONDS_MAX = 0.2


class UnionTask(Task):  # type: ignore[misc]
    """Reads the union from the message; one without a union must be declared `platform=True`."""

    abstract = True
    platform = False

    def __call__(self, *args: object, union: str | None, **kwargs: object) -> object:
        """Run with the union's id. Raises NoScope where the message and the task disagree."""
        if (union is None) != self.platform:
            raise NoScope(f"{self.name} was sent {'without' if union is None else 'with'} a union.")
        return self.run(*args, union=union, **kwargs)


@shared_task(base=UnionTask, name="courier.deliver_receipt")  # type: ignore[untyped-decorator]
def deliver_receipt(*, work: str, union: str) -> None:
    """Run one receipt in the scope of its union."""
    deliveries.deliver(work_id=UUID(work), union_id=UUID(union))


@shared_task(base=UnionTask, name="courier.deliver_slot", platform=True)  # type: ignore[untyped-decorator]
def deliver_slot(*, work: str, union: None) -> None:
    """Run one job slot; instance tables only."""
    deliveries.deliver(work_id=UUID(work), union_id=union)


def travel(_due_at: datetime) -> None:
    """The journey from clock to relay, broker and worker ends here: write that it was made."""
    pulses.beat(name=JOURNEY)


def sweep_news(due_at: datetime) -> None:
    """Clear away old news of one union."""
    sweeps.sweep_news(now=due_at)


def sweep_slots(due_at: datetime) -> None:
    """Clear away old runs."""
    sweeps.sweep_slots(now=due_at)


def push_hint() -> None:
    """Wake the relay through the broker; whatever goes wrong, the relay looks within a second."""
    try:
        with _hints().pipeline() as pipe:
            pipe.lpush(settings.RELAY_HINT_KEY, 1)
            pipe.ltrim(settings.RELAY_HINT_KEY, 0, 0)
            pipe.execute()
    except redis.RedisError:
        return


@cache
def _hints() -> "redis.Redis":
    return redis.Redis.from_url(
        settings.BROKER_URL,
        socket_timeout=HINT_SECONDS_MAX,
        socket_connect_timeout=HINT_SECONDS_MAX,
    )


hints.hang_up(waker=push_hint)
jobs.register(
    Job(
        "courier.travel",
        travel,
        every=timedelta(minutes=1),
        daily_at=None,
        catch_up=CatchUp.NONE,
        per_union=False,
        lane=Lane.DEFAULT,
    )
)
jobs.register(
    Job(
        "courier.sweep_news",
        sweep_news,
        every=None,
        daily_at=time(3, 40),
        catch_up=CatchUp.LAST,
        per_union=True,
        lane=Lane.DEFAULT,
    )
)
jobs.register(
    Job(
        "courier.sweep_slots",
        sweep_slots,
        every=None,
        daily_at=time(3, 50),
        catch_up=CatchUp.LAST,
        per_union=False,
        lane=Lane.DEFAULT,
    )
)
