"""The child that works on our books: as the unprivileged role, with two connections of its own.

`session` is plain psycopg, which names its union once; Django's connection is what a request has.
"""

import os
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection
from django.test import Client
from django.utils import timezone
from psycopg.types.json import Jsonb

from commonpurse.ledger.actions import journal_entries
from commonpurse.ledger.actions.accounts import NewAccount, open_account
from commonpurse.ledger.models.account_balance import AccountBalance
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.models.unit import Unit
from commonpurse.ledger.queries import accounts, statements
from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.ledger.rules.entries import Draft, Memo, moving
from tests.bench import pipes
from tests.bench.ledger import databases, floors, shape
from tests.bench.ledger.books import Books
from tests.cast import HARBOUR, gather
from tests.commonpurse.conftest import fill
from unions.invariants import laws
from unions.people.models.membership import Membership
from unions.people.models.user import User
from unions.tenancy.ids import uuid7
from unions.tenancy.scopes import union_scope

CURRENCY = "GBP"
OPENED_WITH = 10**12
SIGN_IN = "allauth.account.auth_backends.AuthenticationBackend"
POST = (
    b"SELECT entry_id, replayed FROM ledger_post("
    b"%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::uuid[], %s::bigint[], %s)"
)
FILL_AT_ONCE = 5_000
FILL = """
SELECT count(*) FROM unnest(%s::uuid[], %s::date[], %s::uuid[], %s::bigint[])
  WITH ORDINALITY AS e(id, day, account, amount, place)
CROSS JOIN LATERAL ledger_post(%s, e.id, 'fill:' || e.id, 'spend', 'spend', '{}', NULL, NULL, %s,
  e.day, ARRAY[e.account, %s], ARRAY[-e.amount, e.amount], NULL)"""


def found() -> dict[str, Any]:
    """A union with its people, a purse with money in it, and the many accounts beside it."""
    cast = gather("bench", "Bench", HARBOUR, "northshore")
    keeper = cast.dev
    with cast.scope():
        purse = fill(cast, OPENED_WITH)
        unit = Unit.objects.get(code=CURRENCY)
        many = [
            open_account(
                account=NewAccount(AccountKind.EXPENSE, f"bench.{n}"), unit_id=unit.pk, by=keeper
            )
            for n in range(shape.ACCOUNTS)
        ]
    assert keeper.user
    books = Books(
        union=cast.union.pk,
        slug=cast.union.slug,
        keeper=keeper.pk,
        user=keeper.user.pk,
        purse=purse.purse,
        bank=purse.bank,
        accounts=tuple(many),
    )
    return books.told()


