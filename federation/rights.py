"""The rights of this app and the offices that give them."""

from enum import StrEnum

from unions.rights import Office


class Right(StrEnum):
    """The rights of this app."""

    LOOK_AFTER_PEERS = "federation.look_after_peers"


HELD: dict[Office, frozenset[str]] = {
    Office.HUB_OPERATOR: frozenset({Right.LOOK_AFTER_PEERS}),
}
