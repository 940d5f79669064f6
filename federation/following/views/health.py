"""For the host, who watches whether federation works."""

from ipaddress import ip_address

from django.http import Http404, HttpRequest, JsonResponse

from federation.following.queries import health
from federation.gate import address_of, for_peers


@for_peers("GET", because="The host's own network asks for counts.")
def show(request: HttpRequest) -> JsonResponse:
    """Counts, as 200 or 503; nobody outside the local network is told that this exists."""
    if not _is_local(address_of(request)):
        raise Http404
    counts = health.counts()
    return JsonResponse(dict(counts), status=200 if health.is_well(counts) else 503)


def _is_local(address: str) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return found.is_loopback or found.is_private
