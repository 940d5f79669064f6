"""Money on its way out: promised, approved by keepers, paid."""

from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone

from commonpurse.ledger.rules.ways import Way
from commonpurse.spending.rules.approvals import AWAITING, PROMISED, PaymentState
from unions.states import States
from unions.tenancy.rows import TenantKey, TenantManager, TenantModel, TenantQuerySet

KIND_LENGTH_MAX = 40
WORDS_LENGTH_MAX = 120
STATES = [(state.value, state.value) for state in PaymentState]


def approvable_by(person_id: UUID, membership_id: UUID) -> Q:
    """As `guards.payments.can_approve`, for many: not one's own, nor approved by oneself."""
    own = Q(payee_id=person_id) | Q(first_by_id=membership_id)
    return Q(state__in=AWAITING) & ~own


def payable_by(person_id: UUID) -> Q:
    """As `guards.payments.can_pay`, for many: approved by enough, not one's own."""
    return Q(state=PaymentState.APPROVED) & ~Q(payee_id=person_id)


class PaymentQuerySet(TenantQuerySet["Payment"]):
    """Sets of payments."""

    def promised(self) -> "PaymentQuerySet":
        """Those whose money lies on the commitment account."""
        return self.filter(state__in=PROMISED)

    def awaiting_approval(self) -> "PaymentQuerySet":
        """Those that a keeper has still to look at."""
        return self.filter(state__in=AWAITING)

    def standing(self) -> "PaymentQuerySet":
        """Those that are not undone: one at most for a need of a decision."""
        return self.exclude(state=PaymentState.UNDONE)

    def of_source(self, kind: str, source_id: UUID) -> "PaymentQuerySet":
        """Those that one decision brought about."""
        return self.filter(source_kind=kind, source_id=source_id)


class Payment(TenantModel):
    """What it is for stands as (kind, uuid) only: the purse never learns what a need is.

    `two_keys_minor` is the limit as it was when the payment was asked for. What was paid to a
    person and did not arrive waits again as a new row, which `replaces` the one that is undone.
    """

    client_id = models.UUIDField(null=True)
    source_kind = models.CharField(max_length=KIND_LENGTH_MAX, blank=True)
    source_id = models.UUIDField(null=True)
    need_kind = models.CharField(max_length=KIND_LENGTH_MAX, blank=True)
    need_id = models.UUIDField(null=True)
    payee = TenantKey("unions.Person", on_delete=models.PROTECT, related_name="+", null=True)
    # Whose money it is, where it is not the common purse's.
    fund = TenantKey("commonpurse.Fund", on_delete=models.PROTECT, related_name="+", null=True)
    payee_words = models.CharField(max_length=WORDS_LENGTH_MAX, blank=True)
    words = models.CharField(max_length=WORDS_LENGTH_MAX, blank=True)
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    two_keys_minor = models.BigIntegerField()
    state = models.CharField(max_length=14, choices=STATES, default=PaymentState.REQUESTED)
    requested_by = TenantKey("unions.Membership", on_delete=models.PROTECT, related_name="+")
    first_by = TenantKey("unions.Membership", on_delete=models.PROTECT, related_name="+", null=True)
    first_at = models.DateTimeField(null=True)
    second_by = TenantKey(
        "unions.Membership", on_delete=models.PROTECT, related_name="+", null=True
    )
    second_at = models.DateTimeField(null=True)
    refused_by = TenantKey(
        "unions.Membership", on_delete=models.PROTECT, related_name="+", null=True
    )
    refused_at = models.DateTimeField(null=True)
    refused_why = models.CharField(max_length=WORDS_LENGTH_MAX, blank=True)
    paid_by = TenantKey("unions.Membership", on_delete=models.PROTECT, related_name="+", null=True)
    paid_on = models.DateField(null=True)
    way = models.CharField(max_length=4, blank=True)
    entry = TenantKey(
        "commonpurse.JournalEntry", on_delete=models.PROTECT, related_name="+", null=True
    )
    reversal = TenantKey(
        "commonpurse.JournalEntry", on_delete=models.PROTECT, related_name="+", null=True
    )
    replaces = TenantKey("self", on_delete=models.PROTECT, related_name="replaced_by", null=True)

    MOVES = States(
        {
            PaymentState.REQUESTED: {
                PaymentState.APPROVED_ONCE,
                PaymentState.APPROVED,
                PaymentState.REFUSED,
            },
            PaymentState.APPROVED_ONCE: {PaymentState.APPROVED, PaymentState.REFUSED},
            PaymentState.APPROVED: {PaymentState.PAID, PaymentState.REFUSED},
            PaymentState.PAID: {PaymentState.UNDONE},
        }
    )

    objects = TenantManager.from_queryset(PaymentQuerySet)()  # type: ignore[misc]  # narrower than its base

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=["union", "client_id"], name="payment_sent_once"),
            models.UniqueConstraint(
                fields=["union", "source_kind", "source_id", "need_id"],
                condition=~Q(state="undone"),
                name="payment_once_per_source_and_need",
            ),
            models.UniqueConstraint(fields=["union", "replaces"], name="payment_replaced_once"),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="payment_amount_positive"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in PaymentState]),
                name="payment_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(first_by=models.F("second_by")), name="payment_two_keepers_differ"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["requested", "refused"])
                | Q(state="approved_once", first_by__isnull=False, second_by=None)
                | Q(
                    Q(amount_minor__lte=models.F("two_keys_minor")) | Q(second_by__isnull=False),
                    state__in=["approved", "paid", "undone"],
                    first_by__isnull=False,
                ),
                name="payment_approved_by_enough",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["paid", "undone"],
                    entry__isnull=False,
                    paid_on__isnull=False,
                    way__in=Way,
                )
                | (~Q(state__in=["paid", "undone"]) & Q(entry=None)),
                name="payment_paid_is_posted",
            ),
            models.CheckConstraint(
                condition=Q(state="undone", reversal__isnull=False)
                | (~Q(state="undone") & Q(reversal=None)),
                name="payment_undone_is_reversed",
            ),
        )
        indexes = (
            models.Index(fields=["union", "state", "id"], name="payment_by_state"),
            models.Index(fields=["union", "need_id"], name="payment_by_need"),
        )

    def __str__(self) -> str:
        """Its id: what it is for is not for every reader."""
        return str(self.id)

    @property
    def whose(self) -> str:
        """Who is paid, or what for where that is not said."""
        return self.payee.display_name if self.payee else self.payee_words or self.words

    @property
    def promised_on(self) -> date:
        """Since when its money lies on the commitment account."""
        if self.replaces is not None and self.replaces.reversal is not None:
            return self.replaces.reversal.effective_on
        return timezone.localdate(self.created_at)
