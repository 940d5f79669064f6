"""How far peers have read our log, as they say themselves when they ask for more."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from federation.peers.models.peer import Peer


@transaction.atomic
def note(*, peer_id: UUID, epoch: int, below: int) -> None:
    """Keep that a peer holds the lines below an index of an epoch, if that is further than it was.

    Done by a peer, whose signed request says so; nothing is written when it is not further.
    """
    further = Q(holds_epoch=None) | Q(holds_epoch__lt=epoch)
    further |= Q(holds_epoch=epoch, holds_below__lt=below)
    Peer.objects.filter(further, id=peer_id).update(holds_epoch=epoch, holds_below=below)
