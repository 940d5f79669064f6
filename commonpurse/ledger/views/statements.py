"""The months of the purse, each as a page and as a file."""

import csv
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commonpurse.ledger.queries import months as books
from commonpurse.ledger.queries import statements
from commonpurse.ledger.queries.months import AccountMonthLine
from commonpurse.ledger.queries.privacy import hidden_from
from commonpurse.ledger.queries.statements import MonthSheet, Statement, StatementLine
from commonpurse.ledger.rules import cells, months
from commonpurse.ledger.rules.money import plain
from commonpurse.rights import Right
from unions.cards import Place, cards_of
from unions.gate import gate
from unions.refusals import NotFound
from unions.standing import MemberRequest

FOLDER = "commonpurse/ledger/statements"
ALL, PAGES_DIGITS_MAX = "all", 4


@gate(Right.READ_PURSE)
def index(request: MemberRequest, union: str) -> HttpResponse:
    """Every month that the books hold, newest first."""
    unit = _unit(request)
    listed = books.listed(unit, today=timezone.localdate())
    context = {
        "years": [
            (year, list(lines)) for year, lines in groupby(listed, lambda line: line.month.year)
        ],
        "unit": unit,
        "units": books.held_units(request.standing.union.currency),
        "in_unit": _in_unit(request, unit),
    }
    return render(request, f"{FOLDER}/index.html", context)


@gate(Right.READ_PURSE)
def show(request: MemberRequest, union: str, month: str) -> HttpResponse:
    """Opening, rows, closing; whether the month is closed."""
    pages = _pages(request)
    part = slice(pages * statements.ROWS_SHOWN) if pages else statements.ALL_ROWS
    sheet = _sheet(request, month, part)
    unit = sheet.statement.unit
    query = {} if unit == request.standing.union.currency else {"unit": unit}
    context = {
        "sheet": sheet,
        "statement": sheet.statement,
        "units": sheet.units,
        "month": month,
        "more": "?" + urlencode({**query, "rows": (pages or 0) + 1}),
        "all_rows": "?" + urlencode({**query, "rows": ALL}),
        "in_unit": _in_unit(request, unit),
        "may_close": request.standing.has(Right.CLOSE_MONTHS),
        "close_url": reverse("commonpurse:closings.create", args=[union, month]),
        "under": cards_of(Place.UNDER_BOOKS, request.standing),
    }
    return render(request, f"{FOLDER}/show.html", context)


@gate(Right.READ_PURSE)
def export(request: MemberRequest, union: str, month: str) -> HttpResponse:
    """All rows as CSV; no cell is a formula."""
    sheet = _sheet(request, month, statements.ALL_ROWS)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{union}-{month}.csv"'
    csv.writer(response).writerows(_cells(sheet))
    return response


def _pages(request: MemberRequest) -> int | None:
    """How many times ROWS_SHOWN rows are asked for; None for all of them."""
    asked = request.GET.get("rows", "1")
    if asked == ALL:
        return None
    is_count = asked.isascii() and asked.isdigit() and len(asked) <= PAGES_DIGITS_MAX
    return max(1, int(asked)) if is_count else 1


def _unit(request: MemberRequest) -> str:
    """The unit that is asked for, the union's own currency by default. Raises NotFound."""
    own = request.standing.union.currency
    unit = request.GET.get("unit", own)
    if unit != own and unit not in books.held_units(own):
        raise NotFound
    return unit


def _in_unit(request: MemberRequest, unit: str) -> str:
    """The end of addresses that stay in this unit."""
    own = unit == request.standing.union.currency
    return "" if own else "?" + urlencode({"unit": unit})


def _sheet(request: MemberRequest, month: str, part: slice) -> MonthSheet:
    try:
        first = months.read(month)
    except months.UnknownMonthError as error:
        raise NotFound from error
    return statements.sheet(
        _unit(request),
        first,
        own=request.standing.union.currency,
        today=timezone.localdate(),
        hidden=hidden_from(request.standing.rights),
        part=part,
    )


def _cells(sheet: MonthSheet) -> Iterator[list[object]]:
    """Headings; the opening of each account and fund, then of the whole purse; rows; moves inside
    the purse; and the closings in the same order."""
    statement = sheet.statement
    yield [
        _("Day"), _("What"), _("By whom"), _("Entries"), _("In"), _("Out"), _("Purse"), _("Unit"),
        _("Account"), _("Held there"), _("Moved inside"),
    ]  # fmt: skip
    places = (*sheet.accounts, *sheet.funds)
    first, last, opening, closing = (
        statement.month, statement.last_day, _("Opening"), _("Closing"),
    )  # fmt: skip
    yield from (_place(statement, first, opening, line, line.opening) for line in places)
    yield _edge(statement, first, opening, statement.opening)
    for line in statement.lines:
        amounts = [
            _plain(amount, statement) for amount in (line.came_in, line.went_out, line.balance)
        ]
        yield [*_said(line), *amounts, statement.unit, "", "", ""]
    for line in statement.inner:
        moved = _plain(line.came_in, statement)
        yield [*_said(line), "", "", "", statement.unit, "", "", moved]
    yield from (_place(statement, last, closing, line, line.closing) for line in places)
    yield _edge(statement, last, closing, statement.closing)


def _plain(amount: int | None, statement: Statement) -> str:
    """Empty where too few private entries would tell it."""
    return "" if amount is None else plain(amount, statement.scale)


def _said(line: StatementLine) -> list[object]:
    by = _("private") if line.private else line.by
    return [line.on.isoformat(), cells.text(line.title), cells.text(by), line.entries]


def _edge(statement: Statement, on: date, words: str, balance: int) -> list[object]:
    shown = plain(balance, statement.scale)
    return [on.isoformat(), words, "", "", "", "", shown, statement.unit, "", "", ""]


def _place(
    statement: Statement, on: date, words: str, line: AccountMonthLine, held: int
) -> list[object]:
    there = plain(held, statement.scale)
    name = cells.text(line.name)
    return [on.isoformat(), words, "", "", "", "", "", statement.unit, name, there, ""]
