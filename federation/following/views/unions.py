"""One union of any region."""

from django.http import HttpResponse
from django.shortcuts import render

from federation.following.queries import hub, sights
from unions.gate import gate
from unions.standing import MemberRequest


@gate()
def show(request: MemberRequest, union: str, place: str) -> HttpResponse:
    """What one union has told, month by month."""
    sight = sights.of_place(place)
    context = {"sight": sight, "charts": hub.year_of(sight)}
    return render(request, "federation/following/unions/show.html", context)
