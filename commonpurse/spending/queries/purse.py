"""The purse at one glance."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from commonpurse.ledger.queries import accounts, statements
from commonpurse.ledger.queries.accounts import AccountLine, PurseAccounts
from commonpurse.ledger.queries.statements import MonthFlow, Statement
from commonpurse.ledger.rules import months
from commonpurse.spending.queries import availability
from commonpurse.spending.rules.availability import Availability

MONTHS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class MoneyChart:
    """Months of money in one currency, oldest first."""

    kind: str
    unit: str
    rows: tuple[MonthFlow, ...]


@dataclass(frozen=True, slots=True)
class Glance:
    """The subtraction and its accounts; these are None while nothing was ever entered."""

    currency: str
    month: date
    available: Availability
    accounts: PurseAccounts | None


@dataclass(frozen=True, slots=True)
class PurseSheet:
    """What the page of the purse shows."""

    glance: Glance
    places: tuple[AccountLine, ...]
    statement: Statement
    chart: MoneyChart


def glance(currency: str, *, today: date) -> Glance:
    """What is there now, and what of it is free."""
    return Glance(
        currency=currency,
        month=months.first_of(today),
        available=availability.sheet(currency),
        accounts=accounts.purse_accounts(currency),
    )


def sheet(currency: str, *, today: date, hidden: AbstractSet[str]) -> PurseSheet:
    """The subtraction, this month's movements, and the months before it."""
    month = months.first_of(today)
    return PurseSheet(
        glance=glance(currency, today=today),
        places=tuple(
            line for line in accounts.account_lines() if line.held and line.unit == currency
        ),
        statement=statements.of_purse(currency, month, today=today, hidden=hidden),
        chart=chart(currency, month),
    )


def chart(currency: str, last_month: date) -> MoneyChart:
    """What came in and went out in the last MONTHS_SHOWN months."""
    return MoneyChart("money", currency, statements.flows(currency, last_month, MONTHS_SHOWN))
