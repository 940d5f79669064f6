"""One receiver's share of a piece of news, or one union's share of a job: the work itself."""

from django.db import models

from unions.courier.models.work import OPEN, Work
from unions.tenancy.rows import TenantModel


class Receipt(Work, TenantModel):
    """`cause_id` is an announcement or a job slot; `receiver` names the function."""

    cause_id = models.UUIDField()
    receiver = models.CharField(max_length=120)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["union", "cause_id", "receiver"], name="receipt_one_per_receiver"
            )
        ]
        indexes = [
            # Read by the relay over all unions, soonest first.
            models.Index(fields=["next_at"], condition=OPEN, name="receipt_due"),
            models.Index(
                fields=["union", "dead_at"],
                condition=models.Q(dead_at__isnull=False),
                name="receipt_dead",
            ),
        ]

    def __str__(self) -> str:
        """Receiver and cause."""
        return f"{self.receiver} {self.cause_id}"
