"""The child that works on django-hordak's books, by its own models and as the tables' owner."""

from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import Any

from django.core.management import call_command
from django.db import connection

from tests import pipes
from tests.bench.ledger import databases, shape

CURRENCY = "GBP"
AMOUNT = Decimal("0.01")
# In one statement each, past its triggers: what is filled in balances by its making.
FILL_TRANSACTIONS = """
INSERT INTO hordak_transaction (id, uuid, timestamp, date, description)
SELECT place, gen_random_uuid(), now(), day, 'spend'
FROM unnest(%s::date[]) WITH ORDINALITY AS e(day, place)"""
FILL_LEGS = """
INSERT INTO hordak_leg (uuid, transaction_id, account_id, currency, credit, debit, description)
SELECT gen_random_uuid(), e.place, l.account_id, %s,
  CASE WHEN l.amount > 0 THEN l.amount / 100.0 END,
  CASE WHEN l.amount < 0 THEN -l.amount / 100.0 END, ''
FROM unnest(%s::integer[], %s::bigint[]) WITH ORDINALITY AS e(account_id, amount, place),
  LATERAL (VALUES (e.account_id, -e.amount), (%s, e.amount)) AS l(account_id, amount)
ORDER BY e.place"""
LAST_NUMBER = """
SELECT setval(pg_get_serial_sequence('hordak_transaction', 'id'),
  (SELECT max(id) FROM hordak_transaction))"""


class Rival:
    """Its accounts as ours are: one that is in every entry, and many beside it."""

    def __init__(self) -> None:
        self.hordak = import_module("hordak.models")
        self.money = import_module("moneyed").Money

    def found(self) -> None:
        """Make the tables and the accounts."""
        call_command("migrate", verbosity=0)
        make = self.hordak.Account.objects.create
        self.purse = make(name="purse", code="1", type="LI", currencies=[CURRENCY])
        self.many = [
            make(name=f"bench {n}", code=str(10 + n), type="EX", currencies=[CURRENCY])
            for n in range(shape.ACCOUNTS)
        ]

    def fill(self, postings: int, today: str) -> int:
        """Enter the history; gives the number of entries."""
        entries = list(shape.entries(postings, date.fromisoformat(today)))
        places = [self.many[entry.place].pk for entry in entries]
        amounts = [entry.amount for entry in entries]
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE hordak_leg DISABLE TRIGGER USER")
            cursor.execute(FILL_TRANSACTIONS, [[entry.on for entry in entries]])
            cursor.execute(FILL_LEGS, [CURRENCY, places, amounts, self.purse.pk])
            cursor.execute(LAST_NUMBER)
            cursor.execute("ALTER TABLE hordak_leg ENABLE TRIGGER USER")
        return len(entries)

    def pause(self, microseconds: int) -> None:
        """Set the stand-in of a slower disk, or take it away."""
        connection.ensure_connection()
        databases.pause_before_flush(connection.connection, microseconds)

    def post(self, times: int) -> None:
        """Post by its own shortcut: a transaction and two legs."""
        amount = self.money(AMOUNT, CURRENCY)
        for _ in range(times):
            self.purse.transfer_to(self.many[0], amount, date=shape.POSTED_ON)

    def balance(self, times: int) -> None:
        """What the purse holds."""
        for _ in range(times):
            assert self.purse.get_simple_balance()

    def statement(self, times: int, today: str) -> None:
        """The purse in the running month with the balance after each, by its view for that."""
        last = date.fromisoformat(today)
        days = (last.replace(day=1), last)
        for _ in range(times):
            legs = self.hordak.LegView.objects.filter(account=self.purse, date__range=days)
            rows = [(leg.date, leg.legacy_amount, leg.account_balance) for leg in legs]
            assert len(rows) == shape.STATEMENT_ROWS, len(rows)

    def counted(self) -> dict[str, Any]:
        """How many transactions stand, and what the purse holds in the smallest part."""
        balance = self.purse.get_simple_balance()
        return {
            "entries": self.hordak.Transaction.objects.count(),
            "purse": int(balance.monies()[0].amount * 100),
        }


def main() -> None:
    """Serve until the pipe is closed."""
    rival = Rival()
    names = ("found", "fill", "pause", "post", "balance", "statement", "counted")
    pipes.serve({name: getattr(rival, name) for name in names})


if __name__ == "main":
    main()
