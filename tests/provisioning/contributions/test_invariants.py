"""The laws of giving are silent on whole rows and name the row that is spoilt."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from provisioning.contributions import invariants
from provisioning.contributions.actions.contributions import confirm, log, reverse
from provisioning.contributions.models.contribution import Contribution
from provisioning.contributions.rules.kinds import Kind
from provisioning.measures import Quantity, Unit
from tests.cast import Cast
from unions.tenancy.ids import uuid7

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries(in_harbour: Cast) -> list[Contribution]:
    """An entry that was seen, an entry, and its reversal."""
    seen, undone = (
        log(
            kind=Kind.WORK,
            amount=Quantity(60, Unit.MINUTE),
            what="Pruning",
            given_on=timezone.localdate(),
            client_id=uuid7(),
            by=in_harbour.hana,
        )
        for _ in range(2)
    )
    confirm(contribution_id=seen.id, by=in_harbour.mira)
    return [seen, undone, reverse(contribution_id=undone.id, by=in_harbour.hana)]


def spoil(as_owner: Callable[..., Any], statement: str, *values: object) -> None:
    with as_owner() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE provisioning_contribution DISABLE TRIGGER USER")
        cursor.execute(statement, values)


def test_whole_rows_are_silent(entries: list[Contribution]) -> None:
    assert list(invariants.reversals_mirror_their_entries()) == []
    assert list(invariants.nobody_confirms_their_own()) == []


@pytest.mark.parametrize(
    "change",
    ["quantity = -59", "kind = 'care'", "given_on = given_on - 1", "person_id = %s"],
)
def test_a_reversal_that_differs_is_named(
    in_harbour: Cast, entries: list[Contribution], as_owner: Callable[..., Any], change: str
) -> None:
    back = entries[2]
    values = [in_harbour.idris.person_id] if "%s" in change else []
    spoil(
        as_owner,
        f"UPDATE provisioning_contribution SET {change} WHERE id = %s",
        *values,
        back.id,
    )
    (breach,) = invariants.reversals_mirror_their_entries()
    assert breach.row == f"contribution {back.id}"


def test_a_giver_who_confirms_is_named(
    in_harbour: Cast, entries: list[Contribution], as_owner: Callable[..., Any]
) -> None:
    spoil(
        as_owner,
        "UPDATE provisioning_contribution SET seen_by_id = %s WHERE id = %s",
        in_harbour.hana.id,
        entries[0].id,
    )
    (breach,) = invariants.nobody_confirms_their_own()
    assert breach.row == f"contribution {entries[0].id}"
