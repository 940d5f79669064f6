"""A member reads a month down to its rows; a keeper closes it, and lets everybody read its sums."""

from collections.abc import Callable
from datetime import date

from django.utils import timezone

from commonpurse.ledger.rules import months
from tests.commonpurse.conftest import fill
from tests.journeys.hands import Visitor
from tests.journeys.stage import Stage
from unions.templatetags.moments import month as words_of_month


def test_a_figure_leads_to_its_rows(visit: Callable[[str], Visitor], stage: Stage) -> None:
    month = last_month(stage)
    hana = visit("hana").open("purse/")
    hana.sees("2,530.00")
    hana.press("2,530.00", "link")
    hana.sees("Opening")
    hana.press("All months", "link")
    hana.press(words_of_month(month), "link")
    hana.sees("50.00")
    hana.press("What was there at the start", "link")
    hana.sees("Common purse")
    hana.open("purse/")
    hana.press("How many months of survival needs are covered", "link")
    hana.sees("How this is worked out")


def test_a_keeper_closes_the_month_and_opens_its_sums(
    visit: Callable[[str], Visitor], stage: Stage
) -> None:
    month = last_month(stage)
    words = words_of_month(month)
    dev = visit("dev").open()
    dev.press(f"Books of {words}", "link")
    dev.sees("What will happen")
    dev.sees("A closed month is never opened again.")
    dev.press(f"Close {words}")
    dev.sees(f"{words} is closed.")

    hana = visit("hana").open(f"purse/books/{month:%Y-%m}/")
    hana.sees("This month is closed since")

    guest = visit("")
    guest.open("report/").sees_not("Harbour Lights")
    dev.open("purse/")
    dev.press("What everybody may read", "link")
    dev.press("Open it to everybody")
    dev.sees("Everybody can read the public report now.")
    guest.open("report/").sees("Public report")
    guest.sees(words)


def last_month(stage: Stage) -> date:
    """The month before this one, in which 50.00 came in."""
    month = months.before(months.first_of(timezone.localdate()))
    with stage.harbour.scope():
        fill(stage.harbour, 5_000, on=month.replace(day=9))
    return month
