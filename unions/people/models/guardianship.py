"""Who looks after a dependant."""

from django.db import models

from unions.people.models.person import Person
from unions.tenancy.rows import TenantKey, TenantModel


class Guardianship(TenantModel):
    """One guardian of one dependant; a dependant has one or more."""

    guardian = TenantKey(Person, on_delete=models.CASCADE, related_name="guarded")
    dependant = TenantKey(Person, on_delete=models.CASCADE, related_name="guarded_by")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["union", "guardian", "dependant"], name="guardianship_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(guardian=models.F("dependant")), name="guardianship_of_another"
            ),
        ]
        indexes = [models.Index(fields=["union", "dependant"], name="guardianship_dependant")]
