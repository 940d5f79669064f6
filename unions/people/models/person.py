"""The unit of counting inside one union: a member or someone who depends on one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from unions.tenancy.rows import TenantModel


class Person(TenantModel):
    """Everyone counts as one, whatever household they live in. Nothing on relation or income."""

    class Kind(models.TextChoices):
        """A member has exactly one membership, a dependant none."""

        MEMBER = "member", _("member")
        DEPENDANT = "dependant", _("dependant")

    display_name = models.CharField(max_length=80)
    # Folded and without accents, made in Python: the database's collation is never asked.
    sort_key = models.CharField(max_length=80, db_collation="C")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.MEMBER)
    birth_year = models.PositiveSmallIntegerField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["member", "dependant"]), name="person_kind_known"
            )
        ]
        indexes = [models.Index(fields=["union", "sort_key"], name="person_by_name")]

    def __str__(self) -> str:
        """The name they go by here."""
        return self.display_name

    @property
    def first_name(self) -> str:
        """The first word of the name."""
        return self.display_name.split(" ")[0]
