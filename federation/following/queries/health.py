"""Counts by which the host sees whether federation works; nothing else leaves here."""

from collections.abc import Mapping

from federation.following.models.follower_cursor import FollowerCursor
from federation.log.queries import key_statements, seals
from federation.log.refusals import LogNotReady
from federation.peers.models.peer import Peer

BAD = (FollowerCursor.Trouble.MISMATCH, FollowerCursor.Trouble.REFUSED)


def counts() -> Mapping[str, int]:
    """Peers and lines; all zero before there are keys."""
    try:
        epoch = key_statements.newest().epoch
    except LogNotReady:
        return {"peers": 0, "sealed": 0, "unsigned": 0, "waiting": 0, "behind": 0, "stopped": 0}
    newest = seals.newest(epoch)
    cursors = FollowerCursor.objects.filter(peer__state=Peer.State.ACTIVE)
    return {
        "peers": Peer.objects.filter(state=Peer.State.ACTIVE).count(),
        "sealed": newest.size if newest else 0,
        "unsigned": len(seals.unsigned_sizes(epoch)),
        "waiting": seals.outbox_depth(),
        "behind": sum(max(0, cursor.known_size - cursor.size) for cursor in cursors),
        "stopped": cursors.filter(trouble__in=BAD).count(),
    }


def is_well(found: Mapping[str, int]) -> bool:
    """False while a person has to look: a peer has stopped, or sizes are not being signed."""
    return not found["stopped"] and found["unsigned"] <= 1
