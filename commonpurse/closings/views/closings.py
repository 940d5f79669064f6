"""Closing a month: a page that says what will happen, and the step."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from commonpurse.closings.queries import closings
from commonpurse.ledger.actions import periods
from commonpurse.ledger.rules import months
from commonpurse.rights import Right
from unions.gate import gate
from unions.refusals import NotFound
from unions.standing import MemberRequest
from unions.templatetags.moments import month as words_of_month


@gate(Right.CLOSE_MONTHS)
def create(request: MemberRequest, union: str, month: str) -> HttpResponse:
    """What will happen and what to look at before; on POST the month is closed."""
    first = _first_of(month)
    if request.method == "POST":
        periods.close_period(month=first, by=request.standing.member)
        words = _("%(month)s is closed.") % {"month": words_of_month(first)}
        messages.success(request, words)
        return redirect("commonpurse:statements.show", union=union, month=month)
    context = {"prospect": closings.prospect(first, now=timezone.localtime()), "month": month}
    return render(request, "commonpurse/closings/closings/create.html", context)


def _first_of(month: str) -> date:
    try:
        return months.read(month)
    except months.UnknownMonthError as error:
        raise NotFound from error
