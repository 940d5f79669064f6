"""A member's reasoned no to a round; it waits for an answer."""

from django.db import models
from django.db.models import Q

from provisioning.needs.models.allocation_round import AllocationRound
from unions.people.models.membership import Membership
from unions.tenancy.rows import TenantKey, TenantModel

REASON_CHARS_MAX = 500


class RoundObjection(TenantModel):
    """Until the care circle has answered it, the round is not decided."""

    client_id = models.UUIDField()
    round = TenantKey(AllocationRound, related_name="objections")
    member = TenantKey(Membership, related_name="+")
    reason = models.CharField(max_length=REASON_CHARS_MAX)
    answer = models.CharField(max_length=REASON_CHARS_MAX, blank=True)
    answered_by = TenantKey(Membership, related_name="+", null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=["union", "client_id"], name="objection_sent_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="objection_has_reason"),
            models.CheckConstraint(
                condition=Q(answer="", answered_by=None, answered_at=None)
                | Q(~Q(answer=""), answered_by__isnull=False, answered_at__isnull=False),
                name="objection_answer_whole",
            ),
        )
        indexes = (models.Index(fields=["union", "round"], name="objection_by_round"),)

    def __str__(self) -> str:
        """Its id."""
        return str(self.id)
