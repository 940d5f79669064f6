"""What leaves the room: counts by category, and pseudonyms for what is lent."""

import pytest
import time_machine

from provisioning.goods import aggregates
from provisioning.goods.actions.bookings import fetch
from provisioning.goods.actions.shared_goods import move
from tests.cast import Cast
from tests.provisioning.goods.cast_of_things import NOON, booked, thing

pytestmark = pytest.mark.django_db


@time_machine.travel(NOON, tick=False)
def test_available_and_lent(in_harbour: Cast) -> None:
    for number in range(1, 5):
        thing(in_harbour.jo, code=f"HL {number}", name=f"Drill {number}", category="tools")
    thing(in_harbour.jo)
    for code in ("HL 1", "HL 2"):
        booking = booked(in_harbour.hana, 0, code=code)
        fetch(booking_id=booking.id, by=in_harbour.hana)
    move(code="HL 3", to="repair", by=in_harbour.jo)
    booked(in_harbour.hana, 12, code="HL 4")

    assert aggregates.available() == [("tools.available", 1), ("transport.available", 1)]
    assert aggregates.lent() == [("tools.lent", in_harbour.hana.person_id, 2)]


def test_another_union_is_not_counted(harbour: Cast, millrace: Cast) -> None:
    with harbour.scope():
        thing(harbour.jo)
    with millrace.scope():
        assert aggregates.available() == []
        assert aggregates.lent() == []
