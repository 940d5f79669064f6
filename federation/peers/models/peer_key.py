"""The pinned key statements of a peer."""

from django.db import models

from federation.peers.models.peer import Peer
from unions.tenancy.ids import uuid7


class PeerKey(models.Model):
    """Append-only; the highest serial holds."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    peer = models.ForeignKey(Peer, on_delete=models.PROTECT, related_name="keys")
    serial = models.PositiveIntegerField()
    fp = models.CharField(max_length=43)
    note = models.TextField(max_length=8192)
    pinned_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["peer", "serial"], name="peer_key_serial_unique")
        ]

    def __str__(self) -> str:
        """Peer and number."""
        return f"{self.peer} {self.serial}"
