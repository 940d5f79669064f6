"""Takes pages of a peer's log: stages lines, and accepts them under a root that is signed."""

import secrets
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from federation.following.actions import received_entries
from federation.following.models.follower_cursor import FollowerCursor
from federation.following.models.staged_line import StagedLine
from federation.following.rules import answers, waits
from federation.following.rules.answers import NoPage, Page
from federation.log.rules.seal_times import next_pull
from federation.peers.actions import peerings, readings
from federation.peers.models.peer import Peer
from federation.protocol import entries
from federation.protocol.merkle import Edge
from federation.wire import identity

CHANCE_BITS = 32
NOTE_FAILS_MAX = 3


class Taken(StrEnum):
    """What became of a page."""

    MORE = "more"
    DONE = "done"
    AGAIN = "again"


@transaction.atomic
def begin() -> None:
    """Give every active peer a cursor that is due at once. By the program."""
    for peer in Peer.objects.filter(state=Peer.State.ACTIVE, cursor__isnull=True):
        FollowerCursor.objects.get_or_create(peer=peer, defaults={"next_due_at": identity.now()})


@transaction.atomic
def claim(*, peer_id: UUID, seconds: int) -> bool:
    """Take a pull upon us; should we die, it is due again after this time. By the program."""
    now = identity.now()
    due = FollowerCursor.objects.filter(peer_id=peer_id, next_due_at__lte=now)
    return due.update(next_due_at=now + timedelta(seconds=seconds)) == 1


@transaction.atomic
def take(*, peer_id: UUID, page: Page) -> Taken:
    """Stage a page; accept it with all that is staged once a signed root covers exactly that.
    By the program.

    Raises NoPage when the root differs twice or the log went back.
    """
    cursor = _lock(peer_id)
    staged = cursor.staged.count()
    if page.start != cursor.size + staged:
        return Taken.AGAIN
    _check_not_behind(cursor, page)
    cursor.known_size = max(page.log_size, page.checkpoint.size)
    if page.end < page.checkpoint.size:
        _stage(cursor, page)
        cursor.save(update_fields=["known_size"])
        return Taken.MORE
    return _accept(cursor, page)


@transaction.atomic
def note_failure(*, peer_id: UUID, failure: NoPage) -> None:
    """Keep why a pull failed and when to try again; what was accepted stays. By the program."""
    cursor = _lock(peer_id)
    now = identity.now()
    trouble, code = failure.trouble, failure.code
    fails = cursor.fails + 1 if cursor.trouble == trouble else 1
    if code == "note" and fails >= NOTE_FAILS_MAX:
        trouble = answers.MISMATCH
    cursor.trouble, cursor.code, cursor.fails = trouble, code, fails
    cursor.failing_since = cursor.failing_since or now
    cursor.tried_at = now
    failing = waits.Failing(
        trouble=trouble,
        fails=fails,
        wait=failure.wait,
        demo_night=identity.demo_night_seconds(),
        chance=secrets.randbits(CHANCE_BITS),
    )
    cursor.next_due_at = waits.next_try(failing=failing, now=now)
    cursor.save()
    if code == "note":
        peerings.ask_for_keys(peer_id=peer_id)
    if trouble == answers.GONE:
        peerings.leave(peer_id=peer_id, by_peer=cursor.peer.authority)
        received_entries.forget(peer_id=peer_id)


@transaction.atomic
def keep_evidence(*, peer_id: UUID, page: Page) -> None:
    """Two different histories: keep both notes and the page, and stop. By the program."""
    cursor = _lock(peer_id)
    cursor.evidence = {
        "ours": cursor.note,
        "theirs": page.note,
        "from": page.start,
        "lines": [line.decode("utf-8", "replace") for line in page.lines],
    }
    cursor.save(update_fields=["evidence"])
    note_failure(peer_id=peer_id, failure=NoPage(answers.MISMATCH, "fork"))


