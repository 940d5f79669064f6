"""Who serves in which office; offices are given and ended here, each for a year at most."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from unions.circles.actions import role_terms
from unions.circles.queries.people import fillable
from unions.circles.queries.role_terms import longest_until
from unions.gate import gate
from unions.people.queries.people import member
from unions.rights import Office, Right
from unions.standing import MemberRequest


@gate(Right.FILL_OFFICES)
@require_POST
def create(request: MemberRequest, union: str, membership_id: UUID) -> HttpResponse:
    """Seat a member in an office for the longest term that the union allows."""
    chosen = member(membership_id)
    office = request.POST.get("office", "")
    if office not in dict(fillable()):
        messages.error(request, _("Choose an office first. Nothing was changed."))
        return redirect("unions:people.index", union=union)
    today = timezone.localdate()
    role_terms.appoint(
        membership=chosen,
        office=Office(office),
        from_on=today,
        until_on=longest_until(today),
        by=request.standing.member,
    )
    return redirect("unions:people.index", union=union)


@gate(Right.FILL_OFFICES)
@require_POST
def end(request: MemberRequest, union: str, membership_id: UUID, office: str) -> HttpResponse:
    """End a term now."""
    if office in dict(fillable()):
        role_terms.end(
            membership=member(membership_id), office=Office(office), by=request.standing.member
        )
    return redirect("unions:people.index", union=union)
