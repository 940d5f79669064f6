"""The trial balance as a page, as a file and for programs."""

import csv
import io
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from commonpurse.ledger.actions import journal_entries
from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.rules.entries import Draft, Memo, moving
from tests.cast import Cast
from tests.commonpurse.conftest import fill

TODAY = "2026-11-20 12:00"
PAGE_QUERIES = 14


@pytest.fixture
def books(harbour: Cast) -> PurseAccounts:
    with harbour.scope():
        return fill(harbour, 100_000)


def get(cast: Cast, path: str, who: str = "hana") -> Any:
    with time_machine.travel(TODAY, tick=False):
        return cast.client(who).get(cast.url(f"purse/trial-balance/{path}"))


def spend(cast: Cast, purse: PurseAccounts) -> None:
    lines = moving(1_250, out_of=purse.purse, into=purse.bank)
    draft = Draft(str(uuid4()), "spend", Memo("spend"), date(2026, 11, 5), lines)
    journal_entries.post(entry=draft, by=cast.dev)


def test_every_account_leads_to_its_month_and_the_sums_are_said_in_words(
    harbour: Cast, books: PurseAccounts
) -> None:
    shown = " ".join(get(harbour, "").content.decode().split())
    assert f"/purse/accounts/{books.purse}/?month=2026-11" in shown
    assert "In November 2026 £1,000.00 went out of accounts and the same came into others." in shown
    assert "these books balance" in shown
    assert "20 November 2026" in shown


def test_the_file_holds_the_same_and_no_formula(harbour: Cast, books: PurseAccounts) -> None:
    answer = get(harbour, "csv/?month=2026-11")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "harbour-lights-trial-balance-2026-11.csv" in answer["Content-Disposition"]
    head, *rows = csv.reader(io.StringIO(answer.content.decode()))
    assert head == ["Account", "Kind", "Opening", "In", "Out", "Closing", "Unit"]
    assert ["Bank", "external", "0.00", "0.00", "1000.00", "-1000.00", "GBP"] in rows
    assert rows[-1] == ["Together", "", "0.00", "1000.00", "1000.00", "0.00", "GBP"]


@pytest.mark.parametrize("month", ["2026-13", "1899-01", "x", "2100-01"])
def test_a_month_that_is_none_is_not_found(harbour: Cast, books: PurseAccounts, month: str) -> None:
    for path in (f"?month={month}", f"csv/?month={month}"):
        assert get(harbour, path).status_code == 404
    api = f"/api/v1/u/harbour-lights/purse/trial-balance/?month={month}"
    assert harbour.client("hana").get(api).status_code == 404


def test_programs_get_whole_smallest_parts(harbour: Cast, books: PurseAccounts) -> None:
    with time_machine.travel(TODAY, tick=False):
        api = "/api/v1/u/harbour-lights/purse/trial-balance/"
        found = harbour.client("hana").get(api).json()
    (unit,) = found["units"]
    assert (found["month"], found["last_day"]) == ("2026-11-01", "2026-11-20")
    assert (unit["opening"], unit["came_in"], unit["closing"]) == (0, 100_000, 0)
    assert sum(line["closing"] for line in unit["lines"]) == 0


def test_before_the_first_entry_it_says_how_the_books_begin(harbour: Cast) -> None:
    assert "Nothing was entered yet" in get(harbour, "").content.decode()


def test_closed_to_guests_and_strangers(
    harbour: Cast, millrace: Cast, guest: Client, books: PurseAccounts
) -> None:
    url = harbour.url("purse/trial-balance/")
    assert guest.get(url).status_code == 302
    assert millrace.client("kit").get(url).status_code == 404
    shown = millrace.client("kit").get(millrace.url("purse/trial-balance/")).content.decode()
    assert str(books.purse) not in shown


@pytest.mark.parametrize("rows", [1, 3])
def test_asks_as_often_for_three_entries_as_for_one(
    harbour: Cast, books: PurseAccounts, rows: int, django_assert_num_queries: Any
) -> None:
    with harbour.scope():
        for _ in range(rows):
            spend(harbour, books)
    client = harbour.client("hana")
    client.get(harbour.url("purse/trial-balance/"))
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(harbour.url("purse/trial-balance/"))
