"""What must always hold between payments, set-asides and the books."""

from collections.abc import Iterator

from django.db.models import Sum

from commonpurse.ledger.queries.accounts import account_lines, held
from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.spending.models.payment import Payment
from commonpurse.spending.models.set_aside import SetAside
from unions.invariants import Breach, invariant


@invariant("What is promised is the sum of the payments that are not paid yet.")
def promised_is_the_sum_of_payments() -> Iterator[Breach]:
    """Every currency in which the commitment account holds another sum."""
    found = Payment.objects.promised().values_list("currency").annotate(total=Sum("amount_minor"))
    yield from _differences("promised", AccountKind.COMMITMENT, dict(found))


@invariant("What is set aside is the sum of what is kept for needs.")
def set_aside_is_the_sum_of_needs() -> Iterator[Breach]:
    """Every currency in which the set-aside account holds another sum."""
    found = SetAside.objects.values_list("currency").annotate(total=Sum("amount_minor"))
    yield from _differences("set aside", AccountKind.SET_ASIDE, dict(found))


def _differences(name: str, kind: AccountKind, sums: dict[str, int]) -> Iterator[Breach]:
    units = {line.unit for line in account_lines()}
    for currency in sorted(units | sums.keys()):
        there, said = held(currency)[kind], sums.get(currency, 0)
        if there != said:
            yield Breach(f"{name} in {currency}", f"the account holds {there}, the rows say {said}")
