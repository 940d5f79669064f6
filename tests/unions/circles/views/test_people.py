"""The people page: names and offices; offices are filled by those who may."""

import pytest
from django.test import Client

from tests.cast import Cast
from unions.circles.queries.role_terms import holds, serving
from unions.founding.models.audit_event import AuditEvent
from unions.people.actions.memberships import add_dependant
from unions.rights import Office


def test_lists_names_and_offices_only(harbour: Cast) -> None:
    page = harbour.client("hana").get(harbour.url("people/")).content.decode()
    assert page.index("<b>Ana</b>") < page.index("<b>Bo</b>") < page.index("<b>Hana</b>")
    assert "keeper of the purse" in page
    assert "@" not in page.split("<main")[1], "no address of anybody"
    assert "Offices of" not in page, "a plain member fills no office"


@pytest.mark.parametrize("children", [0, 2])
def test_needs_as_many_queries_for_many_as_for_few(
    harbour: Cast, children: int, django_assert_num_queries: object
) -> None:
    with harbour.scope():
        for number in range(children):
            add_dependant(name=f"Child {number}", birth_year=None, guardian=harbour.hana)
    browser = harbour.client("hana")
    browser.get(harbour.url("people/"))
    with django_assert_num_queries(17):  # type: ignore[operator]
        browser.get(harbour.url("people/"))


def test_care_circle_gives_and_ends_an_office(harbour: Cast) -> None:
    browser = harbour.client("mira")
    address = harbour.url(f"people/{harbour.hana.id}/offices/")
    assert browser.post(address, {"office": "keeper"}).status_code == 302
    assert browser.post(address, {"office": "keeper"}).status_code == 302
    with harbour.scope():
        assert len([term for term in serving(Office.KEEPER) if term.name == "Hana"]) == 1
        assert (
            AuditEvent.objects.filter(act="role_term.appoint", actor_id=harbour.mira.id).count()
            == 1
        )
    browser.post(f"{address}keeper/end/")
    with harbour.scope():
        assert not holds(harbour.hana, Office.KEEPER)


@pytest.mark.parametrize("office", ["", "member", "emperor", "<script>"])
def test_unknown_office_changes_nothing(harbour: Cast, office: str) -> None:
    harbour.client("mira").post(
        harbour.url(f"people/{harbour.hana.id}/offices/"), {"office": office}
    )
    with harbour.scope():
        assert not [term for term in serving() if term.name == "Hana"]


def test_plain_member_and_other_union_fill_nothing(harbour: Cast, millrace: Cast) -> None:
    address = harbour.url(f"people/{harbour.hana.id}/offices/")
    assert harbour.client("idris").post(address, {"office": "keeper"}).status_code == 403
    assert millrace.client("ada").post(address, {"office": "keeper"}).status_code == 404
    foreign = millrace.url(f"people/{harbour.hana.id}/offices/")
    assert millrace.client("ada").post(foreign, {"office": "keeper"}).status_code == 404
    with harbour.scope():
        assert not holds(harbour.hana, Office.KEEPER)


def test_front_door_without_demo_shows_nobody(harbour: Cast, guest: Client) -> None:
    page = guest.get("/").content.decode()
    assert "Hana" not in page
    assert guest.post("/demo/enter/", {"person": "hana"}).status_code == 404


def test_member_of_one_union_is_led_home(harbour: Cast) -> None:
    answer = harbour.client("hana").get("/")
    assert answer["Location"] == "/u/harbour-lights/"
