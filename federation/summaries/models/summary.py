"""What a union has told of one period, revision by revision."""

from django.db import models

from unions.tenancy.rows import TenantModel


class Summary(TenantModel):
    """Append-only. `body` is exactly the `b` of its line in the log."""

    period = models.CharField(max_length=8)
    rev = models.PositiveIntegerField()
    body = models.JSONField()
    outbox_id = models.UUIDField()
    # Everything recorded up to this moment was counted.
    counted_at = models.DateTimeField()
    # The fewest people behind a figure, as it was then.
    k = models.PositiveSmallIntegerField(default=5)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["union", "period", "rev"], name="summary_period_rev_unique"
            )
        ]

    def __str__(self) -> str:
        """Period and revision."""
        return f"{self.period} rev {self.rev}"
