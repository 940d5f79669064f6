"""Posting through the Django action with every guard, against the least that any ledger does.

Floor d: psycopg with prepared statements, BEGIN, one header, two lines, two balance updates,
COMMIT; seven trips, no key against repeats, no guard, tables without a policy.
"""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from uuid import UUID

import psycopg
import pytest
from django.db import connection

from commonpurse.ledger.actions import journal_entries
from commonpurse.ledger.models.account_balance import AccountBalance
from commonpurse.ledger.rules.entries import Draft, Memo, moving
from tests.bench.scales import Goal, Table, Way, in_turns, ratios, repeat
from tests.cast import Cast
from tests.commonpurse.conftest import fill
from unions.tenancy.ids import uuid7

TURNS, POSTS = 15, 60
DAY = date(2026, 11, 3)
AMOUNT = 100
OPENED_WITH = 100_000_000
FLUSH_SECONDS = 0.001
SCRATCH = """
CREATE TABLE bench_entry (id uuid PRIMARY KEY, kind text NOT NULL, effective_on date NOT NULL,
  posted_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE bench_line (entry_id uuid NOT NULL, account_id uuid NOT NULL, amount bigint NOT NULL,
  PRIMARY KEY (entry_id, account_id));
CREATE TABLE bench_balance (account_id uuid PRIMARY KEY, balance bigint NOT NULL)
  WITH (fillfactor = 50);
"""


class Floor:
    """Two accounts in unguarded tables, and a connection that posts between them."""

    def __init__(self, session: psycopg.Connection) -> None:
        self.session = session
        self.accounts = (uuid7(), uuid7())
        session.execute(SCRATCH)
        for account in self.accounts:
            session.execute("INSERT INTO bench_balance VALUES (%s, 0)", [account])

    def post(self) -> None:
        """Move one amount: seven trips."""
        entry = uuid7()
        self._send("BEGIN")
        header = "INSERT INTO bench_entry (id, kind, effective_on) VALUES (%s, %s, %s)"
        self._send(header, entry, "spend", DAY)
        lines = tuple(zip(self.accounts, (-AMOUNT, AMOUNT), strict=True))
        for account, amount in lines:
            self._send("INSERT INTO bench_line VALUES (%s, %s, %s)", entry, account, amount)
        for account, amount in lines:
            change = "UPDATE bench_balance SET balance = balance + %s WHERE account_id = %s"
            self._send(change, amount, account)
        self._send("COMMIT")

    def _send(self, statement: str, *values: object) -> None:
        self.session.execute(statement.encode(), values, prepare=bool(values))

    def balances(self) -> list[int]:
        """As they stand now."""
        rows = self.session.execute("SELECT balance FROM bench_balance ORDER BY balance")
        return [row[0] for row in rows]


@pytest.fixture
def floor(transactional_db: None) -> Iterator[Floor]:
    """The scratch tables stand in the tests' database while this test runs."""
    session = psycopg.connect(**{**connection.get_connection_params(), "autocommit": True})
    with closing(session):
        session.execute("DROP TABLE IF EXISTS bench_entry, bench_line, bench_balance")
        yield Floor(session)
        session.execute("DROP TABLE bench_entry, bench_line, bench_balance")


class Books:
    """A union's purse, and a keeper who posts."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        with cast.scope():
            self.purse = fill(cast, OPENED_WITH)

    def post(self) -> None:
        """Move one amount as a request does: scope, action, commit."""
        lines = moving(AMOUNT, out_of=self.purse.purse, into=self.purse.bank)
        draft = Draft(f"bench:{uuid7()}", "spend", Memo("spend"), DAY, lines)
        with self.cast.scope():
            journal_entries.post(entry=draft, by=self.cast.dev)

    def balance(self, account_id: UUID) -> int:
        """As it stands now."""
        with self.cast.scope():
            return AccountBalance.objects.get(account_id=account_id).balance


def test_one_client_posts(floor: Floor, harbour: Cast, table: Table, flushing: str) -> None:
    books = Books(harbour)
    ways = {
        "floor d": Way(repeat(floor.post, POSTS), POSTS),
        "action": Way(repeat(books.post, POSTS), POSTS),
    }
    turns = in_turns(ways, turns=TURNS)

    goal = Goal("at least", 0.80)
    table.compare(
        "posts per second: action / floor d", ratios(turns["floor d"], turns["action"]), goal
    )
    flushed = {name: [took + FLUSH_SECONDS for took in turns[name]] for name in ways}
    table.compare(
        "the same, were each commit to wait 1 ms for a disk (reckoned)",
        ratios(flushed["floor d"], flushed["action"]),
        goal,
    )
    table.keep_times(turns)
    table.notes.append(flushing)

    moved = (TURNS + 1) * POSTS * AMOUNT
    assert floor.balances() == [-moved, moved]
    assert books.balance(books.purse.purse) == OPENED_WITH - moved
