"""What every test stands on: a real database as the unprivileged role, and one cast."""

import gc
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management.commands import flush
from django.db import connection, transaction
from django.db.backends.signals import connection_created
from django.test import TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from commonpurse.apps import mark_epoch
from tests.leftovers import swept

pytest_plugins = ["tests.cast", "tests.order"]

APP_ROLE = settings.APP_ROLE
# Tables that hold rows, or have held some, but those that only a migration fills.
TOUCHED = """SELECT oid::regclass::text FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0
AND relname NOT IN ('django_migrations', 'django_content_type', 'auth_permission')"""
# The same examples each time, and none too slow: how fast a busy machine is says nothing of ours.
hypothesis_settings.register_profile(
    "steady",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
hypothesis_settings.load_profile("steady")


def pytest_collection_finish() -> None:
    """Never look through modules and tests for garbage."""
    gc.collect()
    gc.freeze()


def step_down(connection: Any, **_: Any) -> None:
    """Make a new connection speak as the role of web and worker."""
    with connection.cursor() as cursor:
        cursor.execute(f'SET ROLE "{APP_ROLE}"')


@pytest.fixture(autouse=True, scope="session")
def empty_cache() -> None:
    """A server that goes on may hold what an earlier run has left."""
    cache.clear()


@pytest.fixture(autouse=True)
def nothing_stays() -> Iterator[None]:
    """The next test in this process finds the world as this one did."""
    with swept():
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """After the owner has made and migrated the database, every connection steps down."""
    with django_db_blocker.unblock():
        connection.close()
        connection_created.connect(step_down, dispatch_uid="step-down")
        yield
        connection_created.disconnect(dispatch_uid="step-down")
        connection.close()


@pytest.fixture(autouse=True, scope="session")
def flush_as_owner() -> None:
    """Only the flush after a transactional test steps up, and it takes away what there is.

    Django's own cuts off every table and its indexes, also the many that are empty: 0.4 s a time.
    """

    def handle(self: Any, **options: Any) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
            cursor.execute(TOUCHED)
            tables = [row[0] for row in cursor.fetchall()]
            _switch_triggers(cursor, tables, "DISABLE")
            # As one statement, since rows point at each other.
            steps = ", ".join(f"_{n} AS (DELETE FROM {t})" for n, t in enumerate(tables))
            cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; WITH {steps} SELECT")
            _switch_triggers(cursor, tables, "ENABLE")
            mark_epoch()
            step_down(connection)

    flush.Command.handle = handle  # type: ignore[method-assign]
    assert TransactionTestCase.serialized_rollback is False


def _switch_triggers(cursor: Any, tables: list[str], way: str) -> None:
    """Those of append-only tables refuse this to everyone, the owner too."""
    cursor.execute("; ".join(f"ALTER TABLE {table} {way} TRIGGER USER" for table in tables))
