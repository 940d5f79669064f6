"""The trial balance, as a page and as a file."""

import csv
from collections.abc import Iterator

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonpurse.ledger.queries import trial_balances
from commonpurse.ledger.queries.trial_balances import TrialBalance, UnitBalance
from commonpurse.ledger.rules import cells, months
from commonpurse.ledger.rules.money import plain
from commonpurse.rights import Right
from unions.gate import gate
from unions.refusals import NotFound
from unions.standing import MemberRequest


@gate(Right.READ_PURSE)
@require_safe
def show(request: MemberRequest, union: str) -> HttpResponse:
    """All accounts at the end of a month, by default of this one."""
    context = {"balance": _balance(request)}
    return render(request, "commonpurse/ledger/trial_balances/show.html", context)


@gate(Right.READ_PURSE)
@require_safe
def export(request: MemberRequest, union: str) -> HttpResponse:
    """The same as CSV; no cell is a formula."""
    balance = _balance(request)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"{union}-trial-balance-{balance.month:%Y-%m}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    csv.writer(response).writerows(_cells(balance))
    return response


def _balance(request: MemberRequest) -> TrialBalance:
    today = timezone.localdate()
    try:
        month = months.read(request.GET.get("month") or f"{today:%Y-%m}")
    except months.UnknownMonthError as error:
        raise NotFound from error
    first_unit = request.standing.union.currency
    return trial_balances.of_month(month, today=today, first_unit=first_unit)


def _cells(balance: TrialBalance) -> Iterator[list[object]]:
    """Headings, then each unit with its sums."""
    yield [_("Account"), _("Kind"), _("Opening"), _("In"), _("Out"), _("Closing"), _("Unit")]
    for unit in balance.units:
        for line in unit.lines:
            yield [cells.text(line.name), line.kind, *_figures(unit, *line.figures)]
        yield [_("Together"), "", *_figures(unit, *unit.figures)]


def _figures(unit: UnitBalance, *amounts: int) -> list[object]:
    return [*(plain(amount, unit.scale) for amount in amounts), unit.unit]
