"""Unions of all regions as members here see them: what each has told, and how fresh that is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from federation.following.models.follower_cursor import FollowerCursor
from federation.following.models.received_state import ReceivedState
from federation.log.models.log_entry import LogEntry
from federation.log.queries import key_statements, log_entries, seals
from federation.log.refusals import LogNotReady
from federation.peers.models.peer import Peer
from federation.peers.queries import sharing_consents
from federation.peers.refusals import NoSuchPeer
from federation.peers.rules.scopes import CARD, SUMMARY
from federation.wire import identity
from unions.founding.models.union import Union
from unions.tenancy.scopes import current_union_id, union_scope

HERE = "here"
OLD_AFTER = timedelta(hours=36)
DEMO_NIGHTS_TILL_OLD = 3
REGIONS_MAX = 40


@dataclass(frozen=True)
class Sight:
    """One union. `summaries` are bodies by month; `sealed_at` is how fresh they are."""

    place: str
    name: str
    region: str
    is_here: bool
    is_ours: bool
    members: int | None
    currency: str
    summaries: Mapping[str, Mapping[str, Any]]
    sealed_at: datetime | None
    is_old: bool
    behind: int


def every() -> list[Sight]:
    """All unions that let themselves be seen, those of this instance first, each by name."""
    return sorted([*_own(), *_of_peers()], key=lambda s: (not s.is_here, s.region, s.name))


def of_place(place: str) -> Sight:
    """One union by its place on our pages. Raises NoSuchPeer."""
    for sight in every():
        if sight.place == place:
            return sight
    raise NoSuchPeer


def _own() -> list[Sight]:
    try:
        sealed_at = seals.last_sealed_at(key_statements.newest().epoch)
    except LogNotReady:
        return []
    handles = LogEntry.objects.filter(s="union/1").values_list("of_union", "u").distinct()
    found = []
    for union_id, u in handles:
        if union_id is None or not _consents(union_id):
            continue
        card = log_entries.sealed_bodies(of_union=union_id, s="union/1")[CARD]
        told = log_entries.sealed_bodies(of_union=union_id, s="summary/1")
        found.append(_own_sight(union_id, f"{HERE}-{u}", card, told, sealed_at))
    return found


def _own_sight(
    union_id: UUID,
    place: str,
    card: Mapping[str, Any],
    told: Mapping[str, Mapping[str, Any]],
    sealed_at: datetime | None,
) -> Sight:
    union = Union.objects.select_related("region").get(id=union_id)
    return Sight(
        place=place,
        name=str(card["name"]),
        region=union.region.name,
        is_here=True,
        is_ours=union_id == current_union_id(),
        members=_members(told),
        currency=str(card["cur"]),
        summaries=told,
        sealed_at=sealed_at,
        is_old=_is_old(sealed_at),
        behind=0,
    )


def _consents(union_id: UUID) -> bool:
    """A union here is shown to its neighbours as to a peer: only what it lets be read."""
    with union_scope(union_id):
        scopes = sharing_consents.scopes_for(identity.authority())
    return {CARD, SUMMARY} <= scopes


def _of_peers() -> list[Sight]:
    cursors = FollowerCursor.objects.select_related("peer").exclude(peer__state=Peer.State.LEFT)
    return [sight for cursor in cursors for sight in _of_peer(cursor)]


def _of_peer(cursor: FollowerCursor) -> list[Sight]:
    told: dict[int, dict[str, Mapping[str, Any]]] = {}
    cards: dict[int, Mapping[str, Any]] = {}
    for state in ReceivedState.objects.filter(peer_id=cursor.peer_id):
        if state.s == "union/1":
            cards[state.u] = state.body
        else:
            told.setdefault(state.u, {})[state.k] = state.body
    return [
        Sight(
            place=f"{cursor.peer_id}-{u}",
            name=str(card["name"]),
            region=str(card["region"]).replace("-", " ").title()[:REGIONS_MAX],
            is_here=False,
            is_ours=False,
            members=_members(told.get(u, {})),
            currency=str(card["cur"]),
            summaries=told.get(u, {}),
            sealed_at=cursor.sealed_at,
            is_old=_is_old(cursor.sealed_at),
            behind=max(0, cursor.known_size - cursor.size),
        )
        for u, card in cards.items()
    ]


def _members(told: Mapping[str, Mapping[str, Any]]) -> int | None:
    counts = [told[key]["members"] for key in sorted(told) if "members" in told[key]]
    return int(counts[-1]) if counts else None


def _is_old(sealed_at: datetime | None) -> bool:
    demo_night = identity.demo_night_seconds()
    limit = timedelta(seconds=demo_night * DEMO_NIGHTS_TILL_OLD) if demo_night else OLD_AFTER
    return sealed_at is None or identity.now() - sealed_at > limit
