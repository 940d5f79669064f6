"""What one person gave on one day, in one unit."""

from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from provisioning.contributions.rules import kinds
from provisioning.contributions.rules.limits import WHAT_CHARS_MAX
from provisioning.measures import Quantity, Unit
from unions.people.models.membership import Membership
from unions.people.models.person import Person
from unions.tenancy.rows import TenantKey, TenantManager, TenantModel, TenantQuerySet


class ContributionQuerySet(TenantQuerySet["Contribution"]):
    """Sets of entries."""

    def of(self, person_id: object) -> Self:
        """What one person gave."""
        return self.filter(person_id=person_id)

    def between(self, from_on: object, until_on: object) -> Self:
        """Given on or after the first day and before the last."""
        return self.filter(given_on__gte=from_on, given_on__lt=until_on)

    def standing(self) -> Self:
        """Entries that count: neither reversed nor reversals."""
        return self.filter(reverses=None, reversals=None)

    def waiting(self) -> Self:
        """Entries that nobody else has seen yet."""
        return self.standing().filter(seen_by=None)


Contributions = TenantManager.from_queryset(ContributionQuerySet)


class Contribution(TenantModel):
    """An entry; only a second person's sighting is ever added to it. A mistake is reversed."""

    class Kind(models.TextChoices):
        """Care counts like any other work."""

        WORK = kinds.Kind.WORK, _("Work")
        CARE = kinds.Kind.CARE, _("Care")
        GOODS = kinds.Kind.GOODS, _("Goods")
        KNOWLEDGE = kinds.Kind.KNOWLEDGE, _("Knowledge")
        SPACE = kinds.Kind.SPACE, _("Space")

    # Given by the sender before it reaches us, so that a repeated send counts once.
    client_id = models.UUIDField()
    person = TenantKey(Person, related_name="contributions")
    kind = models.CharField(max_length=10, choices=Kind)
    quantity = models.BigIntegerField()
    unit = models.CharField(max_length=8)
    given_on = models.DateField()
    what = models.CharField(max_length=WHAT_CHARS_MAX)
    logged_by = TenantKey(Membership, related_name="+")
    logged_at = models.DateTimeField(default=timezone.now)
    seen_by = TenantKey(Membership, related_name="+", null=True)
    seen_at = models.DateTimeField(null=True)
    reverses = TenantKey("self", related_name="reversals", null=True)

    objects: ClassVar[Contributions["Contribution"]] = Contributions()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["union", "client_id"], name="contribution_sent_once"),
            models.UniqueConstraint(
                fields=["union", "reverses"], name="contribution_reversed_once"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["work", "care"], unit="min")
                | models.Q(kind="goods", unit__in=["g", "piece"])
                | models.Q(kind="knowledge", unit__in=["session", "guide"])
                | models.Q(kind="space", unit="night"),
                name="contribution_unit_of_its_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(reverses=None, quantity__gt=0)
                | models.Q(reverses__isnull=False, quantity__lt=0),
                name="contribution_only_reversals_take_back",
            ),
            models.CheckConstraint(
                condition=~models.Q(unit="min") | models.Q(quantity__range=(-1440, 1440)),
                name="contribution_fits_into_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(seen_by=None, seen_at=None)
                | models.Q(seen_by__isnull=False, seen_at__isnull=False),
                name="contribution_seen_by_someone_at_some_time",
            ),
        ]
        indexes = [
            models.Index(fields=["union", "person", "given_on"], name="contribution_by_person"),
            models.Index(fields=["union", "given_on"], name="contribution_by_day"),
            models.Index(
                fields=["union", "logged_at"],
                condition=models.Q(seen_by=None, reverses=None),
                name="contribution_waiting",
            ),
        ]

    @property
    def amount(self) -> Quantity:
        """The quantity with its unit; negative on a reversal."""
        return Quantity(self.quantity, Unit(self.unit))
