"""What is counted: a currency, hours, kilograms, pieces."""

from django.db import models

from commonpurse.ledger.rules.money import SCALE_MAX
from commonpurse.ledger.rules.units import UnitKind
from unions.tenancy.rows import TenantModel


class Unit(TenantModel):
    """A unit of account; it never changes once written."""

    code = models.CharField(max_length=12)
    scale = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["union", "code"], name="unit_code_once"),
            models.CheckConstraint(
                condition=models.Q(scale__lte=SCALE_MAX), name="unit_scale_in_range"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in UnitKind]),
                name="unit_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return self.code
