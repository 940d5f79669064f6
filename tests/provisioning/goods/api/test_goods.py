"""Programs look for things, book and cancel for one member, as the pages do."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.cast import Cast
from tests.provisioning.goods.cast_of_things import NOON, booked, thing
from unions.tenancy.ids import uuid7

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def shed(harbour: Cast) -> Cast:
    with harbour.scope():
        thing(harbour.jo, steward_id=harbour.jo.person_id)
    return harbour


def api(cast: Cast, path: str) -> str:
    return f"/api/v1/u/{cast.union.slug}/{path}"


def post(client: Client, where: str, body: Any) -> Any:
    return client.post(where, body, content_type="application/json")


def days(**changes: Any) -> dict[str, Any]:
    return {"code": "HL-014", "first_on": "2026-12-12", "last_on": "2026-12-13"} | changes


def test_list_and_show(shed: Cast) -> None:
    client = shed.client("hana")
    listed = client.get(api(shed, "goods/?search=bike")).json()
    assert listed["total"] == 1
    assert listed["results"][0]["code"] == "HL 014"
    shown = client.get(api(shed, "goods/HL-014/")).json()
    assert (shown["steward"], shown["max_days"], shown["is_free"]) == ("Jo", 7, True)
    assert client.get(api(shed, "goods/HL-999/")).status_code == 404


def test_free_days_and_booking(shed: Cast) -> None:
    client, where = shed.client("hana"), api(shed, "goods/HL-014/free-days/")
    made = post(client, api(shed, "bookings/"), days())
    assert (made.status_code, made.json()["state"]) == (201, "booked")
    free = client.get(where, {"from_on": "2026-12-11", "until_on": "2026-12-14"}).json()
    assert free == {"days": ["2026-12-11", "2026-12-14"]}
    assert len(client.get(api(shed, "bookings/")).json()["ahead"]) == 1
    back = post(client, api(shed, f"bookings/{made.json()['id']}/cancel/"), {})
    assert (back.status_code, back.json()["state"]) == (200, "cancelled")


def test_a_repeat_books_once(shed: Cast) -> None:
    client, body = shed.client("hana"), days(client_id=str(uuid7()))
    first, second = (post(client, api(shed, "bookings/"), body).json() for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"last_on": "2026-12-30"}, "too-long"),
        ({"last_on": "2026-12-01"}, "last-before-first"),
        ({"first_on": "2026-11-01"}, "day-is-past"),
        ({"first_on": "2026-12-05", "last_on": "2026-12-05"}, "already-booked"),
    ],
)
def test_a_rule_says_no_with_its_code(shed: Cast, changes: dict[str, Any], code: str) -> None:
    with shed.scope():
        booked(shed.idris, 5)
    answer = post(shed.client("hana"), api(shed, "bookings/"), days(**changes))
    assert (answer.status_code, answer.json()["code"]) == (422, code)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"first_on": "soon"}, "first_on"),
        ({"last_on": None}, "last_on"),
        ({"code": ""}, "code"),
        ({"client_id": "seven"}, "client_id"),
    ],
)
def test_what_cannot_be_read_names_its_field(
    shed: Cast, changes: dict[str, Any], field: str
) -> None:
    answer = post(shed.client("hana"), api(shed, "bookings/"), days(**changes))
    assert answer.status_code == 422
    assert list(answer.json()["fields"]) == [field]


def test_unknown_things_are_not_there(shed: Cast) -> None:
    answer = post(shed.client("hana"), api(shed, "bookings/"), days(code="HL 999"))
    assert answer.status_code == 404


def test_guests_and_other_unions(shed: Cast, millrace: Cast, guest: Client) -> None:
    with shed.scope():
        booking = booked(shed.hana, 12)
    for path in ("goods/", "goods/HL-014/", "goods/HL-014/free-days/", "bookings/"):
        assert guest.get(api(shed, path)).status_code == 401
        assert millrace.client("tom").get(api(shed, path)).status_code == 404
    where = f"bookings/{booking.id}/cancel/"
    assert post(millrace.client("tom"), api(millrace, where), {}).status_code == 404
    assert post(shed.client("idris"), api(shed, where), {}).status_code == 404
    assert millrace.client("tom").get(api(millrace, "goods/HL-014/")).status_code == 404


def test_a_steward_s_answer_shows_the_booking_of_another(shed: Cast) -> None:
    with shed.scope():
        booking = booked(shed.hana, 12)
    answer = post(shed.client("jo"), api(shed, f"bookings/{booking.id}/cancel/"), {})
    assert answer.json()["state"] == "cancelled"


@pytest.mark.parametrize("from_on", ["2028-02-29", "9999-12-31"])
def test_far_days_are_not_free_yet(shed: Cast, from_on: str) -> None:
    where = api(shed, "goods/HL-014/free-days/")
    assert shed.client("hana").get(where, {"from_on": from_on}).json() == {"days": []}
