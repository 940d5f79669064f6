"""Our log for our peers: checkpoints and pages (federation §7)."""

import re

from django.http import HttpRequest, HttpResponse

from federation.following.actions import follower_cursors
from federation.following.queries import pages
from federation.gate import for_peers, message_of
from federation.peers.actions import peerings
from federation.peers.guards.signed_requests import (
    Caller,
    check_active,
    check_signed,
    peer_of_keyid,
)
from federation.protocol.canonical import b64
from federation.wire.messages import Message
from federation.wire.problems import Problem
from federation.wire.verification import read_claim

NUMBER = re.compile(r"0|[1-9][0-9]{0,15}")
PRIVATE = "private, no-store"


@for_peers("GET", because="Active peers, by their signatures.")
def checkpoint(request: HttpRequest) -> HttpResponse:
    """Answer with a signed note."""
    _caller(message_of(request))
    numbers = _numbers(request, required={"epoch"}, optional={"size"})
    note = pages.checkpoint(epoch=numbers["epoch"], size=numbers.get("size"))
    return HttpResponse(
        note, content_type="text/plain; charset=utf-8", headers={"Cache-Control": PRIVATE}
    )


@for_peers("GET", because="Active peers, by their signatures.")
def index(request: HttpRequest) -> HttpResponse:
    """Answer with a page of lines, or 204 at the end of the log."""
    caller = _caller(message_of(request))
    numbers = _numbers(request, required={"epoch", "from"}, optional={"to"})
    page = pages.page(
        caller=caller, epoch=numbers["epoch"], start=numbers["from"], stop=numbers.get("to")
    )
    follower_cursors.hear(peer_id=caller.peer_id, epoch=numbers["epoch"], below=numbers["from"])
    response = HttpResponse(
        b"".join(line + b"\n" for line in page.lines),
        status=200 if page.lines else 204,
        content_type="application/x-ndjson",
    )
    response["Log-Checkpoint"] = b64(page.checkpoint.encode())
    response["Log-Next"] = str(page.end)
    response["Log-Size"] = str(page.log_size)
    response["Cache-Control"] = PRIVATE
    return response


def _caller(message: Message) -> Caller:
    """The active peer that calls. Raises Problem; an unknown key of a known peer is looked up."""
    try:
        caller = check_signed(message)
    except Problem as problem:
        if problem.code == "unknown-key":
            peer_id = peer_of_keyid(read_claim(message).keyid)
            if peer_id is not None:
                peerings.ask_for_keys(peer_id=peer_id)
        raise
    check_active(caller)
    return caller


def _numbers(request: HttpRequest, *, required: set[str], optional: set[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, values in request.GET.lists():
        if name not in required | optional or len(values) != 1 or not NUMBER.fullmatch(values[0]):
            raise Problem(400, "malformed")
        found[name] = int(values[0])
    if not required <= found.keys():
        raise Problem(400, "malformed")
    return found
