"""What a person lacks, in money; asked without pleading, read by few."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from provisioning.needs.rules.categories import Category
from provisioning.tiers import Tier
from unions.people.models.person import Person
from unions.states import MoveRefused, States
from unions.tenancy.rows import TenantKey, TenantManager, TenantModel, TenantQuerySet


class NeedState(models.TextChoices):
    """Accepting is about tier and completeness, not about worth."""

    ASKED = "asked", _("Asked")
    RETURNED = "returned", _("Question for you")
    ACCEPTED = "accepted", _("Accepted")
    PARTLY_MET = "partly_met", _("Partly met")
    MET = "met", _("Met")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Audience(models.TextChoices):
    """Who may see a need besides its asker; the narrowest comes first."""

    CARE_CIRCLE = "care_circle", _("The care circle")
    UNION = "union", _("Also the board")


OPEN = (NeedState.ASKED, NeedState.RETURNED, NeedState.ACCEPTED, NeedState.PARTLY_MET)
IN_ROUNDS = (NeedState.ACCEPTED, NeedState.PARTLY_MET)
FOLLOWING_MONEY = (*IN_ROUNDS, NeedState.MET)


class NeedQuerySet(TenantQuerySet["Need"]):
    """Sets of needs."""

    def open(self) -> Self:
        """Neither met nor withdrawn."""
        return self.filter(state__in=OPEN)

    def for_rounds(self, currency: str) -> Self:
        """Accepted, every person in it said yes, and something of it open."""
        waiting = Q(covers__assented_at=None)
        ready = self.filter(
            state__in=IN_ROUNDS, currency=currency, granted_minor__lt=F("amount_minor")
        )
        return ready.exclude(id__in=ready.filter(waiting).values("id"))

    def on_the_board(self) -> Self:
        """Those whose askers let everyone in the union see them, as long as something is open."""
        return self.open().filter(visible_to=Audience.UNION, granted_minor__lt=F("amount_minor"))


Needs = TenantManager.from_queryset(NeedQuerySet)


class Need(TenantModel):
    """Amounts in minor units: `amount` asked, `granted` promised or paid, `met` paid."""

    # What people decide. What is paid, or comes back, moves a need by itself: see `receive`.
    MOVES = States(
        {
            NeedState.ASKED: {NeedState.ACCEPTED, NeedState.RETURNED, NeedState.WITHDRAWN},
            NeedState.RETURNED: {NeedState.ASKED, NeedState.WITHDRAWN},
            NeedState.ACCEPTED: {NeedState.ACCEPTED, NeedState.WITHDRAWN},
            NeedState.PARTLY_MET: {NeedState.WITHDRAWN},
            NeedState.MET: (),
        }
    )

    # Given by the sender before it reaches us, so that a repeated send counts once.
    client_id = models.UUIDField()
    claimant = TenantKey(Person, related_name="needs")
    category = models.CharField(max_length=10)
    # People's own words are sealed; the title is shown wherever the need is, the words are not.
    title_sealed = models.BinaryField(default=bytes)
    words_sealed = models.BinaryField(default=bytes)
    question_sealed = models.BinaryField(default=bytes)
    answer_sealed = models.BinaryField(default=bytes)
    visible_to = models.CharField(max_length=12, choices=Audience, default=Audience.CARE_CIRCLE)
    named = models.BooleanField(default=False)
    kept_from = TenantKey(Person, related_name="+", null=True)
    in_kind_ok = models.BooleanField(default=True)
    tier = models.CharField(max_length=10, blank=True)
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    minimum_minor = models.BigIntegerField(default=0)
    granted_minor = models.BigIntegerField(default=0)
    met_minor = models.BigIntegerField(default=0)
    own_order = models.IntegerField(default=0)
    by_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=NeedState, default=NeedState.ASKED)
    asked_at = models.DateTimeField()

    objects: ClassVar[Needs["Need"]] = Needs()

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=["union", "client_id"], name="need_sent_once"),
            models.CheckConstraint(
                condition=Q(
                    state__in=["asked", "returned", "accepted", "partly_met", "met", "withdrawn"]
                ),
                name="need_state_known",
            ),
            models.CheckConstraint(
                condition=Q(tier__in=["", *map(str, Tier)]), name="need_tier_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "returned", "withdrawn"]) | ~Q(tier=""),
                name="need_accepted_has_tier",
            ),
            models.CheckConstraint(
                condition=Q(category__in=list(map(str, Category))), name="need_category_known"
            ),
            models.CheckConstraint(
                condition=Q(visible_to__in=["care_circle", "union"]), name="need_audience_known"
            ),
            models.CheckConstraint(
                condition=Q(amount_minor__gt=0)
                & Q(minimum_minor__gte=0, minimum_minor__lte=F("amount_minor"))
                & Q(met_minor__gte=0, met_minor__lte=F("granted_minor"))
                & Q(granted_minor__lte=F("amount_minor")),
                name="need_amounts_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(state="met") | Q(met_minor=F("amount_minor")),
                name="need_met_is_met_in_full",
            ),
        )
        indexes = (
            models.Index(fields=["union", "state", "asked_at"], name="need_by_state"),
            models.Index(fields=["union", "claimant", "asked_at"], name="need_by_claimant"),
        )

    def __str__(self) -> str:
        """Its id: what it is for is not for every reader."""
        return str(self.id)

    @property
    def open_minor(self) -> int:
        """What no round has given yet."""
        return self.amount_minor - self.granted_minor

    @property
    def on_its_way_minor(self) -> int:
        """What a round has given and the keepers have not paid yet."""
        return self.granted_minor - self.met_minor

    @property
    def minimum_open_minor(self) -> int:
        """The least that helps now: after a first grant any part helps."""
        return 0 if self.granted_minor else self.minimum_minor

    @property
    def is_open(self) -> bool:
        """Neither met nor withdrawn."""
        return self.state in OPEN

    @property
    def state_by_money(self) -> NeedState:
        """Where a need stands that was accepted and not withdrawn."""
        if not self.met_minor:
            return NeedState.ACCEPTED
        in_full = self.met_minor == self.amount_minor
        return NeedState.MET if in_full else NeedState.PARTLY_MET

    def receive(self, minor: int) -> None:
        """Count what was paid, or take so much back where it is negative; what was withdrawn
        meanwhile stays so. Raises MoveRefused before it was accepted."""
        if self.state not in (*FOLLOWING_MONEY, NeedState.WITHDRAWN):
            raise MoveRefused
        self.met_minor += minor
        if self.state in FOLLOWING_MONEY:
            self.state = self.state_by_money
