"""A head of our chain that somebody else holds for us."""

from django.db import models
from django.db.models.functions import Now

from unions.tenancy.rows import TenantModel


class Anchor(TenantModel):
    """Who holds which head: the books can no longer be changed before it without being found out.

    `holder` is the origin of the peer that took it, `hash` what it was told. Only
    `ledger_keep_anchor` writes it.
    """

    created_at = None  # type: ignore[assignment]  # left out
    block = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)
    holder = models.CharField(max_length=300)
    kept_at = models.DateTimeField(db_default=Now())

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["union", "holder", "block"], name="anchor_kept_once"),
        ]

    def __str__(self) -> str:
        return f"{self.block} at {self.holder}"
