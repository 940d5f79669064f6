"""A member books a shared tool, fetches it, and gives it back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from provisioning.goods.actions.shared_goods import Card, bring_in
from tests.journeys.hands import Visitor
from tests.journeys.stage import Stage
from unions.templatetags.moments import long_day

TAPS_TO_BOOK = 4
TAPS_TO_GIVE_BACK = 2


@pytest.fixture
def drill(stage: Stage) -> str:
    """A drill in One Cloak; where its code leads."""
    card = Card("HL 002", "Cordless drill", "", "tools", "Boat shed", None, 5, "Wear goggles.")
    with stage.harbour.scope():
        bring_in(card=card, by=stage.harbour.jo)
    return "things/HL-002/"


def test_book_fetch_and_give_back(visit: Callable[[str], Visitor], drill: str) -> None:
    hana, today = visit("hana"), timezone.localdate()
    hana.open(drill)
    hana.press(long_day(today))
    hana.press(long_day(today + timedelta(days=1)))
    hana.press("Book ")
    hana.sees("Cordless drill is yours")
    assert len(hana.taps) <= TAPS_TO_BOOK, hana.taps

    hana.press("I have it now")
    hana.sees("Cordless drill is handed out")

    hana.taps.clear()
    hana.press("Give back", "link")
    hana.press("As it was")
    hana.sees("Cordless drill is back")
    assert len(hana.taps) <= TAPS_TO_GIVE_BACK, hana.taps


def test_the_second_who_wants_the_same_days_is_told(
    visit: Callable[[str], Visitor], drill: str
) -> None:
    day = timezone.localdate() + timedelta(days=3)
    hana, idris = visit("hana"), visit("idris")
    for person in (hana, idris):
        person.open(drill)
        person.press(long_day(day))
    hana.press("Book ")
    hana.sees("Cordless drill is yours")
    idris.press("Book ")
    idris.sees("Nothing was booked")
    idris.sees_not("Hana")


def test_find_by_word_and_day(visit: Callable[[str], Visitor], drill: str) -> None:
    hana = visit("hana").open()
    hana.go("Things")
    hana.fill("What are you looking for?", "drill")
    hana.press("Search")
    hana.press("Cordless drill", "link")
    hana.sees("HL 002")
