"""Pages on which people log what they gave, and read their own list."""

import csv
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse as address_of
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from provisioning.contributions.actions import contributions as actions
from provisioning.contributions.forms.contribution import (
    AgainForm,
    ContributionForm,
    HoursForm,
    form_for,
)
from provisioning.contributions.queries import contributions, sheets, totals
from provisioning.contributions.refusals import ContributionRefused
from provisioning.contributions.rules.kinds import Tab
from provisioning.contributions.rules.months import from_words, last_months
from provisioning.wording import say
from unions.frame import undo_tag
from unions.gate import gate
from unions.standing import MemberRequest
from unions.tenancy.ids import uuid7

CHART_MONTHS = 6
PAGES = "provisioning/contributions/contributions"


@gate()
def create(request: MemberRequest, union: str) -> HttpResponse:
    """The page Log: the fields of one tab, and the last three to log again at a tap."""
    form = form_for(request.GET.get("kind", ""))(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            entry = actions.log(**form.entry(), by=request.standing.member)
        except ContributionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _saved(request, entry.id, say(entry.amount), entry.what)
    return _log_page(request, form)


@gate()
@require_POST
def repeat(request: MemberRequest, union: str, contribution_id: UUID) -> HttpResponse:
    """Log one's own entry once more, for today."""
    form = AgainForm(request.POST)
    if form.is_valid():
        try:
            entry = actions.log_again(
                contribution_id=contribution_id,
                client_id=form.cleaned_data["client_id"],
                by=request.standing.member,
            )
        except ContributionRefused as refusal:
            messages.error(request, str(refusal))
        else:
            return _saved(request, entry.id, say(entry.amount), entry.what)
    return _log_page(request, HoursForm())


@gate()
@require_POST
def reverse(request: MemberRequest, union: str, contribution_id: UUID) -> HttpResponse:
    """Take one's own entry back on the day it was logged."""
    entry = actions.reverse(contribution_id=contribution_id, by=request.standing.member)
    words = _("%(amount)s %(what)s taken back. Both rows stay in your list.")
    messages.success(request, words % {"amount": say(-entry.amount), "what": entry.what})
    return redirect("provisioning:contributions.index", union=union)


@gate()
@require_safe
def index(request: MemberRequest, union: str) -> HttpResponse:
    """One's own list, month by month, each unit by itself."""
    today = timezone.localdate()
    person_id = request.standing.person.id
    month = from_words(request.GET.get("month", ""), today=today)
    context = {
        "page": contributions.own_month(person_id=person_id, month=month),
        "charts": totals.own_charts(
            person_id=person_id,
            months=last_months(month, CHART_MONTHS),
            rows_at=lambda shown: f"?month={shown:%Y-%m}",
        ),
    }
    return render(request, f"{PAGES}/index.html", context)


@gate()
@require_safe
def export(request: MemberRequest, union: str) -> HttpResponse:
    """One's own list as a sheet."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="given.csv"'
    csv.writer(response).writerows(sheets.own_sheet(request.standing.person.id))
    return response


def _saved(request: MemberRequest, entry_id: UUID, amount: str, what: str) -> HttpResponse:
    union = request.standing.union.slug
    undo = address_of("provisioning:contributions.reverse", args=[union, entry_id])
    words = _("%(amount)s %(what)s saved.") % {"amount": amount, "what": what}
    messages.success(request, words, extra_tags=undo_tag(undo))
    return redirect("provisioning:contributions.create", union=union)


def _log_page(request: MemberRequest, form: ContributionForm) -> HttpResponse:
    chips = contributions.again(request.standing.person.id)
    context = {
        "form": form,
        "tabs": list(Tab),
        "again": [(chip, uuid7()) for chip in chips],
    }
    status = 200 if request.method in {"GET", "HEAD"} else 422
    return render(request, f"{PAGES}/create.html", context, status=status)
