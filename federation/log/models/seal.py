"""A signed size of our log."""

from django.db import models

from unions.tenancy.ids import uuid7


class Seal(models.Model):
    """Written after the lines were read again, the journal is on disk and the note is signed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    epoch = models.PositiveIntegerField()
    size = models.PositiveBigIntegerField()
    root = models.BinaryField(max_length=32)
    note = models.TextField(max_length=8192)
    sealed_at = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["epoch", "size"], name="seal_size_unique"),
        ]

    def __str__(self) -> str:
        """Epoch and size."""
        return f"{self.epoch}/{self.size}"
