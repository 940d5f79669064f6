"""The keepers' page of what programs told."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine

from commonpurse.intake.queries import incoming_payments as queries
from commonpurse.ledger.actions import periods
from tests.cast import Cast
from tests.commonpurse.intake.tills import TODAY, sale, states, tell, work_off


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """The day on which all of this happens."""
    with time_machine.travel(TODAY, tick=False):
        yield


def page(cast: Cast, **asked: str) -> str:
    answer: Any = cast.client("dev").get(cast.url("purse/incoming/"), asked)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_nothing_yet(harbour: Cast) -> None:
    assert "No program told of money yet" in page(harbour)
    assert "Nothing is like this" in page(harbour, state="refused")
    desk = harbour.client("dev").get(harbour.url("purse/pledges/")).content.decode()
    assert harbour.url("purse/incoming/") in desk


def test_what_became_of_each(harbour: Cast) -> None:
    with harbour.scope():
        periods.close_period(month=date(2026, 10, 1), by=harbour.dev)
        tell(harbour, sale("late", 1_250, received_on=date(2026, 10, 31), words="<b>Jam</b>"))
        tell(harbour, sale("good"))
    work_off(harbour)
    with harbour.scope():
        tell(harbour, sale("new", 99))
    shown = page(harbour)
    assert "£12.50" in shown
    assert "&lt;b&gt;Jam&lt;/b&gt;" in shown
    assert "The books of its month are closed." in shown
    assert "/purse/entries/" in shown
    assert "£0.99" not in page(harbour, state="refused")
    with harbour.scope():
        (line,) = [line for line in queries.page().lines if line.key == "late"]
    aside = harbour.url(f"purse/incoming/{line.id}/put-aside/")
    assert harbour.client("ana").post(aside, {"why": ""}).status_code == 422
    assert harbour.client("hana").post(aside, {"why": "x"}).status_code == 403
    assert harbour.client("ana").post(aside, {"why": "Given back"}).status_code == 302
    assert "Put aside by Ana: Given back" in page(harbour, state="put_aside")
    with harbour.scope():
        assert states()["late"] == "put_aside"


def test_show_more_goes_on(harbour: Cast) -> None:
    with harbour.scope():
        tell(harbour, *(sale(f"k{number}", words=f"Sale {number}.") for number in range(27)))
        last = queries.page().more
    first = page(harbour)
    assert f"after={last}" in first
    assert "Sale 1." not in first
    rest = page(harbour, after=str(last))
    assert "Sale 1." in rest
    assert "Show more" not in rest


def test_an_address_that_asks_nonsense(harbour: Cast) -> None:
    for asked in ({"state": "lost"}, {"after": "nowhere"}):
        answer = harbour.client("dev").get(harbour.url("purse/incoming/"), asked)
        assert answer.status_code == 422


@pytest.mark.parametrize("rows", [1, 3])
def test_asks_as_often_for_three_as_for_one(
    harbour: Cast, rows: int, django_assert_num_queries: Any
) -> None:
    with harbour.scope():
        tell(harbour, *(sale(f"k{number}") for number in range(rows)))
    client = harbour.client("dev")
    client.get(harbour.url("purse/incoming/"))
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(harbour.url("purse/incoming/"))


PAGE_QUERIES = 12
