"""The catalogue, a thing's page, booking, giving back, the stewards' desk: as people meet them."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from provisioning.goods.actions.bookings import fetch
from provisioning.goods.actions.shared_goods import move
from provisioning.goods.models.booking import Booking
from provisioning.goods.models.shared_good import SharedGood
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
    """Harbour Lights with a bike, a drill and a retired kettle."""
    with harbour.scope():
        thing(harbour.jo, steward_id=harbour.jo.person_id)
        thing(harbour.jo, code="HL 002", name="Cordless drill", category="tools", about="")
        thing(harbour.jo, code="HL 003", name="Old kettle", category="household")
        move(code="HL 003", to="retired", by=harbour.jo)
    return harbour


def states(cast: Cast) -> list[str]:
    with cast.scope():
        return list(Booking.objects.values_list("state", flat=True))


class TestCatalogue:
    """Search, kind and day stand in the address."""

    def test_all_things_by_name_without_retired_ones(self, shed: Cast) -> None:
        page = shed.client("hana").get(shed.url("things/")).text
        assert page.index("Cargo bike") < page.index("Cordless drill")
        assert "Old kettle" not in page
        assert "2 things" in page

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ({"q": "CARGO"}, {"Cargo bike"}),
            ({"q": "çargö"}, {"Cargo bike"}),
            ({"q": "two children"}, {"Cargo bike"}),
            ({"q": "boat shed"}, {"Cargo bike", "Cordless drill"}),
            ({"q": "hl-014"}, {"Cargo bike"}),
            ({"kind": "tools"}, {"Cordless drill"}),
            ({"kind": "no such kind"}, {"Cargo bike", "Cordless drill"}),
            ({"q": "%"}, set()),
            ({"q": "' OR 1=1 --"}, set()),
            ({"q": "x" * 500}, {"Cargo bike", "Cordless drill"}),
            ({"on": "2026-12-12"}, {"Cordless drill"}),
            ({"on": "2026-12-14"}, {"Cargo bike", "Cordless drill"}),
            ({"on": "not a day"}, {"Cargo bike", "Cordless drill"}),
            ({"shown": "-1"}, {"Cargo bike", "Cordless drill"}),
        ],
    )
    def test_search(self, shed: Cast, query: dict[str, str], found: set[str]) -> None:
        with shed.scope():
            booked(shed.hana, 12, 13)
        page = shed.client("idris").get(shed.url("things/"), query)
        assert page.status_code == 200
        assert {name for name in ("Cargo bike", "Cordless drill") if name in page.text} == found
        if not found:
            assert "No thing fits" in page.text

    def test_state_words(self, shed: Cast) -> None:
        with shed.scope():
            fetch(booking_id=booked(shed.hana, 0, 1).id, by=shed.hana)
            move(code="HL 002", to="repair", by=shed.jo)
        page = shed.client("idris").get(shed.url("things/")).text
        assert "Out until Tue 1 Dec" in page
        assert "In repair" in page
        assert "Hana" not in page

    def test_show_more(self, shed: Cast) -> None:
        with shed.scope():
            for number in range(100, 130):
                thing(shed.jo, code=f"HL {number}", name=f"Lantern {number}", category="energy")
        client = shed.client("hana")
        page = client.get(shed.url("things/?kind=energy")).text
        assert "Lantern 125" not in page
        more = re.search(r'href="(\?[^"]*shown=50[^"]*)"', page)
        assert more
        assert "kind=energy" in more[1]
        page = client.get(shed.url("things/") + more[1].replace("&amp;", "&")).text
        assert "Lantern 129" in page
        assert "Show more" not in page


class TestDays:
    """A thing's page: a tap on a first day, a tap on a last day, Book."""

    def test_the_first_free_day_is_proposed(self, shed: Cast) -> None:
        page = shed.client("hana").get(shed.url("things/HL-014/")).text
        assert "Book Mon 30 Nov" in page
        assert "Steward: Jo" in page
        assert page.count("Free</span>") >= 28

    def test_two_taps_choose_and_one_books(self, shed: Cast) -> None:
        client = shed.client("hana")
        where = shed.url("things/HL-014/")
        assert "Book Sat 12 Dec" in client.get(where, {"day": "2026-12-12"}).text
        page = client.get(where, {"first": "2026-12-12", "day": "2026-12-13"}).text
        assert "Book Sat 12 Dec to Sun 13 Dec" in page
        fields = dict(re.findall(r'name="(client_id|first_on|last_on)" value="([^"]+)"', page))
        done = client.post(where + "book/", fields, follow=True)
        assert "Cargo bike is yours: Sat 12 Dec to Sun 13 Dec." in done.text
        assert done.text.count("Yours</span>") == 2
        again = client.post(where + "book/", fields)
        assert again.status_code == 302
        assert states(shed) == ["booked"]

    @pytest.mark.parametrize(
        ("days", "words"),
        [
            ({"first": "2026-12-12", "day": "2026-12-10"}, "Book Thu 10 Dec"),
            ({"first": "2026-12-01", "last": "2026-12-02", "day": "2026-12-05"}, "Book Sat 5 Dec"),
            ({"first": "2026-12-01", "day": "2026-12-20"}, "7 days at most. Nothing was booked"),
            ({"day": "2026-11-29"}, "The first day is over"),
            ({"day": "2031-01-01"}, "twelve weeks ahead"),
            ({"day": "<script>"}, "Book Mon 30 Nov"),
            ({"first": "0000-00-00", "last": "x"}, "Book Mon 30 Nov"),
            ({"from_on": "9999-12-31"}, "Book Mon 30 Nov"),
        ],
    )
    def test_odd_taps_are_answered(self, shed: Cast, days: dict[str, str], words: str) -> None:
        page = shed.client("hana").get(shed.url("things/hl014/"), days)
        assert page.status_code == 200
        assert words in page.text

    def test_the_loser_is_told_and_keeps_the_days(self, shed: Cast) -> None:
        with shed.scope():
            booked(shed.hana, 12, 13)
        page = shed.client("idris").post(
            shed.url("things/HL-014/book/"),
            {"client_id": str(uuid7()), "first_on": "2026-12-13", "last_on": "2026-12-14"},
        )
        assert page.status_code == 422
        assert "Booked from Sat 12 Dec to Sun 13 Dec. Nothing was booked." in page.text
        assert "Problem:" in page.text
        assert "Hana" not in page.text
        assert states(shed) == ["booked"]

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"first_on": ""}, "Choose a first day."),
            ({"last_on": ""}, "Choose a last day."),
            ({"first_on": "soon"}, "Write the day as year-month-day"),
            ({"last_on": "2026-12-11"}, "The last day comes before the first."),
            ({"last_on": "2026-12-30"}, "7 days at most"),
            ({"first_on": "2026-11-29"}, "The first day is over."),
            ({"client_id": "x"}, "Enter a valid UUID."),
        ],
    )
    def test_refusals_say_why(self, shed: Cast, changes: dict[str, str], words: str) -> None:
        fields = {
            "client_id": str(uuid7()),
            "first_on": "2026-12-12",
            "last_on": "2026-12-13",
        }
        page = shed.client("hana").post(shed.url("things/HL-014/book/"), fields | changes)
        assert page.status_code == 422
        assert words in page.text
        assert states(shed) == []

    def test_a_thing_that_is_not_lent_has_no_button(self, shed: Cast) -> None:
        with shed.scope():
            move(code="HL 014", to="repair", by=shed.jo)
        page = shed.client("hana").get(shed.url("things/HL-014/")).text
        assert "In repair" in page
        assert "/book/" not in page


