"""The handshake's addresses (federation §3)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse

from federation.gate import content_of, for_peers, message_of
from federation.peers.actions import agreements, peerings
from federation.peers.guards.signed_requests import (
    check_in_peering,
    check_own_peering,
    check_signed,
)
from federation.peers.queries import steps


@for_peers("POST", because="Whoever holds an invite of ours may ask to be a peer.")
def create(request: HttpRequest) -> HttpResponse:
    """Take a request to peer."""
    message = message_of(request)
    accepted = peerings.receive(content=content_of(message, "peering"), message=message)
    content = {
        "id": str(accepted.peering_id),
        "state": accepted.state,
        "nonce": accepted.nonce,
    }
    return JsonResponse(content, status=202)


@for_peers("GET", "DELETE", because="The two sides of a peering, by their signatures.")
def show(request: HttpRequest, peering_id: UUID) -> HttpResponse:
    """Tell how far the peering is, or end it."""
    caller = check_signed(message_of(request))
    if request.method == "DELETE":
        check_own_peering(caller, peering_id)
        peerings.leave(peer_id=caller.peer_id, by_peer=caller.authority)
        return HttpResponse(status=204)
    check_in_peering(caller, peering_id)
    return JsonResponse(steps.state_content(caller.peer_id))


@for_peers("PUT", because="The two sides of a peering, by their signatures.")
def agree(request: HttpRequest, peering_id: UUID) -> HttpResponse:
    """Take an agreement with the peer's line, or with both."""
    message = message_of(request)
    caller = check_signed(message)
    check_in_peering(caller, peering_id)
    content = content_of(message, "agreement-note")
    stored = agreements.receive(peer_id=caller.peer_id, raw=content["note"])
    return JsonResponse({"note": stored.note}, status=200 if stored.is_in_force else 202)
