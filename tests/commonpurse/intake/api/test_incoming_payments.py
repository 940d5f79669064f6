"""The intake for programs: accepted at once, told by state, named where something is wrong."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from commonpurse.intake.queries import incoming_payments as queries
from tests.cast import Cast
from tests.commonpurse.intake.tills import TODAY, states, work_off
from unions.people.actions import api_tokens

ADDRESS = "/api/v1/u/harbour-lights/purse/incoming/"
ITEM = {
    "key": "till-1",
    "currency": "GBP",
    "amount_minor": 350,
    "way": "cash",
    "received_on": "2026-11-14",
    "words": "Bread",
}


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """The day on which all of this happens."""
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def till(harbour: Cast) -> Client:
    """A program with the token of a keeper."""
    user = harbour.dev.user
    assert user is not None
    return Client(headers={"Authorization": f"Token {api_tokens.make(name='Till', by=user)}"})


def send(till: Client, *items: Any, key: str = "one", body: Any = None) -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    sent = {"items": list(items)} if body is None else body
    return till.post(ADDRESS, sent, content_type="application/json", headers=headers)


def kept(harbour: Cast) -> dict[str, str]:
    with harbour.scope():
        return states()


def test_accepted_then_entered(harbour: Cast, till: Client) -> None:
    answer = send(till, ITEM, {**ITEM, "key": "till-2"})
    assert answer.status_code == 202
    first, second = answer.json()["items"]
    assert (first["key"], first["state"], first["replayed"]) == ("till-1", "waiting", False)
    one = till.get(f"{ADDRESS}{first['id']}/").json()
    assert (one["state"], one["entry_id"], one["words"]) == ("waiting", None, "Bread")
    work_off(harbour)
    one = till.get(f"{ADDRESS}{first['id']}/").json()
    assert (one["state"], one["refusal"], one["told_by"]) == ("entered", "", "Dev")
    entry = till.get(f"/api/v1/u/harbour-lights/purse/entries/{one['entry_id']}/")
    assert entry.json()["kind"] == "gift"
    again = send(till, ITEM, {**ITEM, "key": "till-2"})
    assert [(row["id"], row["state"], row["replayed"]) for row in again.json()["items"]] == [
        (first["id"], "entered", True),
        (second["id"], "entered", True),
    ]


@pytest.mark.parametrize("key", ["", "two words", "a" * 101])
def test_without_a_key_nothing_is_written(harbour: Cast, till: Client, key: str) -> None:
    answer = send(till, ITEM, key=key)
    assert (answer.status_code, answer.json()["code"]) == (400, "key-missing")
    assert kept(harbour) == {}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("amount_minor", 0),
        ("amount_minor", -5),
        ("amount_minor", 2**63),
        ("amount_minor", 10**40),
        ("amount_minor", "3.50"),
        ("amount_minor", True),
        ("amount_minor", None),
        ("way", "barter"),
        ("currency", "POUND"),
        ("received_on", "14.11.2026"),
        ("received_on", "2026-02-30"),
        ("key", ""),
        ("key", "a" * 101),
        ("words", "a" * 201),
        ("words", "nul\0"),
    ],
)
def test_what_is_not_well_formed_is_told_by_place_and_field(
    harbour: Cast, till: Client, field: str, value: object
) -> None:
    answer = send(till, ITEM, {**ITEM, "key": "till-2", field: value})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert list(answer.json()["fields"]["items"]) == ["1"]
    assert list(answer.json()["fields"]["items"]["1"]) == [field]
    assert kept(harbour) == {}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("currency", "ZZZ"),
        ("received_on", "1900-01-01"),
        ("received_on", "2100-01-01"),
        ("key", "two words"),
        ("words", "turned \u202e around"),
        ("words", "bell \a"),
    ],
)
def test_what_the_purse_cannot_keep_names_the_item(
    harbour: Cast, till: Client, field: str, value: object
) -> None:
    answer = send(till, ITEM, {**ITEM, "key": "till-2", field: value})
    assert (answer.status_code, answer.json()["code"]) == (422, "bad-item")
    assert answer.json()["detail"].startswith("Item 2:")
    assert kept(harbour) == {}


@pytest.mark.parametrize(
    "body",
    [
        {"items": []},
        {"items": [{**ITEM, "key": f"k{number}"} for number in range(1_001)]},
        {"items": ITEM},
        {},
        [ITEM],
        {"items": ["till-1"]},
    ],
    ids=["empty", "too many", "no list", "nothing", "bare list", "no items"],
)
def test_no_list_of_items(harbour: Cast, till: Client, body: Any) -> None:
    answer = send(till, body=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert kept(harbour) == {}


def test_other_content_under_a_known_name_is_a_clash(harbour: Cast, till: Client) -> None:
    send(till, ITEM)
    other = send(till, {**ITEM, "amount_minor": 1}, key="two")
    assert (other.status_code, other.json()["code"]) == (409, "key-used")
    assert other.json()["detail"].startswith("Item 1:")
    more = send(till, ITEM, {**ITEM, "key": "till-2"})
    assert (more.status_code, more.json()["code"]) == (409, "key-used")
    assert list(kept(harbour)) == ["till-1"]


@pytest.mark.parametrize("words", ["=1+1", "نان", "<b>Bread</b>", "👩‍🌾"])
def test_words_are_kept_as_they_are(till: Client, words: str) -> None:
    (taken,) = send(till, {**ITEM, "words": words}).json()["items"]
    assert till.get(f"{ADDRESS}{taken['id']}/").json()["words"] == words


def test_list_by_state_page_by_page(
    harbour: Cast, till: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "ROWS_SHOWN", 2)
    send(till, *({**ITEM, "key": f"k{number}"} for number in range(3)))
    first = till.get(ADDRESS, {"state": "waiting"}).json()
    assert [line["key"] for line in first["lines"]] == ["k2", "k1"]
    rest = till.get(ADDRESS, {"state": "waiting", "after": first["more"]}).json()
    assert ([line["key"] for line in rest["lines"]], rest["more"]) == (["k0"], None)
    assert till.get(ADDRESS, {"state": "refused"}).json()["lines"] == []
    for asked in ({"state": "lost"}, {"after": "nowhere"}):
        assert till.get(ADDRESS, asked).status_code == 422


def test_what_is_not_there(till: Client, millrace: Cast) -> None:
    nowhere = f"{ADDRESS}{millrace.union.id}/"
    assert (till.get(nowhere).status_code, till.get(nowhere).json()["code"]) == (404, "not-found")


def test_it_is_described() -> None:
    generator: Any = SchemaGenerator
    described = generator().get_schema(request=None, public=True)
    (path,) = [path for path in described["paths"] if path.endswith("/purse/incoming/")]
    post = described["paths"][path]["post"]
    assert "202" in post["responses"]
    assert any(p["name"] == "Idempotency-Key" and p["required"] for p in post["parameters"])
    shape = described["components"]["schemas"]["Sending"]["properties"]["items"]
    assert (shape["maxItems"], shape["items"]) == (
        1_000,
        {"$ref": "#/components/schemas/NewIncoming"},
    )
