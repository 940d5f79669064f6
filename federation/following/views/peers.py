"""The desk of hub operators."""

from django.http import HttpResponse
from django.shortcuts import render

from federation.following.queries import peers_desk
from federation.rights import Right
from unions.gate import gate
from unions.standing import MemberRequest


@gate(Right.LOOK_AFTER_PEERS)
def index(request: MemberRequest, union: str) -> HttpResponse:
    """Each peer, how far behind, why, and what to do."""
    context = {"desk": peers_desk.desk()}
    return render(request, "federation/following/peers/index.html", context)
