"""The public report: for everybody where the union wants it, and the page on which keepers
open it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from provisioning.reports.actions import public_reports
from provisioning.reports.queries import public_reports as queries
from provisioning.rights import Right
from unions.gate import gate, open_to_guests
from unions.refusals import NotFound
from unions.standing import GuestRequest, MemberRequest

FOLDER = "provisioning/reports/public_reports"


@open_to_guests("The union has opened these sums to everybody; otherwise nothing is here.")
def show(request: GuestRequest, union: str) -> HttpResponse:
    """The sums of closed months; where they are not open, the answer of an unknown address."""
    if not queries.is_open():
        raise NotFound
    ours = request.standing.union
    context = {"report": queries.report(ours.currency), "union": ours}
    return render(request, f"{FOLDER}/show.html", context)


@gate(Right.OPEN_REPORT)
@require_safe
def preview(request: MemberRequest, union: str) -> HttpResponse:
    """What everybody reads, or would read, and the switch."""
    ours = request.standing.union
    context = {
        "report": queries.report(ours.currency),
        "union": ours,
        "is_open": queries.is_open(),
    }
    return render(request, f"{FOLDER}/preview.html", context)


@gate(Right.OPEN_REPORT)
@require_POST
def open_to_all(request: MemberRequest, union: str) -> HttpResponse:
    """Let everybody read it."""
    public_reports.open_to_all(by=request.standing.member)
    messages.success(request, _("Everybody can read the public report now."))
    return redirect("provisioning:public_reports.preview", union=union)


@gate(Right.OPEN_REPORT)
@require_POST
def close_to_all(request: MemberRequest, union: str) -> HttpResponse:
    """Take it back in."""
    public_reports.close_to_all(by=request.standing.member)
    messages.success(request, _("The public report is closed. Nobody outside can read it."))
    return redirect("provisioning:public_reports.preview", union=union)
