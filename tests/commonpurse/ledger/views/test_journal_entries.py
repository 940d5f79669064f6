"""The journal as a page: filters in the address, rows that lead on, nothing private told."""

import re
from datetime import date
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from commonpurse.ledger.actions import journal_entries
from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.rules.entries import Draft, Memo, moving
from tests.cast import Cast
from tests.commonpurse.conftest import fill

TODAY = "2026-11-20 12:00"
JOURNAL_QUERIES = 23


def post(cast: Cast, purse: PurseAccounts, kind: str = "spend", words: str = "Van hire") -> UUID:
    draft = Draft(
        key=str(uuid4()),
        kind=kind,
        memo=Memo(kind, words=words),
        effective_on=date(2026, 11, 5),
        lines=moving(1_250, out_of=purse.purse, into=purse.bank),
    )
    return journal_entries.post(entry=draft, by=cast.dev).entry_id


@pytest.fixture
def books(harbour: Cast) -> PurseAccounts:
    with harbour.scope():
        return fill(harbour, 100_000)


def answer(cast: Cast, who: str, asked: str = "") -> HttpResponse:
    with time_machine.travel(TODAY, tick=False):
        return cast.client(who).get(cast.url(f"purse/journal/{asked}"))  # type: ignore[return-value]


def page(cast: Cast, who: str, asked: str = "") -> str:
    found = answer(cast, who, asked)
    assert found.status_code == 200
    return " ".join(found.content.decode().split())


def test_a_row_says_what_by_whom_and_out_of_where_into_what(
    harbour: Cast, books: PurseAccounts
) -> None:
    with harbour.scope():
        entry_id = post(harbour, books)
    shown = page(harbour, "hana")
    assert f'/purse/entries/{entry_id}/"' in shown
    assert shown.count("Van hire") == 1
    for words in ("Thu 5 Nov", "Dev", "Common purse", "£12.50", "2 entries, 2 shown."):
        assert words in shown


def test_both_of_a_pair_lead_to_each_other(harbour: Cast, books: PurseAccounts) -> None:
    with harbour.scope():
        wrong = post(harbour, books)
        back = journal_entries.reverse(
            entry_id=wrong, why="twice", effective_on=date(2026, 11, 6), by=harbour.ana
        )
        post(harbour, books, words="Rent")
    shown = page(harbour, "hana", "?pairs=on")
    assert "reversed on Fri 6 Nov" in shown
    assert "reverses Thu 5 Nov" in shown
    assert shown.count(str(back.entry_id)) == shown.count(str(wrong)) == 2
    assert "Rent" not in shown


def test_private_rows_name_nobody_and_lead_nowhere(harbour: Cast, books: PurseAccounts) -> None:
    with harbour.scope():
        ids = [post(harbour, books, "gift", "from Hana") for _ in range(2)]
    shown = page(harbour, "idris")
    assert "private, 2 entries" in shown
    assert "too few to show" in shown
    for told in ("Hana", "Dev", "£12.50", "£25.00", *map(str, ids)):
        assert told not in shown
    assert page(harbour, "ana").count("from Hana") == 2


@pytest.mark.parametrize("asked", ["?words=Hana", "?amount_from=12.5", "?pairs=on"])
def test_what_looks_inside_an_entry_leaves_private_ones_out_and_says_so(
    harbour: Cast, books: PurseAccounts, asked: str
) -> None:
    with harbour.scope():
        for _ in range(3):
            post(harbour, books, "gift", "from Hana")
    shown = page(harbour, "idris", asked)
    assert "Private entries are left out here" in shown
    assert "private, 3 entries" not in shown
    assert "left out here" not in page(harbour, "ana", asked)


def test_the_month_says_how_many_there_are(harbour: Cast, books: PurseAccounts) -> None:
    with harbour.scope():
        for _ in range(30):
            post(harbour, books)
    shown = page(harbour, "hana", "?from_on=2026-11-01&to_on=2026-11-30&kind=spend")
    assert "30 entries in November 2026, 25 shown." in shown
    assert 'href="?from_on=2026-11-01&amp;to_on=2026-11-30&amp;kind=spend&amp;after=' in shown
    more = shown[shown.index("&amp;after=") + len("&amp;after=") :].split('"')[0]
    rest = page(harbour, "hana", f"?from_on=2026-11-01&to_on=2026-11-30&kind=spend&after={more}")
    assert "30 entries in November 2026, 5 shown." in rest
    assert "Back to the newest" in rest
    assert "from Sun 1 Nov to Mon 2 Nov" in page(
        harbour, "hana", "?from_on=2026-11-01&to_on=2026-11-02"
    )


BAD = {
    "?from_on=2026-13-01": "Write it like 2026-11-30.",
    "?from_on=1900-01-01": "The books cover the years 2000 to 2099.",
    "?to_on=2100-01-01": "The books cover the years 2000 to 2099.",
    "?from_on=2026-11-02&to_on=2026-11-01": "This day lies before the first one.",
    "?kind=theft": "There is no such thing to choose here.",
    f"?account={UUID(int=7)}": "There is no such thing to choose here.",
    "?account=x": "There is no such thing to choose here.",
    f"?fund={UUID(int=7)}": "There is no such thing to choose here.",
    "?unit=nothing": "There is no such thing to choose here.",
    "?amount_from=lots": "This is not an amount of money.",
    "?amount_to=-5": "The amount has to be above zero.",
    "?amount_from=99999999999999999999": "This is not an amount of money.",
    "?amount_from=5&amount_to=4": "This amount is smaller than the first one.",
    "?after=2026-11-05": "This page of the journal cannot be found.",
    "?after=2026-11-05.1.aa": "This page of the journal cannot be found.",
    "?words=" + "x" * 201: "at most 200 characters",
}


