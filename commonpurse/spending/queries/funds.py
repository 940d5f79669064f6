"""What may be done with a fund now, for pages that show a reason instead of a button."""

from commonpurse.ledger.queries.funds import FundSheet
from commonpurse.spending.guards import funds as guards


def can_take_out(fund: FundSheet) -> bool:
    """Whether money may go back into the purse."""
    return guards.can_take_out(fund)


def can_close(fund: FundSheet) -> bool:
    """Whether the fund may be closed."""
    return guards.can_close(fund)
