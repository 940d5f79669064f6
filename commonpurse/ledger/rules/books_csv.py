"""The books as two CSV files: entries, and their lines. Names of columns never change."""

import csv
from collections.abc import Iterator, Sequence
from typing import Any

from commonpurse.ledger.rules import cells
from commonpurse.ledger.rules.books import BookAccount, BookEntry, Books
from commonpurse.ledger.rules.journal_names import names_of, number

ENTRY_COLUMNS = (
    "number", "day", "kind", "title", "by", "private", "entries", "entry", "reverses",
    "reversed_by", "lines",
)  # fmt: skip
LINE_COLUMNS = (
    "number", "day", "kind", "title", "account", "account_kind", "account_name", "account_path",
    "fund", "amount", "unit", "private", "entry", "balance",
)  # fmt: skip
# The kind of the lines that say what was there at the start; their number is 0.
OPENING = "opening_balance"


class _Echo:
    """Gives back what it is told to write."""

    def write(self, row: str) -> str:
        return row


def entries(books: Books) -> Iterator[str]:
    """One row an entry, headings first; `number` is its place in this file and in the lines."""
    yield _row(ENTRY_COLUMNS)
    for place, entry in enumerate(books.entries, start=1):
        yield _row((
            place, entry.on, entry.kind, cells.text(entry.title),
            cells.text(", ".join(entry.by)), _yes(entry), entry.entries, entry.id or "",
            entry.reverses_id or "", entry.reversed_by_id or "", len(entry.lines),
        ))  # fmt: skip


def lines(books: Books) -> Iterator[str]:
    """One row a line, headings first, then what was there at the start: the amounts of an account
    add up to what it holds at the end. Where too few private entries stand behind a line, it has
    no amount, but a balance: what the account holds after it."""
    paths = names_of(books).accounts
    yield _row(LINE_COLUMNS)
    for account in books.accounts:
        if account.opening:
            yield _row((
                0, books.period.first_on, OPENING, cells.text(books.opening_words),
                *_account(account, paths[account.id]), number(account, account.opening),
                cells.text(account.unit), "", "", "",
            ))  # fmt: skip
    for place, entry in enumerate(books.entries, start=1):
        for line in entry.lines:
            yield _row((
                place, entry.on, entry.kind, cells.text(entry.title),
                *_account(line.account, paths[line.account.id]),
                _number(line.account, line.amount), cells.text(line.account.unit), _yes(entry),
                entry.id or "", _number(line.account, line.balance),
            ))  # fmt: skip


def _number(account: BookAccount, amount: int | None) -> str:
    return "" if amount is None else number(account, amount)


def _account(account: BookAccount, path: str) -> tuple[str, ...]:
    told = (account.code, account.kind.value, account.name, path, account.fund)
    return tuple(cells.text(words) for words in told)


def _yes(entry: BookEntry) -> str:
    return "yes" if entry.private else ""


def _row(values: Sequence[object]) -> str:
    writer: Any = csv.writer(_Echo())
    return str(writer.writerow(values))
