"""A communal union: the tenant. Nothing private stands here."""

from django.db import models

from unions.founding.models.region import Region
from unions.tenancy.ids import uuid7


class Union(models.Model):
    """A self-governed group that lives by mutual aid; kept by the instance."""

    class State(models.TextChoices):
        """founding → open → federated ⇄ open → dissolved."""

        FOUNDING = "founding"
        OPEN = "open"
        FEDERATED = "federated"
        DISSOLVED = "dissolved"

    LIVE = (State.FOUNDING, State.OPEN, State.FEDERATED)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="unions")
    currency = models.CharField(max_length=3, default="GBP")
    time_zone = models.CharField(max_length=40, default="Europe/London")
    area = models.CharField(max_length=32, default="GB")
    setting = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    created_at = models.DateTimeField(auto_now_add=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["founding", "open", "federated", "dissolved"]),
                name="union_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(currency__regex="^[A-Z]{3}$"), name="union_currency_is_iso"
            ),
        ]

    def __str__(self) -> str:
        """Its name."""
        return self.name

    @property
    def is_live(self) -> bool:
        """True while members may enter."""
        return self.state in self.LIVE
