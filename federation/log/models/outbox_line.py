"""What waits to enter the log, written in the transaction of its cause."""

from django.db import models

from unions.tenancy.ids import uuid7


class OutboxLine(models.Model):
    """A line without its place: index, q, rev and salt are given when it is sealed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    s = models.CharField(max_length=25)
    k = models.CharField(max_length=40)
    body = models.JSONField()
    to = models.CharField(max_length=260, blank=True)
    # A plain id: what the instance publishes must not hang on a union's rows.
    of_union = models.UUIDField(null=True)
    rev = models.PositiveBigIntegerField(null=True)
    is_urgent = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        """Type and key."""
        return f"{self.s} {self.k}"
