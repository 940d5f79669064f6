"""The care circle's desk: oldest first; words open by Read, and the reading is kept."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from provisioning.needs.actions import needs as actions
from provisioning.needs.queries import care_desk
from provisioning.rights import Right
from provisioning.tiers import Tier
from provisioning.wording import explain_tier, say_tier, say_tier_alone
from unions.gate import gate
from unions.refusals import NotFound
from unions.standing import MemberRequest

PAGES = "provisioning/needs/care_desk"


@gate(Right.READ_NEEDS)
def index(request: MemberRequest, union: str) -> HttpResponse:
    """What waits."""
    return render(request, f"{PAGES}/index.html", {"desk": care_desk.desk(request.standing.member)})


@gate(Right.READ_NEEDS)
def show(request: MemberRequest, union: str, need_id: UUID) -> HttpResponse:
    """One need, with its four tiers."""
    found = care_desk.show(need_id, request.standing.member)
    tiers = [(tier.value, say_tier_alone(tier), explain_tier(tier)) for tier in Tier]
    return render(request, f"{PAGES}/show.html", {"found": found, "tiers": tiers})


@gate(Right.READ_NEEDS)
@require_POST
def read(request: MemberRequest, union: str, need_id: UUID) -> HttpResponse:
    """Open the words; the asker can see that I did."""
    actions.read(need_id=need_id, by=request.standing.member)
    return redirect("provisioning:care_desk.show", union=union, need_id=need_id)


@gate(Right.READ_NEEDS)
@require_POST
def accept(request: MemberRequest, union: str, need_id: UUID) -> HttpResponse:
    """Put a need into a tier."""
    tier = request.POST.get("tier", "")
    if tier not in set(Tier):
        raise NotFound
    actions.accept(need_id=need_id, tier=Tier(tier), by=request.standing.member)
    words = _("Accepted into %(tier)s. It enters the next round.") % {"tier": say_tier(tier)}
    messages.success(request, words)
    return redirect("provisioning:care_desk.index", union=union)


@gate(Right.READ_NEEDS)
@require_POST
def ask_back(request: MemberRequest, union: str, need_id: UUID) -> HttpResponse:
    """Send a need back with a question."""
    words = request.POST.get("words", "")
    actions.ask_back(need_id=need_id, question=words, by=request.standing.member)
    messages.success(request, _("Sent back with your question."))
    return redirect("provisioning:care_desk.index", union=union)
