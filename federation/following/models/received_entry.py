"""A line of a peer's log, as it came, under a root that the peer has signed."""

from django.db import models

from federation.peers.models.peer import Peer
from unions.tenancy.ids import uuid7


class ReceivedEntry(models.Model):
    """`line` is empty where it was withheld; `code` says why a line could not be used,
    or, being "books", that it holds but takes back what the union told of its books before."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    peer = models.ForeignKey(Peer, on_delete=models.PROTECT, related_name="received")
    epoch = models.PositiveIntegerField()
    index = models.PositiveBigIntegerField()
    leaf = models.BinaryField(max_length=32)
    line = models.BinaryField(max_length=16_384, default=bytes)
    s = models.CharField(max_length=25, blank=True)
    u = models.PositiveBigIntegerField(null=True)
    q = models.PositiveBigIntegerField(null=True)
    k = models.CharField(max_length=40, blank=True)
    rev = models.PositiveBigIntegerField(null=True)
    code = models.CharField(max_length=20, blank=True)
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["peer", "epoch", "index"], name="received_entry_index_unique"
            )
        ]
        indexes = [
            models.Index(fields=["peer", "s", "u", "q"], name="received_entry_by_union"),
        ]

    def __str__(self) -> str:
        """Its place."""
        return f"{self.epoch}/{self.index}"
