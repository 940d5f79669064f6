"""A revision of what two instances may read of each other."""

from django.db import models

from federation.peers.models.peer import Peer
from unions.tenancy.ids import uuid7


class Agreement(models.Model):
    """In force once both parties' lines stand under one text."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    peer = models.ForeignKey(Peer, on_delete=models.PROTECT, related_name="agreements")
    rev = models.PositiveIntegerField()
    fp = models.CharField(max_length=43)
    note = models.TextField(max_length=8192)
    k = models.PositiveSmallIntegerField()
    in_force_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["peer", "rev"], name="agreement_rev_unique")]

    def __str__(self) -> str:
        """Peer and revision."""
        return f"{self.peer} {self.rev}"
