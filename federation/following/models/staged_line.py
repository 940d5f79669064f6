"""A line that was read and hashed, and waits for the seal that covers it."""

from django.db import models

from federation.following.models.follower_cursor import FollowerCursor
from unions.tenancy.ids import uuid7


class StagedLine(models.Model):
    """Goes into `received_entry` or is dropped."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cursor = models.ForeignKey(FollowerCursor, on_delete=models.CASCADE, related_name="staged")
    index = models.PositiveBigIntegerField()
    line = models.BinaryField(max_length=16_384)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cursor", "index"], name="staged_line_unique")
        ]

    def __str__(self) -> str:
        """Its index."""
        return str(self.index)
