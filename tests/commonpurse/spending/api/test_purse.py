"""The purse for programs: same rights as the pages."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from commonpurse.ledger.queries.accounts import held
from commonpurse.ledger.rules.accounts import AccountKind
from tests.cast import Cast
from tests.commonpurse.conftest import fill
from unions.people.actions import api_tokens

READS = ("purse/", "purse/accounts/", "purse/statements/2026-11/", "purse/pledges/")


@pytest.fixture
def filled(harbour: Cast) -> Cast:
    with harbour.scope():
        fill(harbour, 100_000)
    return harbour


def api(cast: Cast, path: str) -> str:
    return f"/api/v1/u/{cast.union.slug}/{path}"


def give(cast: Cast, client: Client, sent: Any) -> Any:
    return client.post(api(cast, "purse/pledges/"), sent, content_type="application/json")


def test_purse_in_minor_units(filled: Cast) -> None:
    answer = filled.client("hana").get(api(filled, "purse/")).json()
    assert answer == {
        "currency": "GBP",
        "balance": 100_000,
        "promised": 0,
        "reserve": 0,
        "set_aside": 0,
        "free": 100_000,
        "others": [],
    }


def test_statement_and_accounts_add_up(filled: Cast) -> None:
    client = filled.client("hana")
    statement = client.get(api(filled, "purse/statements/2026-11/")).json()
    assert (statement["opening"], statement["closing"]) == (0, 100_000)
    assert [line["balance"] for line in statement["lines"]] == [100_000]
    accounts = client.get(api(filled, "purse/accounts/")).json()
    assert sum(account["balance"] for account in accounts) == 0
    assert client.get(api(filled, "purse/statements/2026-99/")).status_code == 404


@pytest.mark.parametrize("path", READS)
def test_closed_to_guests_and_to_other_unions(
    filled: Cast, millrace: Cast, guest: Client, path: str
) -> None:
    assert guest.get(api(filled, path)).status_code == 401
    assert millrace.client("tom").get(api(filled, path)).status_code == 404
    assert filled.client("hana").get(api(filled, path)).status_code == 200


def test_promise_by_token_is_idempotent(filled: Cast) -> None:
    user = filled.hana.user
    assert user is not None
    token = api_tokens.make(name="till", by=user)
    client = Client(headers={"Authorization": f"Token {token}"})
    sent = {"client_id": str(uuid4()), "amount_minor": 700}
    first, second = give(filled, client, sent), give(filled, client, sent)
    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()
    conflict = give(filled, client, {**sent, "amount_minor": 800})
    assert conflict.status_code == 422
    assert conflict.json()["code"] == "pledge-used"
    assert len(client.get(api(filled, "purse/pledges/")).json()) == 1
    with filled.scope():
        assert held("GBP")[AccountKind.PURSE] == 100_000


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"client_id": "x", "amount_minor": 5},
        {"client_id": str(uuid4()), "amount_minor": 0},
        {"client_id": str(uuid4()), "amount_minor": -5},
        {"client_id": str(uuid4()), "amount_minor": 2**63},
        {"client_id": str(uuid4()), "amount_minor": 1.5},
        [],
    ],
)
def test_bad_promise_is_refused(filled: Cast, sent: Any) -> None:
    assert give(filled, filled.client("hana"), sent).status_code == 422


def test_what_is_not_asked_for_is_not_set(filled: Cast) -> None:
    sent = {
        "client_id": str(uuid4()),
        "amount_minor": 5,
        "state": "received",
        "union": str(uuid4()),
        "giver": str(filled.jo.person_id),
        "received_on": str(date(2026, 1, 1)),
    }
    made = give(filled, filled.client("hana"), sent).json()
    assert (made["state"], made["received_on"]) == ("promised", None)
    assert filled.client("jo").get(api(filled, "purse/pledges/")).json() == []
