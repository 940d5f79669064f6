"""The page that closes a month: it says what will happen, and to whom it is open."""

import re

import pytest
import time_machine

from commonpurse.ledger.queries import months
from tests.cast import Cast
from tests.commonpurse.closings.conftest import OCT, TODAY

PATH = "purse/books/2026-10/close/"


def get(cast: Cast, who: str, path: str = PATH) -> str:
    with time_machine.travel(TODAY, tick=False):
        answer = cast.client(who).get(cast.url(path))
    assert answer.status_code == 200, path
    return " ".join(answer.content.decode().split())


def close(cast: Cast, who: str, path: str = PATH) -> int:
    with time_machine.travel(TODAY, tick=False):
        return int(cast.client(who).post(cast.url(path)).status_code)


def test_the_page_says_all_that_will_happen(autumn: Cast) -> None:
    page = get(autumn, "dev")
    for words in (
        "The books of October 2026 close for good.",
        "The 2 open months before it, from August 2026 on, close with it.",
        "A closed month is never opened again.",
        "a reversal dated in an open month",
        "No payment asked for by the end of the month waits to be paid",
        "No money promised by the end of the month waits to be confirmed",
        "All accounts together are zero, as they must be",
    ):
        assert words in page
    assert page.count("<form") == 1


def test_a_keeper_closes_and_everyone_reads_who_did(autumn: Cast) -> None:
    assert "This month is over and still open" in get(autumn, "hana", "purse/books/2026-10/")
    assert close(autumn, "dev") == 302
    page = get(autumn, "hana", "purse/books/2026-10/")
    # The moment is the database's own.
    assert re.search(r"This month is closed since [^.]*, by Dev\.", page)
    assert "Close this month" not in page
    listed = get(autumn, "hana", "purse/books/")
    assert listed.count("closed </small>") == 3
    again = get(autumn, "ana")
    assert "There is nothing more to do here." in again
    assert "<form" not in again[again.index("<main") :]


def test_nothing_is_dated_into_it_afterwards(autumn: Cast) -> None:
    close(autumn, "dev")
    with autumn.scope():
        assert months.last_closed() == OCT
    assert close(autumn, "ana") == 302
    with autumn.scope():
        closed = months.closing_of(OCT)
        assert closed is not None
        assert closed.by == "Dev"


def test_a_running_month_has_a_reason_instead_of_a_button(autumn: Cast) -> None:
    page = get(autumn, "dev", "purse/books/2026-11/close/")
    assert "This month is not over yet" in page
    assert "<form" not in page[page.index("<main") :]
    assert close(autumn, "dev", "purse/books/2026-11/close/") == 422


@pytest.mark.parametrize("who", ["hana", "mira", "jo"])
def test_others_neither_see_nor_do_it(autumn: Cast, who: str) -> None:
    with time_machine.travel(TODAY, tick=False):
        assert autumn.client(who).get(autumn.url(PATH)).status_code == 403
    assert close(autumn, who) == 403
    assert "Close this month" not in get(autumn, who, "purse/books/2026-10/")
    assert "Close this month" in get(autumn, "dev", "purse/books/2026-10/")


def test_of_another_union_there_is_nothing(autumn: Cast, millrace: Cast) -> None:
    with time_machine.travel(TODAY, tick=False):
        assert millrace.client("kit").post(autumn.url(PATH)).status_code == 404
    with autumn.scope():
        assert months.last_closed() is None


@pytest.mark.parametrize("month", ["2026-13", "x", "1899-01"])
def test_a_month_that_is_none_is_not_found(autumn: Cast, month: str) -> None:
    assert close(autumn, "dev", f"purse/books/{month}/close/") == 404


def test_keepers_are_reminded_until_it_is_done(autumn: Cast) -> None:
    assert "Books of October 2026" in get(autumn, "dev", "")
    assert "Books of October 2026" not in get(autumn, "hana", "")
    close(autumn, "dev")
    assert "Books of October 2026" not in get(autumn, "dev", "")


QUERIES = 19


def test_the_page_asks_little(autumn: Cast, django_assert_num_queries: object) -> None:
    client = autumn.client("dev")
    with time_machine.travel(TODAY, tick=False):
        client.get(autumn.url(PATH))
        with django_assert_num_queries(QUERIES):  # type: ignore[operator]
            client.get(autumn.url(PATH))
