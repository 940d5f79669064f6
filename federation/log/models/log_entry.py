"""One line of our log: its place and its leaf; the bytes stand apart and can be erased."""

from django.db import models

from unions.tenancy.ids import uuid7


class LogEntry(models.Model):
    """Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    epoch = models.PositiveIntegerField()
    index = models.PositiveBigIntegerField()
    leaf = models.BinaryField(max_length=32)
    s = models.CharField(max_length=25)
    u = models.PositiveIntegerField(null=True)
    q = models.PositiveBigIntegerField(null=True)
    k = models.CharField(max_length=40)
    rev = models.PositiveBigIntegerField()
    to = models.CharField(max_length=260, blank=True)
    of_union = models.UUIDField(null=True)
    outbox_id = models.UUIDField(null=True, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["epoch", "index"], name="log_entry_index_unique"),
            models.UniqueConstraint(
                fields=["epoch", "u", "s", "k", "rev"],
                name="log_entry_rev_unique",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["epoch", "u", "s", "to", "q"],
                condition=models.Q(q__isnull=False),
                name="log_entry_q_unique",
            ),
        ]

    def __str__(self) -> str:
        """Index, type and key."""
        return f"{self.index} {self.s} {self.k}"
