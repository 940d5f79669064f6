"""The books for programs: the same files as from the pages, for the same readers."""

import json
from typing import Any

import pytest
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from commonpurse.ledger.queries import books
from tests.cast import Cast
from tests.commonpurse.conftest import fill
from unions.people.actions import api_tokens

PATHS = ("xlsx", "lines-csv", "entries-csv", "beancount", "hledger", "json")
MONTHS = {"from": "2026-10", "to": "2026-11"}


@pytest.fixture
def filled(harbour: Cast) -> Cast:
    with harbour.scope():
        fill(harbour, 100_000)
    return harbour


def get(cast: Cast, path: str, headers: Any = None, **asked: str) -> Any:
    url = f"/api/v1/u/{cast.union.slug}/purse/export/{path}/"
    return cast.client("hana").get(url, asked, headers=headers)


@pytest.mark.parametrize("path", PATHS)
def test_a_program_gets_what_the_page_gives(filled: Cast, path: str) -> None:
    ours = get(filled, path, **MONTHS)
    page = filled.client("hana").get(filled.url(f"purse/export/{path}/"), MONTHS)
    assert ours.status_code == 200
    assert ours.content == page.content
    for header in ("Content-Type", "Content-Disposition", "Cache-Control"):
        assert ours[header] == page[header]


def test_a_token_opens_it(filled: Cast) -> None:
    user = filled.hana.user
    assert user is not None
    token = api_tokens.make(name="Books", by=user)
    program = Client(headers={"Authorization": f"Token {token}"})
    answer = program.get("/api/v1/u/harbour-lights/purse/export/json/", MONTHS)
    assert json.loads(answer.content)["schema"] == "one-cloak.books/2"


@pytest.mark.parametrize("accepts", ["text/csv", "text/plain", "*/*", "application/json"])
def test_the_address_says_the_format_and_not_the_header(filled: Cast, accepts: str) -> None:
    answer = get(filled, "beancount", {"Accept": accepts}, **MONTHS)
    assert answer.status_code == 200
    bad = get(filled, "beancount", {"Accept": accepts}, **{"from": "x", "to": "y"})
    assert (bad.status_code, bad["Content-Type"]) == (422, "application/json")


def test_bad_months_are_told_field_by_field(filled: Cast) -> None:
    answer = get(filled, "json", **{"from": "2026-11", "to": "2026-10"})
    assert answer.status_code == 422
    assert answer.json()["code"] == "invalid"
    assert answer.json()["fields"] == {"to": ["This month lies before the first one."]}


def test_too_much_for_one_file_is_told(filled: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(books, "LINES_MAX", 1)
    answer = get(filled, "json", **MONTHS)
    assert (answer.status_code, answer.json()["code"]) == (422, "too-many-lines")


def test_the_shape_of_json_is_described_as_it_is(filled: Cast) -> None:
    """What the API's description promises is what the file holds, field by field."""
    generator: Any = SchemaGenerator
    described = generator().get_schema(request=None, public=True)
    shapes = described["components"]["schemas"]
    found = json.loads(get(filled, "json", **MONTHS).content)
    assert set(shapes["Books"]["properties"]) == set(found)
    assert set(shapes["BookUnit"]["properties"]) == set(found["units"][0])
    assert set(shapes["BookAccount"]["properties"]) == set(found["accounts"][0])
    assert set(shapes["BookEntry"]["properties"]) == set(found["entries"][0])
    assert set(shapes["BookLine"]["properties"]) == set(found["entries"][0]["lines"][0])
    paths = [path for path in described["paths"] if "/purse/export/" in path]
    assert len(paths) == len(PATHS)
