"""Each run of a job is written once, however many clocks strike."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.cast import Cast
from tests.unions.courier import deeds
from unions.courier.actions.deliveries import Outcome, deliver
from unions.courier.actions.job_slots import UnionClock, ask_now, fire_due
from unions.courier.models.job_slot import JobSlot
from unions.courier.models.receipt import Receipt
from unions.courier.rules.jobs import UnknownJob
from unions.founding.models.audit_event import AuditEvent
from unions.founding.queries import unions

AsPlatform = Callable[[], AbstractContextManager[None]]
NOON = datetime(2026, 11, 30, 12, 0, 5, tzinfo=UTC)


def strike(now: datetime) -> int:
    """What beat does every few seconds."""
    return fire_due(unions=[UnionClock(*row) for row in unions.clocks()], now=now)


def test_two_clocks_write_one_run_and_one_receipt_per_union(
    harbour: Cast, millrace: Cast, as_platform: AsPlatform
) -> None:
    with as_platform():
        first, again = strike(NOON), strike(NOON + timedelta(seconds=5))
    assert first > 0
    assert again == 0
    assert JobSlot.objects.filter(job="tests.every_union").count() == 1
    for cast in (harbour, millrace):
        with cast.scope():
            assert Receipt.objects.filter(receiver="job:tests.every_union").count() == 1


def test_a_job_per_union_runs_in_each_unions_scope(
    harbour: Cast, millrace: Cast, as_platform: AsPlatform
) -> None:
    with as_platform():
        strike(NOON)
    with harbour.scope():
        receipt = Receipt.objects.get(receiver="job:tests.every_union")
    assert deliver(work_id=receipt.id, union_id=harbour.union.id) is Outcome.DONE
    with harbour.scope():
        assert AuditEvent.objects.filter(act="job.ran").count() == 1
    with millrace.scope():
        assert not AuditEvent.objects.filter(act="job.ran").exists()


def test_a_dissolved_union_takes_no_part(
    harbour: Cast, millrace: Cast, as_platform: AsPlatform
) -> None:
    millrace.union.state = "dissolved"
    millrace.union.save()
    with as_platform():
        strike(NOON)
    with millrace.scope():
        assert not Receipt.objects.exists()


def test_after_an_outage_only_the_last_run_is_caught_up_on(
    harbour: Cast, as_platform: AsPlatform
) -> None:
    with as_platform():
        strike(NOON)
        strike(NOON + timedelta(hours=5))
    slots = JobSlot.objects.filter(job="tests.instance").values_list("due_at", flat=True)
    assert set(slots) == {NOON.replace(second=0), NOON.replace(hour=17, second=0)}


def test_local_times_make_one_run_per_zone(
    harbour: Cast, millrace: Cast, as_platform: AsPlatform
) -> None:
    millrace.union.time_zone = "America/New_York"
    millrace.union.save()
    night = datetime(2026, 11, 30, 3, 40, 10, tzinfo=UTC)
    with as_platform():
        strike(night)
    assert list(
        JobSlot.objects.filter(job="courier.sweep_news").values_list("slot", flat=True)
    ) == ["2026-11-30 Europe/London"]
    with millrace.scope():
        assert not Receipt.objects.filter(receiver="job:courier.sweep_news").exists()
    with harbour.scope():
        assert Receipt.objects.filter(receiver="job:courier.sweep_news").count() == 1


def test_a_run_can_be_asked_for(db: None) -> None:
    slot = ask_now(job_name="tests.instance")
    deeds.runs.clear()
    assert deliver(work_id=slot.id, union_id=None) is Outcome.DONE
    assert len(deeds.runs) == 1
    assert timezone.now() - deeds.runs[0] < timedelta(minutes=1)
    with pytest.raises(ValueError, match="per union"):
        ask_now(job_name="tests.every_union")
    with pytest.raises(UnknownJob):
        ask_now(job_name=f"tests.{uuid4()}")
