"""Each law of what was told fails on a row that was spoilt by hand."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from federation.log.actions import key_statements
from federation.summaries import invariants
from federation.summaries.actions import summaries
from tests.cast import Cast
from tests.federation.conftest import seal_now


@pytest.fixture
def told(sharing: Cast) -> Cast:
    """October was told and sealed; later entries change nothing in what was told."""
    with time_machine.travel(datetime(2030, 1, 5, tzinfo=UTC)):
        key_statements.begin()
        with sharing.scope():
            summaries.publish(now=datetime(2026, 11, 5, tzinfo=UTC))
        seal_now()
    with sharing.scope():
        assert not list(invariants.summaries_are_their_lines())
        assert not list(invariants.summaries_are_recomputed_aggregates())
    return sharing


@pytest.fixture(autouse=True)
def late_october(instance: str) -> Any:
    """Entries are made in October."""
    with time_machine.travel(datetime(2026, 10, 20, tzinfo=UTC), tick=False):
        yield


def test_summaries_are_their_lines(told: Cast, as_owner: Callable[..., Any]) -> None:
    with as_owner() as cursor:
        cursor.execute("UPDATE federation_summary SET body = '{\"members\": 99}'")
    with told.scope():
        (breach,) = invariants.summaries_are_their_lines()

    assert breach.row == "summary 2026-10 rev 1"


def test_summaries_are_recomputed_aggregates(told: Cast, as_owner: Callable[..., Any]) -> None:
    with as_owner() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE provisioning_contribution DISABLE TRIGGER USER")
        cursor.execute("UPDATE provisioning_contribution SET quantity = quantity + 5")
        cursor.execute("ALTER TABLE provisioning_contribution ENABLE TRIGGER USER")
    with told.scope():
        (breach,) = invariants.summaries_are_recomputed_aggregates()

    assert breach.row == "summary 2026-10 rev 1"
