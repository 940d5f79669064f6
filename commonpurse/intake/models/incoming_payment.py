"""Money that came in, as a keeper's program told it."""

from django.db import models
from django.db.models import Q

from commonpurse.intake.rules.incoming import KEY_LENGTH_MAX, IncomingState, Obstacle
from commonpurse.ledger.rules.entries import WORDS_LENGTH_MAX
from commonpurse.ledger.rules.ways import Way
from unions.states import States
from unions.tenancy.rows import TenantKey, TenantModel

REASON_LENGTH_MAX = 120
STATES = [(state.value, state.value) for state in IncomingState]


class IncomingPayment(TenantModel):
    """Waits until it is entered; the books know nothing of it before.

    `key` names the money, `sending` the request that brought it. Words stand here while it waits
    and beside its entry from then on, so that they are erased in one place.
    """

    MOVES = States(
        {
            IncomingState.WAITING: {IncomingState.ENTERED, IncomingState.REFUSED},
            IncomingState.REFUSED: {IncomingState.PUT_ASIDE},
        }
    )

    key = models.CharField(max_length=KEY_LENGTH_MAX)
    sending = models.CharField(max_length=KEY_LENGTH_MAX)
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    way = models.CharField(max_length=4)
    received_on = models.DateField()
    words = models.CharField(max_length=WORDS_LENGTH_MAX, blank=True)
    told_by = TenantKey("unions.Membership", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=STATES, default=IncomingState.WAITING)
    entry = TenantKey(
        "commonpurse.JournalEntry", on_delete=models.PROTECT, related_name="+", null=True
    )
    obstacle = models.CharField(max_length=20, blank=True)
    put_aside_by = TenantKey(
        "unions.Membership", on_delete=models.PROTECT, related_name="+", null=True
    )
    put_aside_at = models.DateTimeField(null=True)
    put_aside_why = models.CharField(max_length=REASON_LENGTH_MAX, blank=True)

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=["union", "key"], name="incoming_told_once"),
            models.UniqueConstraint(fields=["union", "entry"], name="incoming_entered_once"),
            models.CheckConstraint(
                condition=Q(amount_minor__gt=0), name="incoming_amount_positive"
            ),
            models.CheckConstraint(condition=Q(way__in=Way), name="incoming_way_known"),
            models.CheckConstraint(
                condition=Q(state="waiting", entry=None, obstacle="")
                | Q(state="entered", entry__isnull=False, obstacle="", words="")
                | Q(state="refused", entry=None, obstacle__in=Obstacle)
                | Q(state="put_aside", entry=None, obstacle__in=Obstacle),
                name="incoming_state_whole",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="put_aside", put_aside_by__isnull=False, put_aside_at__isnull=False
                )
                & ~Q(put_aside_why="")
                | ~Q(state="put_aside") & Q(put_aside_by=None, put_aside_at=None, put_aside_why=""),
                name="incoming_put_aside_with_reason",
            ),
        )
        indexes = (
            models.Index(fields=["union", "state", "id"], name="incoming_by_state"),
            models.Index(fields=["union", "told_by", "sending"], name="incoming_by_sending"),
        )

    def __str__(self) -> str:
        """Its id: who gave what is not for every reader."""
        return str(self.id)
