"""Taking the books along: the form, the files, and what each reader gets."""

import csv
import io
import json
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from commonpurse.ledger.actions import journal_entries
from commonpurse.ledger.queries import books
from commonpurse.ledger.queries.accounts import PurseAccounts, purse_accounts
from commonpurse.ledger.rules.entries import Draft, Memo, moving
from tests.cast import Cast
from tests.commonpurse.conftest import fill

NOW = "2026-11-20 12:00"
NOVEMBER = {"from": "2026-11", "to": "2026-11"}
FILES = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "lines-csv": ("text/csv; charset=utf-8", "lines.csv"),
    "entries-csv": ("text/csv; charset=utf-8", "entries.csv"),
    "beancount": ("text/plain; charset=utf-8", "beancount"),
    "hledger": ("text/plain; charset=utf-8", "journal"),
    "json": ("application/json", "json"),
}
GIVEN = (1_111, 2_222, 4_444)


@pytest.fixture
def filled(harbour: Cast) -> Cast:
    """A purse to which three people gave."""
    with harbour.scope():
        purse = fill(harbour, 100_000)
        for place, amount in enumerate(GIVEN):
            give(harbour, purse, date(2026, 11, 3 + place), amount)
    return harbour


def give(cast: Cast, purse: PurseAccounts, on: date, amount: int) -> None:
    draft = Draft(
        key=str(uuid4()),
        kind="contribution",
        memo=Memo("contribution"),
        effective_on=on,
        lines=moving(amount, out_of=purse.bank, into=purse.purse),
    )
    journal_entries.post(entry=draft, by=cast.dev)


def get(cast: Cast, who: str, path: str = "", **asked: str) -> Any:
    with time_machine.travel(NOW, tick=False):
        return cast.client(who).get(cast.url(f"purse/export/{path}"), asked)


@pytest.mark.parametrize("path", FILES)
def test_a_file_comes_under_its_name_and_is_kept_by_nobody(filled: Cast, path: str) -> None:
    answer = get(filled, "hana", f"{path}/", **NOVEMBER)
    content_type, ending = FILES[path]
    assert answer.status_code == 200
    assert answer["Content-Type"] == content_type
    name = f"harbour-lights-2026-11-2026-11.{ending}"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["Cache-Control"] == "private, no-store"
    assert len(answer.content) > 100


def test_the_form_leads_to_the_file(filled: Cast) -> None:
    answer = get(filled, "hana", period="other", format="lines_csv", **NOVEMBER)
    assert answer.status_code == 302
    path = "/u/harbour-lights/purse/export/lines-csv/"
    assert answer["Location"] == f"{path}?period=other&from=2026-11&to=2026-11"
    answer = get(filled, "hana", period="year", format="json", **NOVEMBER)
    assert answer["Location"].endswith("/json/?period=year")


def test_without_months_it_is_the_last_twelve(filled: Cast) -> None:
    assert "-2025-12-2026-11." in get(filled, "hana", "json/")["Content-Disposition"]
    assert "-2026-11-2026-11." in get(filled, "hana", "json/", period="all")["Content-Disposition"]


@pytest.mark.parametrize("path", ["", *(f"{name}/" for name in FILES)])
def test_bad_months_are_told_on_the_form(filled: Cast, path: str) -> None:
    answer = get(filled, "hana", path, format="xlsx", **{"from": "2026-13", "to": "2026-11"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "This is not a month of the books. Write it like 2026-11." in page
    assert 'value="other"' in page
    assert "Content-Disposition" not in answer


def test_too_much_for_one_file_is_told_on_the_form(
    filled: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(books, "LINES_MAX", 7)
    answer = get(filled, "hana", "xlsx/")
    assert answer.status_code == 422
    assert "too many lines in these months for one file" in answer.content.decode()


def test_members_get_sums_of_what_people_gave_and_keepers_each_entry(filled: Cast) -> None:
    def amounts(who: str) -> list[str]:
        text = get(filled, who, "lines-csv/", **NOVEMBER).content.decode()
        rows = csv.DictReader(io.StringIO(text, newline=""))
        return [row["amount"] for row in rows if row["account"] == "purse.gbp"]

    assert amounts("hana") == ["1000.00", "77.77"]
    assert amounts("dev") == ["1000.00", "11.11", "22.22", "44.44"]
    for path in FILES:
        if path != "xlsx":
            told = get(filled, "hana", f"{path}/").content.decode()
            assert not [n for n in GIVEN if str(n) in told or f"{n / 100:.2f}" in told]


def test_the_page_says_what_this_reader_gets(filled: Cast) -> None:
    member, keeper = (get(filled, who).content.decode() for who in ("hana", "dev"))
    assert "your file tells it in sums of a month" in member
    assert "your file has every entry" in keeper


def test_months_stay_apart_however_they_are_asked_for(filled: Cast) -> None:
    """Two files side by side tell no more than one: none of them parts a month."""
    with filled.scope():
        purse = in_pounds()
        for place, amount in enumerate((10, 20, 30)):
            give(filled, purse, date(2026, 10, 3 + place), amount)

    def folded(**asked: str) -> list[Any]:
        found = json.loads(get(filled, "hana", "json/", **asked).content)["entries"]
        return [entry for entry in found if entry["private"]]

    october = {"from": "2026-10", "to": "2026-10"}
    both = {"from": "2026-10", "to": "2026-11"}
    assert folded(**both) == folded(**october) + folded(**NOVEMBER)


def in_pounds() -> PurseAccounts:
    found = purse_accounts("GBP")
    assert found is not None
    return found


def test_other_unions_get_nothing(filled: Cast, millrace: Cast) -> None:
    answer = millrace.client("tom").get(filled.url("purse/export/json/"))
    assert answer.status_code == 404
    own = millrace.client("tom").get(millrace.url("purse/export/json/"))
    assert json.loads(own.content)["entries"] == []


def test_purse_and_statement_lead_here(filled: Cast) -> None:
    client = filled.client("hana")
    for path in ("purse/", "purse/books/2026-11/"):
        assert filled.url("purse/export/") in client.get(filled.url(path)).content.decode()


@pytest.mark.parametrize("days", [1, 3])
def test_asks_as_often_for_three_days_as_for_one(
    filled: Cast, days: int, django_assert_num_queries: Any
) -> None:
    with filled.scope():
        for place in range(days):
            give(filled, in_pounds(), date(2026, 11, 11 + place), 7)
    client = filled.client("dev")
    client.get(filled.url("purse/export/json/"))
    with django_assert_num_queries(FILE_QUERIES):
        found = json.loads(client.get(filled.url("purse/export/json/")).content)
    assert len(found["entries"]) == 4 + days


FILE_QUERIES = 16
