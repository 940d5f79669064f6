"""The monthly statement, as a page and as CSV."""

import csv
import io
import re
from datetime import date
from uuid import uuid4

import pytest
import time_machine

from commonpurse.ledger.actions import journal_entries
from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.rules.entries import Draft, Memo, Posted, moving
from tests.cast import Cast
from tests.commonpurse.conftest import fill

TODAY = "2026-11-20 12:00"


def post(cast: Cast, purse: PurseAccounts, kind: str, on: date, words: str = "") -> Posted:
    draft = Draft(
        key=str(uuid4()),
        kind=kind,
        memo=Memo(kind, words=words, also_by_id=cast.ana.pk),
        effective_on=on,
        lines=moving(1_250, out_of=purse.purse, into=purse.bank),
    )
    return journal_entries.post(entry=draft, by=cast.dev)


@pytest.fixture
def books(harbour: Cast) -> PurseAccounts:
    with harbour.scope():
        return fill(harbour, 100_000)


PLACES = ["Account", "Held there", "Moved inside"]


def read(cast: Cast, who: str, month: str) -> list[list[str]]:
    """The rows of the purse as a whole: without its accounts, and without moves inside it."""
    rows = read_all(cast, who, month)
    assert rows[0][8:] == PLACES
    return [row[:8] for row in rows if row[8:] in (["", "", ""], PLACES)]


def read_all(cast: Cast, who: str, month: str) -> list[list[str]]:
    with time_machine.travel(TODAY, tick=False):
        answer = cast.client(who).get(cast.url(f"purse/books/{month}/csv/"))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert f"harbour-lights-{month}.csv" in answer["Content-Disposition"]
    return list(csv.reader(io.StringIO(answer.content.decode())))


def test_rows_lead_from_opening_to_closing(harbour: Cast, books: PurseAccounts) -> None:
    with harbour.scope():
        post(harbour, books, "spend", date(2026, 11, 3), "Rent of the hall")
        post(harbour, books, "spend", date(2026, 10, 28), "Van hire")
    head, *rows = read(harbour, "hana", "2026-11")
    assert head == ["Day", "What", "By whom", "Entries", "In", "Out", "Purse", "Unit"]
    assert [row[6] for row in rows] == ["-12.50", "987.50", "975.00", "975.00"]
    assert rows[2][:6] == ["2026-11-03", "Rent of the hall", "Dev, Ana", "1", "0.00", "12.50"]


FORMULAS = ["=1+1", "+cmd", "-2", "@sum", "\t=1", "\uff1d1"]


@pytest.mark.parametrize("words", FORMULAS)
def test_no_cell_is_a_formula(harbour: Cast, books: PurseAccounts, words: str) -> None:
    with harbour.scope():
        post(harbour, books, "spend", date(2026, 11, 3), words)
    rows = read(harbour, "dev", "2026-11")
    assert rows[-2][1] == f"'{words}"


def test_file_tells_each_account_and_what_moved_inside(harbour: Cast, books: PurseAccounts) -> None:
    with harbour.scope():
        post(harbour, books, "spend", date(2026, 11, 3), "Rent of the hall")
        keep = Draft(
            key="keep",
            kind="reserve",
            memo=Memo("reserve"),
            effective_on=date(2026, 11, 4),
            lines=moving(20_000, out_of=books.purse, into=books.reserve),
        )
        journal_entries.post(entry=keep, by=harbour.dev)
    rows = read_all(harbour, "hana", "2026-11")
    held = [(row[1], row[8], row[9]) for row in rows[1:] if row[8]]
    names = ["Common purse", "Reserve", "Promised", "Set aside"]
    openings = list(zip(["Opening"] * 4, names, ["0.00"] * 4, strict=True))
    closings = list(zip(["Closing"] * 4, names, ["787.50", "200.00", "0.00", "0.00"], strict=True))
    assert held == openings + closings
    assert [(row[1], row[10]) for row in rows[1:] if row[10]] == [
        ("Moved to the reserve", "200.00")
    ]
    assert rows[-1][6] == "987.50"


def test_private_rows_fold_and_still_add_up(harbour: Cast, books: PurseAccounts) -> None:
    with harbour.scope():
        for _ in range(3):
            post(harbour, books, "need_payment", date(2026, 11, 5))
    _, _, _, folded, closing = read(harbour, "hana", "2026-11")
    assert folded[1:] == ["Paid for 3 needs", "private", "3", "0.00", "37.50", "962.50", "GBP"]
    assert closing[6] == "962.50"
    assert len(read(harbour, "dev", "2026-11")) == 7


def test_reversal_pair_is_linked_both_ways(harbour: Cast, books: PurseAccounts) -> None:
    with harbour.scope():
        posted = post(harbour, books, "spend", date(2026, 11, 13), "Roof felt")
        back = journal_entries.reverse(
            entry_id=posted.entry_id,
            why="entered twice",
            effective_on=date(2026, 11, 14),
            by=harbour.ana,
        )
    with time_machine.travel(TODAY, tick=False):
        client = harbour.client("hana")
        page = client.get(harbour.url("purse/books/2026-11/")).content.decode()
        entry = client.get(harbour.url(f"purse/entries/{back.entry_id}/")).content.decode()
    assert "reversed on Sat 14 Nov" in page
    assert "reverses Fri 13 Nov" in page
    assert "Reversal: entered twice" in page
    assert str(posted.entry_id) in entry


