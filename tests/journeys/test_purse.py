"""A member promises money, a keeper confirms that it came, and the month's statement shows it."""

from collections.abc import Callable
from decimal import Decimal

from beancount import loader
from beancount.core.data import Balance
from django.utils import timezone

from tests.commonpurse.conftest import OPENED_ON
from tests.journeys.hands import Visitor


def test_promise_confirm_and_statement(visit: Callable[[str], Visitor]) -> None:
    hana = visit("hana").open("purse/")
    hana.sees("2,480.00")
    hana.press("Give", "link")
    hana.fill("How much do you give?", "40")
    hana.press("Give")
    hana.sees("not confirmed yet")

    dev = visit("dev").open("purse/pledges/")
    dev.sees("Hana")
    dev.press("It came by bank")
    dev.sees("No promise waits")

    hana.open("purse/")
    hana.sees("2,520.00")
    hana.open("purse/give/").sees("seen by Dev")
    month = timezone.localdate().strftime("%Y-%m")
    dev.open(f"purse/books/{month}/").sees("40.00")
    assert "Hana" not in dev.reads(), "The statement counts the gift and names nobody."


def test_the_books_come_along_and_check_themselves(visit: Callable[[str], Visitor]) -> None:
    hana = visit("hana").open("purse/")
    hana.press("Take the books with you", "link")
    hana.press("Everything", "radio")
    hana.press("Beancount journal", "radio")
    with hana.page.expect_download() as coming:
        hana.press("Get the file")
    file = coming.value
    # Everything: from the first month with an entry to the last.
    month = OPENED_ON.strftime("%Y-%m")
    assert file.suggested_filename == f"harbour-lights-{month}-{month}.beancount"
    entries, errors, _ = loader.load_file(str(file.path()))
    assert errors == []
    held = {one.account: one.amount.number for one in entries if isinstance(one, Balance)}
    assert held["Assets:Purse:GBP"] == Decimal("2480.00")
