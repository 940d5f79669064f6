"""Which steps a pledge may take, and who may say that it arrived."""

from enum import StrEnum

AMOUNT_MINOR_MAX = 10**10


class PledgeState(StrEnum):
    """promised → received (and posted with that) or withdrawn; what was only said to have arrived
    is undone."""

    PROMISED = "promised"
    RECEIVED = "received"
    WITHDRAWN = "withdrawn"
    UNDONE = "undone"


def needs_another_keeper(*, own: bool, amount_minor: int, two_keys_minor: int) -> bool:
    """Whether a keeper's word is not enough: above the limit nobody confirms their own money."""
    return own and amount_minor > two_keys_minor
