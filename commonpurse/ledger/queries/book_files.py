"""The books as files that other programs accept."""

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from commonpurse.ledger.queries import books
from commonpurse.ledger.queries.stories import ACCOUNT_NAMES
from commonpurse.ledger.rules import beancount, books_csv, books_json, books_xlsx, hledger
from commonpurse.ledger.rules.books import Books, Period
from commonpurse.ledger.rules.books_xlsx import SHEET_NAME_LENGTH_MAX, Headings

_PLAIN = "text/plain; charset=utf-8"
_CSV = "text/csv; charset=utf-8"
_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Format(StrEnum):
    """What a file is written in; the names of its addresses."""

    XLSX = "xlsx"
    ENTRIES_CSV = "entries_csv"
    LINES_CSV = "lines_csv"
    BEANCOUNT = "beancount"
    HLEDGER = "hledger"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class BookFile:
    """A file to be sent; `content` is read once, inside the scope."""

    name: str
    content_type: str
    content: Iterator[str] | Iterator[bytes]


@dataclass(frozen=True, slots=True)
class _Made:
    """How a format ends, what it is called, and what writes it."""

    ending: str
    content_type: str
    write: Callable[[Books], Iterator[str] | Iterator[bytes]]


def file(
    form: Format, period: Period, *, slug: str, name: str, hidden: AbstractSet[str]
) -> BookFile:
    """The books of whole months in this format, for a reader from whom these kinds are hidden.

    The file is called union-from-to.ending. Raises TooManyLines.
    """
    made = _MADE[form]
    found = books.of(period, slug=slug, name=name, hidden=hidden)
    named = f"{slug}-{period.first_on:%Y-%m}-{period.last_on:%Y-%m}.{made.ending}"
    return BookFile(named, made.content_type, made.write(found))


def _xlsx(found: Books) -> Iterator[bytes]:
    yield books_xlsx.render(found, _headings())


def _headings() -> Headings:
    account, name, unit, fund, day = _("Account"), _("Name"), _("Unit"), _("Fund"), _("Day")
    return Headings(
        summary=_("Summary")[:SHEET_NAME_LENGTH_MAX],
        accounts=_("Accounts")[:SHEET_NAME_LENGTH_MAX],
        journal=_("Journal")[:SHEET_NAME_LENGTH_MAX],
        summary_columns=(account, unit, _("Opening"), _("Change"), _("Closing")),
        account_columns=(_("Code"), name, _("Kind"), unit, fund, _("From"), _("Until")),
        journal_columns=(
            _("Number"), day, _("What"), _("By whom"), account, _("Amount"), unit, _("Private"),
            _("Entry"), _("Reverses"), _("Held there"),
        ),
        together=_("Together"),
        private=_("private"),
        kinds={kind: str(words) for kind, words in ACCOUNT_NAMES.items()},
    )  # fmt: skip


_MADE = {
    Format.XLSX: _Made("xlsx", _SHEETS, _xlsx),
    Format.ENTRIES_CSV: _Made("entries.csv", _CSV, books_csv.entries),
    Format.LINES_CSV: _Made("lines.csv", _CSV, books_csv.lines),
    Format.BEANCOUNT: _Made("beancount", _PLAIN, beancount.render),
    Format.HLEDGER: _Made("journal", _PLAIN, hledger.render),
    Format.JSON: _Made("json", "application/json", books_json.render),
}
