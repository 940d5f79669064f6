"""The yes of one person of the care circle to a round."""

from django.db import models
from django.utils import timezone

from provisioning.needs.models.allocation_round import AllocationRound
from unions.people.models.membership import Membership
from unions.tenancy.rows import TenantKey, TenantModel


class RoundApproval(TenantModel):
    """Two of them, by two people, neither of whom receives from the round."""

    round = TenantKey(AllocationRound, related_name="approvals")
    member = TenantKey(Membership, related_name="+")
    approved_at = models.DateTimeField(default=timezone.now)

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=["union", "round", "member"], name="round_approval_once_per_member"
            ),
        )

    def __str__(self) -> str:
        """Its id."""
        return str(self.id)
