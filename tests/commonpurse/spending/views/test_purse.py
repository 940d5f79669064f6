"""The page of the purse: figures that add up and lead to their rows."""

import re
from datetime import date
from uuid import UUID, uuid4

import pytest
import time_machine

from commonpurse.ledger.actions import funds as books
from commonpurse.ledger.actions.funds import NewFund
from commonpurse.ledger.rules.entries import Source
from commonpurse.ledger.rules.ways import Way
from commonpurse.pledges.actions import pledges
from commonpurse.pledges.actions.pledges import NewPledge
from commonpurse.spending.actions import funds, payments, set_asides
from commonpurse.spending.actions.funds import FundMove
from commonpurse.spending.actions.set_asides import KeepLine
from commonpurse.spending.rules.wanted_payments import NewSpend, PaymentLine
from tests.cast import Cast
from tests.commonpurse.conftest import fill
from unions.founding.models.union_policy import UnionPolicy

TODAY = "2026-11-20 12:00"


@pytest.fixture
def november(harbour: Cast) -> Cast:
    """1 000.00 at the start, 20.00 given, 150.00 paid to Hana, 40.00 promised, 5.00 kept."""
    with time_machine.travel(TODAY, tick=False), harbour.scope():
        fill(harbour, 100_000)
        pledge = pledges.give(pledge=NewPledge(uuid4(), 2_000, "GBP"), by=harbour.jo)
        pledges.receive(
            pledge_id=pledge.pk, way=Way.BANK, received_on=date(2026, 11, 9), by=harbour.dev
        )
        lines = [
            PaymentLine(Source("need", uuid4()), harbour.hana.person_id, amount)
            for amount in (15_000, 4_000)
        ]
        first, _ = payments.commit(
            source=Source("allocation_round", uuid4()), lines=lines, currency="GBP", by=harbour.mira
        )
        payments.approve(payment_id=first, by=harbour.dev)
        payments.pay(payment_id=first, way=Way.BANK, paid_on=date(2026, 11, 20), by=harbour.ana)
        set_asides.set_aside(
            source=Source("allocation_round", uuid4()),
            lines=[KeepLine(Source("need", uuid4()), 500)],
            currency="GBP",
            by=harbour.mira,
        )
    return harbour


def get(cast: Cast, who: str, path: str) -> str:
    with time_machine.travel(TODAY, tick=False):
        answer = cast.client(who).get(cast.url(path))
    assert answer.status_code == 200, path
    return answer.content.decode()


FIGURE = re.compile(r'href="([^"]+)"[^>]*><data\s+value="(-?\d+)"')
SUM = re.compile(r'<data\s+value="(-?\d+)"\s+data-unit="GBP"\s+data-sum')


def test_terms_add_up_and_each_leads_to_rows_of_that_sum(november: Cast) -> None:
    page = get(november, "hana", "purse/")
    terms = page[page.index('<dl class="sum') : page.index("</dl>")]
    figures = [(url, int(value)) for url, value in FIGURE.findall(terms)]
    assert [value for _, value in figures] == [87_000, 4_000, 0, 500, 82_500]
    for url, value in figures:
        rows = get(november, "hana", url.removeprefix(november.url("")))
        assert SUM.findall(rows) == [str(value)], url


def test_what_one_person_gave_or_got_is_in_a_private_row(november: Cast) -> None:
    page = get(november, "idris", "purse/")
    assert page.count("private, 2 entries this month") == 1
    assert page.count("/purse/entries/") == 1
    for name in ("Hana", "Jo", "Dev", "Ana"):
        # As a word of its own: "Journal" names nobody.
        assert not re.search(rf"\b{name}\b", page)


def test_keepers_open_every_entry(november: Cast) -> None:
    page = get(november, "dev", "purse/")
    assert "private" not in page
    assert page.count("/purse/entries/") == 3


@pytest.mark.parametrize("month", ["2026-13", "1899-01", "2026", "x", "2026-00", "202\u0666-11"])
def test_month_that_is_none_is_not_found(november: Cast, month: str) -> None:
    for path in (f"purse/books/{month}/", f"purse/books/{month}/csv/"):
        assert november.client("hana").get(november.url(path)).status_code == 404


def test_empty_purse_says_nothing_wrong(harbour: Cast) -> None:
    page = get(harbour, "hana", "purse/")
    assert "£0.00" in page
    assert get(harbour, "hana", "purse/accounts/")


def test_page_is_closed_to_guests_and_other_unions(november: Cast, millrace: Cast) -> None:
    assert millrace.client("tom").get(november.url("purse/")).status_code == 404


