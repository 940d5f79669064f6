"""Money that a member gives."""

from django.db import models
from django.db.models import Q

from commonpurse.ledger.rules.ways import Way
from commonpurse.pledges.rules.receipts import PledgeState
from unions.states import States
from unions.tenancy.rows import TenantKey, TenantModel

STATES = [(state.value, state.value) for state in PledgeState]


class Pledge(TenantModel):
    """Promised by its giver; the books know it once a keeper has seen it arrive."""

    MOVES = States(
        {
            PledgeState.PROMISED: {PledgeState.RECEIVED, PledgeState.WITHDRAWN},
            PledgeState.RECEIVED: {PledgeState.UNDONE},
        }
    )

    client_id = models.UUIDField()
    giver = TenantKey("unions.Person", on_delete=models.PROTECT, related_name="+")
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    promised_on = models.DateField()
    state = models.CharField(max_length=9, choices=STATES, default=PledgeState.PROMISED)
    received_by = TenantKey(
        "unions.Membership", on_delete=models.PROTECT, related_name="+", null=True
    )
    received_on = models.DateField(null=True)
    way = models.CharField(max_length=4, blank=True)
    entry = TenantKey(
        "commonpurse.JournalEntry", on_delete=models.PROTECT, related_name="+", null=True
    )
    reversal = TenantKey(
        "commonpurse.JournalEntry", on_delete=models.PROTECT, related_name="+", null=True
    )

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=["union", "client_id"], name="pledge_sent_once"),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="pledge_amount_positive"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in PledgeState]),
                name="pledge_state_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["received", "undone"],
                    entry__isnull=False,
                    received_by__isnull=False,
                    received_on__isnull=False,
                    way__in=Way,
                )
                | (~Q(state__in=["received", "undone"]) & Q(entry=None)),
                name="pledge_received_is_posted",
            ),
            models.CheckConstraint(
                condition=Q(state="undone", reversal__isnull=False)
                | (~Q(state="undone") & Q(reversal=None)),
                name="pledge_undone_is_reversed",
            ),
        )
        indexes = (
            models.Index(fields=["union", "giver", "promised_on"], name="pledge_by_giver"),
            models.Index(fields=["union", "state", "id"], name="pledge_by_state"),
        )

    def __str__(self) -> str:
        """Its id: who gave what is not for every reader."""
        return str(self.id)
