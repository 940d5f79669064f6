"""Money kept for one need until it suffices."""

from django.db import models
from django.db.models import Q

from commonpurse.spending.models.payment import KIND_LENGTH_MAX
from unions.tenancy.rows import TenantModel


class SetAside(TenantModel):
    """What is kept for a need now; how it came about stands in the journal."""

    need_kind = models.CharField(max_length=KIND_LENGTH_MAX)
    need_id = models.UUIDField()
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=["union", "need_kind", "need_id", "currency"], name="set_aside_once"
            ),
            models.CheckConstraint(condition=Q(amount_minor__gte=0), name="set_aside_not_negative"),
        )

    def __str__(self) -> str:
        """Its id: what it is for is not for every reader."""
        return str(self.id)
