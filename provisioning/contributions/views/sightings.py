"""The desk on which a second person says that they have seen what someone gave."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from provisioning.contributions.actions import contributions
from provisioning.contributions.queries import sightings
from provisioning.contributions.refusals import ContributionRefused
from provisioning.rights import Right
from provisioning.wording import say
from unions.gate import gate
from unions.standing import MemberRequest


@gate(Right.CONFIRM_CONTRIBUTIONS)
@require_safe
def index(request: MemberRequest, union: str) -> HttpResponse:
    """Entries of others that wait, oldest first."""
    context = {"desk": sightings.desk(request.standing.member)}
    return render(request, "provisioning/contributions/sightings/index.html", context)


@gate(Right.CONFIRM_CONTRIBUTIONS)
@require_POST
def create(request: MemberRequest, union: str, contribution_id: UUID) -> HttpResponse:
    """Confirm one entry."""
    try:
        entry = contributions.confirm(contribution_id=contribution_id, by=request.standing.member)
    except ContributionRefused as refusal:
        messages.error(request, str(refusal))
        context = {"desk": sightings.desk(request.standing.member)}
        page = "provisioning/contributions/sightings/index.html"
        return render(request, page, context, status=422)
    words = _("You have seen %(amount)s %(what)s.")
    messages.success(request, words % {"amount": say(entry.amount), "what": entry.what})
    return redirect("provisioning:sightings.index", union=union)