class Keeper:
    """One client: posts and reads for one union. `place` tells the clients apart."""

    def __init__(self) -> None:
        self.session = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
        self.acknowledged = 0

    def open(self, books: dict[str, Any], place: int) -> None:
        """Take up the books; two of the many accounts are this client's own."""
        self.books = Books.heard(books)
        self.own = self.books.accounts[2 * place : 2 * place + 2]
        self.session.execute(f"SET app.union_id = '{self.books.union}'".encode())
        with union_scope(self.books.union):
            self.by = Membership.objects.get(pk=self.books.keeper)
        self.browser = Client()
        self.browser.force_login(User.objects.get(pk=self.books.user), backend=SIGN_IN)

    def pause(self, microseconds: int) -> None:
        """Set the stand-in of a slower disk on both connections, or take it away."""
        databases.pause_before_flush(self.session, microseconds)
        connection.ensure_connection()
        databases.pause_before_flush(connection.connection, microseconds)

    def floor_d(self, times: int, between: str) -> None:
        """Post by floor d."""
        own, other = self._pair(between)
        for _ in range(times):
            floors.post_d(self.session, own, other, shape.POSTED_ON)

    def post(self, times: int, between: str) -> None:
        """Post by the ledger's function: one trip, prepared."""
        own, other = self._pair(between)
        for _ in range(times):
            values = [
                self.books.union, uuid7(), f"bench:{uuid7()}", "spend", "spend", Jsonb({}), None,
                None, self.books.keeper, shape.POSTED_ON, [own, other],
                [floors.AMOUNT, -floors.AMOUNT], None,
            ]  # fmt: skip
            self.session.execute(POST, values, prepare=True)
        self.acknowledged += times

    def action(self, times: int, between: str) -> None:
        """Post as a request does: scope, action, commit."""
        own, other = self._pair(between)
        for _ in range(times):
            lines = moving(floors.AMOUNT, out_of=other, into=own)
            draft = Draft(f"bench:{uuid7()}", "spend", Memo("spend"), shape.POSTED_ON, lines)
            with union_scope(self.books.union):
                journal_entries.post(entry=draft, by=self.by)
        self.acknowledged += times

    def floor_e(self, times: int, size: int) -> None:
        """Post so many transfers at once by floor e."""
        transfers = [(self.books.purse, self._beside(i)) for i in range(size)]
        for _ in range(times):
            floors.post_e(self.session, transfers, shape.POSTED_ON)

    def balance(self, times: int) -> None:
        """What the purse holds, as its page asks for it."""
        for _ in range(times):
            with union_scope(self.books.union):
                assert accounts.held(CURRENCY)[AccountKind.PURSE]

    def statement(self, times: int) -> None:
        """The purse's account in the running month, row by row with the balance after each."""
        today = timezone.localdate()
        month = today.replace(day=1)
        for _ in range(times):
            with union_scope(self.books.union):
                found = statements.of_account(
                    self.books.purse, month, today=today, hidden=frozenset()
                )
            assert found
            assert len(found.lines) == shape.STATEMENT_ROWS

    def page(self, times: int, path: str) -> None:
        """A page by a signed-in keeper, through every middleware."""
        for _ in range(times):
            answer = self.browser.get(f"/u/{self.books.slug}/{path}")
            assert answer.status_code == 200, answer.status_code

    def fill(self, postings: int) -> int:
        """Enter the history; gives the number of entries."""
        entries = list(shape.entries(postings, timezone.localdate()))
        for start in range(0, len(entries), FILL_AT_ONCE):
            chosen = entries[start : start + FILL_AT_ONCE]
            values = [
                [uuid7() for _ in chosen],
                [entry.on for entry in chosen],
                [self._beside(entry.place) for entry in chosen],
                [entry.amount for entry in chosen],
            ]
            ends = [self.books.union, self.books.keeper, self.books.purse]
            self.session.execute(FILL, [*values, *ends])
        return len(entries)

    def counted(self) -> dict[str, int]:
        """What this client was told had been posted, and what stands in the books."""
        with union_scope(self.books.union):
            standing = JournalEntry.objects.filter(key__startswith="bench:").count()
            purse = AccountBalance.objects.get(account_id=self.books.purse)
            return {
                "acknowledged": self.acknowledged,
                "entries": standing,
                "purse": purse.balance,
                "lines": purse.seq,
            }

    def broken(self) -> list[list[str]]:
        """What breaks a law of the ledger."""
        with union_scope(self.books.union):
            return [
                [law.name, *breach]
                for law in laws()
                if law.name.startswith("commonpurse.ledger")
                for breach in law.breaches()
            ]

    def _beside(self, place: int) -> UUID:
        return self.books.accounts[place % len(self.books.accounts)]

    def _pair(self, between: str) -> tuple[UUID, UUID]:
        own, other = self.own
        return (own, self.books.purse) if between == "purse" else (own, other)


def main() -> None:
    """Serve until the pipe is closed."""
    keeper = Keeper()
    names = (
        "open", "pause", "floor_d", "post", "action", "floor_e", "balance", "statement", "page",
        "fill", "counted", "broken",
    )  # fmt: skip
    pipes.serve({"found": found, **{name: getattr(keeper, name) for name in names}})


if __name__ == "main":
    main()
