"""What is free in the purse now."""

from commonpurse.ledger.queries.accounts import held
from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.spending.rules.availability import Availability, available
from unions.founding.queries import union_policies


def sheet(currency: str) -> Availability:
    """The subtraction of the union in scope, in minor units of one currency; all balances come
    from one query."""
    sums = held(currency)
    return available(
        purse=sums[AccountKind.PURSE],
        reserve=sums[AccountKind.RESERVE],
        promised=sums[AccountKind.COMMITMENT],
        set_aside=sums[AccountKind.SET_ASIDE],
        floor=union_policies.whole("reserve.floor_minor"),
    )
