"""Where the ledgers meet: two sizes of our books, eight clients, and the other ledger."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from uuid import UUID

import psycopg
from django.conf import settings
from django.utils import timezone
from psycopg import sql

from tests.bench.ledger import databases, floors, rival, shape
from tests.bench.ledger.books import Books
from tests.pipes import Client, OrderFailed

CLIENTS = 8
SMALL, LARGE, RIVAL = "bench_ledger_small", "bench_ledger_large", "bench_ledger_rival"
OURS, THEIRS = "tests.bench.ledger.ours", "tests.bench.ledger.rival_books"


@dataclass
class Field:
    """All clients stand ready with their books open; `notes` says what is missing."""

    small: list[Client]
    ninth: Client
    large: Client
    rival: Client | None
    books: Books
    stand_in: bool
    notes: list[str] = field(default_factory=list)

    @property
    def one(self) -> Client:
        """The first of the eight."""
        return self.small[0]


@contextmanager
def prepared(template: str) -> Iterator[Field]:
    """Everything from the databases to the clients; it is all gone afterwards."""
    with ExitStack() as stack:
        (*crowd, ninth), books = _ours(stack, SMALL, template, shape.SMALL, CLIENTS + 1)
        (large,), _ = _ours(stack, LARGE, template, shape.LARGE, 1)
        made = Field(crowd, ninth, large, None, books, stand_in=_may_pause(crowd[0]))
        try:
            made.rival = _rival(stack)
        except rival.NoRival as reason:
            made.notes.append(f"not measured: beside django-hordak. {reason}")
        if not made.stand_in:
            made.notes.append(
                "not measured: a disk of 1 ms; the role of this server may not set commit_delay."
            )
        yield made


def _ours(
    stack: ExitStack, name: str, template: str, postings: int, clients: int
) -> tuple[list[Client], Books]:
    databases.make(name, template)
    stack.callback(databases.drop, name)
    address = databases.address("DATABASE_APP_URL", name)
    crowd = [Client(OURS, {"DATABASE_URL": address}) for _ in range(clients)]
    for client in crowd:
        stack.callback(client.end)
    told = crowd[0].ask("found")
    books = Books.heard(told)
    for place, client in enumerate(crowd):
        client.ask("open", books=told, place=place)
    crowd[0].ask("fill", postings=postings)
    with databases.as_owner(name) as session:
        _lay_floor(session, [books.purse, *books.accounts])
    databases.settle(name)
    return crowd, books


def _lay_floor(session: psycopg.Connection, accounts: list[UUID]) -> None:
    session.execute(floors.TABLES.encode())
    floors.open_accounts(session, accounts)
    grant = sql.SQL("GRANT SELECT, INSERT, UPDATE ON {} TO {}")
    for table in floors.NAMES:
        role = sql.Identifier(settings.APP_ROLE)
        session.execute(grant.format(sql.Identifier(table), role))


def _rival(stack: ExitStack) -> Client:
    environment = rival.environment()
    databases.make(RIVAL)
    stack.callback(databases.drop, RIVAL)
    address = databases.address("DATABASE_URL", RIVAL)
    client = Client(THEIRS, {**environment, "DATABASE_URL": address})
    stack.callback(client.end)
    client.ask("found")
    client.ask("fill", postings=shape.LARGE, today=timezone.localdate().isoformat())
    databases.settle(RIVAL)
    return client


def _may_pause(client: Client) -> bool:
    try:
        client.ask("pause", microseconds=databases.DELAY_MICROSECONDS)
        client.ask("pause", microseconds=0)
    except OrderFailed as error:
        if "permission denied" not in str(error):
            raise
        return False
    return True
