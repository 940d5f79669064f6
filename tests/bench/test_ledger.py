"""Our ledger beside the least that any ledger does and beside django-hordak, in turns.

Floor d: psycopg with prepared statements, BEGIN, one header, two lines, two balance updates,
COMMIT; seven trips, no key against repeats, no guard. Floor e: COPY of 1,000 transfers and one
set-based update of the balances. Every client is a process; each row that waits for a disk is
measured on the real one and on a stand-in whose flush takes 1 ms more.
"""

import os
from collections.abc import Iterator

import pytest
from django.db import connection

from tests.bench.ledger import databases, reading, sealing, writing
from tests.bench.ledger.field import Field, prepared
from tests.bench.scales import Table
from tests.pipes import together


@pytest.fixture(scope="module")
def field(django_db_setup: None) -> Iterator[Field]:
    """The clients, with databases made from the migrated one of the tests."""
    connection.close()
    with prepared(str(connection.settings_dict["NAME"])) as made:
        yield made


@pytest.mark.django_db(transaction=True)
def test_ledger(field: Field, table: Table, flushing: str) -> None:
    busy = os.getloadavg()[0]
    # Reading and verifying first: what follows makes the small books larger.
    reading.weigh_history(field, table)
    reading.weigh_pages(field, table)
    reading.weigh_policies(field, table)
    sealing.weigh_verifying(field, table)
    writing.weigh_one_client(field, table)
    writing.weigh_distinct_accounts(field, table)
    writing.weigh_one_purse(field, table)
    sealing.weigh_seals(field, table)
    writing.weigh_batches(field, table)
    load = f"{busy:.1f} at the beginning, {os.getloadavg()[0]:.1f} at the end"
    table.notes += [
        *field.notes,
        f"Intake: {writing.SENDING}.",
        databases.STAND_IN,
        f"{flushing}. Processes that wanted to run: {load}.",
    ]
    recount(field)


def recount(field: Field) -> None:
    """Whatever was acknowledged stands once; the books keep every law of theirs."""
    for clients in (field.small, [field.large]):
        counts = together(clients, "counted")
        assert sum(count["acknowledged"] for count in counts) == counts[0]["entries"]
        broken = clients[0].ask("broken")
        assert not broken, broken
