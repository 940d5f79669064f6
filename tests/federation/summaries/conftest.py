"""A union with people, hours and consents."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from federation.peers.actions import sharing_consents
from federation.peers.rules.scopes import SECTIONS
from provisioning.contributions.actions import contributions
from provisioning.contributions.rules.kinds import Kind
from provisioning.measures import Quantity, Unit
from tests.cast import Cast


@pytest.fixture
def giving(instance: str, harbour: Cast) -> Cast:
    """Harbour Lights: eight members, each of whom gave an hour on 3 October."""
    with harbour.scope():
        for name in harbour.members:
            log_hours(harbour, name, 60, date(2026, 10, 3))
    return harbour


@pytest.fixture
def sharing(giving: Cast) -> Cast:
    """Harbour Lights has agreed to share all sections."""
    with giving.scope():
        sharing_consents.give(sections=SECTIONS, decision_id=uuid4(), by_id=giving.bo.id)
    return giving


def log_hours(cast: Cast, name: str, minutes: int, day: date) -> Any:
    """One entry of work."""
    return contributions.log(
        kind=Kind.WORK,
        amount=Quantity(minutes, Unit.MINUTE),
        what="Mending nets",
        given_on=day,
        client_id=uuid4(),
        by=cast.members[name],
    )
