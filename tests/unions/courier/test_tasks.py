"""The two messages: one for a union's work, one for the instance's; the courier's own jobs."""

from datetime import timedelta
from uuid import uuid4

import pytest
import redis
from celery import current_app
from django.conf import settings
from django.utils import timezone

from tests.cast import Cast
from tests.unions.courier import deeds
from unions.courier import tasks
from unions.courier.models.job_slot import JobSlot
from unions.courier.models.receipt import Receipt
from unions.courier.queries import gauges, pulses
from unions.courier.rules import jobs
from unions.tenancy.scopes import NoScope


def test_a_message_brings_its_union_or_is_declared_to_have_none(harbour: Cast) -> None:
    work, union = str(uuid4()), str(harbour.union.id)
    with pytest.raises(NoScope, match="without a union"):
        tasks.deliver_receipt(work=work, union=None)
    with pytest.raises(NoScope, match="with a union"):
        tasks.deliver_slot(work=work, union=union)


def test_a_message_does_the_work_that_it_names(harbour: Cast) -> None:
    with harbour.scope():
        deeds.deed_done.announce(deed_id=uuid4())
        receipt_id = Receipt.objects.get().id
    tasks.deliver_receipt(work=str(receipt_id), union=str(harbour.union.id))
    with harbour.scope():
        assert Receipt.objects.get().done_at is not None
    slot = JobSlot.objects.create(
        job="courier.travel", slot="1", zone="UTC", due_at=timezone.now(), lane="default"
    )
    tasks.deliver_slot(work=str(slot.id), union=None)
    assert pulses.is_alive(pulses.JOURNEY, now=timezone.now())
    assert not pulses.is_alive(pulses.JOURNEY, now=timezone.now() + timedelta(minutes=4))
    assert not pulses.is_alive("relay", now=timezone.now())


def test_every_task_of_the_application_asks_for_its_union() -> None:
    ours = [name for name in current_app.tasks if not name.startswith("celery.")]
    assert sorted(ours) == ["courier.deliver_receipt", "courier.deliver_slot"]
    assert all(isinstance(current_app.tasks[name], tasks.UnionTask) for name in ours)


@pytest.mark.parametrize("name", ["courier.travel", "courier.sweep_news", "courier.sweep_slots"])
def test_the_couriers_own_jobs_run_twice_without_harm(in_harbour: Cast, name: str) -> None:
    for _ in range(2):
        jobs.named(name).run(timezone.now())


def test_a_hint_reaches_the_broker_and_is_kept_once(transactional_db: None) -> None:
    broker = redis.Redis.from_url(settings.BROKER_URL)
    broker.delete(settings.RELAY_HINT_KEY)
    tasks.push_hint()
    tasks.push_hint()
    assert broker.llen(settings.RELAY_HINT_KEY) == 1
    broker.delete(settings.RELAY_HINT_KEY)


def test_a_broker_that_is_away_costs_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    client = redis.Redis.from_url("redis://127.0.0.1:1/0", socket_connect_timeout=0.1)
    monkeypatch.setattr(tasks, "_hints", lambda: client)
    tasks.push_hint()


def test_gauges_count_what_waits(harbour: Cast) -> None:
    with harbour.scope():
        deeds.deed_done.announce(deed_id=uuid4())
        deeds.deed_done.announce(deed_id=uuid4())
        first = Receipt.objects.earliest("id")
        Receipt.objects.filter(id=first.id).update(dead_at=timezone.now())
        Receipt.objects.exclude(id=first.id).update(next_at=timezone.now() - timedelta(seconds=90))
        counted = gauges.waiting()
    assert (counted["due"], counted["dead"]) == (1, 1)
    assert counted["oldest_seconds"] >= 90
