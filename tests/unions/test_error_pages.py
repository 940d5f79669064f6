"""When a server behind us is away, the reader gets a plain 503 and nothing is half written."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from tests.cast import Cast
from unions.gate import gate
from unions.people.models.person import Person
from unions.standing import MemberRequest

AWAY = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": "redis://127.0.0.1:1/0",
    }
}


READING: dict[str, Any] = {"HTTP_ACCEPT": "text/html,*/*;q=0.8"}


@gate()
def lose_the_database(request: MemberRequest, union: str) -> HttpResponse:
    """Write, then lose the database."""
    Person.objects.update(display_name="spoilt")
    raise OperationalError("deadlock detected, DETAIL: secret")


def ask_the_cache(request: HttpRequest) -> HttpResponse:
    """Ask a cache that is away."""
    return HttpResponse(caches["default"].get("x") or "")


handler400 = "unions.error_pages.bad_request"
handler404 = "unions.error_pages.not_found"
handler500 = "unions.error_pages.server_error"
urlpatterns = [
    path("u/<slug:union>/lose/", lose_the_database),
    path("api/v1/u/<slug:union>/lose/", lose_the_database),
    path("cache/", ask_the_cache),
    path("", include("config.urls")),
]


@pytest.fixture(autouse=True)
def own_addresses() -> Iterator[None]:
    with override_settings(ROOT_URLCONF=__name__):
        yield


@pytest.mark.parametrize("address", ["/u/harbour-lights/lose/", "/api/v1/u/harbour-lights/lose/"])
def test_lost_database_is_a_503_without_detail(harbour: Cast, address: str) -> None:
    browser = harbour.client("hana")
    browser.raise_request_exception = False
    answer = browser.get(address)
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert b"secret" not in answer.content
    with harbour.scope():
        assert not Person.objects.filter(display_name="spoilt").exists()


def test_lost_cache_is_a_503(guest: Client) -> None:
    guest.raise_request_exception = False
    with override_settings(CACHES=AWAY):
        assert guest.get("/cache/").status_code == 503


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/api/v1/u/harbour-lights/nothing/", 404, "not-found"),
        ("/api/v1/u/harbour-lights/purse/funds/no-id/", 404, "not-found"),
        ("/api/v1/u/nowhere/purse/", 404, "not-found"),
        ("/api/nothing", 404, "not-found"),
        ("/api/v1/u/harbour-lights/purse/journal/?words=%00", 400, "unreadable"),
    ],
)
def test_programs_get_no_pages(harbour: Cast, address: str, status: int, code: str) -> None:
    answer = harbour.client("hana").get(address)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/json")
    assert answer.json()["code"] == code
    assert answer.json()["detail"]


def test_a_broken_form_of_a_program_gets_no_page(harbour: Cast) -> None:
    answer = harbour.client("dev").post(
        "/api/v1/u/harbour-lights/purse/funds/open/", b"x", content_type="multipart/form-data"
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "unreadable")


def test_an_address_that_only_takes_forms_says_so_instead_of_nothing(harbour: Cast) -> None:
    browser = harbour.client("hana")
    answer = browser.get(harbour.url("settings/theme/"), **READING)
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    page = answer.content.decode()
    assert "only takes what a form sends" in page
    assert f'href="{harbour.url("settings/")}"' in page, "the page above leads on"
    answer = browser.post(harbour.url("purse/journal/"), **READING)
    assert answer.status_code == 405
    assert "takes nothing that is sent to it" in answer.content.decode()


def test_so_does_one_outside_of_unions(harbour: Cast) -> None:
    for browser in (harbour.client("hana"), Client()):
        answer = browser.post("/readyz", **READING)
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
        assert "takes nothing that is sent to it" in answer.content.decode()
        assert 'href="/"' in answer.content.decode()
    assert Client().post("/readyz").content == b"", "a program reads the status"


def test_the_page_above_is_one_that_there_is(harbour: Cast) -> None:
    path = harbour.url("purse/spends/of/round/0198c0de-0000-7000-8000-000000000000/approve/")
    page = harbour.client("dev").get(path, **READING).content.decode()
    assert f'href="{harbour.url("purse/spends/")}"' in page
