"""A purpose that money can be tied to."""

from django.db import models

from unions.tenancy.rows import TenantModel


class Fund(TenantModel):
    """An earmark for accounts; `restricted` money serves this purpose only."""

    code = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    purpose = models.CharField(max_length=200, blank=True)
    restricted = models.BooleanField(default=False)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["union", "code"], name="fund_code_once"),
        ]

    def __str__(self) -> str:
        return self.name
