"""The month of the purse, as a page and as a file."""

import csv
from collections.abc import Iterator
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from commonpurse.ledger.queries import statements
from commonpurse.ledger.queries.privacy import hidden_from
from commonpurse.ledger.queries.statements import Statement
from commonpurse.ledger.rules import cells, months
from commonpurse.ledger.rules.money import plain
from commonpurse.rights import Right
from unions.gate import gate
from unions.refusals import NotFound
from unions.standing import MemberRequest


@gate(Right.READ_PURSE)
def show(request: MemberRequest, union: str, month: str) -> HttpResponse:
    """Opening, rows, closing."""
    return render(
        request,
        "commonpurse/ledger/statements/show.html",
        {"statement": _statement(request, month), "month": month},
    )


@gate(Right.READ_PURSE)
def export(request: MemberRequest, union: str, month: str) -> HttpResponse:
    """The same rows as CSV; no cell is a formula."""
    statement = _statement(request, month)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{union}-{month}.csv"'
    csv.writer(response).writerows(_cells(statement))
    return response


def _statement(request: MemberRequest, month: str) -> Statement:
    standing = request.standing
    try:
        first = months.read(month)
    except months.UnknownMonthError as error:
        raise NotFound from error
    return statements.of_purse(
        standing.union.currency,
        first,
        today=timezone.localdate(),
        hidden=hidden_from(standing.rights),
    )


def _cells(statement: Statement) -> Iterator[list[object]]:
    """Headings, opening, rows and closing."""
    yield [
        _("Day"), _("What"), _("By whom"), _("Entries"), _("In"), _("Out"), _("Purse"), _("Unit")
    ]  # fmt: skip
    yield _edge(statement, statement.month, _("Opening"), statement.opening)
    for line in statement.lines:
        yield [
            line.on.isoformat(),
            cells.text(line.title),
            cells.text(_("private") if line.private else line.by),
            line.entries,
            plain(line.came_in, statement.scale),
            plain(line.went_out, statement.scale),
            plain(line.balance, statement.scale),
            statement.unit,
        ]
    yield _edge(statement, statement.last_day, _("Closing"), statement.closing)


def _edge(statement: Statement, on: date, words: str, balance: int) -> list[object]:
    shown = plain(balance, statement.scale)
    return [on.isoformat(), words, "", "", "", "", shown, statement.unit]
