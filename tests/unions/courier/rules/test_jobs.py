"""When jobs are due: once per slot, by local clocks, with their rule for outages."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from unions.courier.rules import jobs
from unions.courier.rules.jobs import CatchUp, DueSlot, Job, clocks_of, slots_due
from unions.courier.rules.lanes import Lane

NOON = datetime(2026, 11, 30, 12, 0, 30, tzinfo=UTC)


def job(
    every: timedelta | None = None,
    daily_at: time | None = None,
    catch_up: CatchUp = CatchUp.LAST,
    *,
    per_union: bool = False,
) -> Job:
    """A job with this rhythm."""
    return Job("tests.job", print, every, daily_at, catch_up, per_union, Lane.DEFAULT)


def dues(slots: list[DueSlot]) -> list[str]:
    """When the slots are due, short."""
    return [f"{slot.due_at:%d %H:%M}" for slot in slots]


@pytest.mark.parametrize(
    ("catch_up", "expected"),
    [
        (CatchUp.LAST, ["30 12:00"]),
        (CatchUp.ALL, ["30 09:00", "30 10:00", "30 11:00", "30 12:00"]),
        (CatchUp.NONE, ["30 12:00"]),
    ],
)
def test_after_an_outage_each_job_has_its_rule(catch_up: CatchUp, expected: list[str]) -> None:
    hourly = job(timedelta(hours=1), catch_up=catch_up)
    last = NOON.replace(hour=8, minute=0, second=0)
    assert dues(slots_due(hourly, zone="UTC", last=last, now=NOON)) == expected


def test_what_is_long_past_is_not_caught_up_on_where_nothing_is() -> None:
    hourly = job(timedelta(hours=1), catch_up=CatchUp.NONE)
    last, now = NOON.replace(hour=8, minute=0, second=0), NOON.replace(minute=30)
    assert slots_due(hourly, zone="UTC", last=last, now=now) == []


def test_a_job_that_never_ran_starts_now() -> None:
    hourly = job(timedelta(hours=1), catch_up=CatchUp.ALL)
    assert dues(slots_due(hourly, zone="UTC", last=None, now=NOON)) == ["30 12:00"]
    assert slots_due(hourly, zone="UTC", last=None, now=NOON.replace(minute=20)) == []


def test_a_slot_is_due_once() -> None:
    hourly = job(timedelta(hours=1))
    (slot,) = slots_due(hourly, zone="UTC", last=None, now=NOON)
    assert slots_due(hourly, zone="UTC", last=slot.due_at, now=NOON) == []
    assert slot.slot == "2026-11-30T12:00:00+00:00"


@pytest.mark.parametrize(
    ("change", "nights"),
    [
        # Clocks go back: 01:30 comes twice. Forward: it does not come at all.
        (datetime(2026, 10, 24, 12, tzinfo=UTC), ["2026-10-25", "2026-10-26"]),
        (datetime(2026, 3, 28, 12, tzinfo=UTC), ["2026-03-29", "2026-03-30"]),
    ],
)
def test_clock_changes_neither_skip_nor_repeat_a_night(change: datetime, nights: list[str]) -> None:
    nightly = job(daily_at=time(1, 30), catch_up=CatchUp.ALL, per_union=True)
    found: list[str] = []
    last, now = change, change
    while now < change + timedelta(hours=40):
        now += timedelta(minutes=5)
        for slot in slots_due(nightly, zone="Europe/London", last=last, now=now):
            found.append(slot.slot)
            last = slot.due_at
    assert found == [f"{night} Europe/London" for night in nights]


def test_local_times_follow_each_zone_and_rhythms_one_clock() -> None:
    zones = frozenset({"Europe/London", "Europe/Berlin"})
    nightly = job(daily_at=time(2), per_union=True)
    assert clocks_of(nightly, zones) == ["Europe/Berlin", "Europe/London"]
    assert clocks_of(job(timedelta(hours=1), per_union=True), zones) == ["UTC"]
    assert clocks_of(job(daily_at=time(2)), zones) == ["UTC"]


def test_a_long_outage_is_bounded() -> None:
    busy = job(timedelta(minutes=1), catch_up=CatchUp.ALL)
    slots = slots_due(busy, zone="UTC", last=NOON - timedelta(days=300), now=NOON)
    assert len(slots) == jobs.SLOTS_MAX
    assert slots[-1].due_at == NOON.replace(second=0)


@pytest.mark.parametrize("rhythm", [{}, {"every": timedelta(1), "daily_at": time(1)}])
def test_a_job_has_exactly_one_rhythm(rhythm: dict[str, timedelta | time]) -> None:
    with pytest.raises(ValueError, match="either"):
        job(**rhythm)  # type: ignore[arg-type]


def test_two_functions_cannot_share_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_jobs", {})
    first = job(timedelta(hours=1))
    jobs.register(first)
    jobs.register(first)
    assert jobs.named("tests.job") is first
    with pytest.raises(ValueError, match="Two jobs"):
        jobs.register(replace(first, run=max))
    with pytest.raises(jobs.UnknownJob):
        jobs.named("tests.other")
