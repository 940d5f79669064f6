"""Funds for programs; every write bears a key."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from commonpurse.ledger.actions import funds as books
from commonpurse.ledger.actions.funds import NewFund
from tests.cast import Cast
from tests.commonpurse.conftest import fill

SENT = {"amount_minor": 4_000, "words": "for the felt"}


@pytest.fixture
def roof(harbour: Cast) -> UUID:
    with harbour.scope():
        fill(harbour, 100_000)
        new = NewFund("Roof", "Felt", restricted=False, currency="GBP")
        return books.open_fund(fund=new, by=harbour.dev)


def url(cast: Cast, path: str) -> str:
    return f"/api/v1/u/{cast.union.slug}/purse/funds/{path}"


def send(
    cast: Cast, who: str, path: str, sent: Any = SENT, key: str | None = "k-1"
) -> tuple[int, Any]:
    answer = cast.client(who).post(
        url(cast, path),
        sent,
        content_type="application/json",
        headers={} if key is None else {"Idempotency-Key": key},
    )
    return answer.status_code, answer.json()


def test_members_read_what_a_fund_holds(harbour: Cast, roof: UUID) -> None:
    (listed,) = harbour.client("hana").get(url(harbour, "")).json()
    assert (listed["id"], listed["name"], listed["restricted"]) == (str(roof), "Roof", False)
    assert [held["balance"] for held in listed["holdings"]] == [0]
    assert harbour.client("hana").get(url(harbour, f"{roof}/")).json() == listed


def test_the_same_key_moves_once_and_other_content_clashes(harbour: Cast, roof: UUID) -> None:
    path = f"{roof}/put-in/"
    first = send(harbour, "dev", path)
    assert first[0] == 201
    assert first[1]["holdings"][0]["balance"] == 4_000
    assert send(harbour, "dev", path) == first
    for changed in ({**SENT, "amount_minor": 1}, {**SENT, "words": "other"}):
        status, answer = send(harbour, "dev", path, changed)
        assert (status, answer["code"]) == (409, "key-used")
    assert send(harbour, "dev", f"{roof}/take-out/", {**SENT, "amount_minor": 500})[0] == 201
    assert send(harbour, "dev", path, key=None)[1]["code"] == "key-missing"
    (held,) = harbour.client("hana").get(url(harbour, f"{roof}/")).json()["holdings"]
    assert held["balance"] == 3_500


NEW = {"name": "Van", "purpose": "A van for all", "restricted": True}


def test_a_fund_is_opened_once_and_closed_once(harbour: Cast, roof: UUID) -> None:
    status, opened = send(harbour, "dev", "open/", NEW)
    assert (status, opened["name"], opened["is_closed"]) == (201, "Van", False)
    assert send(harbour, "dev", "open/", NEW) == (201, opened)
    for changed in ({**NEW, "name": "Bus"}, {**NEW, "purpose": "?"}, {**NEW, "restricted": False}):
        status, answer = send(harbour, "dev", "open/", changed)
        assert (status, answer["code"]) == (409, "key-used")
    # A key is the sender's own; a name is the union's.
    assert send(harbour, "ana", "open/", {**NEW, "name": "Bus"})[0] == 201
    assert send(harbour, "ana", "open/", {**NEW, "purpose": "?"}, key="k-2")[0] == 422
    path = f"{opened['id']}/close/"
    status, closed = send(harbour, "dev", path, None)
    assert (status, closed["is_closed"]) == (200, True)
    assert send(harbour, "dev", path, None) == (200, closed)
    assert send(harbour, "dev", f"{roof}/close/", None)[1]["code"] == "key-used"
    assert send(harbour, "dev", path, None, key="k-2")[0] == 422
    assert send(harbour, "dev", "open/", NEW) == (201, closed)
    assert send(harbour, "dev", "open/", NEW, key=None)[1]["code"] == "key-missing"
    assert send(harbour, "dev", path, None, key=None)[1]["code"] == "key-missing"
    names = [fund["name"] for fund in harbour.client("hana").get(url(harbour, "")).json()]
    assert sorted(names) == ["Bus", "Roof", "Van"]


def test_a_fund_that_holds_something_is_not_closed(harbour: Cast, roof: UUID) -> None:
    assert send(harbour, "dev", f"{roof}/put-in/")[0] == 201
    status, answer = send(harbour, "dev", f"{roof}/close/", None)
    assert (status, answer["code"]) == (422, "fund-not-empty")


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {**NEW, "name": ""},
        {**NEW, "name": "x" * 500},
        {**NEW, "name": "a\0b"},
        {**NEW, "purpose": ""},
        {**NEW, "purpose": "x" * 5_000},
        {**NEW, "restricted": "perhaps"},
        {**NEW, "name": ["Van"]},
        [],
    ],
)
def test_a_bad_fund_is_refused(harbour: Cast, roof: UUID, sent: Any) -> None:
    assert send(harbour, "dev", "open/", sent)[0] == 422
    assert len(harbour.client("hana").get(url(harbour, "")).json()) == 1


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"amount_minor": 5},
        {"amount_minor": 0, "words": "x"},
        {"amount_minor": -1, "words": "x"},
        {"amount_minor": 1.5, "words": "x"},
        {"amount_minor": 2**63, "words": "x"},
        {"amount_minor": 5, "words": ""},
        {"amount_minor": 5, "words": "x" * 201},
        {"amount_minor": 100_001, "words": "x"},
        [],
    ],
)
def test_a_bad_move_is_refused(harbour: Cast, roof: UUID, sent: Any) -> None:
    for verb in ("put-in", "take-out"):
        assert send(harbour, "dev", f"{roof}/{verb}/", sent)[0] == 422


def test_closed_to_guests_strangers_and_members(
    harbour: Cast, millrace: Cast, guest: Client, roof: UUID
) -> None:
    assert guest.get(url(harbour, "")).status_code == 401
    assert millrace.client("kit").get(url(harbour, f"{roof}/")).status_code == 404
    assert send(millrace, "kit", f"{roof}/put-in/")[0] == 404
    assert send(harbour, "dev", f"{uuid4()}/put-in/")[0] == 404
    assert send(millrace, "kit", f"{roof}/close/")[0] == 404
    assert send(harbour, "dev", f"{uuid4()}/close/")[0] == 404
    for path in (f"{roof}/put-in/", f"{roof}/close/", "open/"):
        assert send(harbour, "hana", path)[0] == 403
