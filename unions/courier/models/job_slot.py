"""One run of a job of the clock; for jobs without a union the row is the work itself."""

from django.db import models

from unions.courier.models.work import OPEN, Work
from unions.tenancy.ids import uuid7


class JobSlot(Work):
    """Unique per job and slot: however many clocks strike, the run is written once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    created_at = models.DateTimeField(auto_now_add=True, editable=False)
    job = models.CharField(max_length=80)
    slot = models.CharField(max_length=80)
    # The clock that a local time belongs to, else UTC.
    zone = models.CharField(max_length=40)
    due_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "slot"], name="job_slot_once")]
        indexes = [
            models.Index(fields=["job", "zone", "due_at"], name="job_slot_last"),
            models.Index(fields=["next_at"], condition=OPEN, name="job_slot_due"),
        ]

    def __str__(self) -> str:
        """Job and slot."""
        return f"{self.job} {self.slot}"
