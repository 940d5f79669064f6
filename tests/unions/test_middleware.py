"""Every request ends in the right union, or nowhere."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from django.utils import timezone, translation

from tests.cast import Cast
from unions.gate import gate, open_to_guests
from unions.people.actions.api_tokens import make
from unions.people.models.person import Person
from unions.people.refusals import NameMissing
from unions.standing import MemberRequest


@gate()
def spoil(request: MemberRequest, union: str) -> HttpResponse:
    """Write, then fail in the way that the address asks for."""
    Person.objects.update(display_name="spoilt")
    how = request.GET["how"]
    if how == "raise":
        raise ValueError(how)
    if how == "refuse":
        raise NameMissing
    return HttpResponse(status=int(how))


@open_to_guests("for the test")
def count(request: HttpRequest, union: str) -> HttpResponse:
    """How many persons this reader's scope holds."""
    return HttpResponse(str(Person.objects.count()))


urlpatterns = [
    path("u/<slug:union>/spoil/", spoil),
    path("u/<slug:union>/count/", count),
    path("", include("config.urls")),
]
handler400 = "unions.error_pages.bad_request"


@pytest.fixture(autouse=True)
def own_addresses() -> Iterator[None]:
    with override_settings(ROOT_URLCONF=__name__):
        yield


@pytest.mark.parametrize(
    ("how", "status"), [("raise", 500), ("refuse", 422), ("400", 400), ("404", 404)]
)
def test_failed_request_leaves_nothing_behind(harbour: Cast, how: str, status: int) -> None:
    browser = harbour.client("hana")
    browser.raise_request_exception = False
    assert browser.get(harbour.url(f"spoil/?how={how}")).status_code == status
    with harbour.scope():
        assert not Person.objects.filter(display_name="spoilt").exists()


def test_good_request_keeps_what_it_wrote(harbour: Cast, millrace: Cast) -> None:
    assert harbour.client("hana").get(harbour.url("spoil/?how=200")).status_code == 200
    with harbour.scope():
        assert Person.objects.filter(display_name="spoilt").count() == len(harbour.members)
    with millrace.scope():
        assert not Person.objects.filter(display_name="spoilt").exists()


def test_other_union_and_no_union_answer_the_same_bytes(harbour: Cast, millrace: Cast) -> None:
    browser = harbour.client("hana")
    foreign, unknown = (browser.get(f"/u/{slug}/people/") for slug in ("millrace", "nowhere"))
    assert foreign.status_code == unknown.status_code == 404
    assert foreign.content == unknown.content


def test_guest_is_asked_to_sign_in(harbour: Cast, guest: Client) -> None:
    answer = guest.get(harbour.url("people/"))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=")
    assert guest.get("/api/v1/u/harbour-lights/nothing/").status_code == 404


def test_guest_page_opens_in_the_scope_of_its_union(harbour: Cast, guest: Client) -> None:
    assert guest.get(harbour.url("count/")).content == str(len(harbour.members)).encode()


def test_setting_is_empty_after_a_request(harbour: Cast) -> None:
    harbour.client("hana").get(harbour.url("count/"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.union_id', true)")
        assert cursor.fetchone()[0] in (None, "")


def test_token_speaks_for_its_owner_on_the_api_only(harbour: Cast) -> None:
    assert harbour.hana.user is not None
    token = make(name="garden", by=harbour.hana.user)
    headers = {"Authorization": f"Token {token}"}
    assert Client().get(harbour.url("people/"), headers=headers).status_code == 302
    wrong = {"Authorization": "Token oc_wrong"}
    assert Client().get("/api/v1/u/harbour-lights/needs/", headers=wrong).status_code in (401, 404)


def test_private_pages_are_kept_by_nobody(harbour: Cast) -> None:
    assert (
        harbour.client("hana").get(harbour.url("people/"))["Cache-Control"] == "private, no-store"
    )


@pytest.mark.parametrize("address", ["things/a%00b/", "spoil/?how=%00"])
def test_nul_in_an_address_is_a_400(harbour: Cast, address: str) -> None:
    assert harbour.client("hana").get(harbour.url(address)).status_code == 400


def test_nul_in_a_form_is_a_400(harbour: Cast) -> None:
    browser = harbour.client("hana")
    assert browser.post(harbour.url("log/"), {"what": "a\x00b"}).status_code == 400


SPANISH = {"Accept-Language": "es"}


def test_no_language_and_no_time_zone_outlives_its_request(harbour: Cast) -> None:
    browser = harbour.client("hana")
    assert browser.get(harbour.url("people/"), headers=SPANISH)["Content-Language"] == "es"
    assert translation.get_language() == "en"
    assert timezone.get_current_timezone_name() == "UTC"


def test_what_is_said_before_a_language_is_chosen_is_said_in_our_own(
    harbour: Cast, guest: Client
) -> None:
    """The wrong host is found before anybody's language; the reader before spoke Spanish."""
    harbour.client("hana").get(harbour.url("people/"), headers=SPANISH)
    with override_settings(SECURE_SSL_REDIRECT=True):
        refused = guest.get("/", headers={"Host": "elsewhere.example"})
    assert refused.status_code == 400
    assert "We could not read that" in refused.content.decode()


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://testserver/u/harbour-lights/settings/?a=1#b", "/u/harbour-lights/settings/?a=1"),
        ("http://testserver//elsewhere.example/u/", "/elsewhere.example/u/"),
        ("https://elsewhere.example/u/harbour-lights/", None),
        ("javascript:alert(1)", None),
        ("", None),
    ],
)
def test_whoever_was_signed_out_comes_back_to_the_form_and_not_to_where_it_sends(
    harbour: Cast, guest: Client, came_from: str, back: str | None
) -> None:
    path = harbour.url("settings/theme/")
    answer = guest.post(path, {"theme": "dark"}, headers={"Referer": came_from})
    assert answer.status_code == 302
    (found,) = parse_qs(urlsplit(answer["Location"]).query)["next"]
    assert found == (back or path)
