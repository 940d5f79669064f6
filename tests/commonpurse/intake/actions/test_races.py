"""Several workers, tills and killed processes, on real connections: nothing lost or doubled."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.conf import settings
from django.db import connection

from commonpurse.intake.actions import incoming_payments
from commonpurse.intake.actions.incoming_payments import Taken
from commonpurse.intake.refusals import SendingUsed
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.queries.accounts import held
from commonpurse.ledger.rules.accounts import AccountKind
from tests.cast import Cast
from tests.commonpurse.crowd import at_once
from tests.commonpurse.intake.tills import sale, states, tell, work_off
from tests.commonpurse.ledger.test_invariants import breaches
from tests.unions.courier.test_delivery import address

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = 40
WORKERS = 4

# Enters a batch, says so, and is killed before it can commit.
DOOMED = """
import sys, time, uuid
import django
django.setup()
from commonpurse.intake.actions import incoming_payments
from commonpurse.intake.actions.incoming_payments import Taken
from commonpurse.intake.refusals import SendingUsed
from unions.tenancy.scopes import union_scope
with union_scope(uuid.UUID(sys.argv[1])):
    print(incoming_payments.drain(), flush=True)
    time.sleep(3600)
"""


def all_is_entered_once(cast: Cast) -> None:
    with cast.scope():
        assert set(states().values()) == {"entered"}
        assert JournalEntry.objects.count() == ROWS
        assert held("GBP")[AccountKind.PURSE] == ROWS * 350
        assert breaches() == {}


def test_workers_and_tills_at_once(
    transactional_db: None, harbour: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming_payments, "BATCH_ROWS_MAX", 7)
    gate = Barrier(WORKERS)

    def run(number: int) -> None:
        try:
            gate.wait(timeout=60)
            # Every till tells the same sales, in an order of its own.
            items = [sale(f"k{place * 7 % ROWS if number % 2 else place}") for place in range(ROWS)]
            with harbour.scope():
                tell(harbour, *items, sending=f"till-{number}")
            for _ in range(ROWS):
                with harbour.scope():
                    incoming_payments.drain()
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(run, range(WORKERS)))
    all_is_entered_once(harbour)


def test_one_name_of_a_sending_takes_in_one(transactional_db: None, harbour: Cast) -> None:
    def send(number: int) -> list[Taken]:
        return tell(harbour, sale(f"k{number}"), sending="till-1")

    answers = at_once(harbour, send)
    assert sum(isinstance(answer, list) for answer in answers) == 1
    assert answers.count(SendingUsed) == len(answers) - 1
    with harbour.scope():
        assert len(states()) == 1


def test_killed_in_mid_work(transactional_db: None, harbour: Cast) -> None:
    with harbour.scope():
        tell(harbour, *(sale(f"k{number}") for number in range(ROWS)))
    process = subprocess.Popen(
        [sys.executable, "-c", DOOMED, str(harbour.union.id)],
        env=os.environ | {"DATABASE_URL": address("DATABASE_APP_URL")},
        cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == str(ROWS)
        with harbour.scope():
            # What it has in its hands is not taken up by others.
            assert incoming_payments.drain() == 0
        process.send_signal(signal.SIGKILL)
    with harbour.scope():
        assert set(states().values()) == {"waiting"}
    work_off(harbour)
    all_is_entered_once(harbour)
