"""Reads ask the database as often for three rows as for one."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from provisioning.goods.actions.bookings import fetch
from provisioning.goods.queries import bookings, shared_goods, things
from provisioning.goods.rules.days import Chosen
from tests.cast import Cast
from tests.provisioning.goods.cast_of_things import NOON, booked, day, thing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def one_more(cast: Cast, number: int) -> None:
    """A thing that is out, one to fetch today, one booked ahead."""
    for letters in ("A", "B"):
        thing(cast.jo, code=f"{letters} {number}", name=f"Thing {letters}{number}")
    by = (cast.hana, cast.idris, cast.ana, cast.dev)[number]
    fetch(booking_id=booked(by, 0, code=f"A {number}").id, by=by)
    booked(by, 0, code=f"B {number}")
    booked(by, 10 + number, code="B 0")


Read = Callable[[Cast], object]
READS: dict[str, tuple[int, Read]] = {
    "catalogue": (3, lambda _cast: shared_goods.catalogue()),
    "catalogue on a day": (3, lambda _cast: shared_goods.catalogue(free_on=day(3))),
    "categories": (1, lambda _cast: shared_goods.categories()),
    "thing": (
        7,
        lambda cast: things.thing(code="B 0", reader=cast.hana, chosen=Chosen(day(20))),
    ),
    "own": (2, lambda cast: bookings.own(cast.hana.person_id)),
    "due back": (1, lambda cast: bookings.due_back(cast.hana.person_id)),
    "desk": (3, lambda _cast: bookings.desk()),
}


@pytest.mark.parametrize("name", READS)
def test_as_many_questions_for_three_rows_as_for_one(
    in_harbour: Cast, django_assert_num_queries: DjangoAssertNumQueries, name: str
) -> None:
    questions, read = READS[name]
    one_more(in_harbour, 0)
    with django_assert_num_queries(questions):
        read(in_harbour)
    one_more(in_harbour, 1)
    one_more(in_harbour, 2)
    with django_assert_num_queries(questions):
        read(in_harbour)


def test_free_days(in_harbour: Cast) -> None:
    thing(in_harbour.jo)
    booked(in_harbour.hana, 2, 3)
    free = things.free_days(code="HL 014", from_on=day(0), until_on=day(5), reader=in_harbour.hana)
    assert free == [day(0), day(1), day(4), day(5)]
    far = day(0) + timedelta(days=400)
    assert things.free_days(code="HL 014", from_on=far, until_on=far, reader=in_harbour.hana) == []


def test_late_back_is_away_today_whatever_was_agreed(in_harbour: Cast, noon: Any) -> None:
    thing(in_harbour.jo)
    fetch(booking_id=booked(in_harbour.hana, 0).id, by=in_harbour.hana)
    noon.move_to(NOON + timedelta(days=2))
    (card,) = shared_goods.catalogue().cards
    assert card.state.word == "Out, late back"
    assert shared_goods.catalogue(free_on=day(2)).total == 0
    page = things.thing(code="HL 014", reader=in_harbour.idris, chosen=Chosen())
    assert page.choice is not None
    assert page.choice.first_on == day(3)
