"""What is done is cleared away after a fortnight; what waits never is."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from tests.cast import Cast
from tests.unions.courier import deeds
from unions.courier.actions.sweeps import KEPT, SLOTS_KEPT, sweep_news, sweep_slots
from unions.courier.models.announcement import Announcement
from unions.courier.models.job_slot import JobSlot
from unions.courier.models.receipt import Receipt


def test_done_news_go_and_open_news_stay(in_harbour: Cast) -> None:
    now = timezone.now()
    for _ in range(3):
        deeds.deed_done.announce(deed_id=uuid4())
    done, dead, recent = Receipt.objects.order_by("id")
    old = now - timedelta(days=1)
    Receipt.objects.filter(id=done.id).update(done_at=old)
    Receipt.objects.filter(id=dead.id).update(dead_at=old)
    Receipt.objects.filter(id=recent.id).update(done_at=now)
    sweep_news(now=now + KEPT - timedelta(hours=1))
    assert set(Receipt.objects.values_list("id", flat=True)) == {dead.id, recent.id}
    assert set(Announcement.objects.values_list("id", flat=True)) == {
        dead.cause_id,
        recent.cause_id,
        # Not old enough itself; the next night takes it.
        done.cause_id,
    }
    sweep_news(now=now + KEPT + timedelta(hours=1))
    assert set(Announcement.objects.values_list("id", flat=True)) == {dead.cause_id}


def test_the_last_run_of_each_clock_stays(db: None) -> None:
    old = timezone.now() - SLOTS_KEPT - timedelta(days=2)
    for zone, number in (("UTC", 0), ("UTC", 1), ("Europe/London", 0)):
        JobSlot.objects.create(
            job="tests.instance",
            slot=f"{zone} {number}",
            zone=zone,
            due_at=old + timedelta(hours=number),
            done_at=old,
            lane="default",
        )
    sweep_slots(now=timezone.now())
    assert set(JobSlot.objects.values_list("slot", flat=True)) == {"UTC 1", "Europe/London 0"}
