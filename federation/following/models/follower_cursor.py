"""How far we have read the log of a peer."""

from django.db import models

from federation.peers.models.peer import Peer
from federation.protocol.canonical import HASH_BYTES
from federation.protocol.merkle import EMPTY_ROOT, Edge
from unions.tenancy.ids import uuid7


class FollowerCursor(models.Model):
    """Size, right edge and root of what was accepted; it never goes back."""

    class Trouble(models.TextChoices):
        """Why the last pull brought nothing (federation §14); empty when it did."""

        NONE = ""
        UNREACHABLE = "unreachable"
        BUSY = "busy"
        REFUSED = "refused"
        GONE = "gone"
        PROTOCOL = "protocol"
        SHORTER = "shorter"
        MISMATCH = "mismatch"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    peer = models.OneToOneField(Peer, on_delete=models.PROTECT, related_name="cursor")
    epoch = models.PositiveIntegerField(default=1)
    size = models.PositiveBigIntegerField(default=0)
    edge = models.BinaryField(default=bytes)
    root = models.BinaryField(default=EMPTY_ROOT)
    note = models.TextField(max_length=8192, blank=True)
    sealed_at = models.DateTimeField(null=True)
    last_ok_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    known_size = models.PositiveBigIntegerField(default=0)
    trouble = models.CharField(max_length=11, choices=Trouble, blank=True)
    code = models.CharField(max_length=40, blank=True)
    fails = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    # Kept for a human when the history of a peer has changed: both checkpoints and the page.
    evidence = models.JSONField(null=True)
    clock_offset = models.IntegerField(default=0)
    next_due_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["next_due_at"], name="follower_cursor_due")]

    def __str__(self) -> str:
        """Peer and size."""
        return f"{self.peer} {self.size}"

    @property
    def tree(self) -> Edge:
        """The edge from which the tree grows on."""
        raw = bytes(self.edge)
        hashes = [raw[i : i + HASH_BYTES] for i in range(0, len(raw), HASH_BYTES)]
        return Edge(self.size, tuple(hashes))
