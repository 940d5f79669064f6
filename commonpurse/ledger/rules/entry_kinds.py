"""The kinds of entries, and whose names they would give away."""

from enum import StrEnum


class EntryKind(StrEnum):
    """What happened."""

    OPENING = "opening"
    CONTRIBUTION = "contribution"
    GIFT = "gift"
    SPEND = "spend"
    NEED_PAYMENT = "need_payment"
    PROMISE = "promise"
    PROMISE_BACK = "promise_back"
    NEED_PROMISE_BACK = "need_promise_back"
    SET_ASIDE = "set_aside"
    RELEASE = "release"
    RESERVE = "reserve"
    FUND_IN = "fund_in"
    FUND_OUT = "fund_out"
    REVERSAL = "reversal"
    EXCHANGE = "exchange"


# What one person gave, or was given or would have been, is between that person and the keepers.
PRIVATE = frozenset(
    (
        EntryKind.CONTRIBUTION,
        EntryKind.GIFT,
        EntryKind.NEED_PAYMENT,
        EntryKind.NEED_PROMISE_BACK,
        EntryKind.RELEASE,
    )
)
NOTHING_HIDDEN: frozenset[EntryKind] = frozenset()

# What only changes its place inside the purse.
INSIDE = frozenset(
    (
        EntryKind.PROMISE,
        EntryKind.PROMISE_BACK,
        EntryKind.NEED_PROMISE_BACK,
        EntryKind.SET_ASIDE,
        EntryKind.RELEASE,
        EntryKind.RESERVE,
    )
)