def test_private_entry_is_not_there_for_members(harbour: Cast, books: PurseAccounts) -> None:
    with harbour.scope():
        posted = post(harbour, books, "need_payment", date(2026, 11, 5))
        back = journal_entries.reverse(
            entry_id=posted.entry_id, why="wrong", effective_on=date(2026, 11, 6), by=harbour.dev
        )
    for entry_id in (posted.entry_id, back.entry_id):
        url = harbour.url(f"purse/entries/{entry_id}/")
        assert harbour.client("hana").get(url).status_code == 404
        assert harbour.client("ana").get(url).status_code == 200


def test_other_unions_find_neither_entry_nor_account(
    harbour: Cast, millrace: Cast, books: PurseAccounts
) -> None:
    with harbour.scope():
        posted = post(harbour, books, "spend", date(2026, 11, 5))
    client = millrace.client("kit")
    for path in (f"purse/entries/{posted.entry_id}/", f"purse/accounts/{books.purse}/"):
        assert client.get(harbour.url(path)).status_code == 404
        assert client.get(millrace.url(path)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_page_asks_as_often_for_three_rows_as_for_one(
    harbour: Cast, books: PurseAccounts, rows: int, django_assert_num_queries: object
) -> None:
    with harbour.scope():
        for number in range(rows):
            post(harbour, books, "spend", date(2026, 11, 5 + number), "Van hire")
    client = harbour.client("hana")
    client.get(harbour.url("purse/books/2026-11/"))
    with django_assert_num_queries(STATEMENT_QUERIES):  # type: ignore[operator]
        page = client.get(harbour.url("purse/books/2026-11/"))
    assert page.content.decode().count("Van hire") == rows


STATEMENT_QUERIES = 22


def test_no_single_gift_can_be_read_off(harbour: Cast, books: PurseAccounts) -> None:
    with harbour.scope():
        for day in (3, 9, 17):
            post(harbour, books, "contribution", date(2026, 11, day))
        public = post(harbour, books, "spend", date(2026, 11, 18), "Van hire")
    shown = read(harbour, "hana", "2026-11")
    assert "12.50" not in [row[4] or row[5] for row in shown if row[2] == "private"]
    where = harbour.url(f"purse/entries/{public.entry_id}/")
    assert "There after it" not in harbour.client("hana").get(where).content.decode()
    assert "There after it" in harbour.client("dev").get(where).content.decode()


def test_show_more_leads_through_all_rows_of_a_month(
    harbour: Cast, books: PurseAccounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commonpurse.ledger.queries.statements.ROWS_SHOWN", 2)
    with harbour.scope():
        for day in range(2, 6):
            post(harbour, books, "spend", date(2026, 11, day), f"Spend {day}")
    client, url = harbour.client("hana"), harbour.url("purse/books/2026-11/")
    seen = []
    with time_machine.travel(TODAY, tick=False):
        while url:
            page = " ".join(client.get(url).content.decode().split())
            more = re.search(r'href="(\?rows=\d+)"', page)
            seen.append([day for day in range(2, 6) if f"Spend {day}" in page])
            # Whatever is shown, the month as a whole is told to the penny.
            assert "50.00" in page
            assert ("more row" in page) is (more is not None)
            url = harbour.url(f"purse/books/2026-11/{more[1]}") if more else ""
    # The opening of the books is the first row.
    assert seen == [[2], [2, 3, 4], [2, 3, 4, 5]]


@pytest.mark.parametrize("asked", ["0", "-1", "two", "99999", "²", ""])
def test_an_odd_number_of_rows_asks_for_the_first_ones(
    harbour: Cast, books: PurseAccounts, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    monkeypatch.setattr("commonpurse.ledger.queries.statements.ROWS_SHOWN", 2)
    with harbour.scope():
        for day in range(2, 6):
            post(harbour, books, "spend", date(2026, 11, day), f"Spend {day}")
    answer = harbour.client("hana").get(harbour.url("purse/books/2026-11/"), {"rows": asked})
    assert "3 more rows" in " ".join(answer.content.decode().split())


def test_all_rows_stand_on_one_page_for_whoever_asks(
    harbour: Cast, books: PurseAccounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commonpurse.ledger.queries.statements.ROWS_SHOWN", 2)
    with harbour.scope():
        for day in range(2, 6):
            post(harbour, books, "spend", date(2026, 11, day), f"Spend {day}")
    page = harbour.client("hana").get(harbour.url("purse/books/2026-11/?rows=all"))
    shown = page.content.decode()
    assert [day for day in range(2, 6) if f"Spend {day}" in shown] == [2, 3, 4, 5]
    assert "more row" not in shown
