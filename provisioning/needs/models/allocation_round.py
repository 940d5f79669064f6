"""One run of the rule over the needs of a union, from collecting to handing out."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonpurse.ledger.rules.entries import Source
from provisioning.needs.rules.sources import ROUND
from unions.people.models.membership import Membership
from unions.states import States
from unions.tenancy.rows import TenantKey, TenantManager, TenantModel, TenantQuerySet

TITLE_CHARS_MAX = 80


class RoundState(models.TextChoices):
    """The stages of a round; what was frozen never changes."""

    COLLECTING = "collecting", _("Collecting")
    FROZEN = "frozen", _("Closed for counting")
    PROPOSED = "proposed", _("Proposed")
    DECIDED = "decided", _("Decided")
    CARRIED_OUT = "carried_out", _("Handed out")
    CLOSED = "closed", _("Closed")
    STOPPED = "stopped", _("Stopped")


IN_WORK = (RoundState.COLLECTING, RoundState.FROZEN, RoundState.PROPOSED, RoundState.DECIDED)
COUNTED = (RoundState.FROZEN, RoundState.PROPOSED, RoundState.DECIDED)
GIVEN = (RoundState.CARRIED_OUT, RoundState.CLOSED)


class AllocationRoundQuerySet(TenantQuerySet["AllocationRound"]):
    """Sets of rounds."""

    def in_work(self) -> Self:
        """Not handed out yet; a union has one at most."""
        return self.filter(state__in=IN_WORK)

    def given(self) -> Self:
        """Handed out, the last one first."""
        return self.filter(state__in=GIVEN).order_by("-carried_out_at", "-id")


class AllocationRound(TenantModel):
    """What went in and what came out stays as it was: a trigger of the database holds it."""

    MOVES = States(
        {
            RoundState.COLLECTING: {RoundState.FROZEN, RoundState.STOPPED},
            RoundState.FROZEN: {RoundState.PROPOSED, RoundState.STOPPED},
            RoundState.PROPOSED: {RoundState.DECIDED, RoundState.STOPPED},
            RoundState.DECIDED: {RoundState.CARRIED_OUT, RoundState.STOPPED},
            RoundState.CARRIED_OUT: {RoundState.CLOSED},
            RoundState.CLOSED: {RoundState.CARRIED_OUT},
        }
    )

    client_id = models.UUIDField()
    title = models.CharField(max_length=TITLE_CHARS_MAX)
    state = models.CharField(max_length=12, choices=RoundState, default=RoundState.COLLECTING)
    # Published before collecting begins, so that nobody can pick the lot.
    seed = models.CharField(max_length=100)
    currency = models.CharField(max_length=3)
    opened_by = TenantKey(Membership, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    policy_snapshot = models.JSONField(null=True)
    purse_minor = models.BigIntegerField(null=True)
    frozen_input = models.JSONField(null=True)
    frozen_checksum = models.CharField(max_length=64, blank=True)
    frozen_at = models.DateTimeField(null=True)
    proposal = models.JSONField(null=True)
    objections_until_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    carried_out_at = models.DateTimeField(null=True)
    stopped_why = models.CharField(max_length=200, blank=True)

    objects = TenantManager.from_queryset(AllocationRoundQuerySet)()  # type: ignore[misc]  # narrower than its base

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=["union", "client_id"], name="round_sent_once"),
            models.UniqueConstraint(
                fields=["union"],
                condition=Q(state__in=["collecting", "frozen", "proposed", "decided"]),
                name="round_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "collecting",
                        "frozen",
                        "proposed",
                        "decided",
                        "carried_out",
                        "closed",
                        "stopped",
                    ]
                ),
                name="round_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["collecting", "stopped"])
                | (
                    Q(frozen_input__isnull=False, frozen_at__isnull=False)
                    & Q(purse_minor__gte=0, policy_snapshot__isnull=False)
                    & ~Q(frozen_checksum="")
                ),
                name="round_counted_is_frozen",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["collecting", "frozen", "stopped"])
                | Q(proposal__isnull=False),
                name="round_proposed_has_proposal",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["decided", "carried_out", "closed"])
                | Q(decided_at__isnull=False, objections_until_at__isnull=False),
                name="round_decided_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["carried_out", "closed"]) | Q(carried_out_at__isnull=False),
                name="round_given_has_moment",
            ),
        )
        indexes = (models.Index(fields=["union", "state", "id"], name="round_by_state"),)

    def __str__(self) -> str:
        """Its title."""
        return self.title

    @property
    def source(self) -> Source:
        """What the purse pays for."""
        return Source(ROUND, self.pk)
