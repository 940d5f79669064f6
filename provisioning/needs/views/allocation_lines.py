"""Why someone got this."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from provisioning.needs.queries import letters
from provisioning.rights import Right
from unions.gate import gate
from unions.standing import MemberRequest


@gate()
def why(request: MemberRequest, union: str, line_id: UUID) -> HttpResponse:
    """A letter to the asker."""
    may_care = request.standing.has(Right.READ_NEEDS)
    letter = letters.why(line_id, request.standing.member, may_care=may_care)
    context = {"letter": letter, "may_care": may_care}
    return render(request, "provisioning/needs/allocation_lines/why.html", context)
