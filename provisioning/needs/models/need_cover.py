"""For whom a need is: each person says yes themselves, or whoever looks after them."""

from django.db import models

from provisioning.needs.models.need import Need
from unions.people.models.person import Person
from unions.tenancy.rows import TenantKey, TenantModel


class NeedCover(TenantModel):
    """One person whom a need covers; it counts once all have said yes."""

    need = TenantKey(Need, on_delete=models.CASCADE, related_name="covers")
    person = TenantKey(Person, related_name="need_covers")
    assented_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=["union", "need", "person"], name="need_cover_once_per_person"
            ),
        )
        indexes = (models.Index(fields=["union", "person"], name="need_cover_by_person"),)

    def __str__(self) -> str:
        """Its id: who needs what is not for every reader."""
        return str(self.id)
