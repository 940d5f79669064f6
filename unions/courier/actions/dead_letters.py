"""What a person does about work that was given up on."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from unions.courier.models.job_slot import JobSlot
from unions.courier.models.receipt import Receipt
from unions.courier.models.work import GIVEN_UP
from unions.refusals import NotFound


@transaction.atomic
def retry(*, work_id: UUID, union_id: UUID | None) -> None:
    """Take a dead letter up again from the first attempt. Raises NotFound; done by the host."""
    row = _dead(work_id, union_id)
    row.dead_at = row.claimed_until = None
    row.attempts = row.sends = 0
    row.next_at = timezone.now()
    row.save(update_fields=["dead_at", "claimed_until", "attempts", "sends", "next_at"])


@transaction.atomic
def close(*, work_id: UUID, union_id: UUID | None, because: str) -> None:
    """Give a dead letter up for good, with a reason. Raises NotFound; done by the host."""
    row = _dead(work_id, union_id)
    row.done_at, row.closed_because = timezone.now(), because
    row.save(update_fields=["done_at", "closed_because"])


def _dead(work_id: UUID, union_id: UUID | None) -> Receipt | JobSlot:
    rows = Receipt.objects if union_id else JobSlot.objects
    row = rows.select_for_update().filter(GIVEN_UP, id=work_id).first()
    if row is None:
        raise NotFound
    return row
