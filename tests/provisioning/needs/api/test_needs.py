"""The same needs for programs, with the same permissions as the pages."""

from uuid import uuid4

from provisioning.needs.models.need import Need
from tests.cast import Cast
from tests.provisioning.needs.conftest import ask

NEED = {"category": "work", "amount_minor": 180_000, "title": "Saw", "words": "canary"}


def url(cast: Cast, rest: str = "") -> str:
    return f"/api/v1/u/{cast.union.slug}/needs/{rest}"


def test_asking_once_and_reading_ones_own(harbour: Cast) -> None:
    hana = harbour.client("hana")
    body = {**NEED, "client_id": str(uuid4())}
    first = hana.post(url(harbour), body, content_type="application/json")
    assert first.status_code == 201
    assert first.json()["amount_minor"] == 180_000
    again = hana.post(url(harbour), body, content_type="application/json")
    assert again.json()["id"] == first.json()["id"]
    mine = hana.get(url(harbour, "mine/"))
    assert [need["title"] for need in mine.json()] == ["Saw"]
    assert "canary" not in mine.text
    assert harbour.client("jo").get(url(harbour, "mine/")).json() == []


def test_the_board_is_what_askers_show(harbour: Cast) -> None:
    with harbour.scope():
        ask(harbour.hana, title="Secret")
        ask(harbour.hana, title="Open", on_board=True)
        ask(harbour.hana, title="Named", on_board=True, named=True)
    board = harbour.client("jo").get(url(harbour)).json()
    assert [(need["title"], need["name"]) for need in board["results"]] == [
        ("Open", ""),
        ("Named", "Hana"),
    ]
    assert board["has_more"] is False


def test_what_is_no_need_is_refused(harbour: Cast) -> None:
    hana = harbour.client("hana")
    for wrong in (
        {"amount_minor": 0},
        {"amount_minor": 10**10},
        {"category": "love"},
        {"title": "x" * 61},
        {"by_on": "1900-01-01"},
    ):
        answer = hana.post(url(harbour), {**NEED, **wrong}, content_type="application/json")
        assert answer.status_code == 422, wrong
    stranger = {**NEED, "person_ids": [str(uuid4())]}
    answer = hana.post(url(harbour), stranger, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (422, "need-not-asked")
    with harbour.scope():
        assert not Need.objects.exists()


def test_brackets_without_end_are_refused(harbour: Cast) -> None:
    answer = harbour.client("hana").post(
        url(harbour), "[" * 100_000, content_type="application/json"
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


def test_outsiders_and_guests_get_nothing(harbour: Cast, millrace: Cast, guest: object) -> None:
    tom = millrace.client("tom")
    assert tom.get(url(harbour)).status_code == 404
    assert tom.post(url(harbour), NEED, content_type="application/json").status_code == 404
    assert guest.get(url(harbour)).status_code == 401  # type: ignore[attr-defined]