class TestBookings:
    """Cancel, fetch, give back."""

    def test_cancel(self, shed: Cast) -> None:
        with shed.scope():
            booking = booked(shed.hana, 12)
        page = shed.client("hana").post(shed.url(f"bookings/{booking.id}/cancel/"), follow=True)
        assert "Cargo bike is free again: Sat 12 Dec." in page.text
        assert states(shed) == ["cancelled"]

    def test_fetch_and_give_back_as_it_was(self, shed: Cast) -> None:
        with shed.scope():
            booking = booked(shed.hana, 0, 2)
        client = shed.client("hana")
        page = client.post(shed.url(f"bookings/{booking.id}/fetch/"), follow=True)
        assert "Give back" in page.text
        back = shed.url(f"bookings/{booking.id}/give-back/")
        assert "As it was" in client.get(back).text
        page = client.post(back, {}, follow=True)
        assert "Cargo bike is back. Thank you." in page.text
        assert states(shed) == ["returned"]
        assert "It is not out any more" in client.get(back).text
        assert client.post(back, {}).status_code == 422

    def test_a_word_on_wear_reaches_the_stewards_only(self, shed: Cast) -> None:
        with shed.scope():
            booking = booked(shed.hana, 0)
            fetch(booking_id=booking.id, by=shed.hana)
        words = "<b>Brake</b> squeaks"
        where = shed.url(f"bookings/{booking.id}/give-back/")
        shed.client("hana").post(where, {"report": words})
        desk = shed.client("jo").get(shed.url("things/desk/")).text
        assert "&lt;b&gt;Brake&lt;/b&gt; squeaks" in desk
        page = shed.client("idris").get(shed.url("things/HL-014/")).text
        assert "Being checked" in page
        assert "squeaks" not in page

    def test_a_word_that_is_too_long_is_kept_in_the_form(self, shed: Cast) -> None:
        with shed.scope():
            booking = booked(shed.hana, 0)
            fetch(booking_id=booking.id, by=shed.hana)
        where = shed.url(f"bookings/{booking.id}/give-back/")
        page = shed.client("hana").post(where, {"report": "long " * 200})
        assert page.status_code == 422
        assert "Use at most 500 letters" in page.text
        assert "long long" in page.text
        assert states(shed) == ["out"]

    def test_own_list(self, shed: Cast) -> None:
        with shed.scope():
            booked(shed.hana, 12)
        assert "Sat 12 Dec" in shed.client("hana").get(shed.url("mine/bookings/")).text
        page = shed.client("idris").get(shed.url("mine/bookings/")).text
        assert "You have nothing booked" in page

    @pytest.mark.parametrize("verb", ["cancel", "fetch", "give-back"])
    def test_the_booking_of_another_is_not_there(
        self, shed: Cast, millrace: Cast, verb: str
    ) -> None:
        with shed.scope():
            booking = booked(shed.hana, 0)
        path = f"bookings/{booking.id}/{verb}/"
        for client, cast in (
            (shed.client("idris"), shed),
            (millrace.client("tom"), shed),
            (millrace.client("tom"), millrace),
        ):
            assert client.post(cast.url(path)).status_code == 404
        assert states(shed) == ["booked"]


