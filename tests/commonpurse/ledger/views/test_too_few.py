"""One private entry alone in its month: no page, file or answer tells a member its amount.

Every account has other lines in the month, so what it came to as a whole is another figure. Those
totals stay exact for everybody.
"""

import csv
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine

from commonpurse.ledger.actions import journal_entries
from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.rules.entries import Draft, Memo, moving
from tests.amounts import tells
from tests.cast import Cast
from tests.commonpurse.conftest import fill
from tests.commonpurse.ledger import journal_programs as programs
from tests.commonpurse.ledger.sheets import sheets

TODAY = "2026-12-20 12:00"
ALONE, WORDS = 7_731, "Boots for Anna"
API = "/api/v1/u/harbour-lights/purse"
MONTHS = "?from=2026-11&to=2026-12"
FORMATS = ("xlsx", "lines-csv", "entries-csv", "beancount", "hledger", "json")


@pytest.fixture
def books(harbour: Cast) -> PurseAccounts:
    """November with one payment for a need; December with three."""
    with harbour.scope():
        purse = fill(harbour, 100_000)
        post(harbour, "promise", 20_000, purse.purse, purse.commitment, 3)
        post(harbour, "promise_back", 1_000, purse.commitment, purse.purse, 5)
        post(harbour, "need_payment", ALONE, purse.commitment, purse.bank, 12, words=WORDS)
        post(harbour, "spend", 1_500, purse.purse, purse.bank, 16)
        post(harbour, "promise_back", 250, purse.commitment, purse.purse, 30)
        for day in (2, 9, 17):
            post(harbour, "need_payment", 100 + day, purse.commitment, purse.bank, day, month=12)
    return purse


def post(
    cast: Cast,
    kind: str,
    amount: int,
    out_of: UUID,
    into: UUID,
    day: int,
    *,
    month: int = 11,
    words: str = "",
) -> None:
    draft = Draft(
        key=str(uuid4()),
        kind=kind,
        memo=Memo(kind, words=words),
        effective_on=date(2026, month, day),
        lines=moving(amount, out_of=out_of, into=into),
    )
    journal_entries.post(entry=draft, by=cast.dev)


def get(cast: Cast, url: str, who: str) -> Any:
    with time_machine.travel(TODAY, tick=False):
        answer = cast.client(who).get(url)
    assert answer.status_code == 200, url
    return answer


def text_of(answer: Any) -> str:
    """What stands in it; a spreadsheet's cells of numbers as they are shown."""
    content = answer.getvalue()
    if "spreadsheet" not in answer["Content-Type"]:
        return str(content.decode())
    cells = (cell for sheet in sheets(content).values() for row in sheet.rows for cell in row)
    return " ".join(str(cell.value) for cell in cells)


def addresses(cast: Cast, books: PurseAccounts) -> list[str]:
    """Every page, file and answer that tells rows of November."""
    pages = ["purse/", "purse/books/", "purse/trial-balance/?month=2026-11"]
    pages += [f"purse/books/2026-11/{rows}" for rows in ("", "?rows=1", "?rows=all")]
    pages += ["purse/books/2026-11/csv/", "purse/journal/"]
    accounts = (books.commitment, books.bank)
    pages += [f"purse/accounts/{account}/?month=2026-11" for account in accounts]
    pages += [f"purse/journal/?account={account}" for account in accounts]
    pages += ["purse/journal/?kind=need_payment", "purse/journal/?from_on=2026-11-10"]
    answers = [f"{API}/months/", f"{API}/statements/2026-11/", f"{API}/journal/"]
    answers += [f"{API}/statements/2026-11/?after={n}" for n in range(6)]
    answers += [f"{API}/accounts/{account}/?month=2026-11" for account in accounts]
    answers += [f"{API}/export/{form}/{MONTHS}" for form in FORMATS]
    answers += [f"{API}/export/{form}/?from=2026-11&to=2026-11" for form in FORMATS]
    return [*(cast.url(page) for page in pages), *answers]


def test_no_member_reads_the_amount_or_the_words(harbour: Cast, books: PurseAccounts) -> None:
    for url in addresses(harbour, books):
        shown = text_of(get(harbour, url, "hana"))
        assert not tells(shown, ALONE), url
        for told in (WORDS, "2026-11-12"):
            assert told not in shown, (url, told)


