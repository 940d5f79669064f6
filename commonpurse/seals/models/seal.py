"""A block of entries under one hash."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from unions.tenancy.rows import TenantModel


class Seal(TenantModel):
    """The entries of a block in order, a hash of each, and the hash that chains it to the block
    before. `last_…` is the place of the last of them in the order of the books: epoch,
    transaction, id. Only `ledger_seal` writes it.
    """

    id = None  # type: ignore[assignment]  # left out
    created_at = None  # type: ignore[assignment]  # left out
    pk = models.CompositePrimaryKey("union_id", "block")
    block = models.BigIntegerField()
    rows = models.PositiveIntegerField()
    entry_ids = ArrayField(models.UUIDField())
    leaves = models.BinaryField()
    root = models.BinaryField(max_length=32)
    previous = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)
    last_epoch = models.PositiveSmallIntegerField()
    last_transaction_id = models.BigIntegerField()
    last_entry_id = models.UUIDField()
    sealed_at = models.DateTimeField(db_default=Now())

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(block__gte=1, rows__gte=1), name="seal_counts_from_one"
            ),
        ]

    def __str__(self) -> str:
        return str(self.block)
