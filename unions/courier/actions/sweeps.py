"""Clears away what is done, after a fortnight."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from unions.courier.models.announcement import Announcement
from unions.courier.models.job_slot import JobSlot
from unions.courier.models.receipt import Receipt

KEPT = timedelta(days=14)
# Longer than their receipts: a dead letter taken up again must still find its run.
SLOTS_KEPT = timedelta(days=180)


@transaction.atomic
def sweep_news(*, now: datetime) -> None:
    """Delete done receipts and news that nobody waits for, in the scope; done by the clock."""
    before = now - KEPT
    Receipt.objects.filter(done_at__lt=before).delete()
    waiting = Receipt.objects.filter(cause_id=OuterRef("id"))
    Announcement.objects.filter(~Exists(waiting), created_at__lt=before).delete()


@transaction.atomic
def sweep_slots(*, now: datetime) -> None:
    """Delete done runs except each clock's last, which says from where to go on."""
    later = JobSlot.objects.filter(
        job=OuterRef("job"), zone=OuterRef("zone"), due_at__gt=OuterRef("due_at")
    )
    JobSlot.objects.filter(Exists(later), done_at__lt=now - SLOTS_KEPT).delete()
