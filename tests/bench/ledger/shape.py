"""What the books hold before anything is measured, the same for ours and for the other ledger.

Every entry has two lines: one on the purse, one on an account of many. The running month has 200
entries whatever the size, so that a statement of it is as long; the rest lies in the months
before, with ever the same number in each.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

ACCOUNTS = 50
STATEMENT_ROWS = 200
SMALL, LARGE = 10_000, 1_000_000  # postings
MONTHS = {SMALL: 12, LARGE: 240}
# What is posted while measuring lies far ahead, so that no page that is timed grows by it.
OPENED_ON = date(2000, 1, 1)
POSTED_ON = date(2090, 1, 1)


@dataclass(frozen=True, slots=True)
class Entry:
    """A day, the account beside the purse by its place, and what the purse gets (or gives)."""

    on: date
    place: int
    amount: int


def entries(postings: int, today: date) -> Iterator[Entry]:
    """The entries of so many postings, oldest first."""
    count = postings // 2 - STATEMENT_ROWS
    months = MONTHS[postings]
    newest = today.year * 12 + today.month - 1
    for i in range(count):
        year, month = divmod(newest - months + i * months // count, 12)
        yield Entry(date(year, month + 1, 1 + i % 28), i % ACCOUNTS, _amount(i))
    first = today.replace(day=1)
    for i in range(STATEMENT_ROWS):
        yield Entry(first, i % ACCOUNTS, _amount(i))


def _amount(i: int) -> int:
    """In and out by turns, never zero."""
    size = 100 + i * 7_919 % 50_000
    return size if i % 2 == 0 else -size
