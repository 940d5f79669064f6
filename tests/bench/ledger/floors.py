"""The least that any ledger does, in tables without a key against repeats, guard or policy."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import psycopg

from unions.tenancy.ids import uuid7

AMOUNT = 1
TABLES = """
CREATE TABLE bench_entry (id uuid PRIMARY KEY, kind text NOT NULL, effective_on date NOT NULL,
  posted_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE bench_line (entry_id uuid NOT NULL, account_id uuid NOT NULL, amount bigint NOT NULL,
  PRIMARY KEY (entry_id, account_id));
CREATE TABLE bench_transfer (id uuid PRIMARY KEY, out_of uuid NOT NULL, come_to uuid NOT NULL,
  amount bigint NOT NULL, effective_on date NOT NULL);
CREATE TABLE bench_balance (account_id uuid PRIMARY KEY, balance bigint NOT NULL)
  WITH (fillfactor = 50);
"""
NAMES = ("bench_entry", "bench_line", "bench_transfer", "bench_balance")
HEADER = b"INSERT INTO bench_entry (id, kind, effective_on) VALUES (%s, %s, %s)"
LINE = b"INSERT INTO bench_line VALUES (%s, %s, %s)"
CHANGE = b"UPDATE bench_balance SET balance = balance + %s WHERE account_id = %s"
CHANGE_ALL = """
UPDATE bench_balance b SET balance = b.balance + m.moved FROM (
  SELECT l.account_id, sum(l.amount) AS moved
  FROM bench_transfer t, LATERAL (VALUES (t.out_of, -t.amount), (t.come_to, t.amount))
    AS l(account_id, amount)
  WHERE t.id >= %s GROUP BY l.account_id) m
WHERE b.account_id = m.account_id"""


def open_accounts(session: psycopg.Connection, accounts: Sequence[UUID]) -> None:
    """Balances of zero."""
    for account in accounts:
        session.execute("INSERT INTO bench_balance VALUES (%s, 0)", [account])


def post_d(session: psycopg.Connection, own: UUID, purse: UUID, day: date) -> None:
    """Floor d: BEGIN, one header, two lines, two balance updates, COMMIT; seven trips. The
    purse comes last, so that its row is held as briefly as this way of posting allows."""
    entry = uuid7()
    session.execute("BEGIN")
    session.execute(HEADER, [entry, "spend", day], prepare=True)
    lines = ((own, AMOUNT), (purse, -AMOUNT))
    for account, amount in lines:
        session.execute(LINE, [entry, account, amount], prepare=True)
    for account, amount in lines:
        session.execute(CHANGE, [amount, account], prepare=True)
    session.execute("COMMIT")


def post_e(session: psycopg.Connection, transfers: Sequence[tuple[UUID, UUID]], day: date) -> None:
    """Floor e: COPY of all transfers, one row each, and one set-based update of the balances."""
    ids = [uuid7() for _ in transfers]
    with session.transaction(), session.cursor() as cursor:
        with cursor.copy("COPY bench_transfer FROM STDIN") as copy:
            for identity, (out_of, into) in zip(ids, transfers, strict=True):
                copy.write_row((identity, out_of, into, AMOUNT, day))
        cursor.execute(CHANGE_ALL, [ids[0]], prepare=True)
