"""A thing held in common; where it stands and who looks after it."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from provisioning.goods.rules import limits
from provisioning.goods.rules.codes import address
from unions.people.models.person import Person
from unions.states import States
from unions.tenancy.rows import TenantKey, TenantManager, TenantModel, TenantQuerySet


class SharedGoodQuerySet(TenantQuerySet["SharedGood"]):
    """Sets of things."""

    def lendable(self) -> Self:
        """Things that can be booked."""
        return self.filter(state=SharedGood.State.AVAILABLE)

    def kept(self) -> Self:
        """Things that are still there, whatever their state."""
        return self.exclude(state=SharedGood.State.RETIRED)


SharedGoods = TenantManager.from_queryset(SharedGoodQuerySet)


class SharedGood(TenantModel):
    """One thing of One Cloak. Whether it is booked or out on a day is told by its bookings."""

    class State(models.TextChoices):
        """Available until someone finds something wrong; retired for good."""

        AVAILABLE = "available", _("Free")
        CHECKING = "checking", _("Being checked")
        REPAIR = "repair", _("In repair")
        RETIRED = "retired", _("Retired")

    class Category(models.TextChoices):
        """Sorts of things; the codes are shared by all unions."""

        TRANSPORT = "transport", _("Getting about")
        TOOLS = "tools", _("Tools")
        HOUSEHOLD = "household", _("Household")
        FURNITURE = "furniture", _("Furniture")
        CLOTHING = "clothing", _("Clothing")
        BEDDING = "bedding", _("Bedding")
        CHILDREN = "children", _("For children")
        ELECTRONICS = "electronics", _("Electronics")
        ENERGY = "energy", _("Energy")
        BOOKS = "books", _("Books")
        OTHER = "other", _("Other things")

    MOVES = States(
        {
            State.AVAILABLE: {State.CHECKING, State.REPAIR, State.RETIRED},
            State.CHECKING: {State.AVAILABLE, State.REPAIR, State.RETIRED},
            State.REPAIR: {State.AVAILABLE, State.RETIRED},
            State.RETIRED: {State.AVAILABLE},
        }
    )

    code = models.CharField(max_length=limits.CODE_CHARS_MAX)
    name = models.CharField(max_length=limits.NAME_CHARS_MAX)
    sort_key = models.CharField(max_length=limits.NAME_CHARS_MAX, db_collation="C")
    about = models.CharField(max_length=limits.ABOUT_CHARS_MAX, blank=True)
    category = models.CharField(max_length=20, choices=Category)
    place = models.CharField(max_length=limits.PLACE_CHARS_MAX)
    steward = TenantKey(Person, related_name="things_in_care", null=True)
    max_days = models.PositiveSmallIntegerField()
    rules = models.TextField(max_length=limits.RULES_CHARS_MAX, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.AVAILABLE)
    report = models.CharField(max_length=limits.REPORT_CHARS_MAX, blank=True)

    objects: ClassVar[SharedGoods["SharedGood"]] = SharedGoods()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["union", "code"], name="shared_good_code_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=["available", "checking", "repair", "retired"]),
                name="shared_good_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(max_days__range=(1, limits.DAYS_PER_LOAN_MAX)),
                name="shared_good_is_lent_for_days",
            ),
        ]
        indexes = [
            models.Index(fields=["union", "sort_key"], name="shared_good_by_name"),
            models.Index(fields=["union", "steward"], name="shared_good_by_steward"),
        ]

    def __str__(self) -> str:
        """Its name."""
        return self.name

    @property
    def address(self) -> str:
        """The code as it stands in an address."""
        return address(self.code)
