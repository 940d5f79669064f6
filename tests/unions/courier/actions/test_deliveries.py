"""Effect and mark are one commit; failures are counted, put off, and given up on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.utils import timezone, translation

from tests.cast import Cast
from tests.unions.courier import deeds
from unions.courier.actions.deliveries import Outcome, deliver
from unions.courier.models.job_slot import JobSlot
from unions.courier.models.receipt import Receipt
from unions.courier.rules import receivers
from unions.courier.rules.lanes import ATTEMPTS_MAX
from unions.founding.models.audit_event import AuditEvent
from unions.news import Announcement


def told(cast: Cast, news: Announcement) -> tuple[UUID, UUID]:
    """Announce a deed; its id and the receipt's."""
    deed_id = uuid4()
    with cast.scope():
        news.announce(deed_id=deed_id)
        return deed_id, Receipt.objects.latest("id").id


def traces(cast: Cast, deed_id: UUID) -> int:
    """How often the deed was kept."""
    with cast.scope():
        return AuditEvent.objects.filter(act="deed.kept", object_id=deed_id).count()


def row(cast: Cast, receipt_id: UUID) -> Receipt:
    """The receipt as it stands now."""
    with cast.scope():
        return Receipt.objects.get(id=receipt_id)


def test_work_is_done_once_however_often_the_message_comes(harbour: Cast) -> None:
    deed_id, receipt_id = told(harbour, deeds.deed_done)
    outcomes = [deliver(work_id=receipt_id, union_id=harbour.union.id) for _ in range(3)]
    assert outcomes == [Outcome.DONE, Outcome.NOTHING, Outcome.NOTHING]
    assert traces(harbour, deed_id) == 1
    assert row(harbour, receipt_id).done_at is not None


def test_a_message_with_another_union_finds_nothing(harbour: Cast, millrace: Cast) -> None:
    deed_id, receipt_id = told(harbour, deeds.deed_done)
    assert deliver(work_id=receipt_id, union_id=millrace.union.id) is Outcome.NOTHING
    assert traces(harbour, deed_id) == 0


def test_a_failure_leaves_no_effect_and_is_put_off(harbour: Cast) -> None:
    deed_id, receipt_id = told(harbour, deeds.deed_poisoned)
    before = timezone.now()
    assert deliver(work_id=receipt_id, union_id=harbour.union.id) is Outcome.PUT_OFF
    receipt = row(harbour, receipt_id)
    assert traces(harbour, deed_id) == 0
    assert (receipt.attempts, receipt.done_at, receipt.dead_at) == (1, None, None)
    assert timedelta(seconds=2) <= receipt.next_at - before <= timedelta(seconds=5)
    assert receipt.error.startswith("Poison poison tests.unions.courier.deeds:")


def test_poison_ends_as_a_dead_letter(harbour: Cast) -> None:
    deed_id, receipt_id = told(harbour, deeds.deed_poisoned)
    outcomes = [
        deliver(work_id=receipt_id, union_id=harbour.union.id) for _ in range(ATTEMPTS_MAX + 2)
    ]
    last = ATTEMPTS_MAX - 1
    assert outcomes[:last] == [Outcome.PUT_OFF] * last
    assert outcomes[last:] == [Outcome.DEAD, Outcome.NOTHING, Outcome.NOTHING]
    assert row(harbour, receipt_id).dead_at is not None
    assert traces(harbour, deed_id) == 0


def test_work_that_kills_its_process_is_counted_all_the_same(
    harbour: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """Nothing in the program catches this, as nothing catches a kill."""

    def die(deed_id: UUID) -> None:
        raise Killed

    _deed_id, receipt_id = told(harbour, deeds.deed_done)
    replace_receiver(monkeypatch, "tests.unions.courier.deeds.keep_deed", die)
    for _ in range(ATTEMPTS_MAX):
        with pytest.raises(Killed):
            deliver(work_id=receipt_id, union_id=harbour.union.id)
    assert deliver(work_id=receipt_id, union_id=harbour.union.id) is Outcome.NOTHING
    assert row(harbour, receipt_id).dead_at is not None


def test_a_receiver_of_another_release_is_put_off(harbour: Cast) -> None:
    _deed_id, receipt_id = told(harbour, deeds.deed_done)
    with harbour.scope():
        Receipt.objects.update(receiver="gone.away")
    assert deliver(work_id=receipt_id, union_id=harbour.union.id) is Outcome.PUT_OFF
    assert row(harbour, receipt_id).error.startswith("UnknownReceiver")


@pytest.mark.django_db(transaction=True)
def test_the_network_lane_runs_outside_every_transaction_and_knows_its_key(
    transactional_db: None, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    harbour: Cast = request.getfixturevalue("harbour")
    open_blocks: list[bool] = []

    def look(**ids: UUID) -> None:
        open_blocks.append(connection.in_atomic_block)
        deeds.send_out(**ids)

    replace_receiver(monkeypatch, "tests.unions.courier.deeds.send_out", look)
    deed_id, receipt_id = told(harbour, deeds.deed_sent_out)
    deeds.sent.clear()
    assert deliver(work_id=receipt_id, union_id=harbour.union.id) is Outcome.DONE
    assert deliver(work_id=receipt_id, union_id=harbour.union.id) is Outcome.NOTHING
    assert open_blocks == [False]
    assert deeds.sent == [(deed_id, harbour.union.id, receipt_id)]


def test_a_job_of_the_instance_runs_once(db: None) -> None:
    due_at = timezone.now()
    slot = JobSlot.objects.create(
        job="tests.instance", slot="1", zone="UTC", due_at=due_at, lane="default"
    )
    deeds.runs.clear()
    assert deliver(work_id=slot.id, union_id=None) is Outcome.DONE
    assert deliver(work_id=slot.id, union_id=None) is Outcome.NOTHING
    assert deeds.runs == [due_at]


def replace_receiver(monkeypatch: pytest.MonkeyPatch, name: str, run: Callable[..., None]) -> None:
    """Let another function stand under a receiver's name."""
    known = receivers.named(name)
    monkeypatch.setitem(receivers._receivers, name, replace(known, run=run))


def test_a_language_and_a_time_zone_end_with_the_work_that_set_them(
    harbour: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker's process does the work of many unions."""
    found: list[tuple[str | None, str]] = []

    def speak(**_: UUID) -> None:
        found.append((translation.get_language(), timezone.get_current_timezone_name()))
        translation.activate("es")
        timezone.activate("Pacific/Auckland")

    for receiver, news in (("keep_deed", deeds.deed_done), ("send_out", deeds.deed_sent_out)):
        replace_receiver(monkeypatch, f"tests.unions.courier.deeds.{receiver}", speak)
        for _ in range(2):
            _deed_id, receipt_id = told(harbour, news)
            assert deliver(work_id=receipt_id, union_id=harbour.union.id) is Outcome.DONE
    assert found == [("en", "UTC")] * 4
