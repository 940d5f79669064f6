"""A member promises money, a keeper confirms that it came, and the month's statement shows it."""

from collections.abc import Callable

from django.utils import timezone

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
