"""The statements of our own keys, one after the other."""

from django.db import models

from unions.tenancy.ids import uuid7


class KeyStatement(models.Model):
    """Append-only; the newest one holds."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    serial = models.PositiveIntegerField(unique=True)
    epoch = models.PositiveIntegerField()
    fp = models.CharField(max_length=43)
    note = models.TextField(max_length=8192)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        """Its number."""
        return str(self.serial)
