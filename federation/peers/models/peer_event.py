"""What happened between us and a peer; the audit of an instance table."""

from django.db import models

from federation.peers.models.peer import Peer
from unions.tenancy.ids import uuid7


class PeerEvent(models.Model):
    """Append-only; codes and numbers only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    peer = models.ForeignKey(Peer, on_delete=models.PROTECT, related_name="events")
    act = models.CharField(max_length=40)
    detail = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        """The act."""
        return self.act
