"""The child that works on our books: as the unprivileged role, with two connections of its own.

`session` is plain psycopg, which names its union once; Django's connection is what a request has.
"""

import os
import time
from collections.abc import Sequence
from hashlib import sha256
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone
from psycopg.types.json import Jsonb

from commonpurse.intake.actions import incoming_payments
from commonpurse.intake.rules.incoming import NewIncoming
from commonpurse.ledger.actions import journal_entries
from commonpurse.ledger.actions.accounts import NewAccount, open_account, open_purse
from commonpurse.ledger.models.account_balance import AccountBalance
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.models.unit import Unit
from commonpurse.ledger.queries import accounts, evidence, statements
from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.ledger.rules.entries import Draft, Memo, moving
from commonpurse.ledger.rules.ways import Way
from commonpurse.seals.actions import seals
from commonpurse.seals.invariants import books_are_as_sealed
from commonpurse.seals.models.seal import Seal
from commonpurse.seals.queries import chains
from commonpurse.seals.rules import leaves
from tests import pipes
from tests.bench.ledger import databases, floors, shape
from tests.bench.ledger.books import Books
from tests.cast import HARBOUR, gather
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
POST_MANY = (
    b"SELECT count(*) FROM ledger_post_many("
    b"%s, %s, %s::uuid[], %s::text[], %s::text[], %s::text[], %s::jsonb[], %s::text[], %s::uuid[], "
    b"%s::date[], %s::uuid[], %s::integer[], %s::uuid[], %s::bigint[])"
)
# In one trip and one transaction of its own: all that was written before is flushed with it.
FLUSH = b"""
SET LOCAL synchronous_commit = on; SELECT pg_logical_emit_message(true, 'onecloak', '')"""
DRAIN_EVERY_SECONDS = 0.005
SEAL_EVERY_SECONDS = 0.1
FILL_AT_ONCE = 5_000


