"""What is free in the purse now."""

from collections.abc import Mapping

from commonpurse.ledger.queries.accounts import held
from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.spending.rules.availability import Availability, available
from unions.founding.queries import union_policies, unions

FLOOR = "reserve.floor_minor"


def sheet(currency: str) -> Availability:
    """The subtraction of the union in scope, in minor units of one currency; all balances come
    from one query."""
    floor = own_floor()
    # The floor is said in the union's own currency: purses in others have none.
    if floor and currency != unions.own_currency():
        floor = 0
    return of(held(currency), floor=floor)


def own_floor() -> int:
    """What stays in the reserve whatever happens, in minor units of the union's own currency."""
    return union_policies.whole(FLOOR)


def of(sums: Mapping[AccountKind, int], *, floor: int) -> Availability:
    """The subtraction over what each kind of account holds."""
    return available(
        purse=sums.get(AccountKind.PURSE, 0),
        reserve=sums.get(AccountKind.RESERVE, 0),
        promised=sums.get(AccountKind.COMMITMENT, 0),
        set_aside=sums.get(AccountKind.SET_ASIDE, 0),
        floor=floor,
    )
