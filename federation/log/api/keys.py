"""Addresses that anyone may ask: who we are, which keys we stand by."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from federation.gate import check_unsigned, for_peers, message_of
from federation.log.queries import discovery, key_statements
from federation.log.refusals import LogNotReady
from federation.wire.problems import Problem, busy

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@for_peers("GET", because="Anyone may learn who answers here.")
def discover(request: HttpRequest) -> HttpResponse:
    """Answer with the discovery card."""
    check_unsigned(request)
    try:
        response = JsonResponse(discovery.card())
    except LogNotReady as refusal:
        raise busy("not-ready") from refusal
    response["Cache-Control"] = "max-age=3600"
    return response


@for_peers(*METHODS, because="There is nothing to keep from anyone.")
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """Say that nothing is here."""
    message_of(request)
    raise Problem(404, "not-found")


@for_peers("GET", because="Anyone may read the chain of our keys; it carries its own signatures.")
def index(request: HttpRequest) -> HttpResponse:
    """Answer with all key statements, serial 1 first; 304 when the newest one is known."""
    check_unsigned(request)
    chain = key_statements.chain()
    if not chain:
        raise busy("not-ready")
    tag = f'"{key_statements.newest().fp}"'
    if request.headers.get("If-None-Match") == tag:
        response = HttpResponse(status=304)
    else:
        response = JsonResponse({"chain": chain})
    response["ETag"] = tag
    return response
