"""A worker of one instance, told line by line which task to run; answers in JSON.

It runs the very functions that the clock runs, in a process with that instance's settings.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.utils import timezone

# ruff: noqa: E402 - models are read only after Django is set up
from commonpurse.ledger.actions import sealing
from commonpurse.seals import aggregates
from commonpurse.seals.actions import recounts
from commonpurse.seals.models.anchor import Anchor
from federation.following import invariants as following_laws
from federation.following import tasks as following
from federation.following.actions import follower_cursors
from federation.following.models.follower_cursor import FollowerCursor
from federation.following.models.received_entry import ReceivedEntry
from federation.following.models.received_state import ReceivedState
from federation.following.queries import peers_desk
from federation.log import invariants as log_laws
from federation.log import tasks as log
from federation.log.actions import key_statements, log_entries, seals
from federation.log.models.entry_bytes import EntryBytes
from federation.management.pairing import Pairing
from federation.peers import tasks as peers
from federation.peers.actions import invites, peerings, sharing_consents
from federation.peers.models.peer import Peer
from federation.peers.queries import peers as known
from federation.peers.rules.scopes import SECTIONS
from federation.summaries.actions import summaries
from federation.wire import identity
from provisioning.contributions.actions import contributions
from provisioning.contributions.rules.kinds import Kind
from provisioning.measures import Quantity, Unit
from tests.cast import gather
from tests.commonpurse.conftest import fill
from tests.permissions.world import furnish as make_one_of_everything
from unions.founding.actions.unions import found
from unions.founding.models.union import Union
from unions.rights import Office
from unions.tenancy.scopes import union_scope

CAST: dict[str, list[Office]] = {
    "owner": [],
    "fellow": [],
    "steward": [Office.STEWARD],
    "keeper": [Office.KEEPER],
    "second": [Office.KEEPER],
    "care": [Office.CARE_CIRCLE],
    "hub": [Office.HUB_OPERATOR],
}
ACTS: dict[str, Any] = {}
PATIENCE_SECONDS = 120


Act = TypeVar("Act", bound=Callable[..., Any])


def act(function: Act) -> Act:
    """Make a function known by its name."""
    ACTS[function.__name__] = function
    return function


@act
def begin() -> str:
    """Make keys; the fingerprint."""
    return key_statements.begin().fp


@act
def invite() -> str:
    """Write an invite."""
    return invites.invite(give=["card", "summary"])


@act
def join(text: str) -> None:
    """Take up an invite."""
    invites.join(text=text, give=["card", "summary"], ask=["card", "summary"])


@act
def code() -> str:
    """The check code of the one peer."""
    return known.check_code(Peer.objects.get(origin__isnull=False).id)


@act
def approve(last_group: str) -> None:
    """Let the one peer in."""
    peerings.approve(peer_id=Peer.objects.get(origin__isnull=False).id, last_group=last_group)


@act
def shake_hands() -> str:
    """Do what is due in the handshake; the state of the one peer."""
    Peer.objects.filter(next_due_at__isnull=False).update(next_due_at=identity.now())
    peers.shake_hands(identity.now())
    return state()


@act
def state() -> str:
    """State and problem of the one peer."""
    peer = Peer.objects.filter(origin__isnull=False).first()
    return f"{peer.state} {peer.problem}".strip() if peer else "none"


@act
def found_union(slug: str, name: str) -> str:
    """Found a union that lets its card and sums be read."""
    union = found(slug=slug, name=name, region_slug="test", region_name="Test")
    with union_scope(union.id):
        sharing_consents.give(sections=["members", "work", "purse"], decision_id=None, by_id=None)
    return str(union.id)


@act
def tell(slug: str, k: str, members: int) -> None:
    """Let a summary of these members wait for the seal."""
    union = Union.objects.get(slug=slug)
    log_entries.append(s="summary/1", k=k, body={"members": members}, of_union=union.id)


@act
def seal() -> int:
    """A night: seal whatever waits; the size."""
    size = seals.place(now=identity.now())
    seals.sign(now=identity.now())
    return size


@act
def tick_seal() -> None:
    """The clock of the log."""
    log.seal(identity.now())


@act
def pull() -> dict[str, Any]:
    """Read what is due now."""
    follower_cursors.begin()
    follower_cursors.ask_now()
    following.pull(identity.now())
    return cursor()


@act
def tick_pull() -> dict[str, Any]:
    """The clock of the follower, at whatever is due by itself."""
    following.pull(identity.now())
    return cursor()


@act
def cursor() -> dict[str, Any]:
    """Where the one cursor stands."""
    row = FollowerCursor.objects.first()
    if row is None:
        return {}
    return {
        "size": row.size,
        "root": bytes(row.root).hex(),
        "trouble": row.trouble,
        "code": row.code,
        "fails": row.fails,
        "evidence": bool(row.evidence),
        "staged": row.staged.count(),
        "waits": row.next_due_at is not None and row.next_due_at > identity.now(),
    }


@act
def received() -> list[list[Any]]:
    """What holds of the peer: type, union, key, rev, body."""
    rows = ReceivedState.objects.order_by("s", "u", "k")
    return [list(row) for row in rows.values_list("s", "u", "k", "rev", "body")]


@act
def lines() -> list[str]:
    """The bytes of our log."""
    return [bytes(row.line).decode() for row in EntryBytes.objects.order_by("entry__index")]


@act
def received_lines() -> list[str]:
    """The lines accepted from the peer."""
    return [bytes(row.line).decode() for row in ReceivedEntry.objects.order_by("index")]


@act
def withdraw(slug: str) -> None:
    """Let nothing of a union leave any more."""
    with union_scope(Union.objects.get(slug=slug).id):
        sharing_consents.withdraw(decision_id=None, by_id=None)


@act
def breaches() -> list[str]:
    """What does not fit in own and followed logs."""
    laws = (
        log_laws.lines_are_their_leaves,
        log_laws.seals_cover_their_lines,
        log_laws.journal_is_the_newest_seal,
        following_laws.received_lines_are_what_was_signed,
        following_laws.state_is_the_newest_line,
    )
    return [f"{breach.row} {breach.words}" for law in laws for breach in law()]


@act
def furnish(slug: str, name: str) -> None:
    """A union with people, one of everything, and hours behind which enough people stand."""
    cast = gather(slug, name, CAST, "westvale")
    make_one_of_everything(cast)
    with union_scope(cast.union.id):
        for member in cast.members.values():
            contributions.log(
                kind=Kind.WORK,
                amount=Quantity(60, Unit.MINUTE),
                what="Mending nets",
                given_on=timezone.localdate() - timedelta(days=40),
                client_id=uuid4(),
                by=member,
            )
        sharing_consents.give(sections=SECTIONS, decision_id=None, by_id=None)


@act
def publish(slug: str) -> int:
    """Let a union tell what it may; how many periods it told."""
    with union_scope(Union.objects.get(slug=slug).id):
        return len(summaries.publish(now=identity.now()))


@act
def keep_books(slug: str, name: str) -> None:
    """A union that lets its card be read, its books two entries, each under a seal of its own."""
    cast = gather(slug, name, {"noor": [Office.KEEPER]}, "westvale")
    with union_scope(cast.union.id):
        sharing_consents.give(sections=[], decision_id=None, by_id=None)
    for blocks in (1, 1):
        with union_scope(cast.union.id):
            fill(cast, 50_000)
        seal_books(slug, at_once=1, blocks=blocks)


@act
def seal_books(slug: str, at_once: int, blocks: int) -> None:
    """Seal what was posted, in blocks of so many entries, once nothing older runs any more."""
    until = time.monotonic() + PATIENCE_SECONDS
    made = 0
    while made < blocks:
        with union_scope(Union.objects.get(slug=slug).id):
            made += sealing.seal_block(entries_max=at_once) is not None
        if time.monotonic() > until:
            raise TimeoutError("Something older still runs on this server.")
        time.sleep(0.1)


@act
def head(slug: str) -> dict[str, Any]:
    """The end of the chain of a union's books."""
    union = Union.objects.get(slug=slug)
    with union_scope(union.id):
        found = aggregates.head()
    block, hash_ = found or (0, "")
    return {"union": str(union.id), "name": union.name, "block": block, "hash": hash_}


