"""The books as a spreadsheet: what each account holds, the accounts, and every line.

A cell of numbers in a spreadsheet keeps fifteen digits; an amount with more stands as text.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.ledger.rules.books import BookAccount, BookEntry, Books
from commonpurse.ledger.rules.money import plain

DIGITS_MAX = 15
SHEET_NAME_LENGTH_MAX = 31
_OPTIONS = {
    # Rows leave memory as they are written; text stays text, whatever it begins with.
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_PAPER_A4 = 9
_SUMMARY_WIDTHS = (34, 10, 16, 16, 16)
_ACCOUNT_WIDTHS = (24, 34, 24, 10, 14, 12, 12)
_JOURNAL_WIDTHS = (9, 12, 40, 30, 24, 16, 10, 10, 38, 38, 16)


@dataclass(frozen=True, slots=True)
class Headings:
    """The words of the sheets in the reader's language; the first three name the sheets."""

    summary: str
    accounts: str
    journal: str
    summary_columns: tuple[str, ...]
    account_columns: tuple[str, ...]
    journal_columns: tuple[str, ...]
    together: str
    private: str
    kinds: Mapping[AccountKind, str]


@dataclass(frozen=True, slots=True)
class _Sum:
    """An amount in the smallest part of a unit with `scale` digits behind the point."""

    amount: int
    scale: int


_Cell = str | int | date | _Sum | None


def render(books: Books, headings: Headings) -> bytes:
    """The whole workbook. Reads `books.entries` once."""
    file = io.BytesIO()
    workbook = Workbook(file, _OPTIONS)
    workbook.set_properties({"title": books.title, "created": _moment(books.period.last_on)})
    looks = _Looks(workbook)
    _summary(_Sheet(workbook, looks, headings.summary, _SUMMARY_WIDTHS), books, headings)
    _accounts(_Sheet(workbook, looks, headings.accounts, _ACCOUNT_WIDTHS), books, headings)
    _journal(_Sheet(workbook, looks, headings.journal, _JOURNAL_WIDTHS), books, headings)
    workbook.close()
    return file.getvalue()


class _Looks:
    """The looks of cells, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._sums: dict[tuple[int, str], Format] = {}
        self.plain: dict[str, Format | None] = {
            "": None,
            "strong": workbook.add_format({"bold": True}),
            "title": workbook.add_format({"bold": True, "font_size": 14}),
            "head": workbook.add_format({"bold": True, "bottom": 1}),
        }
        self.day = workbook.add_format({"num_format": "yyyy-mm-dd", "align": "left"})

    def sum(self, scale: int, look: str) -> Format:
        """Digits in groups of three, `scale` of them behind the point."""
        if (scale, look) not in self._sums:
            shape = "#,##0" + (f".{'0' * scale}" if scale else "")
            wanted = {"num_format": shape, "align": "right", "bold": look == "strong"}
            self._sums[scale, look] = self._workbook.add_format(wanted)
        return self._sums[scale, look]


class _Sheet:
    """A sheet that is written from top to bottom."""

    def __init__(self, workbook: Workbook, looks: _Looks, name: str, widths: Sequence[int]) -> None:
        self._sheet = workbook.add_worksheet(name)
        self._looks = looks
        self.row = 0
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)
        self._sheet.set_landscape()
        self._sheet.set_paper(_PAPER_A4)
        self._sheet.fit_to_pages(1, 0)

    def add(self, *cells: _Cell, look: str = "") -> None:
        """The next row."""
        for column, cell in enumerate(cells):
            self._write(column, cell, look)
        self.row += 1

    def head(self, columns: Sequence[str]) -> None:
        """The first row of a table that fills the sheet; it stays in sight, and can be sorted."""
        self.add(*columns, look="head")
        self._sheet.freeze_panes(self.row, 0)
        self._sheet.repeat_rows(0)

    def _write(self, column: int, cell: _Cell, look: str) -> None:
        if isinstance(cell, str):
            self._sheet.write_string(self.row, column, cell, self._looks.plain[look])
        elif isinstance(cell, date):
            self._sheet.write_datetime(self.row, column, _moment(cell), self._looks.day)
        elif isinstance(cell, int):
            self._sheet.write_number(self.row, column, cell)
        elif cell is not None:
            self._write_sum(column, cell, look)

    def _write_sum(self, column: int, cell: _Sum, look: str) -> None:
        """As a number, or as text where a number would lose digits."""
        words, format_ = plain(cell.amount, cell.scale), self._looks.sum(cell.scale, look)
        if len(str(abs(cell.amount))) > DIGITS_MAX:
            self._sheet.write_string(self.row, column, words, format_)
        else:
            # The writer asks for a float, and formats whatever number it is given: exactly, here.
            exact = Decimal(words)
            self._sheet.write_number(self.row, column, exact, format_)  # type: ignore[call-overload]


def _summary(sheet: _Sheet, books: Books, headings: Headings) -> None:
    """What each account held and holds, unit by unit; each unit adds up to zero."""
    sheet.add(books.title, look="title")
    for note in books.notes:
        sheet.add(note)
    sheet.add()
    sheet.add(*headings.summary_columns, look="head")
    for unit in books.used_units():
        accounts = [account for account in books.accounts if account.unit == unit.code]
        for account in accounts:
            sheet.add(account.name, unit.code, *_sums([account], unit.scale))
        sheet.add(headings.together, unit.code, *_sums(accounts, unit.scale), look="strong")
        sheet.add()


def _sums(accounts: Iterable[BookAccount], scale: int) -> tuple[_Sum, _Sum, _Sum]:
    """Opening, change, closing."""
    pairs = [(account.opening, account.closing) for account in accounts]
    opening, closing = sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)
    return _Sum(opening, scale), _Sum(closing - opening, scale), _Sum(closing, scale)


def _accounts(sheet: _Sheet, books: Books, headings: Headings) -> None:
    sheet.head(headings.account_columns)
    for account in books.accounts:
        sheet.add(
            account.code,
            account.name,
            headings.kinds[account.kind],
            account.unit,
            account.fund,
            account.begins_on,
            account.ends_on,
        )


def _journal(sheet: _Sheet, books: Books, headings: Headings) -> None:
    """One row a line, after what each account held at the start."""
    sheet.head(headings.journal_columns)
    day, words = books.period.first_on, books.opening_words
    for account in books.accounts:
        if account.opening:
            there = _Sum(account.opening, account.scale)
            sheet.add(0, day, words, "", account.name, there, account.unit)
    for place, entry in enumerate(books.entries, start=1):
        for row in _rows(place, entry, headings.private):
            sheet.add(*row)


def _rows(place: int, entry: BookEntry, private: str) -> Iterable[tuple[_Cell, ...]]:
    for line in entry.lines:
        yield (
            place,
            entry.on,
            entry.title,
            ", ".join(entry.by),
            line.account.name,
            _sum(line.amount, line.account.scale),
            line.account.unit,
            private if entry.private else "",
            str(entry.id or ""),
            str(entry.reverses_id or ""),
            _sum(line.balance, line.account.scale),
        )


def _sum(amount: int | None, scale: int) -> _Sum | None:
    return None if amount is None else _Sum(amount, scale)


def _moment(day: date) -> datetime:
    """Midnight of the day; the sheet's writer knows no zones."""
    return datetime.combine(day, time(), UTC).replace(tzinfo=None)
