"""How many keepers a payment needs, and which steps it may take."""

from enum import StrEnum

AMOUNT_MINOR_MAX = 10**12
PAYMENTS_PER_SOURCE_MAX = 2_000


class PaymentState(StrEnum):
    """requested → approved once → approved → paid; before it is paid it may be refused, and what
    was only said to be paid is undone."""

    REQUESTED = "requested"
    APPROVED_ONCE = "approved_once"
    APPROVED = "approved"
    PAID = "paid"
    REFUSED = "refused"
    UNDONE = "undone"


# While in these states the money lies on the commitment account.
PROMISED = (PaymentState.REQUESTED, PaymentState.APPROVED_ONCE, PaymentState.APPROVED)
AWAITING = (PaymentState.REQUESTED, PaymentState.APPROVED_ONCE)


def keepers_needed(amount_minor: int, two_keys_minor: int) -> int:
    """Two above the limit, one up to it and at it."""
    return 2 if amount_minor > two_keys_minor else 1


def after_approval(state: PaymentState, *, amount_minor: int, two_keys_minor: int) -> PaymentState:
    """The state that one more approval leads to."""
    if state is PaymentState.REQUESTED and keepers_needed(amount_minor, two_keys_minor) > 1:
        return PaymentState.APPROVED_ONCE
    return PaymentState.APPROVED
