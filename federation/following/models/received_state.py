"""What holds now by a peer's log: the highest revision of each key."""

from django.db import models

from federation.following.models.received_entry import ReceivedEntry
from federation.peers.models.peer import Peer
from unions.tenancy.ids import uuid7


class ReceivedState(models.Model):
    """Readable by all members here; it holds nothing that a member may not see."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    peer = models.ForeignKey(Peer, on_delete=models.PROTECT, related_name="states")
    u = models.PositiveBigIntegerField()
    s = models.CharField(max_length=25)
    k = models.CharField(max_length=40)
    rev = models.PositiveBigIntegerField()
    body = models.JSONField()
    entry = models.ForeignKey(ReceivedEntry, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["peer", "u", "s", "k"], name="received_state_key_unique"
            )
        ]

    def __str__(self) -> str:
        """Type and key."""
        return f"{self.s} {self.k}"