@pytest.mark.parametrize("asked", BAD)
def test_what_cannot_be_asked_is_said_at_its_field(
    harbour: Cast, books: PurseAccounts, asked: str
) -> None:
    found = answer(harbour, "hana", asked + "&kind=spend" * ("kind" not in asked))
    shown = found.content.decode()
    assert found.status_code == 422
    assert BAD[asked] in shown
    assert "Problem:" in shown
    if "kind" not in asked:
        assert '<option value="spend" selected>' in shown


def test_where_nothing_fits_the_way_back_is_shown(harbour: Cast, books: PurseAccounts) -> None:
    shown = page(harbour, "hana", "?words=nowhere")
    assert "No entry fits" in shown
    assert "Clear the filters" in shown


CHIP = re.compile(r'<a class="chip" href="([^"]+)"> <span>(.*?)</span> <svg')


def chips(shown: str) -> dict[str, str]:
    """The words of each filter that is in use, and where dropping it leads."""
    if "Only these are shown" not in shown:
        return {}
    start = shown.index("Only these are shown")
    found = CHIP.findall(shown[start : shown.index("</nav>", start)])
    return {" ".join(re.sub("<[^>]+>", " ", words).split()): unescape(url) for url, words in found}


def test_filters_in_use_are_said_in_words(harbour: Cast, books: PurseAccounts) -> None:
    asked = "&".join(
        (
            "?from_on=2026-10-02&to_on=2026-11-30&kind=spend",
            f"account={books.bank}&amount_from=12&amount_to=1,000.50&words=<b>van&pairs=on",
        )
    )
    assert list(chips(page(harbour, "ana", asked))) == [
        "From 2 October 2026",
        "To 30 November 2026",
        "Kind Spends",
        "Account Bank",
        "Amount from £12.00",
        "Amount to £1,000.50",
        "Words &lt;b&gt;van",
        "Only reversals and what they reverse",
    ]
    assert chips(page(harbour, "hana")) == {}


def test_each_filter_is_dropped_alone(harbour: Cast, books: PurseAccounts) -> None:
    shown = page(harbour, "hana", "?from_on=2026-11-01&to_on=2026-11-30&kind=gift&words=roof")
    found = chips(shown)
    assert found == {
        "Month November 2026": "?kind=gift&words=roof",
        "Kind Gifts": "?from_on=2026-11-01&to_on=2026-11-30&words=roof",
        "Words roof": "?from_on=2026-11-01&to_on=2026-11-30&kind=gift",
    }
    assert "No entry fits" in shown
    [(words, without)] = chips(page(harbour, "hana", "?kind=gift")).items()
    # A link to nothing at all would lead to the filtered page again.
    assert (words, without) == ("Kind Gifts", "?")


def test_dropping_a_filter_begins_with_the_newest(harbour: Cast, books: PurseAccounts) -> None:
    with harbour.scope():
        entry = post(harbour, books)
    shown = page(harbour, "hana", f"?kind=spend&unit=GBP&after=2026-11-06.1.{entry.hex}")
    assert chips(shown) == {"Kind Spends": "?unit=GBP", "Unit GBP": "?kind=spend"}


def test_a_filter_that_cannot_be_read_is_not_said_to_be_in_use(
    harbour: Cast, books: PurseAccounts
) -> None:
    shown = " ".join(answer(harbour, "hana", "?kind=spend&to_on=x").content.decode().split())
    assert chips(shown) == {}
    assert '<details class="fold" open' in shown


def test_before_the_first_entry_it_says_how_it_begins(harbour: Cast) -> None:
    assert "Nothing was entered yet" in page(harbour, "hana")


def test_another_unions_account_is_no_choice(
    harbour: Cast, millrace: Cast, books: PurseAccounts
) -> None:
    with millrace.scope():
        theirs = fill(millrace, 5_000)
    assert answer(harbour, "dev", f"?account={theirs.purse}").status_code == 422
    assert answer(harbour, "dev", f"?account={books.purse}").status_code == 200


def test_closed_to_guests_and_strangers(harbour: Cast, millrace: Cast, guest: Client) -> None:
    url = harbour.url("purse/journal/")
    assert guest.get(url).status_code == 302
    assert millrace.client("tom").get(url).status_code == 404
    assert harbour.client("hana").post(url).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_asks_as_often_for_three_rows_as_for_one(
    harbour: Cast, books: PurseAccounts, rows: int, django_assert_num_queries: Any
) -> None:
    with harbour.scope():
        for number in range(rows):
            post(harbour, books, words=f"Van {number}")
            post(harbour, books, "gift")
    client = harbour.client("hana")
    client.get(harbour.url("purse/journal/"))
    with django_assert_num_queries(JOURNAL_QUERIES):
        shown = client.get(harbour.url("purse/journal/")).content.decode()
    assert shown.count("Van ") == rows
