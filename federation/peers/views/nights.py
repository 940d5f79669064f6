"""A night out of turn."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from federation.peers.actions import nights
from federation.rights import Right
from unions.gate import gate
from unions.standing import MemberRequest


@require_POST
@gate(Right.LOOK_AFTER_PEERS)
def create(request: MemberRequest, union: str) -> HttpResponse:
    """Have sums told, sealed and read as soon as may be."""
    nights.call(by_id=request.standing.member.id)
    words = _("A night has begun: our sums go out, and we ask our peers for theirs.")
    messages.success(request, words)
    return redirect("federation:peers.index", union=union)