def test_what_the_reserve_lacks_is_a_term_of_its_own(november: Cast) -> None:
    with november.scope():
        UnionPolicy.objects.create(key="reserve.floor_minor", version=1, value=10_000)
    page = get(november, "hana", "purse/")
    assert "Kept back for the reserve" in page
    terms = page[page.index('<dl class="sum') : page.index("</dl>")]
    values = [int(value) for value in re.findall(r'value="(-?\d+)"', terms)]
    assert values == [87_000, 4_000, 0, 500, 10_000, 72_500]
    # What is worked out of the floor has no rows that would add up to it, so it leads nowhere.
    assert [int(value) for _, value in FIGURE.findall(terms)] == [87_000, 4_000, 0, 500]


ROWS = re.compile(r"<tr.*?</tr>", re.DOTALL)


def test_every_figure_of_the_months_leads_to_rows_of_that_sum(november: Cast) -> None:
    page = get(november, "hana", "purse/")
    start = page.index("<details")
    table = page[start : page.index("</details>", start)]
    told = re.findall(r'href="([^"]+)"[^>]*>\s*([\d,]+\.\d\d)', table)
    assert len(told) == 2 * 12
    assert [amount for _, amount in told][-2:] == ["1,020.00", "150.00"]
    rows = get(november, "hana", told[-1][0].removeprefix(november.url("")))
    last = ROWS.findall(rows[: rows.index("</table>")])[-1]
    assert {"1,020.00", "150.00", "870.00"} <= set(re.findall(r"[\d,]+\.\d\d", last))


def test_a_purse_in_another_currency_stands_beside_and_is_never_added(november: Cast) -> None:
    with time_machine.travel(TODAY, tick=False), november.scope():
        UnionPolicy.objects.create(key="reserve.floor_minor", version=1, value=10_000)
        fill(november, 7_700, currency="EUR")
        fill(november, 90, currency="JPY")
    page = get(november, "hana", "purse/")
    assert "Free, in EUR" in page
    assert "Free, in JPY" in page
    sums = page.split('<dl class="sum')[1:]
    values = [re.findall(r'value="(-?\d+)"', part[: part.index("</dl>")]) for part in sums]
    assert [found[0] for found in values] == ["87000", "7700", "90"]
    # The floor is said in the union's own currency and holds nothing back from another.
    assert [found[-1] for found in values] == ["72500", "7700", "90"]
    assert page.count('<svg class="drawn') == 3
    for unit, there in (("EUR", "77.00"), ("JPY", "90")):
        rows = get(november, "hana", f"purse/books/2026-11/?unit={unit}")
        assert f"There,\n                  {unit}" in rows or f"There, {unit}" in rows
        assert there in rows


def test_funds_stand_beside_the_purse_and_in_none_of_its_sums(november: Cast) -> None:
    assert "Beside the purse" not in get(november, "hana", "purse/")
    with time_machine.travel(TODAY, tick=False), november.scope():
        roof, pump, old = (open_fund(november, name) for name in ("Roof", "Pump", "Old well"))
        funds.put_in(move=FundMove(roof, 2_500, "GBP", "first part", "roof"), by=november.dev)
        funds.close(fund_id=old, by=november.dev)
    page = get(november, "hana", "purse/")
    own = page[page.index("Beside the purse") :]
    own = own[: own.index("</section>")]
    # The amount leads to its rows, the name to the fund; a closed one holds nothing to look at.
    [(url, value)] = FIGURE.findall(own)
    assert value == "2500"
    assert SUM.findall(get(november, "hana", url.removeprefix(november.url("")))) == ["2500"]
    assert re.findall(rf"/purse/funds/({roof}|{pump}|{old})/", own) == [str(pump), str(roof)]
    assert "empty" in own
    terms = page[page.index('<dl class="sum') : page.index("</dl>")]
    assert [int(value) for _, value in FIGURE.findall(terms)] == [84_500, 4_000, 0, 500, 80_000]


def open_fund(cast: Cast, name: str) -> UUID:
    new = NewFund(name, f"For the {name}", restricted=False, currency="GBP")
    return books.open_fund(fund=new, by=cast.dev)


PURSE_QUERIES = 32


@pytest.mark.parametrize("rows", [1, 3])
def test_page_asks_as_often_for_three_rows_as_for_one(
    harbour: Cast, rows: int, django_assert_num_queries: object
) -> None:
    with time_machine.travel(TODAY, tick=False), harbour.scope():
        fill(harbour, 100_000)
        for number in range(rows):
            open_fund(harbour, f"Fund {number}")
            payment = payments.request(
                spend=NewSpend(uuid4(), f"Nails {number}", "", 100, "GBP"), by=harbour.dev
            )
            payments.approve(payment_id=payment.pk, by=harbour.ana)
            payments.pay(
                payment_id=payment.pk, way=Way.BANK, paid_on=date(2026, 11, 20), by=harbour.ana
            )
    client = harbour.client("hana")
    with time_machine.travel(TODAY, tick=False):
        client.get(harbour.url("purse/"))
        with django_assert_num_queries(PURSE_QUERIES):  # type: ignore[operator]
            page = client.get(harbour.url("purse/")).content.decode()
    assert page.count("Nails ") == rows
