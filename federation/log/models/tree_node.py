"""A full subtree of our log's tree, above the leaves."""

from django.db import models

from unions.tenancy.ids import uuid7


class TreeNode(models.Model):
    """Append-only; covers the leaves index·2^level … (index + 1)·2^level - 1."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    epoch = models.PositiveIntegerField()
    level = models.PositiveSmallIntegerField()
    index = models.PositiveBigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["epoch", "level", "index"], name="tree_node_unique"),
            models.CheckConstraint(condition=models.Q(level__gte=1), name="tree_node_above_leaves"),
        ]

    def __str__(self) -> str:
        """Its place."""
        return f"{self.level}/{self.index}"
