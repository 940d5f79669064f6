"""Jobs of the clock and the slots in which they are due; no clock is read here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from unions.courier.rules.lanes import Lane

GRACE = timedelta(minutes=2)
SLOTS_MAX = 400
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


class CatchUp(StrEnum):
    """What becomes of slots that passed while nothing ran."""

    LAST = "last"
    NONE = "none"
    ALL = "all"


class UnknownJob(LookupError):
    """A row names a job that this release does not have."""


@dataclass(frozen=True)
class Job:
    """Work that returns: every so often, or daily at a time of the union's own clock."""

    name: str
    run: Callable[..., Any]
    every: timedelta | None
    daily_at: time | None
    catch_up: CatchUp
    per_union: bool
    lane: Lane

    def __post_init__(self) -> None:
        """Raise ValueError unless exactly one rhythm is given."""
        if (self.every is None) == (self.daily_at is None):
            raise ValueError(f"{self.name} needs either every= or daily_at=.")


@dataclass(frozen=True)
class DueSlot:
    """One run of a job: its unique name and the moment at which it is due."""

    slot: str
    due_at: datetime


_jobs: dict[str, Job] = {}


def register(job: Job) -> None:
    """Put a job on the schedule. Raises ValueError when another function has the name."""
    known = _jobs.get(job.name)
    if known is not None and known.run.__qualname__ != job.run.__qualname__:
        raise ValueError(f"Two jobs are named {job.name}.")
    _jobs[job.name] = job


def every() -> list[Job]:
    """All jobs by name."""
    return sorted(_jobs.values(), key=lambda job: job.name)


def named(name: str) -> Job:
    """The job that a row names. Raises UnknownJob."""
    try:
        return _jobs[name]
    except KeyError:
        raise UnknownJob(name) from None


def clocks_of(job: Job, zones: frozenset[str]) -> list[str]:
    """The zones whose clocks a job follows: each union's for local times, else one."""
    local = job.daily_at is not None and job.per_union
    return sorted(zones) if local else ["UTC"]


def slots_due(job: Job, *, zone: str, last: datetime | None, now: datetime) -> list[DueSlot]:
    """The slots after `last` that are due by `now`, cut to what the job catches up on.

    A job that never ran starts now: what was due earlier than a moment ago is not caught up on.
    """
    earliest = now - GRACE if last is None or job.catch_up is CatchUp.NONE else last
    after = earliest if last is None else max(earliest, last)
    slots = list(_slots_between(job, zone, after, now))
    return slots[-SLOTS_MAX:] if job.catch_up is CatchUp.ALL else slots[-1:]


def _slots_between(job: Job, zone: str, after: datetime, now: datetime) -> Iterator[DueSlot]:
    if job.every is not None:
        number = max((after - EPOCH) // job.every + 1, (now - EPOCH) // job.every - SLOTS_MAX)
        while (due_at := EPOCH + number * job.every) <= now:
            yield DueSlot(due_at.isoformat(), due_at)
            number += 1
        return
    day = max(after, now - timedelta(days=SLOTS_MAX)).astimezone(ZoneInfo(zone)).date()
    while (due_at := _moment(job, day, zone)) <= now:
        if due_at > after:
            # The local date names the slot, so that clock changes neither skip nor repeat one.
            yield DueSlot(f"{day.isoformat()} {zone}", due_at)
        day += timedelta(days=1)


def _moment(job: Job, day: date, zone: str) -> datetime:
    at = job.daily_at or time()
    return datetime.combine(day, at, tzinfo=ZoneInfo(zone)).astimezone(UTC)
