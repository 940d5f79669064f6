"""A month of the books that is closed for good."""

from django.db import models
from django.db.models.functions import Now

from unions.tenancy.rows import TenantKey, TenantModel


class PeriodClose(TenantModel):
    """Nothing is dated into this month, or one before it, from `closed_at` on."""

    id = None  # type: ignore[assignment]  # left out
    created_at = None  # type: ignore[assignment]  # left out
    pk = models.CompositePrimaryKey("union_id", "month")
    month = models.DateField()
    closed_at = models.DateTimeField(db_default=Now())
    closed_by = TenantKey("unions.Membership", on_delete=models.PROTECT, related_name="+")

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(condition=models.Q(month__day=1), name="period_close_is_first"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
