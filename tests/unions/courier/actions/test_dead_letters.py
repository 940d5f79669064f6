"""A person takes given-up work up again, or closes it with a reason."""

from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from tests.cast import Cast
from tests.unions.courier import deeds
from unions.courier.actions import dead_letters as actions
from unions.courier.actions.deliveries import Outcome, deliver
from unions.courier.models.job_slot import JobSlot
from unions.courier.models.receipt import Receipt
from unions.courier.queries import dead_letters
from unions.refusals import NotFound


@pytest.fixture
def dead(in_harbour: Cast) -> UUID:
    """The receipt of a deed that was given up on."""
    deeds.deed_done.announce(deed_id=uuid4())
    Receipt.objects.update(dead_at=timezone.now(), attempts=8, error="Poison")
    return Receipt.objects.get().id


def test_a_retried_letter_is_work_again(in_harbour: Cast, dead: UUID) -> None:
    assert [letter.work_id for letter in dead_letters.of_union()] == [dead]
    actions.retry(work_id=dead, union_id=in_harbour.union.id)
    assert dead_letters.of_union() == []
    assert deliver(work_id=dead, union_id=in_harbour.union.id) is Outcome.DONE


def test_a_closed_letter_stays_undone_with_its_reason(in_harbour: Cast, dead: UUID) -> None:
    actions.close(work_id=dead, union_id=in_harbour.union.id, because="done by hand")
    assert dead_letters.of_union() == []
    assert Receipt.objects.get(id=dead).closed_because == "done by hand"
    assert deliver(work_id=dead, union_id=in_harbour.union.id) is Outcome.NOTHING
    with pytest.raises(NotFound):
        actions.retry(work_id=dead, union_id=in_harbour.union.id)


def test_live_work_and_work_of_others_is_no_dead_letter(
    in_harbour: Cast, dead: UUID, millrace: Cast
) -> None:
    deeds.deed_done.announce(deed_id=uuid4())
    live = Receipt.objects.filter(dead_at=None).get()
    with pytest.raises(NotFound):
        actions.retry(work_id=live.id, union_id=in_harbour.union.id)
    with millrace.scope(), pytest.raises(NotFound):
        actions.retry(work_id=dead, union_id=millrace.union.id)


def test_jobs_of_the_instance_have_letters_too(db: None) -> None:
    now = timezone.now()
    slot = JobSlot.objects.create(
        job="tests.instance", slot="1", zone="UTC", due_at=now, lane="default", dead_at=now
    )
    assert [letter.what for letter in dead_letters.of_instance()] == ["tests.instance"]
    actions.retry(work_id=slot.id, union_id=None)
    assert dead_letters.of_instance() == []
