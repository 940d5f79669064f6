"""Programs log, list and take back for one member, as the pages do."""

from typing import Any

import pytest
from django.test import Client

from provisioning.contributions.models.contribution import Contribution
from tests.cast import Cast
from unions.tenancy.ids import uuid7

pytestmark = pytest.mark.django_db


def api(cast: Cast, path: str = "") -> str:
    return f"/api/v1/u/{cast.union.slug}/contributions/{path}"


def post(client: Client, where: str, body: Any) -> Any:
    return client.post(where, body, content_type="application/json")


def entry(**changes: Any) -> dict[str, Any]:
    fields = {"kind": "work", "quantity": 60, "unit": "min", "what": "Pruning"}
    return fields | changes


def test_log_list_and_take_back(harbour: Cast) -> None:
    client = harbour.client("hana")
    made = post(client, api(harbour), entry())
    assert made.status_code == 201
    back = post(client, api(harbour, f"{made.json()['id']}/reverse/"), {})
    assert back.status_code == 201
    assert back.json()["quantity"] == -60
    listed = client.get(api(harbour)).json()
    assert [row["quantity"] for row in listed["results"]] == [-60, 60]
    assert listed["next_offset"] is None


def test_a_repeat_is_answered_the_same_way(harbour: Cast) -> None:
    client, body = harbour.client("hana"), entry(client_id=str(uuid7()))
    first, second = (post(client, api(harbour), body).json() for _ in range(2))
    assert first == second
    with harbour.scope():
        assert Contribution.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "money"}, "kind"),
        ({"quantity": 0}, "quantity"),
        ({"quantity": 1.5}, "quantity"),
        ({"quantity": 10**30}, "quantity"),
        ({"quantity": None}, "quantity"),
        ({"unit": "GBP"}, "unit"),
        ({"what": ""}, "what"),
        ({"what": "x" * 81}, "what"),
        ({"what": "a\x00b"}, "what"),
        ({"given_on": "soon"}, "given_on"),
        ({"client_id": "1"}, "client_id"),
    ],
)
def test_what_cannot_be_read_names_its_field(
    harbour: Cast, changes: dict[str, Any], field: str
) -> None:
    answer = post(harbour.client("hana"), api(harbour), entry(**changes))
    assert answer.status_code == 422
    assert list(answer.json()["fields"]) == [field]
    with harbour.scope():
        assert Contribution.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"unit": "g"}, "unit-of-another-kind"),
        ({"quantity": 1_441}, "too-much"),
        ({"given_on": "2999-01-01"}, "day-not-open"),
    ],
)
def test_a_rule_says_no_with_its_code(harbour: Cast, changes: dict[str, Any], code: str) -> None:
    answer = post(harbour.client("hana"), api(harbour), entry(**changes))
    assert (answer.status_code, answer.json()["code"]) == (422, code)


@pytest.mark.parametrize("body", ["", "[", "[]", "null", '"x"', "1"])
def test_a_body_that_is_no_entry_is_refused(harbour: Cast, body: str) -> None:
    answer = post(harbour.client("hana"), api(harbour), body)
    assert answer.status_code in {400, 422}


def test_guests_and_other_unions(harbour: Cast, millrace: Cast, guest: Client) -> None:
    assert guest.get(api(harbour)).status_code == 401
    assert millrace.client("tom").get(api(harbour)).status_code == 404
    made = post(harbour.client("hana"), api(harbour), entry()).json()
    where = api(millrace, f"{made['id']}/reverse/")
    assert post(millrace.client("tom"), where, {}).status_code == 404


def test_a_list_is_one_s_own(harbour: Cast) -> None:
    post(harbour.client("hana"), api(harbour), entry(what="Marker of Hana"))
    assert harbour.client("mira").get(api(harbour)).json()["results"] == []