@pytest.mark.parametrize("path", ["months/", "books/"], ids=["programs", "pages"])
def test_totals_stay_exact_for_everybody(harbour: Cast, books: PurseAccounts, path: str) -> None:
    url = f"{API}/months/" if path == "months/" else harbour.url(f"purse/{path}")
    shown = [text_of(get(harbour, url, who)) for who in ("hana", "dev")]
    assert all(tells(one, 9_231) for one in shown)


def test_keepers_read_it_everywhere(harbour: Cast, books: PurseAccounts) -> None:
    urls = [harbour.url("purse/books/2026-11/"), harbour.url("purse/books/2026-11/csv/")]
    urls += [harbour.url(f"purse/accounts/{books.bank}/?month=2026-11")]
    urls += [f"{API}/statements/2026-11/", f"{API}/accounts/{books.bank}/?month=2026-11"]
    urls += [f"{API}/export/{form}/{MONTHS}" for form in FORMATS if form != "entries-csv"]
    for url in urls:
        assert tells(text_of(get(harbour, url, "dev")), ALONE), url


def test_its_row_says_that_it_is_too_few(harbour: Cast, books: PurseAccounts) -> None:
    for url in ("purse/books/2026-11/", f"purse/accounts/{books.bank}/?month=2026-11"):
        shown = " ".join(get(harbour, harbour.url(url), "hana").content.decode().split())
        assert "Paid for a need" in shown
        assert "private, 1 entry" in shown
        assert shown.count("too few to show") == 1
    found = get(harbour, f"{API}/statements/2026-11/", "hana").json()
    (few,) = [line for line in found["lines"] if line["private"]]
    assert (few["on"], few["entries"]) == ("2026-11-30", 1)
    assert [few[name] for name in ("came_in", "went_out", "balance")] == [None] * 3
    assert found["opening"] + found["came_in"] - found["went_out"] == found["closing"] == 90_769


def test_rows_that_are_left_over_do_not_tell_it_either(
    harbour: Cast, books: PurseAccounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commonpurse.ledger.queries.statements.ROWS_SHOWN", 2)
    shown = " ".join(
        get(harbour, harbour.url("purse/books/2026-11/"), "hana").content.decode().split()
    )
    assert "1 more row" in shown
    assert not tells(shown, ALONE)
    assert "too few to show" in shown


@pytest.mark.parametrize("who", ["hana", "dev"])
def test_files_still_lead_to_what_the_accounts_hold(
    harbour: Cast, books: PurseAccounts, who: str, tmp_path: Path
) -> None:
    made = json.loads(text_of(get(harbour, f"{API}/export/json/{MONTHS}", who)))
    held = {account["code"]: account["opening"] for account in made["accounts"]}
    for entry in made["entries"]:
        for line in entry["lines"]:
            amount, before = line["amount"], held[line["account"]]
            held[line["account"]] = line["balance"] if amount is None else before + amount
    assert held == {account["code"]: account["closing"] for account in made["accounts"]}

    rows = csv.DictReader(
        io.StringIO(text_of(get(harbour, f"{API}/export/lines-csv/{MONTHS}", who)), newline="")
    )
    sums = dict.fromkeys(held, Decimal(0))
    for row in rows:
        before = sums[row["account"]]
        sums[row["account"]] = (
            before + Decimal(row["amount"]) if row["amount"] else Decimal(row["balance"])
        )
    assert {code: int(amount.scaleb(2)) for code, amount in sums.items()} == held

    journal = text_of(get(harbour, f"{API}/export/beancount/{MONTHS}", who))
    programs.bean_check(journal, tmp_path)
    assert (" pad " in journal) is (who == "hana")
    balances = programs.bean_balances(journal)
    assert balances["Assets:Promised:GBP"] == {"GBP": Decimal(held["commitment.gbp"]).scaleb(-2)}


@programs.needs_hledger
@pytest.mark.parametrize("who", ["hana", "dev"])
def test_hledger_finds_it_from_the_balances(harbour: Cast, books: PurseAccounts, who: str) -> None:
    journal = text_of(get(harbour, f"{API}/export/hledger/{MONTHS}", who))
    programs.hledger(journal, "check", "--strict", "ordereddates")
    held = programs.hledger_balances(journal)
    assert held["Assets:Promised:GBP"] == {"GBP": Decimal("106.91")}
    assert sum(amount for units in held.values() for amount in units.values()) == 0
