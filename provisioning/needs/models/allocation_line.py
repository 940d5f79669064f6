"""What one need receives in one round, and why."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from provisioning.needs.models.allocation_round import AllocationRound
from provisioning.needs.models.need import Need
from provisioning.needs.rules.allocation_lines import Line
from provisioning.needs.rules.reasons import Reason
from provisioning.tiers import Tier
from unions.tenancy.rows import TenantKey, TenantModel


class AllocationLine(TenantModel):
    """One line of a proposal; only its payment is added, when it is handed out.

    `reason_params` holds what the sentence needs; `parts` what each person got of `share`.
    """

    round = TenantKey(AllocationRound, related_name="lines")
    need = TenantKey(Need, related_name="lines")
    tier = models.CharField(max_length=10)
    place = models.PositiveIntegerField()
    amount_minor = models.BigIntegerField()
    held_minor = models.BigIntegerField(default=0)
    share_minor = models.BigIntegerField()
    grant_minor = models.BigIntegerField()
    set_aside_minor = models.BigIntegerField(default=0)
    reason = models.CharField(max_length=12)
    also = models.JSONField(default=list)
    reason_params = models.JSONField(default=dict)
    parts = models.JSONField(default=dict)
    # False where nothing was given: withdrawn meanwhile, or the payment was refused.
    carried_out = models.BooleanField(null=True)
    payment_id = models.UUIDField(null=True)

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=["union", "round", "need"], name="line_once_per_round_and_need"
            ),
            models.UniqueConstraint(fields=["union", "payment_id"], name="line_one_per_payment"),
            models.CheckConstraint(
                condition=Q(amount_minor__gt=0)
                & Q(grant_minor__gte=0, grant_minor__lte=F("amount_minor"))
                & Q(set_aside_minor__gte=0, share_minor__gte=0, held_minor__gte=0)
                & Q(share_minor=F("grant_minor") + F("set_aside_minor") - F("held_minor")),
                name="line_amounts_in_order",
            ),
            models.CheckConstraint(
                condition=Q(grant_minor=0) | Q(set_aside_minor=0), name="line_grant_or_set_aside"
            ),
            models.CheckConstraint(
                condition=Q(payment_id=None) | Q(carried_out__isnull=False, grant_minor__gt=0),
                name="line_paid_was_granted",
            ),
            models.CheckConstraint(
                condition=Q(tier__in=list(map(str, Tier))), name="line_tier_known"
            ),
            models.CheckConstraint(
                condition=Q(reason__in=list(map(str, Reason))), name="line_reason_known"
            ),
        )
        indexes = (models.Index(fields=["union", "need"], name="line_by_need"),)

    def __str__(self) -> str:
        """Its id: who received what is not for every reader."""
        return str(self.id)

    @classmethod
    def of(cls, this: AllocationRound, place: int, line: Line) -> "AllocationLine":
        """An unsaved line as the rule worked it out; `place` is its place in the proposal."""
        return cls(
            round=this,
            need_id=UUID(line.need.id),
            tier=str(line.need.tier),
            place=place,
            amount_minor=line.need.amount,
            held_minor=line.need.held,
            share_minor=line.share,
            grant_minor=line.grant,
            set_aside_minor=line.set_aside,
            reason=str(line.reason),
            also=[str(word) for word in line.also],
            reason_params={
                "minimum": line.need.minimum,
                "level": line.level,
                "before": line.before,
                "short": line.short,
                "rounds": line.rounds,
                "odd": line.odd,
            },
            parts=dict(line.parts),
        )
