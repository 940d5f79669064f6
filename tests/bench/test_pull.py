"""Taking a page of a peer's log, against putting the same rows into tables and checking nothing."""

import json
from collections.abc import Iterator
from contextlib import closing

import httpx2
import psycopg
import pytest
from django.db import connection

from federation.following.actions import follower_cursors
from federation.following.actions.follower_cursors import Taken
from federation.following.models.follower_cursor import FollowerCursor
from federation.following.models.received_entry import ReceivedEntry
from federation.following.models.received_state import ReceivedState
from federation.following.queries import cursors
from federation.following.rules import answers
from federation.peers.models.peer import Peer
from federation.peers.models.peer_key import PeerKey
from federation.protocol import entries, keys
from tests.bench.scales import Goal, Table, Way, in_turns, ratios
from tests.federation.peer_log import LOG, ORIGIN, PeerLog, first_statement
from unions.tenancy.ids import uuid7

TURNS, LINES = 5, 1_000
FIRST_YEAR = 2_020
ENTRY_COLUMNS = "id, index, leaf, line, s, u, q, k, rev"
SCRATCH = """
CREATE TABLE bench_received (id uuid PRIMARY KEY, index bigint UNIQUE, leaf bytea, line bytea,
  s text, u bigint, q bigint, k text, rev bigint);
CREATE TABLE bench_state (id uuid PRIMARY KEY, u bigint, s text, k text, rev bigint, body jsonb,
  entry_id uuid, updated_at timestamptz, UNIQUE (u, s, k));
"""
UPSERT = """
INSERT INTO bench_state
SELECT gen_random_uuid(), u, s, k, rev, (convert_from(line, 'UTF8')::jsonb)->'b', id, now()
FROM bench_received WHERE index >= %s AND u IS NOT NULL
ON CONFLICT (u, s, k) DO UPDATE SET rev = excluded.rev, body = excluded.body,
  entry_id = excluded.entry_id, updated_at = excluded.updated_at
WHERE bench_state.rev < excluded.rev"""


class Publisher:
    """A peer whose log grows by a page, and what the page is in bytes."""

    def __init__(self) -> None:
        self.log = PeerLog()
        self.pages = 0
        self.answer = httpx2.Response(204)

    def publish(self) -> None:
        """Append one month's figures of many unions, the last line a seal; every second month
        comes again under a higher revision."""
        self.pages += 1
        month, rev = divmod(self.pages + 1, 2)
        k = f"{FIRST_YEAR + month // 12}-{month % 12 + 1:02}"
        start = len(self.log.lines)
        for union in range(1, LINES):
            places = {"u": union, "q": self.pages, "rev": rev + 1}
            self.log.add("summary/1", k, {"members": 5 + union}, **places)
        self.log.seal()
        url = f"{ORIGIN}/federation/v1/log/entries?from={start}"
        self.answer = self.log.respond(httpx2.Request("GET", url))
        self.answer.read()


class Follower:
    """Our own side: reads, verifies, stages, accepts and applies."""

    def __init__(self, publisher: Publisher) -> None:
        self.publisher = publisher
        statement = keys.parse(first_statement())
        self.peer = Peer.objects.create(
            side=Peer.Side.INVITER, state=Peer.State.ACTIVE, origin=ORIGIN, name="Them"
        )
        PeerKey.objects.create(peer=self.peer, serial=1, fp=statement.fp, note=statement.raw)
        follower_cursors.begin()

    def take(self) -> None:
        """Take the newest page, from its bytes to the commit."""
        place = cursors.place(self.peer.id)
        answer = self.publisher.answer
        page = answers.read(
            status=answer.status_code,
            headers={name.lower(): value for name, value in answer.headers.items()},
            body=answer.content,
            start=place.start,
            log=LOG,
            keys=lambda size: cursors.log_keys(self.peer.id, size),
        )
        assert follower_cursors.take(peer_id=self.peer.id, page=page) is Taken.DONE


class Plain:
    """COPY of the rows and one upsert: no signature, no tree, no form, no repeat is looked for."""

    def __init__(self, publisher: Publisher, session: psycopg.Connection) -> None:
        self.publisher, self.session = publisher, session
        session.execute(SCRATCH)
        self.rows: list[tuple[object, ...]] = []

    def ready(self) -> None:
        """Read the rows off the clock: the floor is the database's work alone."""
        start = len(self.publisher.log.lines) - LINES
        self.rows = []
        for i, line in enumerate(self.publisher.log.lines[start:]):
            read = json.loads(line)
            places = (read["s"], read.get("u"), read.get("q"), read["k"], read["rev"])
            self.rows.append((uuid7(), start + i, entries.leaf_of(line), line, *places))

    def put(self) -> None:
        """Both statements in one transaction."""
        with self.session.transaction(), self.session.cursor() as cursor:
            with cursor.copy(f"COPY bench_received ({ENTRY_COLUMNS}) FROM STDIN") as copy:
                for row in self.rows:
                    copy.write_row(row)
            cursor.execute(UPSERT, [self.rows[0][1]])

    def counted(self, name: str) -> int:
        """Rows of a scratch table."""
        row = self.session.execute(f"SELECT count(*) FROM {name}".encode()).fetchone()
        assert row
        return int(row[0])


@pytest.fixture
def session(transactional_db: None) -> Iterator[psycopg.Connection]:
    """A connection of its own, as the owner; its scratch tables go with it."""
    made = psycopg.connect(**{**connection.get_connection_params(), "autocommit": True})
    with closing(made):
        made.execute("DROP TABLE IF EXISTS bench_received, bench_state")
        yield made
        made.execute("DROP TABLE IF EXISTS bench_received, bench_state")


def test_page_of_received_lines(session: psycopg.Connection, table: Table, flushing: str) -> None:
    publisher = Publisher()
    follower, plain = Follower(publisher), Plain(publisher, session)
    ways = {
        "follower": Way(follower.take, LINES, ready=publisher.publish),
        "COPY and upsert": Way(plain.put, LINES, ready=plain.ready),
    }
    turns = in_turns(ways, turns=TURNS)

    found = ratios(turns["COPY and upsert"], turns["follower"])
    words = "lines per second: follower / COPY and upsert of the same rows"
    table.compare(words, found, Goal("at least", 0.60))
    table.keep_times(turns)
    table.notes += [f"Pages of {LINES:,} lines; times are per line.", flushing]

    lines = publisher.log.lines
    assert FollowerCursor.objects.get().size == len(lines)
    accepted = ReceivedEntry.objects.order_by("index").values_list("line", flat=True)
    assert [bytes(line) for line in accepted] == lines
    assert not ReceivedEntry.objects.exclude(code="").exists()
    assert plain.counted("bench_received") == len(lines)
    assert plain.counted("bench_state") == ReceivedState.objects.count()
