"""Who belongs: by name, with the office they hold, and nothing to compare people by."""

from django.http import HttpResponse
from django.shortcuts import render

from unions.circles.queries import people
from unions.gate import gate
from unions.people.queries import invitations
from unions.people.queries import people as persons
from unions.rights import Right
from unions.standing import MemberRequest


@gate()
def index(request: MemberRequest, union: str) -> HttpResponse:
    """All members by name; below, whom I look after and whom I have invited."""
    me = request.standing.member
    context = {
        "members": people.with_offices(),
        "counted": persons.counted(),
        "dependants": persons.dependants_of(me.person_id),
        "invitations": invitations.waiting_of(me),
        "may_fill_offices": request.standing.has(Right.FILL_OFFICES),
        "offices": people.fillable(),
    }
    return render(request, "unions/circles/people/index.html", context)
