"""The steps of the handshake in which we call, each when it is due."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from federation.peers.actions import agreements, key_chains, peerings
from federation.peers.queries import peers, steps
from federation.peers.queries.steps import Due, Step
from federation.peers.refusals import PeerRefused
from federation.protocol.canonical import Malformed, decode_object
from federation.protocol.origins import API, DISCOVERY
from federation.protocol.schemas import SchemaRefused, check_reading
from federation.wire import client, identity
from federation.wire.client import Answer, Call, Unreachable
from unions.schedule import periodic

DEMO_TICK, TICK = timedelta(seconds=5), timedelta(minutes=1)
PEERS_MAX, SECONDS_MAX, CLAIM_SECONDS = 20, 45, 120


class Declined(Exception):
    """A peer has answered with a no, or with something we cannot use."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@periodic(
    "peers.shake_hands",
    every=DEMO_TICK if identity.demo_night_seconds() else TICK,
    catch_up="last",
    lane="network",
)
def shake_hands(_due_at: datetime) -> None:
    """Do the next step with every peer whose time has come, for at most 45 seconds."""
    until = time.monotonic() + SECONDS_MAX
    for due in steps.due(now=identity.now(), limit=PEERS_MAX):
        if time.monotonic() > until:
            return
        if peerings.claim(peer_id=due.peer_id, seconds=CLAIM_SECONDS):
            _do(due)


def _do(due: Due) -> None:
    try:
        STEPS[due.step](due)
    except (Unreachable, Declined) as no:
        peerings.put_off(peer_id=due.peer_id, code=no.code)
    except PeerRefused as refusal:
        peerings.put_off(peer_id=due.peer_id, code=refusal.code)


def _ask(due: Due) -> None:
    card = _discovery(due.origin)
    key_chains.pin(peer_id=due.peer_id, chain=_chain(due.origin), must_hold=due.invited_fp)
    content = steps.request_content(due.peer_id)
    answer = client.send_signed(Call(due.origin, "POST", f"{API}/peerings", content))
    told = _content(answer, "peering-answer", {202})
    peerings.note_asked(
        peer_id=due.peer_id, answer=told, name=card["name"], seal_utc=card["seal_utc"]
    )


def _call_back(due: Due) -> None:
    card = _discovery(due.origin)
    peerings.note_called_back(
        peer_id=due.peer_id,
        chain=_chain(due.origin),
        name=card["name"],
        seal_utc=card["seal_utc"],
    )


def _propose(due: Due) -> None:
    answer = _put_agreement(due, agreements.propose(peer_id=due.peer_id))
    if answer.status == 202:  # noqa: PLR2004 - stored; their own line comes with their call
        told = client.send_signed(Call(due.origin, "GET", f"{API}/peerings/{due.peering_id}"))
        note = _content(told, "peering-state", {200})["note"]
    else:
        note = _content(answer, "agreement-note", {200})["note"]
    _settle(due, note)


def _countersign(due: Due) -> None:
    answer = _put_agreement(due, agreements.countersign(peer_id=due.peer_id))
    _settle(due, _content(answer, "agreement-note", {200, 202})["note"])


def _settle(due: Due, note: str | None) -> None:
    """In force if both lines are there; otherwise ask again later."""
    if peers.by_id(due.peer_id).state == "active":
        return
    if note is None or note.count("\n— ") < 2:  # noqa: PLR2004 - one line of each side
        raise Declined("countersign")
    agreements.confirm(peer_id=due.peer_id, raw=note)


def _read_keys(due: Due) -> None:
    key_chains.pin(peer_id=due.peer_id, chain=_chain(due.origin))
    peerings.rest(peer_id=due.peer_id)


def _rest(due: Due) -> None:
    peerings.rest(peer_id=due.peer_id)


def _put_agreement(due: Due, note: str) -> Answer:
    path = f"{API}/peerings/{due.peering_id}/agreement"
    return client.send_signed(Call(due.origin, "PUT", path, {"note": note}))


def _discovery(origin: str) -> dict[str, Any]:
    card = _content(client.send(Call(origin, "GET", DISCOVERY)), "discovery", {200})
    if card["origin"] != origin or card["api"] != origin + API:
        raise Declined("discovery")
    return card


def _chain(origin: str) -> list[str]:
    answer = client.send(Call(origin, "GET", f"{API}/keys", cap=client.CHAIN_MAX))
    return list(_content(answer, "chain", {200})["chain"])


def _content(answer: Answer, kind: str, good: set[int]) -> dict[str, Any]:
    """The JSON of a good answer. Raises Unreachable, Declined."""
    if answer.status >= 500 or 300 <= answer.status < 400:  # noqa: PLR2004 - as if not there
        raise Unreachable(f"http-{answer.status}")
    try:
        content = decode_object(answer.body)
        if answer.status not in good:
            raise Declined(str(content.get("code", f"http-{answer.status}"))[:40])
        check_reading(kind, content)
    except (Malformed, SchemaRefused) as error:
        raise Declined("malformed") from error
    return content


STEPS: dict[Step, Callable[[Due], None]] = {
    Step.ASK: _ask,
    Step.CALL_BACK: _call_back,
    Step.PROPOSE: _propose,
    Step.COUNTERSIGN: _countersign,
    Step.READ_KEYS: _read_keys,
    Step.REST: _rest,
}
