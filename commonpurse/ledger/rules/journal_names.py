"""Names that beancount and hledger take, made from our accounts and units.

Every account is `Root:Kind:Name`, so that none lies inside another: beancount counts a balance
with all that lies below it. The roots keep our signs, so no amount changes its sign on the way.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.ledger.rules.books import BookAccount, Books, BookUnit
from commonpurse.ledger.rules.money import plain

# What lies in the purse is ours. What came from outside stands on the other side with a minus,
# as the origin of what is ours; what was earned has a minus, what was used up a plus.
PLACES: Mapping[AccountKind, str] = {
    AccountKind.PURSE: "Assets:Purse",
    AccountKind.FUND: "Assets:Fund",
    AccountKind.RESERVE: "Assets:Reserve",
    AccountKind.COMMITMENT: "Assets:Promised",
    AccountKind.SET_ASIDE: "Assets:Set-Aside",
    AccountKind.RECEIVABLE: "Assets:To-Come",
    AccountKind.DUES: "Income:Dues",
    AccountKind.ADVANCE: "Liabilities:Paid-Ahead",
    AccountKind.SURPLUS: "Income:Surplus",
    AccountKind.EXTERNAL: "Equity:Outside",
    AccountKind.INCOME: "Income:Received",
    AccountKind.EXPENSE: "Expenses:Spent",
    AccountKind.TRADING: "Equity:Exchange",
}
# Both sides of what was there at the start; at zero when the openings add up to zero.
OPENING = "Equity:Opening"

_COMMODITY_LENGTH_MAX = 20
_COMMODITY_LENGTH_MIN = 2
_AMOUNT_WIDTH = 14
_TAKEN_WORDS = frozenset(("TRUE", "FALSE", "NULL"))


@dataclass(frozen=True, slots=True)
class Names:
    """The journal's names of accounts, by id, and of units, by code; `width` is the longest."""

    accounts: Mapping[UUID, str]
    units: Mapping[str, str]
    width: int

    def line(self, name: str, amount: str) -> str:
        """Name and amount, each in its column."""
        return f"{name:<{self.width}}  {amount:>{_AMOUNT_WIDTH}}"


def names_of(books: Books) -> Names:
    """A name for each account and unit; each is used once, the same books get the same names."""
    units = _units(books.units)
    accounts = _accounts(books.accounts, units)
    return Names(accounts, units, max(map(len, (OPENING, *accounts.values()))))


def number(account: BookAccount, amount: int) -> str:
    """The amount with its decimals, as its account counts: 1234.50."""
    return plain(amount, account.scale)


def _units(units: Iterable[BookUnit]) -> dict[str, str]:
    made: dict[str, str] = {}
    for unit in sorted(units, key=lambda unit: unit.code):
        made[unit.code] = _free(_unit(unit), set(made.values()))
    return made


def _unit(unit: BookUnit) -> str:
    """Capitals and digits that begin with a letter: GBP, KG, HOURS-H."""
    name = re.sub(r"[^A-Z0-9]+", "-", _plain_letters(unit.code).upper()).strip("-")
    name = name[:_COMMODITY_LENGTH_MAX].rstrip("-")
    if len(name) < _COMMODITY_LENGTH_MIN or not name[0].isalpha() or name in _TAKEN_WORDS:
        name = f"{unit.kind.value.upper()}-{name}"[:_COMMODITY_LENGTH_MAX].rstrip("-")
    return name


def _accounts(accounts: Iterable[BookAccount], units: Mapping[str, str]) -> dict[UUID, str]:
    made: dict[UUID, str] = {}
    taken: set[str] = set()
    for account in sorted(accounts, key=lambda account: account.code):
        name = _free(f"{PLACES[account.kind]}:{_leaf(account, units)}", taken)
        taken.add(name)
        made[account.id] = name
    return made


def _leaf(account: BookAccount, units: Mapping[str, str]) -> str:
    """The account's code as one word: bank.gbp → Bank-GBP, purse.gbp → GBP."""
    code = account.code.removeprefix(f"{account.kind.value}.")
    words = re.findall(r"[A-Za-z0-9]+", _plain_letters(code))
    spoken = [
        units[account.unit] if word.lower() == account.unit.lower() else word for word in words
    ]
    name = "-".join(spoken) or "Account"
    return name[0].upper() + name[1:]


def _plain_letters(text: str) -> str:
    """Letters without their accents; what is no Latin letter or digit falls away later."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def _free(name: str, taken: set[str]) -> str:
    """The name, numbered if another bears it already."""
    found, count = name, 1
    while found in taken:
        count += 1
        found = f"{name}-{count}"
    return found