class TestStewards:
    """Bring in, change, repair, retire; hand out at the desk."""

    CARD = {
        "name": "Canning kit",
        "about": "Pot and jars",
        "code": "hl-20",
        "category": "household",
        "place": "Pier House",
        "steward": "",
        "max_days": "4",
        "rules": "",
    }

    def test_bring_in_and_change(self, shed: Cast) -> None:
        client = shed.client("jo")
        page = client.post(shed.url("things/new/"), self.CARD, follow=True)
        assert "Canning kit is in One Cloak now." in page.text
        assert "HL 20" in page.text
        changed = {**self.CARD, "name": "Large canning kit"}
        page = client.post(shed.url("things/HL-20/change/"), changed, follow=True)
        assert "The card of Large canning kit is changed." in page.text
        assert "Large canning kit" in client.get(shed.url("things/HL-20/change/")).text

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"code": "HL 014"}, "Another thing bears this code."),
            ({"code": "bike"}, "A code has one to four letters and a number"),
            ({"code": "../x"}, "A code has one to four letters and a number"),
            ({"name": "\u200b"}, "Write what it is."),
            ({"name": ""}, "Write what it is."),
            ({"category": "weapons"}, "Select a valid choice"),
            ({"steward": str(uuid7())}, "Select a valid choice"),
            ({"max_days": "0"}, "greater than or equal to 1"),
            ({"max_days": "91"}, "less than or equal to 90"),
            ({"place": "x" * 81}, "Use at most 80 letters"),
        ],
    )
    def test_a_bad_card_is_refused_and_kept(
        self, shed: Cast, changes: dict[str, str], words: str
    ) -> None:
        page = shed.client("jo").post(shed.url("things/new/"), self.CARD | changes)
        assert page.status_code == 422
        assert words in page.text
        assert "Pot and jars" in page.text
        with shed.scope():
            assert SharedGood.objects.count() == 3

    def test_retire_only_what_nobody_waits_for(self, shed: Cast) -> None:
        with shed.scope():
            booking = booked(shed.hana, 12)
        client, where = shed.client("jo"), shed.url("things/HL-014/move/")
        page = client.post(where, {"to": "retired"})
        assert page.status_code == 422
        assert "Someone has booked it or has it." in page.text
        shed.client("hana").post(shed.url(f"bookings/{booking.id}/cancel/"))
        assert "Retired" in client.post(where, {"to": "retired"}, follow=True).text
        assert client.post(where, {"to": "repair"}).status_code == 422
        assert client.post(where, {"to": "sold"}).status_code == 422

    def test_hand_out_and_take_back_at_the_desk(self, shed: Cast) -> None:
        with shed.scope():
            booking = booked(shed.hana, 0)
        client = shed.client("jo")
        desk = client.get(shed.url("things/desk/")).text
        assert "Hand out" in desk
        assert "Hana" in desk
        fetched = shed.url(f"bookings/{booking.id}/fetch/")
        page = client.post(fetched, {"next": "desk"}, follow=True)
        assert page.redirect_chain[-1][0].endswith("/things/desk/")
        assert "Take back" in page.text

    @pytest.mark.parametrize(
        "path", ["things/new/", "things/desk/", "things/HL-014/change/", "things/HL-014/move/"]
    )
    def test_others_are_told_who_can(self, shed: Cast, path: str) -> None:
        for name in ("hana", "mira", "dev"):
            page = shed.client(name).post(shed.url(path), {})
            assert page.status_code == 403
            assert "steward of things" in page.text


@pytest.mark.parametrize("path", ["things/", "things/HL-014/", "mine/bookings/", "things/HL-999/"])
def test_pages_are_for_members_of_this_union(
    shed: Cast, millrace: Cast, guest: Client, path: str
) -> None:
    assert guest.get(shed.url(path)).status_code == 302
    assert millrace.client("tom").get(shed.url(path)).status_code == 404


@pytest.mark.parametrize("code", ["HL-999", "%F0%9F%92%A9", "x" * 300, "..", "new%20"])
def test_codes_of_nothing_are_not_there(shed: Cast, code: str) -> None:
    assert shed.client("hana").get(shed.url(f"things/{code}/")).status_code == 404


def test_text_that_no_database_keeps_is_refused_before_all_else(shed: Cast) -> None:
    client = shed.client("hana")
    assert client.get(shed.url("things/%00/")).status_code == 400
    assert client.get(shed.url("things/"), {"q": "\x00"}).status_code == 400


def test_things_of_another_union_are_not_there(shed: Cast, millrace: Cast) -> None:
    page = millrace.client("tom").get(millrace.url("things/HL-014/"))
    assert page.status_code == 404
    assert "Cargo bike" not in millrace.client("tom").get(millrace.url("things/")).text