@transaction.atomic
def drop_stage(*, peer_id: UUID) -> None:
    """Forget what was staged; the next read begins at the committed size. By the program."""
    _lock(peer_id).staged.all().delete()


@transaction.atomic
def ask_now(*, peer_id: UUID | None = None) -> None:
    """Let pulls be due at once, from one peer or all; a fork waits for a person. By the host."""
    rows = FollowerCursor.objects.exclude(trouble=FollowerCursor.Trouble.MISMATCH)
    rows = rows.filter(peer__state=Peer.State.ACTIVE)
    if peer_id is not None:
        rows = rows.filter(peer_id=peer_id)
    rows.update(next_due_at=identity.now())


@transaction.atomic
def hear(*, peer_id: UUID, epoch: int, below: int) -> None:
    """A peer has asked for the lines from `below` on: it holds those before, and can be reached.
    Done by a peer."""
    readings.note(peer_id=peer_id, epoch=epoch, below=below)
    probe_early(peer_id=peer_id)


@transaction.atomic
def probe_early(*, peer_id: UUID) -> None:
    """A peer that we could not reach has called us: try once before its time. By the program."""
    now = identity.now()
    FollowerCursor.objects.filter(
        peer_id=peer_id, trouble=FollowerCursor.Trouble.UNREACHABLE, next_due_at__gt=now
    ).update(next_due_at=now)


def _check_not_behind(cursor: FollowerCursor, page: Page) -> None:
    signed = page.checkpoint
    if signed.size < cursor.size:
        raise NoPage(answers.SHORTER, "rollback")
    if signed.size == cursor.size and signed.root != bytes(cursor.root):
        raise NoPage(answers.MISMATCH, "root")


def _stage(cursor: FollowerCursor, page: Page) -> None:
    StagedLine.objects.bulk_create(
        StagedLine(cursor=cursor, index=page.start + i, line=line)
        for i, line in enumerate(page.lines)
    )


def _accept(cursor: FollowerCursor, page: Page) -> Taken:
    """The last page under a root goes with what waits for it; it need not be staged itself."""
    waiting = [bytes(row.line) for row in cursor.staged.order_by("index")]
    lines = [*waiting, *page.lines]
    if lines:
        edge = cursor.tree.extend(map(entries.leaf_of, lines))
        if edge.root != page.checkpoint.root or not _ends_with_seal(lines[-1]):
            raise NoPage(answers.MISMATCH, "root")
        received_entries.keep(cursor=cursor, lines=lines)
        if waiting:
            cursor.staged.all().delete()
        _advance(cursor, edge, page)
    _went_well(cursor)
    cursor.save()
    return Taken.DONE if page.checkpoint.size >= page.log_size else Taken.MORE


def _advance(cursor: FollowerCursor, edge: Edge, page: Page) -> None:
    cursor.size = edge.size
    cursor.edge = b"".join(edge.hashes)
    cursor.root = edge.root
    cursor.note = page.note


def _went_well(cursor: FollowerCursor) -> None:
    now = identity.now()
    cursor.last_ok_at = cursor.tried_at = now
    if cursor.trouble == FollowerCursor.Trouble.MISMATCH:
        # Only a person goes on from here; what was accepted stays.
        cursor.next_due_at = None
        return
    cursor.trouble, cursor.code = FollowerCursor.Trouble.NONE, ""
    cursor.fails, cursor.failing_since = 0, None
    demo_night = identity.demo_night_seconds()
    if demo_night:
        cursor.next_due_at = now + waits.demo_pause(demo_night)
    else:
        cursor.next_due_at = next_pull(
            after=now,
            seal_utc=cursor.peer.seal_utc,
            own=identity.authority(),
            peer=cursor.peer.authority,
        )


def _ends_with_seal(line: bytes) -> bool:
    try:
        return entries.read(line).s == "seal/1"
    except ValueError:
        return False


def _lock(peer_id: UUID) -> FollowerCursor:
    return FollowerCursor.objects.select_for_update().get(peer_id=peer_id)
