"""The tree of our log, from what is stored."""

from typing import Any

from django.db.models import QuerySet

from federation.log.models.log_entry import LogEntry
from federation.log.models.tree_node import TreeNode
from federation.protocol.merkle import Edge, peaks


def size_of(epoch: int) -> int:
    """The number of lines placed, sealed or not."""
    newest = LogEntry.objects.filter(epoch=epoch).order_by("-index").first()
    return 0 if newest is None else newest.index + 1


def edge_at(*, epoch: int, size: int) -> Edge:
    """The right edge of the tree when it had this size. Raises LookupError for a hole."""
    return Edge(size, tuple(_hash(epoch, level, index) for level, index in peaks(size)))


def _hash(epoch: int, level: int, index: int) -> bytes:
    if level == 0:
        return bytes(_only(LogEntry.objects.filter(epoch=epoch, index=index), "leaf"))
    return bytes(_only(TreeNode.objects.filter(epoch=epoch, level=level, index=index), "hash"))


def _only(rows: QuerySet[Any], column: str) -> bytes:
    found = rows.values_list(column, flat=True).first()
    if found is None:
        raise LookupError(f"A {column} is missing from the tree.")
    return bytes(found)
