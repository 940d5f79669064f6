"""What was only said to be received: its money came back to the purse."""

from django.db import models

from provisioning.needs.models.fulfilment import Fulfilment
from unions.tenancy.rows import TenantKey, TenantModel


class FulfilmentReversal(TenantModel):
    """Takes one fulfilment back, once; both rows stay."""

    fulfilment = TenantKey(Fulfilment, related_name="reversals")
    undone_on = models.DateField()

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=["union", "fulfilment"], name="fulfilment_reversed_once"
            ),
        )

    def __str__(self) -> str:
        """Its id."""
        return str(self.id)
