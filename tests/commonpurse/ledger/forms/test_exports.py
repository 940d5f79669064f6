"""Which months are meant: the last twelve, all, or from one to another; a bad month is told."""

from datetime import date

import pytest

from commonpurse.ledger.forms.exports import ExportForm, PeriodForm
from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.queries.book_files import Format
from commonpurse.ledger.rules.books import Period
from tests.cast import Cast

TODAY = date(2027, 2, 14)
YEAR = Period(date(2026, 3, 1), date(2027, 2, 28))


def wanted(**asked: str) -> Period:
    form = PeriodForm(asked, today=TODAY)
    assert form.is_valid(), form.errors
    return form.wanted()


def errors(**asked: str) -> dict[str, list[str]]:
    form = PeriodForm(asked, today=TODAY)
    assert not form.is_valid()
    return {name: [str(words) for words in told] for name, told in form.errors.items()}


def test_months_are_read_from_the_address(in_harbour: Cast, purse: PurseAccounts) -> None:
    assert wanted() == YEAR
    assert wanted(period="year", **{"from": "2020-01", "to": "2020-02"}) == YEAR
    assert wanted(period="all") == Period(date(2026, 11, 1), date(2026, 11, 30))
    other = Period(date(2026, 12, 1), date(2027, 2, 28))
    assert wanted(**{"from": "2026-12", "to": "2027-02"}) == other
    assert wanted(period="other", **{"from": "2026-12", "to": "2027-02"}) == other
    one = Period(date(2024, 2, 1), date(2024, 2, 29))
    assert wanted(**{"from": "2024-02", "to": "2024-02"}) == one


def test_books_without_entries_are_this_month(in_harbour: Cast) -> None:
    assert wanted(period="all") == Period(date(2027, 2, 1), date(2027, 2, 28))


@pytest.mark.parametrize(
    "month",
    ["2026-13", "2026-00", "1999-12", "2100-01", "2026", "2026-11-01", "x", "\uff12026-11"],
)
def test_a_month_that_there_is_not_is_told(in_harbour: Cast, month: str) -> None:
    words = ["This is not a month of the books. Write it like 2026-11."]
    assert errors(**{"from": month, "to": "2026-11"}) == {"from": words}
    assert errors(**{"from": "2026-11", "to": month}) == {"to": words}


def test_a_span_has_two_ends_in_their_order(in_harbour: Cast) -> None:
    assert errors(**{"from": "2026-11"}) == {"to": ["Choose the first and the last month."]}
    assert set(errors(period="other")) == {"from", "to"}
    crossed = errors(**{"from": "2026-11", "to": "2026-10"})
    assert crossed == {"to": ["This month lies before the first one."]}
    assert set(errors(period="never")) == {"period"}


def test_a_format_is_one_of_ours(in_harbour: Cast) -> None:
    form = ExportForm({"format": "hledger", "from": "2026-01", "to": "2026-02"}, today=TODAY)
    assert form.is_valid()
    assert form.chosen() is Format.HLEDGER
    assert form.query() == "period=other&from=2026-01&to=2026-02"
    assert not ExportForm({"format": "pdf"}, today=TODAY).is_valid()


def test_all_months_with_entries_can_be_chosen(in_harbour: Cast, purse: PurseAccounts) -> None:
    page = str(PeriodForm(today=date(2025, 1, 5))["to"])
    assert page.count("<option") == 34  # from February 2024 to the entry of November 2026
    assert '<option value="2025-01" selected>Jan 2025</option>' in page
