"""Pulls the logs of peers, each when its time has come."""

import time
from datetime import datetime, timedelta
from uuid import UUID

from federation.following.actions import follower_cursors
from federation.following.actions.follower_cursors import Taken
from federation.following.queries import cursors
from federation.following.rules import answers
from federation.following.rules.answers import NoPage, Page
from federation.protocol.origins import API
from federation.wire import client, identity
from federation.wire.client import Answer, Call, Unreachable
from unions.schedule import periodic

DEMO_TICK, TICK = timedelta(seconds=5), timedelta(minutes=1)
PEERS_MAX, PAGES_MAX, SECONDS_MAX, CLAIM_SECONDS = 20, 50, 45, 120
OFFSET_MAX = timedelta(hours=24)


@periodic(
    "following.pull",
    every=DEMO_TICK if identity.demo_night_seconds() else TICK,
    catch_up="last",
    lane="network",
)
def pull(_due_at: datetime) -> None:
    """Read on in every log that is due, for at most 45 seconds."""
    until = time.monotonic() + SECONDS_MAX
    follower_cursors.begin()
    for peer_id in cursors.due(now=identity.now(), limit=PEERS_MAX):
        if time.monotonic() > until:
            return
        _pull(peer_id, until)


def _pull(peer_id: UUID, until: float) -> None:
    if not follower_cursors.claim(peer_id=peer_id, seconds=CLAIM_SECONDS):
        return
    is_second_reading = False
    for _ in range(PAGES_MAX):
        page = None
        try:
            page = _page(peer_id)
            taken = follower_cursors.take(peer_id=peer_id, page=page)
        except NoPage as failure:
            if page is None or (failure.trouble, failure.code) != (answers.MISMATCH, "root"):
                follower_cursors.note_failure(peer_id=peer_id, failure=failure)
                return
            if is_second_reading:
                follower_cursors.keep_evidence(peer_id=peer_id, page=page)
                return
            is_second_reading = True
            follower_cursors.drop_stage(peer_id=peer_id)
            continue
        if taken is Taken.DONE or time.monotonic() > until:
            return


def _page(peer_id: UUID) -> Page:
    place = cursors.place(peer_id)
    path = f"{API}/log/entries?epoch={place.epoch}&from={place.start}"
    call = Call(place.origin, "GET", path, cap=client.PAGE_MAX)
    try:
        return _read(place, _send(call))
    except NoPage as failure:
        if failure.code != "clock" or not failure.server_time:
            raise
        # Once, with their clock; the difference is not kept.
        offset = datetime.fromtimestamp(failure.server_time, tz=identity.now().tzinfo)
        difference = offset - identity.now()
        if abs(difference) > OFFSET_MAX:
            raise
        return _read(place, _send(call, difference))


def _send(call: Call, offset: timedelta = timedelta(0)) -> Answer:
    try:
        return client.send_signed(call, offset=offset)
    except Unreachable as error:
        raise NoPage(answers.UNREACHABLE, error.code) from error


def _read(place: cursors.Place, answer: Answer) -> Page:
    return answers.read(
        status=answer.status,
        headers=answer.headers,
        body=answer.body,
        start=place.start,
        log=place.log,
        keys=lambda size: cursors.log_keys(place.peer_id, size),
    )
