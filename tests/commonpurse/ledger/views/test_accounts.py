"""Accounts by group, and each of them month by month."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine

from commonpurse.ledger.actions import accounts, funds, journal_entries
from commonpurse.ledger.actions.accounts import NewAccount
from commonpurse.ledger.actions.funds import NewFund
from commonpurse.ledger.models.unit import Unit
from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.ledger.rules.entries import Draft, Memo, moving
from tests.cast import Cast
from tests.commonpurse.conftest import fill

TODAY = "2026-11-20 12:00"
ACCOUNT_QUERIES = 19


@pytest.fixture
def books(harbour: Cast) -> PurseAccounts:
    with harbour.scope():
        return fill(harbour, 100_000)


def get(cast: Cast, path: str, who: str = "hana") -> str:
    with time_machine.travel(TODAY, tick=False):
        answer = cast.client(who).get(cast.url(f"purse/accounts/{path}"))
    assert answer.status_code == 200, path
    return " ".join(answer.content.decode().split())


def post(cast: Cast, out_of: UUID, into: UUID, amount: int, on: date) -> None:
    lines = moving(amount, out_of=out_of, into=into)
    draft = Draft(str(uuid4()), "spend", Memo("spend", words="Van hire"), on, lines)
    with cast.scope():
        journal_entries.post(entry=draft, by=cast.dev)


def test_groups_add_up_and_all_together_are_zero(harbour: Cast, books: PurseAccounts) -> None:
    with harbour.scope():
        new = NewFund("Roof", "Felt", restricted=True, currency="GBP")
        roof = funds.open_fund(fund=new, by=harbour.dev)
        account = funds.account_in(fund_id=roof, currency="GBP", by=harbour.dev)
    post(harbour, books.purse, account, 4_000, date(2026, 11, 3))
    shown = get(harbour, "")
    told = ("In the purse", "£960.00", "In funds, each", "£40.00", "Outside:", "-£1,000.00")
    places = [shown.index(words) for words in (*told, "All together")]
    assert places == sorted(places)
    assert shown.index("£0.00", places[-1])
    fund_page = get(harbour, f"{account}/")
    assert f"/purse/funds/{roof}/" in fund_page
    assert "Money kept for one purpose, beside the common purse." in fund_page


def test_a_month_leads_on_to_those_with_lines(harbour: Cast, books: PurseAccounts) -> None:
    post(harbour, books.bank, books.purse, 500, date(2026, 8, 3))
    now = get(harbour, f"{books.purse}/")
    assert "?month=2026-10" in now
    assert "?month=2026-12" not in now
    assert (
        f"/purse/journal/?account={books.purse}&amp;from_on=2026-11-01&amp;to_on=2026-11-20" in now
    )
    first = get(harbour, f"{books.purse}/?month=2026-08")
    assert "?month=2026-07" not in first
    assert "?month=2026-09" in first


def test_weight_is_written_with_the_digits_of_its_unit(harbour: Cast, books: PurseAccounts) -> None:
    with harbour.scope():
        mass = Unit.objects.create(code="kg", scale=3, kind="mass")
        shed, field = (
            accounts.open_account(
                account=NewAccount(AccountKind.TRADING, code, code.title()),
                unit_id=mass.pk,
                by=harbour.dev,
            )
            for code in ("shed", "field")
        )
    post(harbour, field, shed, 12_500, date(2026, 11, 3))
    assert "12.500 kg" in get(harbour, "")
    assert "12.500" in get(harbour, f"{shed}/")
    assert "£12" not in get(harbour, f"{shed}/")


def test_a_closed_account_says_so(harbour: Cast, books: PurseAccounts) -> None:
    with harbour.scope():
        unit_id = Unit.objects.get(code="GBP").pk
        till = accounts.open_account(
            account=NewAccount(AccountKind.EXTERNAL, "till", "Till"),
            unit_id=unit_id,
            by=harbour.dev,
        )
        accounts.close_account(account_id=till, by=harbour.dev)
    assert "closed account" in get(harbour, f"{till}/")
    assert "Till" not in get(harbour, "")


def test_programs_read_an_account_by_month(harbour: Cast, books: PurseAccounts) -> None:
    url = f"/api/v1/u/harbour-lights/purse/accounts/{books.purse}/"
    with time_machine.travel(TODAY, tick=False):
        found = harbour.client("hana").get(f"{url}?month=2026-11").json()
        unknown = f"/api/v1/u/harbour-lights/purse/accounts/{uuid4()}/"
        for wrong in (f"{url}?month=2026-13", unknown):
            assert harbour.client("hana").get(wrong).status_code == 404
    assert (found["name"], found["kind"], found["closing"]) == ("Common purse", "purse", 100_000)
    assert [line["came_in"] for line in found["lines"]] == [100_000]


@pytest.mark.parametrize("rows", [1, 3])
def test_asks_as_often_for_three_rows_as_for_one(
    harbour: Cast, books: PurseAccounts, rows: int, django_assert_num_queries: Any
) -> None:
    for _ in range(rows):
        post(harbour, books.purse, books.bank, 5, date(2026, 11, 3))
    client = harbour.client("hana")
    url = harbour.url(f"purse/accounts/{books.purse}/?month=2026-11")
    client.get(url)
    with django_assert_num_queries(ACCOUNT_QUERIES):
        shown = client.get(url).content.decode()
    assert shown.count("Van hire") == rows
