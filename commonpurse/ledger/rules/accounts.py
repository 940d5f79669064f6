"""The kinds of accounts and what each kind brings with it."""

from enum import StrEnum


class AccountKind(StrEnum):
    """What an account stands for."""

    PURSE = "purse"
    FUND = "fund"
    RESERVE = "reserve"
    COMMITMENT = "commitment"
    SET_ASIDE = "set_aside"
    RECEIVABLE = "receivable"
    DUES = "dues"
    ADVANCE = "advance"
    SURPLUS = "surplus"
    EXTERNAL = "external"
    INCOME = "income"
    EXPENSE = "expense"
    TRADING = "trading"


# Together they are the balance of the purse; earmarks and holds are accounts of their own.
HELD = (
    AccountKind.PURSE,
    AccountKind.RESERVE,
    AccountKind.COMMITMENT,
    AccountKind.SET_ASIDE,
)

_NEVER_BELOW_ZERO = frozenset((*HELD, AccountKind.FUND))
_HOT = frozenset((AccountKind.PURSE, AccountKind.EXTERNAL))


def floor_of(kind: AccountKind) -> int | None:
    """The balance that an account of this kind never falls below; None if it may."""
    return 0 if kind in _NEVER_BELOW_ZERO else None


def is_hot(kind: AccountKind) -> bool:
    """Whether nearly every entry touches it, so that it is locked last."""
    return kind in _HOT


class Group(StrEnum):
    """How accounts stand together on a page."""

    PURSE = "purse"
    FUNDS = "funds"
    OUTSIDE = "outside"
    OTHER = "other"


def group_of(kind: AccountKind) -> Group:
    """The group that accounts of a kind stand in."""
    if kind in HELD:
        return Group.PURSE
    known = {AccountKind.FUND: Group.FUNDS, AccountKind.EXTERNAL: Group.OUTSIDE}
    return known.get(kind, Group.OTHER)
