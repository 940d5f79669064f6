"""Who watches the processes gets one word."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.utils import timezone
from redis.exceptions import ConnectionError as BrokerAway

from unions import schedule
from unions.courier.models.pulse import Pulse


def test_a_living_process_says_so_without_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.fixture
def on_time(db: None) -> None:
    """Work has just made its way."""
    schedule.pulse("journey")


def ready(client: Client) -> tuple[int, bytes]:
    """What `/readyz` answers."""
    answer = client.get("/readyz")
    return answer.status_code, answer.content


def test_all_is_well(client: Client, on_time: None) -> None:
    assert ready(client) == (200, b"ok\n")


def test_work_that_does_not_make_its_way_degrades(client: Client, on_time: None) -> None:
    Pulse.objects.update(beat_at=timezone.now() - timedelta(minutes=4))
    assert ready(client) == (200, b"degraded\n")
    Pulse.objects.all().delete()
    assert ready(client) == (200, b"degraded\n")


def test_the_wrong_role_is_not_ready(client: Client, on_time: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        try:
            assert ready(client) == (503, b"unavailable\n")
        finally:
            cursor.execute(f'SET ROLE "{settings.APP_ROLE}"')


def test_a_cache_that_is_away_is_not_ready(
    client: Client, on_time: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: Any, **__: Any) -> None:
        raise BrokerAway

    monkeypatch.setattr(cache, "set", away)
    assert ready(client) == (503, b"unavailable\n")


def test_an_older_schema_is_not_ready(
    client: Client, on_time: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_: ["missing"])
    assert ready(client) == (503, b"unavailable\n")