@act
def anchors(slug: str) -> list[list[Any]]:
    """Block, hash and holder of each head that others hold."""
    with union_scope(Union.objects.get(slug=slug).id):
        rows = Anchor.objects.order_by("block", "holder")
        return [[row.block, bytes(row.hash).hex(), row.holder] for row in rows]


@act
def verify(slug: str) -> str:
    """What `manage.py verify_ledger` finds; empty when all is whole."""
    with union_scope(Union.objects.get(slug=slug).id):
        wrong = recounts.verify().wrong
    return f"{wrong.row}: {wrong.words}" if wrong else ""


@act
def doubted() -> int:
    """How many unions of the peer took back a seal of their books, as the desk says."""
    return sum(len(line.doubts) for line in peers_desk.desk().peers)


@act
def pair_step() -> bool:
    """What `manage.py federation pair` does again and again."""
    return Pairing().step()


@act
def set_state(to: str) -> None:
    """Put the one peer into a state by hand."""
    Peer.objects.filter(origin__isnull=False).update(state=to)


def main() -> None:
    """Answer requests until the input ends."""
    for line in sys.stdin:
        name, kwargs = json.loads(line)
        try:
            answer = {"ok": ACTS[name](**kwargs)}
        except Exception as error:  # noqa: BLE001 - told to the test
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