def found() -> dict[str, Any]:
    """A union with its people, a purse with money in it, and the many accounts beside it."""
    cast = gather("bench", "Bench", HARBOUR, "northshore")
    keeper = cast.dev
    with cast.scope():
        purse = open_purse(currency=CURRENCY, by=keeper)
        lines = moving(OPENED_WITH, out_of=purse.bank, into=purse.purse)
        opening = Draft("opening", "opening", Memo("opening"), shape.OPENED_ON, lines)
        journal_entries.post(entry=opening, by=keeper)
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
        self.browser = Client(SERVER_NAME="localhost")
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
            self._post(own, other)
        self.acknowledged += times

    def post_relaxed(self, times: int, between: str) -> None:
        """The same without waiting at the commit, each followed by one wait for the disk."""
        self.session.execute("SET synchronous_commit = off")
        own, other = self._pair(between)
        for _ in range(times):
            self._post(own, other)
            self.session.execute(FLUSH)
        self.session.execute("SET synchronous_commit = on")
        self.acknowledged += times

    def action(self, times: int, between: str, *, relaxed: bool = False) -> None:
        """Post as a request does: scope, action, commit; `relaxed` as a host may ask for."""
        own, other = self._pair(between)
        slugs = {self.books.slug} if relaxed else set()
        with override_settings(LEDGER_FLUSH_AFTER_COMMIT=frozenset(slugs)):
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

    def post_many(self, times: int, size: int) -> None:
        """Post so many entries at once by the ledger's function: one trip."""
        entries = [shape.Entry(shape.POSTED_ON, i, floors.AMOUNT) for i in range(size)]
        for _ in range(times):
            self._post_many("bench", entries)
        self.acknowledged += times * size

    def action_many(self, times: int, size: int) -> None:
        """The same as a request does it: scope, action, commit."""
        for _ in range(times):
            drafts = [
                Draft(
                    f"bench:{uuid7()}",
                    "spend",
                    Memo("spend"),
                    shape.POSTED_ON,
                    moving(floors.AMOUNT, out_of=self.books.purse, into=self._beside(i)),
                )
                for i in range(size)
            ]
            with union_scope(self.books.union):
                journal_entries.post_many(entries=drafts, by=self.by)
        self.acknowledged += times * size

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
        """Enter the history, a transaction for each part; gives the number of entries."""
        entries = list(shape.entries(postings, timezone.localdate()))
        for start in range(0, len(entries), FILL_AT_ONCE):
            self._post_many("fill", entries[start : start + FILL_AT_ONCE])
        return len(entries)

    def take_in(self, size: int) -> None:
        """Tell of so many payments in one sending, answered before they are entered."""
        items = [
            NewIncoming(f"bench:{uuid7()}", CURRENCY, floors.AMOUNT, Way.BANK, shape.OPENED_ON)
            for _ in range(size)
        ]
        with union_scope(self.books.union):
            incoming_payments.take_in(items=items, sending=f"bench:{uuid7()}", by=self.by)

    def drain(self, items: int) -> None:
        """Enter what is taken in until so many are entered."""
        while items > 0:
            with union_scope(self.books.union):
                entered = incoming_payments.drain()
            items -= entered
            if not entered:
                time.sleep(DRAIN_EVERY_SECONDS)

    def seal(self, entries: int) -> None:
        """Seal whatever waits, again and again until so many more entries are sealed."""
        until = self._seal_once() + entries if entries else 0
        while self._seal_once() < until:
            time.sleep(SEAL_EVERY_SECONDS)

    def take_texts(self) -> int:
        """Keep the sealed entries in memory, and their bytes; how many there are."""
        with union_scope(self.books.union):
            self.sealed = [
                entry
                for ids in Seal.objects.order_by("block").values_list("entry_ids", flat=True)
                for entry in evidence.entries(ids).values()
            ]
        self.texts = [leaves.text(entry).encode() for entry in self.sealed]
        return len(self.texts)

    def verify(self) -> None:
        """Reckon all that is sealed again from what stands in the books."""
        with union_scope(self.books.union):
            assert not list(books_are_as_sealed())

    def write_texts(self) -> None:
        """Write and hash what is in memory."""
        assert all(map(leaves.leaf, self.sealed))

    def hash_texts(self) -> None:
        """Hash bytes that are written already."""
        assert all(sha256(text).digest() for text in self.texts)

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
                if law.name.startswith(("commonpurse.ledger", "commonpurse.intake"))
                for breach in law.breaches()
            ]

    def _seal_once(self) -> int:
        """Seal what can be sealed now; how many entries are sealed."""
        with union_scope(self.books.union):
            seals.seal()
            head = chains.head()
        return head.entries if head else 0

    def _beside(self, place: int) -> UUID:
        return self.books.accounts[place % len(self.books.accounts)]

    def _post(self, own: UUID, other: UUID) -> None:
        values = [
            self.books.union, uuid7(), f"bench:{uuid7()}", "spend", "spend", Jsonb({}), None,
            None, self.books.keeper, shape.POSTED_ON, [own, other],
            [floors.AMOUNT, -floors.AMOUNT], None,
        ]  # fmt: skip
        self.session.execute(POST, values, prepare=True)

    def _post_many(self, prefix: str, entries: Sequence[shape.Entry]) -> None:
        """Two lines each: what the purse gets, the account beside it gives."""
        nothing = [None] * len(entries)
        spends = ["spend"] * len(entries)
        values = [
            self.books.union, self.books.keeper, [uuid7() for _ in entries],
            [f"{prefix}:{uuid7()}" for _ in entries], spends, spends,
            [Jsonb({}) for _ in entries], nothing, nothing, [entry.on for entry in entries],
            nothing, [place for place in range(1, len(entries) + 1) for _ in range(2)],
            [account for e in entries for account in (self.books.purse, self._beside(e.place))],
            [amount for e in entries for amount in (e.amount, -e.amount)],
        ]  # fmt: skip
        self.session.execute(POST_MANY, values, prepare=True)

    def _pair(self, between: str) -> tuple[UUID, UUID]:
        own, other = self.own
        return (own, self.books.purse) if between == "purse" else (own, other)


def main() -> None:
    """Serve until the pipe is closed."""
    keeper = Keeper()
    names = (
        "open", "pause", "fill", "counted", "broken", "floor_d", "floor_e", "post", "post_relaxed",
        "action", "post_many", "action_many", "take_in", "drain", "balance", "statement", "page",
        "seal", "take_texts", "verify", "write_texts", "hash_texts",
    )  # fmt: skip
    pipes.serve({"found": found, **{name: getattr(keeper, name) for name in names}})


if __name__ == "main":
    main()
