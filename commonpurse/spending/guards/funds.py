"""Whether money may leave a fund for the purse, and whether a fund may be closed."""

from commonpurse.ledger.queries.funds import FundSheet
from commonpurse.spending.models.payment import Payment
from commonpurse.spending.refusals import FundNotEmpty, FundRestricted


def check_can_take_out(fund: FundSheet) -> None:
    """Restricted money goes out by a payment for its purpose alone; raises FundRestricted."""
    if fund.restricted:
        raise FundRestricted


def can_take_out(fund: FundSheet) -> bool:
    """Whether check_can_take_out would be silent."""
    return not fund.restricted


def check_can_close(fund: FundSheet) -> None:
    """Open, empty, and nothing promised from it that could come back; raises FundNotEmpty."""
    if not can_close(fund):
        raise FundNotEmpty


def can_close(fund: FundSheet) -> bool:
    """Whether check_can_close would be silent."""
    if fund.is_closed or not fund.is_empty:
        return False
    return not Payment.objects.promised().filter(fund_id=fund.id).exists()
