"""The values of a union's rules, one version after the other."""

from django.db import models

from unions.tenancy.rows import TenantModel


class UnionPolicy(TenantModel):
    """One value of one key; the highest version counts. Rows are never changed."""

    key = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    value = models.JSONField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["union", "key", "version"], name="union_policy_version_unique"
            )
        ]

    def __str__(self) -> str:
        """Key, version and value."""
        return f"{self.key} v{self.version}: {self.value}"
