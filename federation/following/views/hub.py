"""Hub and unions: who there is besides us, and what they have told."""

from django.http import HttpResponse
from django.shortcuts import render

from federation.following.queries import hub
from federation.rights import Right
from unions.gate import gate
from unions.standing import MemberRequest


@gate()
def show(request: MemberRequest, union: str) -> HttpResponse:
    """All unions side by side in one month."""
    context = {
        "hub": hub.page(request.GET.get("month", "")),
        "looks_after_peers": request.standing.has(Right.LOOK_AFTER_PEERS),
    }
    return render(request, "federation/following/hub/show.html", context)
