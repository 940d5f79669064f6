"""What is acknowledged is on the disk, though the lock was let go before."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import override_settings

from commonpurse.ledger.actions import journal_entries
from commonpurse.ledger.rules.entries import Draft, Memo, moving
from tests.cast import Cast
from tests.commonpurse.conftest import OPENED_ON, fill
from unions.tenancy.durability import flush_after_commit


def value(statement: str) -> object:
    """The one value of a query."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


@pytest.fixture
def waiting(transactional_db: None) -> Iterator[None]:
    """As in real use: the database waits for the disk, unless told otherwise."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = on")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET synchronous_commit")


def is_flushed(position: object) -> object:
    """Whether the log of the database is on the disk up to there."""
    return value(f"SELECT pg_current_wal_flush_lsn() >= '{position}'::pg_lsn")


def test_the_flush_comes_before_everything_else(waiting: None) -> None:
    told: list[object] = []
    with transaction.atomic():
        transaction.on_commit(lambda: told.append(is_flushed(written)))
        flush_after_commit()
        flush_after_commit()
        assert value("SHOW synchronous_commit") == "off"
        value("SELECT pg_logical_emit_message(true, 'test', repeat('x', 100000))")
        written = value("SELECT pg_current_wal_insert_lsn()")
        assert len(connection.run_on_commit) == 2
    assert told == [True]
    assert value("SHOW synchronous_commit") == "on"


def test_a_part_that_is_taken_back_does_not_take_the_flush_along(waiting: None) -> None:
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            flush_after_commit()
            raise ZeroDivisionError
        assert len(connection.run_on_commit) == 1


def test_outside_a_transaction_there_is_nothing_to_flush(waiting: None) -> None:
    with pytest.raises(RuntimeError, match="no transaction"):
        flush_after_commit()


@pytest.mark.parametrize("slugs", [frozenset(), frozenset({"harbour-lights"})])
def test_entries_of_a_union_that_asked_for_it(
    waiting: None, harbour: Cast, slugs: frozenset[str]
) -> None:
    with harbour.scope():
        purse = fill(harbour, 1_000)
    draft = Draft(
        "rope", "spend", Memo("spend"), OPENED_ON,
        moving(5, out_of=purse.purse, into=purse.bank),
    )  # fmt: skip
    with override_settings(LEDGER_FLUSH_AFTER_COMMIT=slugs), harbour.scope():
        journal_entries.post(entry=draft, by=harbour.dev)
        assert value("SHOW synchronous_commit") == ("off" if slugs else "on")
        written = value("SELECT pg_current_wal_insert_lsn()")
    assert is_flushed(written) is True
