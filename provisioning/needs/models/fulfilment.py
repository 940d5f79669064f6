"""A need met, wholly or in part: what was really received."""

from typing import Self

from django.db import models
from django.db.models import Q

from provisioning.needs.models.allocation_line import AllocationLine
from provisioning.needs.models.need import Need
from unions.tenancy.rows import TenantKey, TenantManager, TenantModel, TenantQuerySet


class FulfilmentQuerySet(TenantQuerySet["Fulfilment"]):
    """Sets of fulfilments."""

    def standing(self) -> Self:
        """Those that were not taken back."""
        return self.filter(reversals=None)


class Fulfilment(TenantModel):
    """Money that left the purse for a need; written when the payment is paid. What did not arrive
    is taken back by a row of its own."""

    need = TenantKey(Need, related_name="fulfilments")
    line = TenantKey(AllocationLine, related_name="fulfilments")
    payment_id = models.UUIDField()
    amount_minor = models.BigIntegerField()
    received_on = models.DateField()

    objects = TenantManager.from_queryset(FulfilmentQuerySet)()  # type: ignore[misc]  # narrower than its base

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=["union", "payment_id"], name="fulfilment_once"),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="fulfilment_positive"),
        )
        indexes = (
            models.Index(fields=["union", "need"], name="fulfilment_by_need"),
            models.Index(fields=["union", "received_on"], name="fulfilment_by_day"),
        )

    def __str__(self) -> str:
        """Its id."""
        return str(self.id)
