"""The books of some months as they leave the house: plain values that every format is made from.

Amounts are whole numbers in the smallest part of their account's unit. What comes into an account
is positive, what leaves it negative; the lines of an entry add up to zero in each unit, and so do
all openings, and all closings.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.ledger.rules.entries import EARLIEST_ON, LATEST_ON
from commonpurse.ledger.rules.units import UnitKind

# The kind of an entry in which private ones of several kinds are told together.
SEVERAL = "several"

_NOT_PRINTED = frozenset(("Cc", "Cs", "Zl", "Zp"))
# They turn the direction of what stands behind them, digits included.
_TURNS_THE_LINE = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days, both included."""

    first_on: date
    last_on: date


WHOLE = Period(EARLIEST_ON, LATEST_ON)


@dataclass(frozen=True, slots=True)
class BookUnit:
    """What is counted; `scale` digits of an amount stand behind the point."""

    code: str
    kind: UnitKind
    scale: int


@dataclass(frozen=True, slots=True)
class BookFund:
    """A purpose that accounts are tied to."""

    code: str
    name: str
    purpose: str
    restricted: bool


@dataclass(frozen=True, slots=True)
class BookAccount:
    """An account with what it held when the period began and when it ended.

    `begins_on` is the day it was opened, or of its first line if that lies earlier; `ends_on` the
    last day on which it may have lines, None while it is open at the end of the period.
    """

    id: UUID
    code: str
    kind: AccountKind
    name: str
    unit: str
    scale: int
    fund: str
    begins_on: date
    ends_on: date | None
    opening: int
    closing: int


@dataclass(frozen=True, slots=True)
class BookLine:
    """One signed line of an entry; or, without an amount, what its account holds after the month
    in which too few private entries touched it."""

    account: BookAccount
    amount: int | None
    balance: int | None = None


@dataclass(frozen=True, slots=True)
class BookEntry:
    """An entry, or the private entries of a month that are told in one sum.

    Those have no `id` and no names, `entries` says how many they are, and their lines are summed
    account by account: where they cancel out there is no line. Where they are too few, their lines
    have no amounts, and nothing else of the month stands behind them.
    """

    id: UUID | None
    on: date
    kind: str
    title: str
    by: tuple[str, ...]
    private: bool
    entries: int
    reverses_id: UUID | None
    reversed_by_id: UUID | None
    lines: tuple[BookLine, ...]

    @property
    def too_few(self) -> bool:
        """Whether it stands for so few private entries that no amount is told."""
        return any(line.amount is None for line in self.lines)


@dataclass(frozen=True, slots=True)
class Books:
    """The books of a period. `entries` comes from the database as it is read, once, in order of
    days; `notes` are sentences for whoever opens the file."""

    slug: str
    title: str
    period: Period
    notes: tuple[str, ...]
    opening_words: str
    closing_words: str
    units: tuple[BookUnit, ...]
    funds: tuple[BookFund, ...]
    accounts: tuple[BookAccount, ...]
    entries: Iterator[BookEntry]

    def used_units(self) -> tuple[BookUnit, ...]:
        """The units in which there is an account."""
        used = {account.unit for account in self.accounts}
        return tuple(unit for unit in self.units if unit.code in used)


def one_line(words: str) -> str:
    """People's words on one line, read in one direction: for formats in which a line is a thing."""
    kept = (
        " " if unicodedata.category(sign) in _NOT_PRINTED else sign
        for sign in words
        if sign not in _TURNS_THE_LINE
    )
    return " ".join("".join(kept).split())
