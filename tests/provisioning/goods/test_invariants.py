"""The laws of things are silent on whole rows and name the row that is spoilt."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine

from provisioning.goods import invariants
from provisioning.goods.actions.bookings import fetch, give_back
from provisioning.goods.models.booking import Booking
from tests.cast import Cast
from tests.provisioning.goods.cast_of_things import NOON, booked, thing

pytestmark = pytest.mark.django_db
TABLE = "provisioning_booking"


@pytest.fixture(autouse=True)
def noon() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def bookings(in_harbour: Cast) -> list[Booking]:
    """One that is out, one ahead, one of another thing that is back."""
    thing(in_harbour.jo)
    thing(in_harbour.jo, code="HL 002", name="Drill")
    out, ahead = booked(in_harbour.hana, 0, 1), booked(in_harbour.idris, 12, 13)
    back = booked(in_harbour.ana, 0, code="HL 002")
    fetch(booking_id=out.id, by=in_harbour.hana)
    fetch(booking_id=back.id, by=in_harbour.ana)
    give_back(booking_id=back.id, report="", by=in_harbour.ana)
    return [out, ahead, back]


def spoil(as_owner: Callable[..., Any], *statements: str) -> None:
    with as_owner() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for statement in statements:
            cursor.execute(statement)


def test_whole_rows_are_silent(bookings: list[Booking]) -> None:
    assert list(invariants.bookings_never_overlap()) == []
    assert list(invariants.things_are_out_once()) == []
    assert list(invariants.times_follow_states()) == []


def test_an_overlap_is_named(bookings: list[Booking], as_owner: Callable[..., Any]) -> None:
    out, ahead, _back = bookings
    spoil(
        as_owner,
        f"ALTER TABLE {TABLE} DROP CONSTRAINT booking_days_never_shared",
        f"UPDATE {TABLE} SET first_on = '2026-12-01' WHERE id = '{ahead.id}'",
    )
    (breach,) = invariants.bookings_never_overlap()
    assert breach.row == f"booking {ahead.id}"
    assert list(invariants.things_are_out_once()) == []
    assert out.id < ahead.id


def test_a_thing_that_is_out_twice_is_named(
    bookings: list[Booking], as_owner: Callable[..., Any]
) -> None:
    ahead = bookings[1]
    spoil(
        as_owner,
        "DROP INDEX booking_out_once",
        f"UPDATE {TABLE} SET state = 'out', out_at = now() WHERE id = '{ahead.id}'",
    )
    (breach,) = invariants.things_are_out_once()
    assert breach.row == f"booking {ahead.id}"


@pytest.mark.parametrize(
    ("place", "change"),
    [(0, "out_at = NULL"), (2, "back_at = NULL"), (2, "back_at = out_at - interval '1 day'")],
)
def test_times_that_do_not_fit_are_named(
    bookings: list[Booking], as_owner: Callable[..., Any], place: int, change: str
) -> None:
    booking = bookings[place]
    spoil(
        as_owner,
        f"ALTER TABLE {TABLE} DROP CONSTRAINT booking_state_fits_its_times",
        f"UPDATE {TABLE} SET {change} WHERE id = '{booking.id}'",
    )
    (breach,) = invariants.times_follow_states()
    assert breach.row == f"booking {booking.id}"
